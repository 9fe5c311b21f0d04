//! What a server may define, through `mcpreg-compile pin` and `generate`: tools that no client
//! could read, tools that no call could use, and more of them than a gateway can take.

#![expect(
    clippy::needless_pass_by_value,
    reason = "definitions are written where they are passed"
)]

#[path = "pin/project.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of `pin`, which use all of it"
)]
mod project;

use std::fs;

use project::{Project, server};
use serde_json::{Value, json};

/// A project whose servers list these tools, each with more lines of the catalogue.
fn project(servers: &[(&str, Value, &str)]) -> Project {
    let project = Project::new("");
    let entries: String = servers
        .iter()
        .map(|(id, tools, more)| {
            let path = project.path().join(format!("{id}.json"));
            fs::write(&path, json!({ "tools": tools }).to_string()).expect("a file");
            let path = path.to_str().expect("a temporary folder is UTF-8");
            server(id, &["listing", path], more)
        })
        .collect();
    project.catalogue(&entries);
    project
}

/// The tools of a server as clients get them, out of the generated table.
fn listed(project: &Project, module: &str) -> Vec<Value> {
    let path = format!("generated/servers/{module}/src/tools.rs");
    let text = fs::read_to_string(project.path().join(path)).expect("a table");
    let file = syn::parse_file(&text).expect("the table is Rust");
    let mut found = Listings(Vec::new());
    syn::visit::Visit::visit_file(&mut found, &file);
    found.0
}

/// The values of the fields called `listing`.
struct Listings(Vec<Value>);

impl<'a> syn::visit::Visit<'a> for Listings {
    fn visit_field_value(&mut self, field: &'a syn::FieldValue) {
        let is_listing = matches!(&field.member, syn::Member::Named(name) if name == "listing");
        if let (true, syn::Expr::Lit(literal)) = (is_listing, &field.expr)
            && let syn::Lit::Str(text) = &literal.lit
        {
            self.0
                .push(serde_json::from_str(&text.value()).expect("a listing is JSON"));
        }
        syn::visit::visit_field_value(self, field);
    }
}

/// A tool of this name and schema, with more members.
fn tool(name: &str, schema: Value, more: Value) -> Value {
    let mut tool = json!({ "name": name, "inputSchema": schema });
    let members = tool.as_object_mut().expect("an object");
    members.extend(more.as_object().expect("more members").clone());
    tool
}

fn object() -> Value {
    json!({ "type": "object", "properties": {} })
}

/// Pins one tool beside a good one: it is served as `expected`, and the pin keeps what was said.
#[track_caller]
fn repaired(odd: Value, expected: &Value, note: &str) {
    let good = tool("good", object(), json!({}));
    let project = project(&[("odd", json!([odd, good]), "")]);
    project.pin(&[]).expect(0, &["note: tool odd: ", note]);
    let listed = listed(&project, "odd");
    assert_eq!(listed.len(), 2);
    let found = listed.iter().find(|tool| tool["name"] == "mcp_odd_odd");
    let mut expected = expected.clone();
    expected["name"] = json!("mcp_odd_odd");
    assert_eq!(found, Some(&expected));
    let pin = project.pinned("odd");
    let pinned: Value = pin.tool("odd").expect("it is pinned").into();
    assert_eq!(pinned, odd);
}

#[test]
fn what_clients_cannot_read_is_written_so_that_they_can() {
    let plain = || tool("odd", object(), json!({}));
    repaired(
        tool(
            "odd",
            object(),
            json!({ "title": null, "description": null, "_meta": null }),
        ),
        &plain(),
        "`title` is null, read as absent",
    );
    repaired(
        tool(
            "odd",
            object(),
            json!({ "annotations": { "title": null, "destructiveHint": true } }),
        ),
        &tool(
            "odd",
            object(),
            json!({ "annotations": { "destructiveHint": true } }),
        ),
        "`annotations.title` is null",
    );
    repaired(
        tool(
            "odd",
            json!({ "type": "object", "properties": null, "required": null }),
            json!({}),
        ),
        &tool("odd", json!({ "type": "object" }), json!({})),
        "`/required` is null",
    );
    repaired(
        tool(
            "odd",
            json!({ "properties": { "a": true, "b": { "items": null } } }),
            json!({}),
        ),
        &tool(
            "odd",
            json!({ "type": "object", "properties": { "a": {}, "b": {} } }),
            json!({}),
        ),
        "\"type\": \"object\" is added",
    );
    repaired(
        tool("odd", json!({ "type": ["object", "null"] }), json!({})),
        &tool("odd", json!({ "type": "object" }), json!({})),
        "arguments are objects",
    );
    repaired(
        tool("odd", object(), json!({ "outputSchema": true })),
        &tool("odd", object(), json!({ "outputSchema": {} })),
        "a boolean schema is written as an object",
    );
}

/// Pins one tool beside a good one: it is left out with these words, and the good one is served.
#[track_caller]
fn left_out(odd: Value, note: &str) {
    let good = tool("good", object(), json!({}));
    let project = project(&[("odd", json!([odd, good]), "")]);
    project
        .pin(&[])
        .expect(0, &["note: tool odd: ", note, "; left out"]);
    let lock = &project.lock().servers["odd"];
    assert_eq!(lock.tools.keys().collect::<Vec<_>>(), ["good"]);
    assert_eq!(lock.left_out, ["odd"]);
    assert_eq!(listed(&project, "odd").len(), 1);
    let generated = project.command(&["generate"]).output().expect("it runs");
    project::Run::of(generated).expect(0, &["tool odd/odd cannot be used: ", note]);
}

#[test]
fn what_no_client_could_read_is_left_out_by_name() {
    for (more, note) in [
        (
            json!({ "annotations": true }),
            "its `annotations` is of type boolean, expected an object",
        ),
        (
            json!({ "_meta": [] }),
            "its `_meta` is of type array, expected an object",
        ),
        (
            json!({ "title": 7 }),
            "its `title` is of type number, expected a string",
        ),
        (
            json!({ "icons": [{ "src": null }] }),
            "its `icons[0].src` is of type null",
        ),
        (json!({ "icons": [{}] }), "it has no `icons[0].src`"),
        (
            json!({ "execution": { "taskSupport": "maybe" } }),
            "expected one of forbidden",
        ),
        (
            json!({ "annotations": { "readOnlyHint": "yes" } }),
            "`annotations.readOnlyHint` is \"yes\"",
        ),
    ] {
        left_out(tool("odd", object(), more), note);
    }
    for (schema, note) in [
        (json!({ "type": "array" }), "has the type \"array\""),
        (
            json!({ "type": "object", "required": "a" }),
            "`required` that is not a list of names",
        ),
        (
            json!({ "type": "object", "properties": [] }),
            "`properties` of type array",
        ),
        (
            json!({ "$schema": "https://example.org/own" }),
            "dialect \"https://example.org/own\"",
        ),
    ] {
        left_out(tool("odd", schema, json!({})), note);
    }
}

#[test]
fn what_no_call_could_use_is_left_out_by_name() {
    let of = |properties: Value| json!({ "type": "object", "properties": properties, "required": ["a"] });
    let empty = "accepts no object, so every call would be refused";
    for (schema, note) in [
        (of(json!({ "a": { "enum": [] } })), empty),
        (
            of(json!({ "a": { "type": "string", "pattern": "(" } })),
            "cannot be decided",
        ),
        (
            of(json!({ "a": { "allOf": [{ "type": "string" }, { "type": "null" }] } })),
            empty,
        ),
        (
            json!({ "type": "object", "required": ["a"], "additionalProperties": false }),
            empty,
        ),
        (
            of(json!({ "a": { "type": "file" } })),
            "is not a schema that can be used",
        ),
        (
            of(json!({ "a": { "required": true } })),
            "is not a schema that can be used",
        ),
    ] {
        left_out(tool("odd", schema, json!({})), note);
    }
    left_out(
        tool("odd", object(), json!({ "outputSchema": { "not": {} } })),
        "accepts no value",
    );
}

#[test]
fn a_pattern_that_no_engine_reads_is_named() {
    let properties = json!({
        "a": { "type": "string", "pattern": "^[a-" },
        "b": { "type": "string", "pattern": "^(a|\\ud800[\\udc00-\\udfff])*$" },
    });
    let odd = tool(
        "odd",
        json!({ "type": "object", "properties": properties }),
        json!({}),
    );
    let project = project(&[("odd", json!([odd]), "")]);
    let pinned = project.pin(&[]);
    pinned.expect(
        0,
        &[
            "note: tool odd: the pattern \"^[a-\" cannot be decided",
            "are refused",
        ],
    );
    assert!(!pinned.stdout.contains("ud800"), "{}", pinned.stdout);
}

/// A server over one limit fails by name, its sibling is pinned, and the named key helps.
#[track_caller]
fn limited(tools: &Value, key: &str, raised: &str, said: &str) {
    let good = json!([tool("good", object(), json!({}))]);
    let servers = |more| project(&[("large", tools.clone(), more), ("small", good.clone(), "")]);
    let project = servers("");
    project
        .pin(&[])
        .expect(1, &["large: failed, it has no pin", said, key]);
    assert_eq!(project.lock().servers.keys().collect::<Vec<_>>(), ["small"]);
    let limits = format!("limits = {{ {raised} }}");
    let project = servers(&limits);
    project.pin(&[]).expect(0, &["large: "]);
    assert_eq!(project.lock().servers.len(), 2);
    let generated = project
        .command(&["generate", "--check"])
        .output()
        .expect("it runs");
    project::Run::of(generated).expect(0, &[]);
}

#[test]
fn a_server_may_define_no_more_than_its_limits() {
    let one = |schema: Value| {
        json!([tool(
            "t",
            json!({ "type": "object", "properties": schema }),
            json!({})
        )])
    };
    let named = |count: usize, schema: &dyn Fn(usize) -> Value| -> Value {
        (0..count)
            .map(|index| (format!("p{index}"), schema(index)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let values: Vec<String> = (0..45_000).map(|index| format!("value {index}")).collect();
    limited(
        &one(json!({ "a": { "enum": values } })),
        "`limits.enum_values`",
        "enum_values = 50_000",
        "45000 enum values, and 20000 are allowed",
    );
    limited(
        &one(named(
            300,
            &|index| json!({ "pattern": format!("^{index}$") }),
        )),
        "`limits.patterns`",
        "patterns = 300",
        "300 distinct patterns, and 256 are allowed",
    );
    limited(
        &one(json!({ "a": { "description": "x".repeat(3 << 20) } })),
        "`limits.definitions`",
        "definitions = \"4MiB\"",
        "bytes of definitions, and 2097152 are allowed",
    );
    let many: Vec<Value> = (0..600)
        .map(|index| tool(&format!("t{index}"), object(), json!({})))
        .collect();
    limited(
        &json!(many),
        "`limits.tools`",
        "tools = 600",
        "600 tools, and 512 are allowed",
    );
}

#[test]
fn a_compiler_over_its_budget_is_named_and_siblings_are_pinned() {
    let large: Vec<Value> = (0..400)
        .map(|index| {
            let members: serde_json::Map<_, _> = (0..20)
                .map(|member| (format!("m{member}"), json!({ "enum": [index, member] })))
                .collect();
            tool(
                &format!("t{index}"),
                json!({ "type": "object", "properties": members }),
                json!({}),
            )
        })
        .collect();
    let good = json!([tool("good", object(), json!({}))]);
    let project = project(&[("large", json!(large), ""), ("small", good, "")]);
    // What a worker with a stack of 64 MiB needs at least, and too little for this server.
    let tight = ["--compile-memory", "160MiB"];
    project.pin(&tight).expect(
        1,
        &[
            "large: failed, it has no pin",
            "server large: compiling it takes more memory than 160.0 MiB",
            "raise `--compile-memory`",
        ],
    );
    assert_eq!(project.lock().servers.keys().collect::<Vec<_>>(), ["small"]);
    project.pin(&[]).expect(0, &["large: 400 tools"]);
    let generated = project
        .command(&["generate", "--compile-memory", "160MiB"])
        .output()
        .expect("it runs");
    project::Run::of(generated).expect(2, &["server large: compiling it takes more memory"]);
}

#[test]
fn a_compiler_that_takes_too_long_is_stopped() {
    let good = json!([tool("good", object(), json!({}))]);
    let project = project(&[("small", good, "")]);
    // Over before the worker can have started.
    let late = ["--compile-time", "1ns"];
    let said = "compiling it takes longer than 1ns";
    project.pin(&late).expect(1, &[said, "`--compile-time`"]);
    project.pin(&[]).expect(0, &["small: 1 tool"]);
    let generated = project
        .command(&[&["generate"], &late[..]].concat())
        .output()
        .expect("it runs");
    project::Run::of(generated).expect(2, &["compiling it takes longer than 1ns"]);
}

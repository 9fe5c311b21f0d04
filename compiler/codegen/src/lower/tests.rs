//! An edited lock or pin is caught, and overrides end in what clients see.

use super::lower;
use crate::json::{Json, MAX_DEPTH};
use crate::lock::Lock;
use crate::model::ToolModel;
use crate::pin::{Pin, Pins, sha256};
use crate::problem::ProblemKind;

const TOOLS: &str = r##"[
    {"name":"convert","title":"Convert","description":"Converts.","_meta":{"x":1e2},
     "inputSchema":{"type":"object","required":["zone","time"],
        "properties":{"zone":{"$ref":"#/$defs/zone"},"time":{"type":"string"}},
        "$defs":{"zone":{"type":"string","minLength":3}}},
     "outputSchema":{"type":"object"}},
    {"name":"now"}
]"##;

const LOCK: &str = r#"
format = 1
contract = 1
[gateway]
name = "desk"
name_budget = 53
[servers.time]
prefix = "time"
name = "clock"
version = "1.0"
protocol = "2025-11-25"
pin_sha256 = "HASH"
timeouts = { start_ms = 1000, call_ms = 2000 }
launch = { args = [] }
[servers.time.tools.convert]
public = "mcp_time_convert"
rust = "convert"
[servers.time.tools.now]
public = "mcp_time_now"
rust = "now"
"#;

fn pin(tools: &str) -> String {
    let head = r#""format":1,"opening":"initialize","prompts":[],"resourceTemplates":[]"#;
    let text = format!(r#"{{{head},"resources":[],"server":{{}},"tools":{tools}}}"#);
    Pin::parse("time", &text)
        .expect("the case is a pin")
        .to_text()
}

/// Lowers the lock after `edit` with the pin of these tools.
fn lowered(
    tools: &str,
    edit: impl Fn(&str) -> String,
) -> Result<Vec<ToolModel>, Vec<(ProblemKind, String)>> {
    let pin = pin(tools);
    let text = edit(&LOCK.replace("HASH", &sha256(&pin)));
    let lock = Lock::parse(&text).expect("the case is a lock");
    let model = lower(&lock, &Pins::from([("time".to_owned(), pin)]));
    let shown = |problem: &crate::Problem| (problem.kind, problem.to_string());
    model
        .map(|mut model| model.servers.remove(0).tools)
        .map_err(|problems| problems.0.iter().map(shown).collect())
}

#[track_caller]
fn refused(tools: &str, edit: impl Fn(&str) -> String, kind: ProblemKind, words: &[&str]) {
    let problems = lowered(tools, edit).expect_err("the case is refused");
    assert_eq!(
        problems.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
        [kind],
        "{problems:?}"
    );
    for word in words {
        assert!(problems[0].1.contains(word), "{word} in {}", problems[0].1);
    }
}

fn with_fixed(fixed: &str) -> impl Fn(&str) -> String {
    let fixed = fixed.to_owned();
    move |lock| {
        lock.replace(
            "rust = \"convert\"",
            &format!("rust = \"convert\"\nfixed = {{ {fixed} }}"),
        )
    }
}

#[test]
fn a_tool_keeps_every_field_but_its_name() {
    let tools = lowered(TOOLS, str::to_owned).expect("lock and pin agree");
    let pinned = Json::parse(TOOLS, MAX_DEPTH).expect("the tools are JSON");
    let mut expected = pinned
        .pointer("/0")
        .and_then(Json::as_object)
        .expect("it is there")
        .clone();
    expected.insert("name".into(), Json::String("mcp_time_convert".to_owned()));
    assert_eq!(tools[0].listing, Json::Object(expected));
    assert_eq!(tools[0].name, "convert");
    assert!(tools[0].listing.to_compact().contains("1e2"));
}

#[test]
fn a_tool_without_a_schema_takes_any_object() {
    let tools = lowered(TOOLS, str::to_owned).expect("lock and pin agree");
    assert_eq!(tools[1].arguments.to_compact(), r#"{"type":"object"}"#);
    let listing = r#"{"inputSchema":{"type":"object"},"name":"mcp_time_now"}"#;
    assert_eq!(tools[1].listing.to_compact(), listing);
    assert_eq!(tools[1].output, None);
}

#[test]
fn a_description_is_replaced() {
    let edit =
        |lock: &str| lock.replace("rust = \"now\"", "rust = \"now\"\ndescription = \"Ours.\"");
    let tools = lowered(TOOLS, edit).expect("lock and pin agree");
    assert_eq!(
        tools[1].listing.get("description").and_then(Json::as_str),
        Some("Ours.")
    );
}

#[test]
fn a_fixed_argument_is_gone_from_the_schema() {
    let tools = lowered(TOOLS, with_fixed(r#"zone = '"UTC"'"#)).expect("lock and pin agree");
    let arguments = &tools[0].arguments;
    assert_eq!(
        arguments.get("required").map(Json::to_compact).as_deref(),
        Some(r#"["time"]"#)
    );
    assert_eq!(arguments.pointer("/properties/zone"), None);
    assert_eq!(tools[0].listing.get("inputSchema"), Some(arguments));
    assert_eq!(tools[0].fixed["zone"], Json::String("UTC".to_owned()));
}

#[test]
fn a_fixed_argument_must_fit() {
    let kind = ProblemKind::FixedArgument;
    refused(
        TOOLS,
        with_fixed(r#"zon = '"UTC"'"#),
        kind,
        &["`zon`", "did you mean `zone`"],
    );
    refused(TOOLS, with_fixed("q = '1'"), kind, &["`q` is no property"]);
    refused(
        TOOLS,
        with_fixed("zone = '1'"),
        kind,
        &["does not fit", "`fixed` in mcpreg.toml"],
    );
    refused(
        TOOLS,
        with_fixed(r#"zone = '"U"'"#),
        kind,
        &["does not fit"],
    );
    refused(
        TOOLS,
        with_fixed("zone = 'UTC'"),
        kind,
        &["has no JSON value"],
    );
}

#[test]
fn nothing_is_fixed_where_the_root_looks_at_several_properties() {
    let with = |keyword: &str| TOOLS.replace(r#""$defs""#, &format!(r#"{keyword},"$defs""#));
    let fixed = || with_fixed(r#"zone = '"UTC"'"#);
    let choice = with(r#""anyOf":[{"required":["zone"]}]"#);
    refused(
        &choice,
        fixed(),
        ProblemKind::FixedArgument,
        &["`anyOf` at the root"],
    );
    let reference = TOOLS.replace(
        r#""time":{"type":"string"}"#,
        r##""time":{"$ref":"#/properties/zone"}"##,
    );
    refused(
        &reference,
        fixed(),
        ProblemKind::FixedArgument,
        &["a `$ref` points to"],
    );
}

#[test]
fn an_edited_pin_is_caught() {
    let edit = |lock: &str| lock.replace("pin_sha256 = \"", "pin_sha256 = \"0");
    refused(
        TOOLS,
        edit,
        ProblemKind::PinHash,
        &["not what was reviewed", "mcpreg-compile pin time"],
    );
}

#[test]
fn a_missing_and_a_superfluous_pin_are_caught() {
    let lock = Lock::parse(LOCK).expect("the case is a lock");
    let problems = lower(&lock, &Pins::new()).expect_err("the pin is missing");
    assert_eq!(problems.0[0].kind, ProblemKind::MissingPin);
    let text = LOCK
        .split("[servers.time]")
        .next()
        .expect("there is a part before");
    let lock = Lock::parse(text).expect("the case is a lock");
    let pins = Pins::from([("time".to_owned(), pin(TOOLS))]);
    let problems = lower(&lock, &pins).expect_err("the pin has no server");
    assert_eq!(problems.0[0].kind, ProblemKind::MissingPin);
}

#[test]
fn lock_and_pin_must_have_the_same_tools() {
    let kind = ProblemKind::ToolMismatch;
    let with = TOOLS.replace(r#"{"name":"now"}"#, r#"{"name":"now"},{"name":"then"}"#);
    refused(
        &with,
        str::to_owned,
        kind,
        &["time/then", "neither serves it nor leaves it out"],
    );
    let without = TOOLS.replace(
        r#",
    {"name":"now"}"#,
        "",
    );
    refused(
        &without,
        str::to_owned,
        kind,
        &["time/now", "does not have it"],
    );
    let left_out = |lock: &str| lock.replace("timeouts =", "left_out = [\"then\"]\ntimeouts =");
    assert!(lowered(&with, left_out).is_ok());
    refused(TOOLS, left_out, kind, &["time/then"]);
}

#[test]
fn two_tools_of_one_name_are_caught() {
    let twice = TOOLS.replace(
        r#"{"name":"now"}"#,
        r#"{"name":"now"},{"name":"now","x":1}"#,
    );
    refused(
        &twice,
        str::to_owned,
        ProblemKind::Malformed,
        &["time/now", "two tools of this name"],
    );
}

#[test]
fn edited_names_are_caught() {
    let public = |name: &'static str| move |lock: &str| lock.replace("mcp_time_now", name);
    refused(
        TOOLS,
        public("MCP_time_convert"),
        ProblemKind::PublicNameCollision,
        &["time/convert", "time/now"],
    );
    refused(
        TOOLS,
        public("mcp time"),
        ProblemKind::PublicName,
        &["the character ' '"],
    );
    refused(
        TOOLS,
        public("mcp_registry_add"),
        ProblemKind::PublicName,
        &["the registry's own"],
    );
    let rust = |name: &'static str| {
        move |lock: &str| lock.replace("rust = \"now\"", &format!("rust = \"{name}\""))
    };
    for name in ["convert", "fn", "types", "Now", "", "a b", "é"] {
        refused(TOOLS, rust(name), ProblemKind::RustName, &["time/now"]);
    }
    let budget = |lock: &str| lock.replace("name_budget = 53", "name_budget = 12");
    refused(
        TOOLS,
        budget,
        ProblemKind::PublicName,
        &["16 characters", "12"],
    );
}

#[test]
fn a_schema_that_is_none_is_caught() {
    let with = |schema: &str| {
        TOOLS.replace(
            r#"{"name":"now"}"#,
            &format!(r#"{{"name":"now","inputSchema":{schema}}}"#),
        )
    };
    let kind = ProblemKind::Schema;
    refused(
        &with("[]"),
        str::to_owned,
        kind,
        &["time/now", "type array", "mcpreg-compile pin time"],
    );
    let dialect = r#"{"$schema":"https://example.org/own"}"#;
    refused(
        &with(dialect),
        str::to_owned,
        kind,
        &["dialect \"https://example.org/own\"", "unknown"],
    );
    for known in [
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2020-12/schema",
    ] {
        assert!(lowered(&with(&format!(r#"{{"$schema":"{known}"}}"#)), str::to_owned).is_ok());
    }
}

#[test]
fn another_contract_is_caught() {
    let pin = pin(TOOLS);
    let mut lock = Lock::parse(&LOCK.replace("HASH", &sha256(&pin))).expect("the case is a lock");
    lock.contract += 1;
    let pins = Pins::from([("time".to_owned(), pin)]);
    let problems = lower(&lock, &pins).expect_err("the contract is another");
    assert_eq!(problems.0[0].kind, ProblemKind::Format);
}

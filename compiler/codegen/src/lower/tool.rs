//! One tool: its overrides applied, its listing written.

use std::collections::BTreeMap;

use super::{fixed, tool_problem};
use crate::json::{Json, Key};
use crate::lock::LockedTool;
use crate::model::ToolModel;
use crate::problem::{Problem, ProblemKind, Problems};

/// The dialects a schema may name; one that names none is of 2020-12, as MCP says.
const DIALECTS: [&str; 5] = [
    "://json-schema.org/draft-04/schema",
    "://json-schema.org/draft-06/schema",
    "://json-schema.org/draft-07/schema",
    "://json-schema.org/draft/2019-09/schema",
    "://json-schema.org/draft/2020-12/schema",
];

/// Applies what the lock says of a tool to what its server says of it.
pub(super) fn lower(
    server: &str,
    name: &str,
    locked: &LockedTool,
    pinned: &Json,
    problems: &mut Problems,
) -> Option<ToolModel> {
    let before = problems.0.len();
    let mut arguments = pinned
        .get("inputSchema")
        .cloned()
        .unwrap_or_else(any_object);
    let output = pinned.get("outputSchema").cloned();
    let schemas = [
        ("inputSchema", Some(&arguments)),
        ("outputSchema", output.as_ref()),
    ];
    for (member, schema) in schemas {
        if let Some(fault) = schema.and_then(schema_fault) {
            let mut problem = tool_problem(
                ProblemKind::Schema,
                server,
                name,
                format!("its {member} {fault}"),
            );
            problem.help = Some(format!("leave `{name}` out in mcpreg.toml"));
            problems.push(problem);
        }
    }
    let fixed = fixed_values(server, name, locked, problems);
    for fault in fixed::apply(&mut arguments, &fixed) {
        problems.push(fixed_problem(server, name, fault));
    }
    if problems.0.len() > before {
        return None;
    }
    Some(ToolModel {
        public_name: locked.public.clone(),
        name: name.to_owned(),
        rust_name: locked.rust.clone(),
        listing: listing(pinned, locked, &arguments)?,
        arguments,
        fixed,
        output,
    })
}

fn any_object() -> Json {
    Json::object([("type", Json::String("object".to_owned()))])
}

/// The element of `tools/list`: everything as pinned but for the names and the overrides.
fn listing(pinned: &Json, locked: &LockedTool, arguments: &Json) -> Option<Json> {
    let mut members = pinned.as_object()?.clone();
    members.insert(Key::from("name"), Json::String(locked.public.clone()));
    members.insert(Key::from("inputSchema"), arguments.clone());
    if let Some(description) = &locked.description {
        members.insert(Key::from("description"), Json::String(description.clone()));
    }
    Some(Json::Object(members))
}

/// Why a schema is none, if it is none.
fn schema_fault(schema: &Json) -> Option<String> {
    let members = match schema {
        Json::Object(members) => members,
        Json::Bool(_) => return None,
        other => return Some(format!("is of type {}, not an object", other.type_name())),
    };
    let dialect = members.get(&Key::from("$schema"))?;
    let is_known = dialect.as_str().is_some_and(|uri| {
        let uri = uri.trim_end_matches('#');
        let rest = uri
            .strip_prefix("https")
            .or_else(|| uri.strip_prefix("http"));
        rest.is_some_and(|rest| DIALECTS.contains(&rest))
    });
    (!is_known).then(|| format!("is of the dialect {dialect}, which is not known here"))
}

fn fixed_values(
    server: &str,
    name: &str,
    locked: &LockedTool,
    problems: &mut Problems,
) -> BTreeMap<String, Json> {
    let mut values = BTreeMap::new();
    for (argument, text) in &locked.fixed {
        match Json::parse(text, fixed::MAX_DEPTH) {
            Ok(value) => {
                values.insert(argument.clone(), value);
            }
            Err(error) => {
                let message = format!("the fixed argument `{argument}` has no JSON value: {error}");
                problems.push(fixed_problem(server, name, message));
            }
        }
    }
    values
}

fn fixed_problem(server: &str, name: &str, message: String) -> Problem {
    let help = "change it under `fixed` in mcpreg.toml, then run `mcpreg-compile pin`";
    let mut problem = tool_problem(ProblemKind::FixedArgument, server, name, message);
    problem.help = Some(help.to_owned());
    problem
}

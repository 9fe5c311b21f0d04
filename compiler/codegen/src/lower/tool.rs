//! One tool: its overrides applied, its listing written.

use std::collections::BTreeMap;

use super::{fixed, tool_problem};
use crate::json::{Json, Key};
use crate::lock::LockedTool;
use crate::model::ToolModel;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::servable::{Servable, servable};

/// Applies what the lock says of a tool to what its server says of it.
pub(super) fn lower(
    server: &str,
    name: &str,
    locked: &LockedTool,
    pinned: &Json,
    problems: &mut Problems,
) -> Option<ToolModel> {
    let before = problems.0.len();
    let servable = match servable(pinned) {
        Ok(servable) => servable,
        Err(faults) => {
            for fault in faults {
                problems.push(tool_problem(ProblemKind::Schema, server, name, fault));
            }
            return None;
        }
    };
    let mut arguments = servable.get("inputSchema").cloned()?;
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
        output: servable.get("outputSchema").cloned(),
        listing: listing(servable, locked, &arguments),
        arguments,
        fixed,
    })
}

/// The element of `tools/list`: as the protocol has it but for the names and the overrides.
fn listing(servable: Servable, locked: &LockedTool, arguments: &Json) -> Json {
    let mut members = servable.members;
    members.insert(Key::from("name"), Json::String(locked.public.clone()));
    members.insert(Key::from("inputSchema"), arguments.clone());
    if let Some(description) = &locked.description {
        members.insert(Key::from("description"), Json::String(description.clone()));
    }
    Json::Object(members)
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

//! Every name the lock gives, looked at again across all servers.

use std::collections::BTreeMap;

use crate::lock::Lock;
use crate::name;
use crate::problem::{Problem, ProblemKind, Problems};

/// A tool by its server's id and its own name.
type ToolRef<'a> = (&'a str, &'a str);

/// Finds invalid names and two tools of one name.
pub(super) fn check(lock: &Lock, problems: &mut Problems) {
    let mut publics: BTreeMap<String, ToolRef<'_>> = BTreeMap::new();
    for (id, server) in &lock.servers {
        let mut rusts: BTreeMap<&str, ToolRef<'_>> = BTreeMap::new();
        for (tool_name, tool) in &server.tools {
            let this = (id.as_str(), tool_name.as_str());
            if let Some(fault) = name::public_fault(&tool.public, lock.gateway.name_budget) {
                let message = format!("its public name `{}` {fault}", tool.public);
                problems.push(problem(ProblemKind::PublicName, this, message));
            }
            if let Some(other) = publics.insert(tool.public.to_ascii_lowercase(), this) {
                let message = format!(
                    "has the public name `{}`, like {}",
                    tool.public,
                    shown(other)
                );
                problems.push(problem(ProblemKind::PublicNameCollision, this, message));
            }
            if !name::is_tool_identifier(&tool.rust) {
                let message = format!("its Rust name `{}` is no free identifier", tool.rust);
                problems.push(problem(ProblemKind::RustName, this, message));
            }
            if let Some(other) = rusts.insert(&tool.rust, this) {
                let message = format!("has the Rust name `{}`, like {}", tool.rust, shown(other));
                problems.push(problem(ProblemKind::RustName, this, message));
            }
        }
    }
}

fn shown((server, tool): ToolRef<'_>) -> String {
    format!("tool {server}/{tool}")
}

fn problem(kind: ProblemKind, tool: ToolRef<'_>, message: String) -> Problem {
    let help = "give it another name under `rename` in mcpreg.toml, then run `mcpreg-compile pin`";
    Problem {
        kind,
        subject: shown(tool),
        message,
        help: Some(help.to_owned()),
    }
}

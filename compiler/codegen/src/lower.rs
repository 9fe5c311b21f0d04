//! From what was reviewed to what will be generated: [`Lock`] and [`Pins`] to [`Model`].
//!
//! Everything the lock claims is looked at again, because a lock is a file that people merge
//! and edit: the pins' hashes, the tools, the names, the overrides. All problems are collected;
//! with one there is no model.

mod fixed;
mod names;
mod tool;

use std::collections::BTreeMap;

use crate::CONTRACT;
use crate::json::Json;
use crate::limit;
use crate::lock::{FILE_NAME, Lock, LockedServer};
use crate::model::{Model, ServerModel, ToolModel};
use crate::name;
use crate::pin::{self, Pin, Pins, tool_name};
use crate::problem::{Problem, ProblemKind, Problems};

/// Decides what the generated crate contains.
///
/// # Errors
///
/// Every disagreement between the lock and its pins, and every name or override that is none.
pub fn lower(lock: &Lock, pins: &Pins) -> Result<Model, Problems> {
    let mut problems = Problems::default();
    if lock.contract != CONTRACT {
        problems.push(Problem {
            kind: ProblemKind::Format,
            subject: FILE_NAME.to_owned(),
            message: format!(
                "is for contract {}, this version emits {CONTRACT}",
                lock.contract
            ),
            help: Some("run `mcpreg-compile pin` with this version".to_owned()),
        });
    }
    for id in pins.keys().filter(|id| !lock.servers.contains_key(*id)) {
        let message = format!("is there, but {FILE_NAME} has no server `{id}`");
        problems.push(pin_problem(ProblemKind::MissingPin, id, message));
    }
    names::check(lock, &mut problems);
    let modules = name::modules(lock.servers.keys());
    let mut servers = Vec::new();
    for (id, locked) in &lock.servers {
        let Some(pin) = reviewed_pin(id, locked, pins, &mut problems) else {
            continue;
        };
        let tools = tools(id, locked, &pin, &mut problems);
        servers.push(server_model(id, &modules[id], locked, tools));
    }
    problems.or(Model {
        gateway: lock.gateway.name.clone(),
        servers,
    })
}

fn server_model(
    id: &str,
    module: &str,
    locked: &LockedServer,
    tools: Vec<ToolModel>,
) -> ServerModel<ToolModel> {
    ServerModel {
        id: id.to_owned(),
        module: module.to_owned(),
        prefix: locked.prefix.clone(),
        protocol: locked.protocol.clone(),
        version: (locked.name.clone(), locked.version.clone()),
        pin_sha256: locked.pin_sha256.clone(),
        launch: locked.launch_json(),
        timeouts: locked.timeouts,
        checks: locked.checks,
        tools,
    }
}

/// The pin of a server, if its bytes are the ones the lock was reviewed with.
fn reviewed_pin(
    id: &str,
    locked: &LockedServer,
    pins: &Pins,
    problems: &mut Problems,
) -> Option<Pin> {
    let Some(text) = pins.get(id) else {
        let message = format!("is not there, but {FILE_NAME} has the server `{id}`");
        problems.push(pin_problem(ProblemKind::MissingPin, id, message));
        return None;
    };
    let found = pin::sha256(text);
    if found != locked.pin_sha256 {
        let reviewed = &locked.pin_sha256;
        let message =
            format!("is not what was reviewed: its SHA-256 is {found}, {FILE_NAME} has {reviewed}");
        problems.push(pin_problem(ProblemKind::PinHash, id, message));
        return None;
    }
    Pin::parse(id, text)
        .map_err(|problem| problems.push(problem))
        .ok()
}

/// The served tools of one server, sorted by public name.
fn tools(id: &str, locked: &LockedServer, pin: &Pin, problems: &mut Problems) -> Vec<ToolModel> {
    let mut pinned: BTreeMap<&str, &Json> = BTreeMap::new();
    for tool in &pin.tools {
        let name = tool_name(tool).unwrap_or_default();
        if pinned.insert(name, tool).is_some() {
            let message = "the server has two tools of this name".to_owned();
            problems.push(tool_problem(ProblemKind::Malformed, id, name, message));
        }
    }
    let known: BTreeMap<&str, bool> = locked
        .tools
        .keys()
        .map(|name| (name.as_str(), true))
        .chain(locked.left_out.iter().map(|name| (name.as_str(), false)))
        .collect();
    for name in pinned.keys().filter(|name| !known.contains_key(*name)) {
        let message = format!("is in the pin, but {FILE_NAME} neither serves it nor leaves it out");
        problems.push(tool_problem(ProblemKind::ToolMismatch, id, name, message));
    }
    for name in known.keys().filter(|name| !pinned.contains_key(*name)) {
        let message = format!("is in {FILE_NAME}, but the server's pin does not have it");
        problems.push(tool_problem(ProblemKind::ToolMismatch, id, name, message));
    }
    let served = locked.tools.keys();
    let served = served.filter_map(|name| pinned.get(name.as_str()).copied());
    let exceeded = limit::exceeded(id, &locked.limits, served);
    if !exceeded.is_empty() {
        problems.0.extend(exceeded);
        return Vec::new();
    }
    let mut tools = Vec::new();
    for (name, tool) in &locked.tools {
        if let Some(pinned) = pinned.get(name.as_str()) {
            tools.extend(tool::lower(id, name, tool, pinned, problems));
        }
    }
    tools.sort_by(|one, other| one.public_name.cmp(&other.public_name));
    tools
}

fn pin_problem(kind: ProblemKind, id: &str, message: String) -> Problem {
    let subject = format!("generated/pins/{id}.json");
    Problem {
        kind,
        subject,
        message,
        help: Some(format!("run `mcpreg-compile pin {id}`")),
    }
}

fn tool_problem(kind: ProblemKind, id: &str, tool: &str, message: String) -> Problem {
    let subject = format!("tool {id}/{tool}");
    Problem {
        kind,
        subject,
        message,
        help: Some(format!("run `mcpreg-compile pin {id}`")),
    }
}

#[cfg(test)]
mod tests;

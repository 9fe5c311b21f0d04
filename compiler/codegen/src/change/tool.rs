//! What changed about the served tools: their names, their words, their schemas.

use std::collections::{BTreeMap, BTreeSet};

use super::ChangeClass::{Breaking, Compatible, TextOnly, Unknown};
use super::schema::{self, Direction};
use super::server::members;
use super::{Found, Side};
use crate::json::{Json, pointer_token};
use crate::lock::LockedTool;

/// Names every tool of a new server, with all its words.
pub(super) fn added(found: &mut Found, server: &str, (locked, pin): Side<'_>) {
    for name in locked.tools.keys() {
        found.subject = subject(server, name);
        found.compare(Compatible, "", None, pin.tool(name));
    }
}

/// Compares the served tools of one server by their own names.
pub(super) fn compare(found: &mut Found, server: &str, old: Side<'_>, new: Side<'_>) {
    let ((old, old_pin), (new, new_pin)) = (old, new);
    for (name, old_tool) in &old.tools {
        found.subject = subject(server, name);
        let pinned = old_pin.tool(name);
        match (new.tools.get(name), pinned, new_pin.tool(name)) {
            (Some(new_tool), Some(pinned), Some(new_pinned)) => {
                locked(found, old_tool, new_tool);
                let (old, new) = (effective(old_tool, pinned), effective(new_tool, new_pinned));
                described(found, &old, &new);
            }
            _ => found.add(
                Breaking,
                "",
                Some(pinned.map_or_else(String::new, Json::to_compact)),
                None,
            ),
        }
    }
    for name in new
        .tools
        .keys()
        .filter(|name| !old.tools.contains_key(*name))
    {
        found.subject = subject(server, name);
        found.compare(Compatible, "", None, new_pin.tool(name));
    }
}

/// Compares what the lock says of a tool.
fn locked(found: &mut Found, old: &LockedTool, new: &LockedTool) {
    found.compare_text(Breaking, "public", &old.public, &new.public);
    found.compare_text(Breaking, "rust", &old.rust, &new.rust);
    let keys = old.fixed.keys().chain(new.fixed.keys());
    for name in keys.collect::<BTreeSet<_>>() {
        let (old, new) = (old.fixed.get(name), new.fixed.get(name));
        if old != new {
            // Fixing takes a member away from callers, and freeing one may make it required.
            let class = if old.is_some() && new.is_some() {
                Unknown
            } else {
                Breaking
            };
            found.add(class, &format!("fixed.{name}"), old.cloned(), new.cloned());
        }
    }
}

/// A tool's members as clients see them, with the lock's description in place of the server's.
fn effective(locked: &LockedTool, pinned: &Json) -> BTreeMap<String, Json> {
    let pinned = pinned.as_object().into_iter().flatten();
    let mut members: BTreeMap<_, _> = pinned
        .map(|(key, value)| (key.0.clone(), value.clone()))
        .collect();
    if let Some(description) = &locked.description {
        members.insert("description".to_owned(), Json::String(description.clone()));
    }
    members
}

/// Compares what the server says of a tool.
fn described(found: &mut Found, old: &BTreeMap<String, Json>, new: &BTreeMap<String, Json>) {
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let (old, new) = (old.get(key), new.get(key));
        let field = format!("/{}", pointer_token(key));
        match key.as_str() {
            "inputSchema" => arguments(found, &field, old, new),
            "outputSchema" => output(found, &field, old, new),
            "annotations" => annotations(found, &field, old, new),
            "description" | "title" | "icons" => found.compare(TextOnly, &field, old, new),
            _ => found.compare(Unknown, &field, old, new),
        }
    }
}

fn arguments(found: &mut Found, field: &str, old: Option<&Json>, new: Option<&Json>) {
    let any_object = Json::object([("type", Json::String("object".to_owned()))]);
    let (old, new) = (old.unwrap_or(&any_object), new.unwrap_or(&any_object));
    schema::compare(found, Direction::Arguments, field, (old, new));
}

/// A declared output makes another Rust type of the result, whichever way it goes.
fn output(found: &mut Found, field: &str, old: Option<&Json>, new: Option<&Json>) {
    match (old, new) {
        (Some(old), Some(new)) => schema::compare(found, Direction::Output, field, (old, new)),
        _ => found.compare(Breaking, field, old, new),
    }
}

fn annotations(found: &mut Found, field: &str, old: Option<&Json>, new: Option<&Json>) {
    match (old.and_then(Json::as_object), new.and_then(Json::as_object)) {
        (Some(old), Some(new)) => members(found, field, old, new),
        _ => found.compare(Unknown, field, old, new),
    }
}

fn subject(server: &str, tool: &str) -> String {
    format!("tool {server}/{tool}")
}

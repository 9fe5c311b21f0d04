//! What changed about the server itself, and about its resources and prompts.

use std::collections::{BTreeMap, BTreeSet};

use super::ChangeClass::{Breaking, Compatible, TextOnly, Unknown};
use super::{Found, Side};
use crate::json::{Json, Key, pointer_token};
use crate::lock::CaseVariants;
use crate::schema::Formats;

/// The server in one line.
pub(super) fn shown((locked, pin): Side<'_>) -> String {
    let tools = locked.tools.len();
    let (name, version, protocol) = (&locked.name, &locked.version, &locked.protocol);
    format!(
        "{name} {version}, MCP {protocol} by {}, {tools} tools",
        pin.opening.method()
    )
}

/// Compares what the lock and the opening's result say of a server.
pub(super) fn compare(found: &mut Found, (old, old_pin): Side<'_>, (new, new_pin): Side<'_>) {
    found.compare_text(TextOnly, "name", &old.name, &new.name);
    found.compare_text(TextOnly, "version", &old.version, &new.version);
    found.compare_text(Unknown, "protocol", &old.protocol, &new.protocol);
    found.compare_text(Breaking, "prefix", &old.prefix, &new.prefix);
    found.compare_text(
        Unknown,
        "opening",
        old_pin.opening.method(),
        new_pin.opening.method(),
    );
    let (old_times, new_times) = (old.timeouts, new.timeouts);
    for (field, old, new) in [
        ("timeouts.start_ms", old_times.start_ms, new_times.start_ms),
        ("timeouts.call_ms", old_times.call_ms, new_times.call_ms),
    ] {
        found.compare_text(Compatible, field, &old.to_string(), &new.to_string());
    }
    let (old_checks, new_checks) = (old.checks, new.checks);
    let output = (old_checks.output.name(), new_checks.output.name());
    found.compare_text(Compatible, "checks.output", output.0, output.1);
    let format_class = match new_checks.format {
        Formats::Annotate => Compatible,
        Formats::Assert => Breaking,
    };
    let format = (old_checks.format.name(), new_checks.format.name());
    found.compare_text(format_class, "checks.format", format.0, format.1);
    let case_class = match new_checks.case_variants {
        CaseVariants::Refuse => Breaking,
        CaseVariants::Accept => Compatible,
    };
    let variants = (
        old_checks.case_variants.name(),
        new_checks.case_variants.name(),
    );
    found.compare_text(case_class, "checks.case_variants", variants.0, variants.1);
    leaves(
        found,
        "launch",
        Some(&old.launch_as_json()),
        Some(&new.launch_as_json()),
    );
    opening(found, &old_pin.server, &new_pin.server);
    let lists = [
        ("resources", "uri", &old_pin.resources, &new_pin.resources),
        (
            "resourceTemplates",
            "uriTemplate",
            &old_pin.resource_templates,
            &new_pin.resource_templates,
        ),
        ("prompts", "name", &old_pin.prompts, &new_pin.prompts),
    ];
    for (list, key, old, new) in lists {
        listed(found, (list, key), old, new);
    }
}

/// Compares each scalar of the launch table: what runs, and how it is confined.
fn leaves(found: &mut Found, field: &str, old: Option<&Json>, new: Option<&Json>) {
    if old == new {
        return;
    }
    let members = |side: Option<&Json>| side.and_then(Json::as_object).cloned();
    match (members(old), members(new)) {
        (Some(old), Some(new)) => {
            for key in names(&old, &new) {
                leaves(
                    found,
                    &format!("{field}.{}", key.0),
                    old.get(&key),
                    new.get(&key),
                );
            }
        }
        _ => found.compare(Unknown, field, old, new),
    }
}

/// Compares the members of the opening's result that the lock does not repeat.
fn opening(found: &mut Found, old: &Json, new: &Json) {
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
        return;
    };
    for key in names(old, new) {
        let class = match key.as_str() {
            "serverInfo" | "protocolVersion" | "supportedVersions" => continue,
            "instructions" => TextOnly,
            _ => Unknown,
        };
        let field = format!("/{}", pointer_token(key.as_str()));
        found.compare(class, &field, old.get(&key), new.get(&key));
    }
}

/// Compares resources, templates or prompts by what identifies them.
fn listed(found: &mut Found, (list, key): (&str, &str), old: &[Json], new: &[Json]) {
    let by_key = |items: &[Json]| -> BTreeMap<String, Json> {
        let named = items
            .iter()
            .filter_map(|item| Some((item.get(key)?.as_str()?, item)));
        named
            .map(|(name, item)| (name.to_owned(), item.clone()))
            .collect()
    };
    let (old, new) = (by_key(old), by_key(new));
    for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let field = format!("/{list}/{}", pointer_token(name));
        match (
            old.get(name).and_then(Json::as_object),
            new.get(name).and_then(Json::as_object),
        ) {
            (Some(old), Some(new)) => members(found, &field, old, new),
            (None, _) => found.compare(Compatible, &field, None, new.get(name)),
            (Some(_), None) => found.compare(Breaking, &field, old.get(name), None),
        }
    }
}

/// Compares the members of two descriptions of one thing: words apart from the rest.
pub(super) fn members(
    found: &mut Found,
    field: &str,
    old: &BTreeMap<Key, Json>,
    new: &BTreeMap<Key, Json>,
) {
    for key in names(old, new) {
        let is_words = matches!(key.as_str(), "description" | "title" | "name" | "icons");
        let class = if is_words { TextOnly } else { Unknown };
        let field = format!("{field}/{}", pointer_token(key.as_str()));
        found.compare(class, &field, old.get(&key), new.get(&key));
    }
}

/// The names that either object has, in order.
pub(super) fn names(old: &BTreeMap<Key, Json>, new: &BTreeMap<Key, Json>) -> BTreeSet<Key> {
    old.keys().chain(new.keys()).cloned().collect()
}

//! From raw list items to the items of a pin: each is looked at by itself, so that a bad one is
//! named and left out while its siblings survive.

use std::collections::BTreeMap;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::pin;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::finding::{Finding, FindingKind};

/// What the items of a list are called and known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Such as `tool`.
    pub(super) noun: &'static str,
    /// The member that names one, such as `name`.
    pub(super) key: &'static str,
}

/// Reads the items of one list, sorted by name.
pub(super) fn items(
    item: Item,
    raw: &[Box<RawValue>],
    depth: usize,
    findings: &mut Vec<Finding>,
) -> Vec<Json> {
    let mut named: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for (index, text) in raw.iter().enumerate() {
        match read(item, index, text.get(), depth) {
            Ok((name, json)) => named.entry(name).or_default().push(json),
            Err(finding) => findings.push(finding),
        }
    }
    named
        .into_iter()
        .filter_map(|(name, same)| only_one(item, &name, same, findings))
        .collect()
}

/// Leaves out the tools that cannot be checked or typed at all.
pub(super) fn usable_tools(tools: Vec<Json>, findings: &mut Vec<Finding>) -> Vec<Json> {
    let mut kept = Vec::new();
    for tool in tools {
        if let Some((kind, message)) = unusable(&tool) {
            let name = pin::tool_name(&tool).unwrap_or_default();
            findings.push(Finding::new(kind, format!("tool {name}"), message));
        } else {
            kept.push(tool);
        }
    }
    kept
}

fn unusable(tool: &Json) -> Option<(FindingKind, String)> {
    let found = match tool.get("inputSchema") {
        Some(Json::Object(_)) => None,
        Some(other) => Some(format!(
            "its `inputSchema` is of type {}",
            other.type_name()
        )),
        None => Some("it has no `inputSchema`".to_owned()),
    };
    if let Some(found) = found {
        let message = format!("{found}, so no call could be checked; left out");
        return Some((FindingKind::NoInputSchema, message));
    }
    match tool.get("outputSchema") {
        None | Some(Json::Object(_) | Json::Bool(_)) => None,
        Some(other) => {
            let message = format!(
                "its `outputSchema` is of type {}; left out",
                other.type_name()
            );
            Some((FindingKind::BadOutputSchema, message))
        }
    }
}

fn read(item: Item, index: usize, text: &str, depth: usize) -> Result<(String, Json), Finding> {
    let Item { noun, key } = item;
    let json = Json::parse(text, depth).map_err(|error| {
        let subject = match name_in(item, text) {
            Some(name) => format!("{noun} {name}"),
            None => format!("{noun} number {}", index + 1),
        };
        Finding::new(
            FindingKind::MalformedItem,
            subject,
            format!("{error}; left out"),
        )
    })?;
    match json.get(key).and_then(Json::as_str) {
        Some(name) if !name.is_empty() => match unreadable_number(&json) {
            Some(number) => {
                let message =
                    format!("its number {number} is beyond what clients can read; left out");
                let subject = format!("{noun} {name}");
                Err(Finding::new(FindingKind::MalformedItem, subject, message))
            }
            None => Ok((name.to_owned(), json)),
        },
        _ => {
            let subject = format!("{noun} number {}", index + 1);
            let message = format!("{}; left out", no_text(&json, key));
            Err(Finding::new(FindingKind::Nameless, subject, message))
        }
    }
}

/// Why an object has no text in this member.
fn no_text(json: &Json, key: &str) -> String {
    if !matches!(json, Json::Object(_)) {
        return format!("it is of type {}, not an object", json.type_name());
    }
    match json.get(key) {
        None => format!("it has no `{key}`"),
        Some(Json::String(_)) => format!("its `{key}` is empty"),
        Some(other) => format!("its `{key}` is of type {}, not a string", other.type_name()),
    }
}

/// A number that overflows a double: readers that keep numbers as doubles refuse the whole text.
fn unreadable_number(json: &Json) -> Option<&str> {
    match json {
        Json::Number(text) => {
            let is_finite = text.parse::<f64>().is_ok_and(f64::is_finite);
            (!is_finite).then_some(text)
        }
        Json::Array(items) => items.iter().find_map(unreadable_number),
        Json::Object(members) => members.values().find_map(unreadable_number),
        Json::Null | Json::Bool(_) | Json::String(_) => None,
    }
}

/// The name of an item that cannot be read otherwise.
fn name_in(item: Item, text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        name: Option<String>,
        uri: Option<String>,
    }
    let named: Named = serde_json::from_str(text).ok()?;
    if item.key == "name" {
        named.name
    } else {
        named.uri
    }
}

fn only_one(
    item: Item,
    name: &str,
    mut same: Vec<Json>,
    findings: &mut Vec<Finding>,
) -> Option<Json> {
    let first = same.pop()?;
    if same.is_empty() {
        return Some(first);
    }
    let subject = format!("{} {name}", item.noun);
    let count = same.len() + 1;
    let (message, kept) = if same.iter().all(|other| *other == first) {
        (
            format!("it is listed {count} times, the same each time; kept once"),
            Some(first),
        )
    } else {
        (
            format!("{count} different ones have this name; all are left out"),
            None,
        )
    };
    findings.push(Finding::new(FindingKind::Duplicate, subject, message));
    kept
}

#[cfg(test)]
mod tests {
    use super::{Item, items, usable_tools};
    use crate::probe::finding::FindingKind;
    use serde_json::value::RawValue;

    /// The names that survive, and the kinds of the findings.
    #[track_caller]
    fn check(list: &str, names: &[&str], kinds: &[FindingKind]) {
        let raw: Vec<Box<RawValue>> = serde_json::from_str(list).unwrap();
        let mut findings = Vec::new();
        let tools = items(
            Item {
                noun: "tool",
                key: "name",
            },
            &raw,
            100,
            &mut findings,
        );
        let tools = usable_tools(tools, &mut findings);
        let found: Vec<_> = tools
            .iter()
            .map(|tool| tool.get("name").unwrap().as_str().unwrap())
            .collect();
        assert_eq!(found, names, "{findings:?}");
        let found: Vec<_> = findings.iter().map(|finding| finding.kind).collect();
        assert_eq!(found, kinds, "{findings:?}");
    }

    fn nested(levels: usize) -> String {
        let open = r#"{"properties":{"a":"#.repeat(levels);
        format!("{open}{{}}{}", "}}".repeat(levels))
    }

    #[test]
    fn a_bad_tool_does_not_hide_its_siblings() {
        let good = r#"{"name":"good","inputSchema":{"type":"object"}}"#;
        let with = |bad: &str| format!("[{bad},{good}]");
        check(
            &with(r#"{"inputSchema":{}}"#),
            &["good"],
            &[FindingKind::Nameless],
        );
        check(
            &with(r#"{"name":5,"inputSchema":{}}"#),
            &["good"],
            &[FindingKind::Nameless],
        );
        check(&with("7"), &["good"], &[FindingKind::Nameless]);
        check(
            &with(r#"{"name":"bad"}"#),
            &["good"],
            &[FindingKind::NoInputSchema],
        );
        check(
            &with(r#"{"name":"bad","inputSchema":[]}"#),
            &["good"],
            &[FindingKind::NoInputSchema],
        );
        let bad_output = r#"{"name":"bad","inputSchema":{},"outputSchema":"x"}"#;
        check(
            &with(bad_output),
            &["good"],
            &[FindingKind::BadOutputSchema],
        );
        let twice = r#"{"name":"bad","inputSchema":{"a":1,"a":2}}"#;
        check(&with(twice), &["good"], &[FindingKind::MalformedItem]);
    }

    #[test]
    fn duplicates_that_differ_are_left_out() {
        let one = r#"{"name":"a","inputSchema":{}}"#;
        let other = r#"{"name":"a","title":"x","inputSchema":{}}"#;
        check(&format!("[{one},{one}]"), &["a"], &[FindingKind::Duplicate]);
        check(&format!("[{one},{other}]"), &[], &[FindingKind::Duplicate]);
    }

    #[test]
    fn depth() {
        let tool = |levels| format!(r#"[{{"name":"deep","inputSchema":{}}}]"#, nested(levels));
        check(&tool(40), &["deep"], &[]);
        check(&tool(400), &[], &[FindingKind::MalformedItem]);
    }

    #[test]
    fn numbers() {
        let tool = |number| format!(r#"[{{"name":"far","inputSchema":{{"default":{number}}}}}]"#);
        check(&tool("1e300"), &["far"], &[]);
        check(&tool("123456789012345678901234567890"), &["far"], &[]);
        check(&tool("1e400"), &[], &[FindingKind::MalformedItem]);
    }
}

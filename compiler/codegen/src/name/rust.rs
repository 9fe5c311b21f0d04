//! Rust names: ASCII snake case, no keywords, unique in a stable order.

use std::collections::{BTreeMap, BTreeSet};

use super::latin::latin;

/// Names a server's crate uses itself, next to one function and one module per tool.
const OWN_TOOL_NAMES: [&str; 5] = ["calls", "checks", "mcpreg_contract", "tools", "types"];

/// Names the gateway's crate uses itself, next to one module per server.
const OWN_MODULE_NAMES: [&str; 3] = ["lib", "main", "mcpreg_contract"];

/// Strict, weak and reserved keywords of every edition (The Rust Reference, "Keywords"), and
/// names of the prelude's crates, modules and types that a path could be mistaken for.
const KEYWORDS: [&str; 60] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "bool",
    "box",
    "break",
    "char",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "str",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Whether a tool can have this Rust name: lower-case ASCII snake case, no keyword, and none of
/// the names its server's module uses itself.
pub fn is_tool_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let first = characters
        .next()
        .is_some_and(|first| first.is_ascii_lowercase());
    let rest = characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    first && rest && !is_keyword(name) && !OWN_TOOL_NAMES.contains(&name)
}

/// Gives every tool of a server its Rust name.
pub(super) fn assign(
    tools: &BTreeSet<&String>,
    renames: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let bases = tools
        .iter()
        .map(|&tool| (tool, renames.get(tool).unwrap_or(tool)));
    unique(bases, &OWN_TOOL_NAMES, "tool")
}

/// Gives every server its module's name.
pub fn modules<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeMap<String, String> {
    unique(ids.map(|id| (id, id)), &OWN_MODULE_NAMES, "server")
}

/// Names each key after its base: exact names first, then the others in order with a number.
fn unique<'a>(
    bases: impl Iterator<Item = (&'a String, &'a String)>,
    own: &[&str],
    fallback: &str,
) -> BTreeMap<String, String> {
    let mut wanted: Vec<(bool, &String, String)> = bases
        .map(|(key, base)| {
            let name = snake_case(&latin(base), fallback);
            (name != *base, key, name)
        })
        .collect();
    wanted.sort();
    let mut taken: BTreeSet<String> = own.iter().map(|name| (*name).to_owned()).collect();
    let mut names = BTreeMap::new();
    for (_, key, name) in wanted {
        let mut unique = name.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        names.insert(key.clone(), unique);
    }
    names
}

/// ASCII snake case: `getHTTPStatus` and `get-http status` are both `get_http_status`.
fn snake_case(text: &str, fallback: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut name = String::new();
    for (index, character) in characters.iter().enumerate() {
        let previous = index.checked_sub(1).map(|before| characters[before]);
        let next = characters.get(index + 1);
        let ends_acronym = previous.is_some_and(|c| c.is_ascii_uppercase())
            && next.is_some_and(char::is_ascii_lowercase);
        let starts_word = character.is_ascii_uppercase()
            && (previous.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                || ends_acronym);
        if !character.is_ascii_alphanumeric() || starts_word {
            separate(&mut name);
        }
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        }
    }
    let name = name.trim_matches('_');
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}_{name}"),
        Some(_) if is_keyword(name) => format!("{name}_"),
        Some(_) => name.to_owned(),
    }
}

fn separate(name: &mut String) {
    if !name.is_empty() && !name.ends_with('_') {
        name.push('_');
    }
}

fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

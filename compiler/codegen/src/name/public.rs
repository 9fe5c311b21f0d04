//! Public names: `mcp_<prefix>_<tool>`, within a budget, unique without regard to case.

use std::collections::{BTreeMap, BTreeSet};

use super::latin::latin;
use crate::pin;
use crate::problem::{Problem, ProblemKind, Problems};

/// What the registry's own tools' names start with.
const RESERVED: &str = "mcp_registry_";

/// How many hexadecimal digits stand for what was cut or mapped away.
const HASH_DIGITS: usize = 8;

/// Whether a public name belongs to the registry's own tools.
pub fn is_reserved(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with(RESERVED)
}

/// Why a public name cannot be one, if it cannot.
pub fn fault(name: &str, budget: usize) -> Option<String> {
    if name.is_empty() {
        return Some("is empty".to_owned());
    }
    if let Some(character) = name.chars().find(|character| !is_plain(*character)) {
        let expected = "public names are made of `A-Z`, `a-z`, `0-9`, `_` and `-`";
        return Some(format!("has the character {character:?}; {expected}"));
    }
    if name.len() > budget {
        let length = name.len();
        return Some(format!(
            "has {length} characters; the gateway's name_budget is {budget}"
        ));
    }
    is_reserved(name).then(|| format!("starts with `{RESERVED}`, which is the registry's own"))
}

/// Gives every tool its public name.
pub(super) fn assign(
    prefix: &str,
    budget: usize,
    tools: &BTreeSet<&String>,
    renames: &BTreeMap<String, String>,
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for tool in tools.iter().copied() {
        let base = renames.get(tool).unwrap_or(tool);
        let name = public_name(prefix, budget, base);
        if let Some(fault) = fault(&name, budget) {
            problems.push(problem(
                ProblemKind::PublicName,
                prefix,
                tool,
                format!("its public name `{name}` {fault}"),
            ));
        }
        if let Some(other) = taken.insert(name.to_ascii_lowercase(), tool) {
            let message = format!("`{other}` and `{tool}` would both be the public name `{name}`");
            problems.push(problem(
                ProblemKind::PublicNameCollision,
                prefix,
                tool,
                message,
            ));
        }
        names.insert(tool.clone(), name);
    }
    names
}

/// `mcp_<prefix>_<tool>` with the tool's name transliterated, its foreign characters mapped and
/// its end cut to fit.
fn public_name(prefix: &str, budget: usize, tool: &str) -> String {
    let mapped: String = latin(tool)
        .chars()
        .map(|character| if is_plain(character) { character } else { '_' })
        .collect();
    let whole = format!("mcp_{prefix}_{mapped}");
    if whole.len() <= budget && !mapped.is_empty() {
        return whole;
    }
    let hash = &pin::sha256(tool)[..HASH_DIGITS];
    let room = budget.saturating_sub(HASH_DIGITS + 1);
    let kept: String = whole.chars().take(room).collect();
    format!("{}_{hash}", kept.trim_end_matches('_'))
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}

fn problem(kind: ProblemKind, prefix: &str, tool: &str, message: String) -> Problem {
    Problem {
        kind,
        subject: format!("tool {tool:?} of prefix `{prefix}`"),
        message,
        help: Some("give the tool another name under `rename` in mcpreg.toml".to_owned()),
    }
}

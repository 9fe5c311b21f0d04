//! The two names a tool is given: the public one clients see and the Rust one callers write.
//!
//! A server's own name is any text. [`assign`] turns the names of one server into valid, unique
//! ones and `pin` writes them into the lock, where people may read and change them; the lock is
//! the table, nothing is ever parsed back. What a lock says is looked at again by
//! [`crate::lower`], so the rules of a valid name are public here too.

mod latin;
mod public;
mod rust;

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::Problems;

pub use public::{fault as public_fault, is_reserved};
pub use rust::{is_tool_identifier, modules};

/// The longest name that clients of language models take, in characters.
pub const CLIENT_LIMIT: usize = 64;

/// A tool's names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Names {
    /// The name clients see.
    pub public: String,
    /// The Rust function and module.
    pub rust: String,
}

/// The longest public name of a gateway whose clients put `mcp__<gateway>__` in front of it.
pub fn default_budget(gateway: &str) -> usize {
    CLIENT_LIMIT.saturating_sub("mcp__".len() + gateway.chars().count() + "__".len())
}

/// Names the tools of one server. `renames` maps a tool's own name to the `<tool>` part its
/// names are made of instead; `budget` is the longest public name, in characters. A tool that is
/// listed twice is one tool here.
///
/// # Errors
///
/// [`crate::ProblemKind::PublicNameCollision`] where two tools would have one public name but
/// for upper and lower case, [`crate::ProblemKind::PublicName`] where a name is the registry's own or the
/// budget leaves no room.
pub fn assign(
    prefix: &str,
    budget: usize,
    tools: &[String],
    renames: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Names>, Problems> {
    let mut problems = Problems::default();
    let tools: BTreeSet<&String> = tools.iter().collect();
    let publics = public::assign(prefix, budget, &tools, renames, &mut problems);
    let rusts = rust::assign(&tools, renames);
    let named = publics
        .into_iter()
        .zip(rusts)
        .map(|((tool, public), (_, rust))| (tool, Names { public, rust }));
    problems.or(named.collect())
}

#[cfg(test)]
mod tests;

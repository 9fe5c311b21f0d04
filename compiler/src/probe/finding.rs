//! What was noticed about a server that was pinned nevertheless.

use std::fmt;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding it is; tests assert on this.
    pub kind: FindingKind,
    /// What it is about: `tool get_time`, `tools/list`, `stdout`.
    pub subject: String,
    /// What was found, in lower case, without a full stop.
    pub message: String,
}

/// The kinds of findings, and what was done about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FindingKind {
    /// An item is no JSON that can be kept: it was left out.
    MalformedItem,
    /// An item has no name: it was left out.
    Nameless,
    /// A tool has no usable `inputSchema`: it was left out.
    NoInputSchema,
    /// A tool's `outputSchema` is no schema: it was left out.
    BadOutputSchema,
    /// Two items of one name: left out where they differ, kept once where they are the same.
    Duplicate,
    /// A cursor came back: the list ends with what was seen.
    RepeatedCursor,
    /// More pages or items than are read: the list ends with what was seen.
    ListTooLong,
    /// A list the server declares was refused: it is empty.
    ListRefused,
    /// Lines of stdout that are no JSON-RPC: they were skipped.
    Garbage,
    /// A line of stdout over the cap: it was skipped.
    LineTooLong,
    /// Secrets that were not there: it was started without them.
    WithoutSecrets,
}

impl Finding {
    /// A finding.
    pub fn new(kind: FindingKind, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind,
            subject: subject.into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)
    }
}

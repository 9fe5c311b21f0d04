//! What a transaction is about to replace, so that it can be put back.

use serde::{Deserialize, Serialize};

/// The files of one transaction, in the order of their backups.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    /// The files.
    pub(super) entries: Vec<Entry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Its `/`-separated path in the project.
    pub(super) path: String,
    /// Whether it was there before.
    pub(super) had: bool,
}

impl Journal {
    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).expect("strings and booleans are always JSON")
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

//! What a run is about to do to a project, so that the next run can undo it.
//!
//! A record names each file, and its contents before and after by hash. It is kept in a
//! [`super::state`] folder, never in the project: what a checkout brings along is not believed.

use serde::{Deserialize, Serialize};

/// The format of records that this version writes; another one is damaged to it.
const FORMAT: u32 = 1;

/// One transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    format: u32,
    /// How far the transaction is.
    pub(super) phase: Phase,
    /// The files, in the order of their copies in the staging folder.
    pub(super) entries: Vec<Entry>,
}

/// How far a transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Phase {
    /// Copies are written to the staging folder; no file is touched.
    Staging,
    /// Files are replaced and removed; what is not finished is undone.
    Replacing,
    /// All files are as they shall be; only the staging folder is left.
    Committed,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Its `/`-separated path in the project.
    pub(super) path: String,
    /// SHA-256 of its contents before, if it was there.
    pub(super) before: Option<String>,
    /// SHA-256 of its contents after, if it is to be there.
    pub(super) after: Option<String>,
}

impl Record {
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        Self {
            format: FORMAT,
            phase: Phase::Staging,
            entries,
        }
    }

    pub(super) fn to_text(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("strings and numbers are always JSON") + "\n"
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let record: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if record.format == FORMAT {
            Ok(record)
        } else {
            Err(format!("format {} is not {FORMAT}", record.format))
        }
    }
}

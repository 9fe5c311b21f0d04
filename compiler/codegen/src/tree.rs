//! A crate's files in memory: what [`crate::compile`] gives and what is compared and written.

use std::collections::BTreeMap;

/// Paths relative to the crate's folder, `/`-separated, with their contents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceTree {
    /// The files, sorted by path.
    pub files: BTreeMap<String, String>,
}

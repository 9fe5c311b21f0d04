//! The generated packages' files in memory: what [`crate::compile`] gives and what is compared
//! and written.
//!
//! Everything Cargo and rustc read is in it, the manifests too. Only the pins are not: they are
//! what it is made from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Paths relative to `generated/`, `/`-separated, with their contents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SourceTree {
    /// The files, sorted by path.
    pub files: BTreeMap<String, String>,
}

//! A crate's files in memory: what [`crate::compile`] gives and what is compared and written.
//!
//! Only `src/**` is in it. The generated crate's `Cargo.toml` names where the contract crate is,
//! which differs from machine to machine, so it is written once by `mcpreg-compile new` and is
//! people's from then on.

use std::collections::BTreeMap;

/// Paths relative to the crate's folder, `/`-separated, with their contents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceTree {
    /// The files, sorted by path.
    pub files: BTreeMap<String, String>,
}

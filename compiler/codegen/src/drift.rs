//! Whether the files of the generated packages are what their lock says.
//!
//! The reading half of `generate --check` and of the tests: everything is generated again and
//! compared as a whole. A gateway's `build.rs` compares hashes instead (`mcpreg-build`). Nothing
//! here writes.

mod files;

use crate::tree::SourceTree;

pub use files::{Inputs, inputs, load, pins, read};
pub use mcpreg_build::{Drift, FILE_LIMIT_BYTES, GENERATED, LOCK_LIMIT_BYTES, PINS};

/// Compares the files there should be with the ones there are.
pub fn compare(expected: &SourceTree, found: &SourceTree) -> Drift {
    Drift::between(&expected.files, &found.files)
}

//! From decided declarations to Rust source.

use crate::model::TypedModel;
use crate::tree::SourceTree;

/// Writes the generated crate's sources.
pub fn emit(model: &TypedModel) -> SourceTree {
    let _ = model;
    SourceTree::default()
}

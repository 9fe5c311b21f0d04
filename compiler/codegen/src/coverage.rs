//! How each tool's schemas ended: as types, as types that accept more, or as raw JSON.
//!
//! The same facts are data in the generated crate (`mcpreg_contract::Coverage`); the rows here
//! are for the table that the commands print. What the types do not say the checks still
//! decide, in the compiled table or in the run-time validator.

use std::fmt;

use crate::model::{TypedModel, TypedTool};
use crate::types::{SchemaTypes, Verdict, Widening};

/// One tool's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRow {
    /// The server's id.
    pub server: String,
    /// The tool's own name.
    pub tool: String,
    /// How its schemas ended, both taken together: the worse of the two.
    pub verdict: CoverageVerdict,
    /// Each place that is not fully typed, as `arguments/pointer: keyword: reason`.
    pub reasons: Vec<String>,
    /// Which checks the run-time validator decides, as `arguments: reason`.
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

impl fmt::Display for CoverageVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Typed => "typed",
            Self::Widened => "typed with widenings",
            Self::Raw => "raw",
        })
    }
}

/// The rows of a model, sorted by server and public name.
pub fn rows(model: &TypedModel) -> Vec<CoverageRow> {
    let servers = model.servers.iter();
    let tools = servers.flat_map(|server| server.tools.iter().map(move |tool| (&server.id, tool)));
    tools.map(|(server, tool)| row(server, tool)).collect()
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

fn row(server: &str, tool: &TypedTool) -> CoverageRow {
    let (verdict, reasons) = judge(tool);
    let arguments = ("arguments", Some(&tool.arguments_check));
    let checks = [arguments, ("output", tool.output_check.as_ref())];
    let validator = checks.into_iter().filter_map(|(role, check)| {
        check?
            .validator
            .as_ref()
            .map(|reason| format!("{role}: {reason}"))
    });
    CoverageRow {
        server: server.to_owned(),
        tool: tool.tool.name.clone(),
        verdict,
        reasons,
        validator: validator.collect(),
    }
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

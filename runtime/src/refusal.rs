//! What a caller gets instead of a server's answer: a tool error that a model can act on.
//!
//! Refusals are results with `isError`, not JSON-RPC errors, because clients show the former to
//! the model (specification 2025-11-25, server/tools, "Error Handling"). The machine-readable form
//! goes to `_meta`: `structuredContent` belongs to the tool's own output schema.

use std::fmt::Write as _;
use std::time::Duration;

use mcpreg_contract::{CallError, Server, Tool, Violations};

use crate::splice::quoted;

/// The `_meta` key of the violations behind a refusal.
pub(crate) const META_VIOLATIONS: &str = "io.mcpreg/violations";

/// Why a call was not answered by its server.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The arguments break the pinned schema; the server was not asked.
    Arguments(Violations),
    /// The server did not start, died, or is given up on for a while.
    Unavailable(String),
    /// It did not answer within its limit.
    Timeout(Duration),
    /// It has more open calls than the gateway keeps.
    Busy,
    /// It answered something that cannot be passed on.
    Unusable(String),
    /// Its result breaks the pinned output schema, and the catalogue says to enforce that.
    Output(Violations),
}

impl Refusal {
    /// The reason alone, for one server.
    pub(crate) fn reason(&self, server: &Server) -> String {
        match self {
            Self::Arguments(violations) | Self::Output(violations) => violations.to_string(),
            Self::Unavailable(reason) => reason.clone(),
            Self::Timeout(limit) => format!(
                "it did not answer within {} s; help: raise the call timeout of `{}` in the \
                 catalogue if this tool needs longer",
                limit.as_secs_f64(),
                server.id
            ),
            Self::Busy => "it has too many open calls; try again when some are answered".to_owned(),
            Self::Unusable(reason) => format!("its answer cannot be passed on: {reason}"),
        }
    }

    /// The text for a model.
    pub(crate) fn text(&self, server: &Server, tool: &Tool) -> String {
        let reason = self.reason(server);
        let name = tool.public_name;
        match self {
            Self::Arguments(violations) => listed(
                format!(
                    "The arguments of {name} do not fit its input schema; the tool was not run."
                ),
                violations,
            ),
            Self::Output(violations) => listed(
                format!(
                    "{name} ran, but its result breaks its pinned output schema and was not passed \
                     on; other arguments do not mend that."
                ),
                violations,
            ),
            _ => format!("{name} gave no answer: server `{}`: {reason}", server.id),
        }
    }

    /// The `result` of `tools/call`, as JSON text; `members` are put in front of the others.
    pub(crate) fn result(&self, server: &Server, tool: &Tool, members: &str) -> String {
        let text = quoted(&self.text(server, tool));
        let meta = match self {
            Self::Arguments(violations) | Self::Output(violations) => {
                let list = serde_json::to_string(violations).expect("violations are JSON");
                format!(",\"_meta\":{{\"{META_VIOLATIONS}\":{list}}}")
            }
            _ => String::new(),
        };
        format!(
            "{{{members}\"content\":[{{\"type\":\"text\",\"text\":{text}}}],\"isError\":true{meta}}}"
        )
    }

    /// The same for a caller in this process.
    pub(crate) fn into_call_error(self, server: &'static Server, tool: &'static Tool) -> CallError {
        match self {
            Self::Arguments(violations) => CallError::Refused {
                tool: tool.public_name,
                violations,
            },
            Self::Output(violations) => CallError::BrokenOutput {
                tool: tool.public_name,
                violations,
            },
            _ => CallError::Unavailable {
                server: server.id,
                reason: self.reason(server),
            },
        }
    }
}

/// A sentence with one line for each violation below it.
fn listed(mut text: String, violations: &Violations) -> String {
    for violation in &violations.0 {
        write!(text, "\n- {violation}").expect("a String takes it all");
    }
    text
}

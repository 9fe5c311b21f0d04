//! What a caller gets instead of a server's answer: a tool error that a model can act on.
//!
//! Refusals are results with `isError`, not JSON-RPC errors, because clients show the former to
//! the model (specification 2025-11-25, server/tools, "Error Handling"). The machine-readable form
//! goes to `_meta`: `structuredContent` belongs to the tool's own output schema. However much was
//! sent or is wrong, a refusal is at most [`REFUSAL_BYTES`] long.

mod fit;

use std::fmt::Write as _;
use std::time::Duration;

use mcpreg_contract::{CallError, Server, Tool, Violations};
use mcpreg_wire::Era;

use crate::face::Face;
use crate::limits::REFUSAL_BYTES;

/// The `_meta` key of the violations behind a refusal.
pub(crate) const META_VIOLATIONS: &str = "io.mcpreg/violations";

/// What is left of a refusal for the envelope and the names around its text.
const FRAME_BYTES: usize = 1 << 10;

/// Why a call was not answered by its server.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The arguments break the pinned schema; the server was not asked.
    Arguments(Violations),
    /// The server did not start, died, or is given up on for a while.
    Unavailable(String),
    /// It did not answer within its limit.
    Timeout(Duration),
    /// The server, or the client, has more open calls than the gateway keeps.
    Busy,
    /// The message is large, and the gateway's memory is spent.
    NoMemory,
    /// The arguments could not be decided.
    Undecided,
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
            Self::Busy => {
                "there are too many open calls; try again when some are answered".to_owned()
            }
            Self::NoMemory => {
                "the gateway has no memory for so large a message now; try again later".to_owned()
            }
            Self::Undecided => "its arguments could not be decided".to_owned(),
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

    /// The `result` of `tools/call` for a caller of `era`, as JSON text.
    pub(crate) fn result(&self, server: &Server, tool: &Tool, era: Era) -> String {
        let members = Face::own_members(era);
        let (text, meta) = match self {
            Self::Arguments(violations) | Self::Output(violations) => {
                let half = (REFUSAL_BYTES - FRAME_BYTES) / 2;
                let list = fit::list(violations, half);
                let meta = format!(",\"_meta\":{{\"{META_VIOLATIONS}\":{list}}}");
                (fit::text(&self.text(server, tool), half), meta)
            }
            _ => {
                let most = REFUSAL_BYTES - FRAME_BYTES;
                (fit::text(&self.text(server, tool), most), String::new())
            }
        };
        format!(
            "{{{members}\"content\":[{{\"type\":\"text\",\"text\":{text}}}],\"isError\":true{meta}}}"
        )
    }

    /// What kind of refusal it is, for the log.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Arguments(_) => "arguments",
            Self::Unavailable(_) => "unavailable",
            Self::Timeout(_) => "timeout",
            Self::Busy => "busy",
            Self::NoMemory => "no memory",
            Self::Undecided => "undecided",
            Self::Unusable(_) => "unusable answer",
            Self::Output(_) => "output",
        }
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

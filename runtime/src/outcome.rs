//! What becomes of a server's answer on its way to the caller.
//!
//! A result keeps its bytes. A modern client gets the `resultType` that an older server does not
//! know; a result that asks for more input cannot be given to a caller that has no way to answer.
//! What becomes of `structuredContent` that breaks the pinned output schema, the catalogue says:
//! it is not looked at, logged and passed on, or withheld.

use std::borrow::Cow;

use mcpreg_contract::{CallError, OutputCheck, Server, Tool, Violation, Violations};
use memchr::memmem;
use serde::Deserialize;
use tracing::warn;

use crate::envelope::{Answer, present};
use crate::face::Face;
use crate::protocol::Era;
use crate::raw::Raw;
use crate::splice::with_members;

/// What the caller gets.
#[derive(Debug)]
pub(crate) enum Outcome<'a> {
    /// A `result`.
    Result(Cow<'a, str>),
    /// A JSON-RPC `error` object.
    Error(Raw<'a>),
    /// Neither; this is why.
    Unusable(String),
    /// A result that breaks its pinned output schema and is withheld.
    Broken(Violations),
}

/// The eras of a server and of its caller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    /// What the server speaks.
    pub(crate) from: Era,
    /// What the caller speaks.
    pub(crate) to: Era,
}

/// The members of a result that the gateway looks at.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen<'a> {
    #[serde(borrow, default, deserialize_with = "present")]
    structured_content: Option<Raw<'a>>,
    #[serde(borrow, default, deserialize_with = "present")]
    result_type: Option<Raw<'a>>,
    #[serde(default)]
    is_error: bool,
}

impl<'a> Outcome<'a> {
    /// Decides about the answer of a tool.
    pub(crate) fn of(answer: Answer<'a>, tool: &Tool, output: OutputCheck, route: Route) -> Self {
        match answer {
            Answer::Result(result) if !result.get().starts_with('{') => {
                Self::Unusable("the result is not an object".to_owned())
            }
            Answer::Error(error) if !error.get().starts_with('{') => {
                Self::Unusable("the error is not an object".to_owned())
            }
            Answer::Error(error) => Self::Error(error),
            Answer::Result(result) => Self::of_result(result.get(), tool, output, route),
        }
    }

    fn of_result(result: &'a str, tool: &Tool, output: OutputCheck, route: Route) -> Self {
        let Route { from, to } = route;
        let may_have_type = || memmem::find(result.as_bytes(), b"esultType").is_some();
        let is_plain = (from, to) == (Era::Legacy, Era::Legacy) || !may_have_type();
        let mut seen = Seen::default();
        let is_checked = tool.output.is_some() && output != OutputCheck::Off;
        if !is_plain || is_checked {
            seen = match serde_json::from_str(result) {
                Ok(seen) => seen,
                Err(error) => return Self::Unusable(format!("result: {error}")),
            };
        }
        if is_checked && let Err(violations) = check_output(tool, &seen) {
            if output == OutputCheck::Enforce {
                return Self::Broken(violations);
            }
            log(tool, &violations);
        }
        match (seen.result_type, to) {
            (None, Era::Modern) => {
                let member = Face::own_members(Era::Modern).trim_end_matches(',');
                Self::Result(Cow::Owned(with_members(result, member)))
            }
            (Some(kind), Era::Legacy) if from == Era::Modern && kind.get() != "\"complete\"" => {
                Self::Unusable(format!(
                    "it is of resultType {}, which this caller cannot act on",
                    kind.get()
                ))
            }
            _ => Self::Result(Cow::Borrowed(result)),
        }
    }
}

/// The error that a caller in this process gets for a JSON-RPC error.
pub(crate) fn protocol_error(
    server: &'static Server,
    tool: &'static Tool,
    error: Raw<'_>,
) -> CallError {
    #[derive(Deserialize)]
    struct Read {
        code: i64,
        #[serde(default)]
        message: String,
    }
    let (server, tool) = (server.id, tool.public_name);
    if let Ok(Read { code, message }) = serde_json::from_str(error.get()) {
        CallError::Protocol {
            server,
            tool,
            code,
            message,
        }
    } else {
        let reason = format!("its error cannot be read: {}", error.get());
        CallError::Unavailable { server, reason }
    }
}

/// Decides the structured result of a tool with an output schema. A tool that reports failure
/// need not have one (specification 2025-11-25, server/tools, "Output Schema").
fn check_output(tool: &Tool, seen: &Seen<'_>) -> Result<(), Violations> {
    let is_final = seen
        .result_type
        .is_none_or(|kind| kind.get() == "\"complete\"");
    match (tool.output, seen.structured_content) {
        (Some(check), Some(structured)) => check.decide(structured.get()),
        (Some(_), None) if !seen.is_error && is_final => Err(Violations(vec![Violation::new(
            "",
            "outputSchema",
            "`structuredContent`, which the pinned output schema promises",
            "a result without it",
        )])),
        _ => Ok(()),
    }
}

fn log(tool: &Tool, violations: &Violations) {
    let places: Vec<_> = violations
        .0
        .iter()
        .map(|violation| (violation.pointer.as_str(), violation.keyword))
        .collect();
    warn!(
        tool = tool.public_name,
        ?places,
        "the result breaks the pinned output schema"
    );
}

#[cfg(test)]
mod tests {
    use mcpreg_contract::{Check, Coverage, OutputCheck, Tool};

    use super::{Outcome, Route};
    use crate::envelope::Answer;
    use crate::protocol::Era::{self, Legacy, Modern};
    use crate::raw::Raw;

    static ANYTHING: Check = Check::Table {
        nodes: &[],
        fixed: &[],
    };
    static TOOL: Tool = Tool {
        public_name: "mcp_a_b",
        name: "b",
        server: "a",
        listing: "{}",
        arguments: &ANYTHING,
        output: None,
        fixed: &[],
        coverage: Coverage::Typed,
    };

    #[track_caller]
    fn check(from: Era, to: Era, result: &str, expected: Option<&str>) {
        let raw: Raw<'_> = serde_json::from_str(result).expect("the case is JSON");
        let route = Route { from, to };
        let outcome = Outcome::of(Answer::Result(raw), &TOOL, OutputCheck::Warn, route);
        let seen = match &outcome {
            Outcome::Result(result) => Some(&**result),
            _ => None,
        };
        assert_eq!(seen, expected, "{from:?} → {to:?}: {result}");
    }

    #[test]
    fn results_keep_their_bytes() {
        let plain = r#"{ "content":[], "isError":false, "x": 1e2, "content2":null }"#;
        check(Legacy, Legacy, plain, Some(plain));
        check(Modern, Legacy, plain, Some(plain));
        let complete = r#"{"resultType":"complete","content":[]}"#;
        for from in [Legacy, Modern] {
            check(from, Legacy, complete, Some(complete));
            check(from, Modern, complete, Some(complete));
        }
    }

    #[test]
    fn a_modern_client_gets_a_result_type() {
        let typed = r#"{"resultType":"complete","content":[{"text":"resultType"}]}"#;
        check(
            Legacy,
            Modern,
            r#"{"content":[{"text":"resultType"}]}"#,
            Some(typed),
        );
        check(Modern, Modern, "{}", Some(r#"{"resultType":"complete"}"#));
    }

    #[test]
    fn what_the_caller_cannot_act_on_is_not_passed_on() {
        let asks = r#"{"resultType":"input_required","inputRequests":{}}"#;
        check(Modern, Legacy, asks, None);
        check(Modern, Modern, asks, Some(asks));
        check(Legacy, Legacy, "[]", None);
        check(Legacy, Legacy, "null", None);
    }
}

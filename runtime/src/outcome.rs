//! How a server's answer is handled on its way to the caller.
//!
//! A result keeps its bytes. A modern client gets the `resultType` that an older server does not
//! know; a result that asks for more input cannot be given to a caller that has no way to answer.
//! How `structuredContent` that breaks the pinned output schema is handled, the catalogue says: it
//! is not looked at, logged and passed on, or withheld. A tool's own error is passed on as it is,
//! and a JSON-RPC error is cut where it is long.

use std::borrow::Cow;

use mcpreg_contract::{CallError, OutputCheck, Server, Tool, Violation, Violations};
use mcpreg_wire::{
    Answer, Era, Members, Raw, disguise, disguised, excerpt, put, quoted, string, twice,
    with_members,
};
use memchr::{memchr, memmem};
use serde::Deserialize;
use tracing::warn;

use crate::face::Face;
use crate::limits::ERROR_TEXT_BYTES;

/// What the caller gets.
#[derive(Debug)]
pub(crate) enum Outcome<'a> {
    /// A `result`.
    Result(Cow<'a, str>),
    /// A JSON-RPC `error` object.
    Error(Cow<'a, str>),
    /// Neither; this is why.
    Unusable(String),
    /// A result that breaks its pinned output schema and is withheld.
    Broken(Violations),
}

/// What a result's structured content was found to be.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is passed on.
    PassOn,
    /// It breaks the pinned output schema, and the catalogue says to withhold it.
    Withhold(Violations),
    /// The result cannot be read without doubt; this is why.
    Unreadable(String),
}

/// The eras of a server and of its caller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    /// What the server speaks.
    pub(crate) from: Era,
    /// What the caller speaks.
    pub(crate) to: Era,
}

/// Their names.
const NAMES: [&str; 3] = ["structuredContent", "resultType", "isError"];

/// The members of a result that the gateway looks at.
#[derive(Debug, Default)]
struct Seen<'a> {
    structured_content: Option<Raw<'a>>,
    result_type: Option<Raw<'a>>,
    is_error: bool,
}

impl<'a> Seen<'a> {
    fn of(result: &'a str) -> Result<Self, String> {
        let members = Members::parse(result).map_err(|error| format!("result: {error}"))?;
        let (mut seen, mut is_error) = (Self::default(), None);
        for (name, value) in members.0 {
            let place = match &*name {
                "structuredContent" => &mut seen.structured_content,
                "resultType" => &mut seen.result_type,
                "isError" => &mut is_error,
                other => match disguised(other, &NAMES) {
                    Some(known) => return Err(format!("result: {}", disguise(other, known))),
                    None => continue,
                },
            };
            put(place, value).ok_or_else(|| format!("result: {}", twice(&name)))?;
        }
        // Anything else, `null` too, does not report an error.
        seen.is_error = is_error.is_some_and(|value| value.get() == "true");
        Ok(seen)
    }

    /// Whether nothing more follows; every result of the legacy era is complete.
    fn is_complete(&self) -> bool {
        let kind = self.result_type.and_then(string);
        self.result_type.is_none() || kind.as_deref() == Some("complete")
    }
}

impl Verdict {
    /// Whether finding the verdict takes more than a look at the catalogue.
    pub(crate) fn is_needed(tool: &Tool, output: OutputCheck) -> bool {
        tool.output.is_some() && output != OutputCheck::Off
    }

    /// Decides the structured content of a result.
    pub(crate) fn of(result: &str, tool: &Tool, output: OutputCheck) -> Self {
        if !Self::is_needed(tool, output) || !result.starts_with('{') {
            return Self::PassOn;
        }
        let seen = match Seen::of(result) {
            Ok(seen) => seen,
            Err(reason) => return Self::Unreadable(reason),
        };
        match check_output(tool, &seen) {
            Ok(()) => Self::PassOn,
            Err(violations) if output == OutputCheck::Enforce => Self::Withhold(violations),
            Err(violations) => {
                log(tool, &violations);
                Self::PassOn
            }
        }
    }
}

impl<'a> Outcome<'a> {
    /// Decides about the answer of a tool.
    pub(crate) fn of(answer: Answer<'a>, verdict: Verdict, route: Route) -> Self {
        match (answer, verdict) {
            (Answer::Result(result), _) if !result.get().starts_with('{') => {
                Self::Unusable("the result is not an object".to_owned())
            }
            (Answer::Error(error), _) if !error.get().starts_with('{') => {
                Self::Unusable("the error is not an object".to_owned())
            }
            (Answer::Error(error), _) => Self::Error(cut_error(error.get())),
            (Answer::Result(_), Verdict::Withhold(violations)) => Self::Broken(violations),
            (Answer::Result(_), Verdict::Unreadable(reason)) => Self::Unusable(reason),
            (Answer::Result(result), Verdict::PassOn) => Self::of_result(result.get(), route),
        }
    }

    fn of_result(result: &'a str, route: Route) -> Self {
        let Route { from, to } = route;
        if (from, to) == (Era::Legacy, Era::Legacy) {
            return Self::Result(Cow::Borrowed(result));
        }
        let mut seen = Seen::default();
        if may_name_a_type(result) {
            seen = match Seen::of(result) {
                Ok(seen) => seen,
                Err(reason) => return Self::Unusable(reason),
            };
        }
        match (seen.result_type, to) {
            (None, Era::Modern) => {
                let member = Face::own_members(Era::Modern).trim_end_matches(',');
                Self::Result(Cow::Owned(with_members(result, member)))
            }
            (Some(kind), Era::Legacy) if from == Era::Modern && !seen.is_complete() => {
                Self::Unusable(format!(
                    "it is of resultType {}, which this caller cannot act on",
                    excerpt(kind.get(), 64)
                ))
            }
            _ => Self::Result(Cow::Borrowed(result)),
        }
    }
}

/// Whether a member may be called `resultType`, also where its name is written with escapes.
fn may_name_a_type(result: &str) -> bool {
    let bytes = result.as_bytes();
    memmem::find(bytes, b"resultType").is_some()
        || (memchr(b'\\', bytes).is_some() && memmem::find(bytes, b"\\u00").is_some())
}

/// A JSON-RPC error as its server wrote it, or what matters of it where it is long.
fn cut_error(error: &str) -> Cow<'_, str> {
    if error.len() <= ERROR_TEXT_BYTES {
        return Cow::Borrowed(error);
    }
    let members = Members::parse(error).unwrap_or_default();
    let code = members.get("code").map_or("-32603", Raw::get);
    let message = members.get("message").and_then(string).unwrap_or_default();
    let message = quoted(&excerpt(&message, ERROR_TEXT_BYTES));
    let data = match members.get("data") {
        Some(data) if data.get().len() <= ERROR_TEXT_BYTES => {
            format!(",\"data\":{}", data.get())
        }
        _ => String::new(),
    };
    let code = if code.len() <= 32 { code } else { "-32603" };
    Cow::Owned(format!("{{\"code\":{code},\"message\":{message}{data}}}"))
}

/// The error that a caller in this process gets for a JSON-RPC error.
pub(crate) fn protocol_error(
    server: &'static Server,
    tool: &'static Tool,
    error: &str,
) -> CallError {
    #[derive(Deserialize)]
    struct Read {
        code: i64,
        #[serde(default)]
        message: String,
    }
    let (server, tool) = (server.id, tool.public_name);
    if let Ok(Read { code, message }) = serde_json::from_str(error) {
        CallError::Protocol {
            server,
            tool,
            code,
            message,
        }
    } else {
        let reason = format!("its error cannot be read: {error}");
        CallError::Unavailable { server, reason }
    }
}

/// Decides the structured content of a complete result of a tool with an output schema. A tool
/// that reports an error need not conform (specification 2025-11-25, server/tools, "Output
/// Schema").
fn check_output(tool: &Tool, seen: &Seen<'_>) -> Result<(), Violations> {
    let Some(check) = tool.output.filter(|_| !seen.is_error && seen.is_complete()) else {
        return Ok(());
    };
    match seen.structured_content {
        Some(structured) => check.decide(structured.get()),
        None => Err(Violations(vec![Violation::new(
            "",
            "outputSchema",
            "`structuredContent`, which the pinned output schema promises",
            "a result without it",
        )])),
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
    use mcpreg_wire::Era::{self, Legacy, Modern};
    use mcpreg_wire::{Answer, Raw};

    use super::{Outcome, Route, Verdict};

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
        let verdict = Verdict::of(result, &TOOL, OutputCheck::Warn);
        let outcome = Outcome::of(Answer::Result(raw), verdict, route);
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
        let escaped = r#"{"result\u0054ype":"complete"}"#;
        check(Legacy, Modern, escaped, Some(escaped));
        check(
            Modern,
            Legacy,
            r#"{"resultType":"compl\u0065te"}"#,
            Some(r#"{"resultType":"compl\u0065te"}"#),
        );
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

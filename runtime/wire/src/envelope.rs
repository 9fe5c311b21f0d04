//! JSON-RPC envelopes, borrowed from the line they came in.
//!
//! Only what routes a message is read; `params`, `result` and `error` stay the sender's bytes.
//! Nothing here knows a method by name.

use std::borrow::Cow;

use memchr::memchr2_iter;
use serde_json::value::RawValue;

use crate::line_end::OneLine;
use crate::members::{Members, disguise, disguised, put, twice};
use crate::raw::{DEPTH, Raw, each_member, string};

mod ends;

pub use ends::id_in_ends;

/// How many levels of arrays and objects a message may have, the envelope included.
///
/// `serde_json`, like most parsers in servers, gives up at 128.
pub const MAX_DEPTH: usize = 128;

/// The longest id of a request, in bytes of JSON text: it is kept while the request is open.
pub const MAX_ID_BYTES: usize = 256;

const _: () = assert!(
    DEPTH as usize <= MAX_DEPTH,
    "plain messages are not counted"
);

/// The members of an envelope (JSON-RPC 2.0, sections 4 and 5).
const NAMES: [&str; 6] = ["jsonrpc", "id", "method", "params", "result", "error"];

/// One message.
#[derive(Debug)]
pub enum Message<'a> {
    /// Wants an answer under `id`.
    Request {
        /// A string or a number.
        id: Raw<'a>,
        /// What is requested.
        method: Cow<'a, str>,
        /// Its parameters.
        params: Option<Raw<'a>>,
    },
    /// Wants none.
    Notification {
        /// What happened.
        method: Cow<'a, str>,
        /// Its parameters.
        params: Option<Raw<'a>>,
    },
    /// Answers a request.
    Response {
        /// The request's id; `null` in an error about a request whose id could not be read.
        id: Raw<'a>,
        /// What it carries.
        answer: Answer<'a>,
    },
}

/// What a response carries.
#[derive(Debug, Clone, Copy)]
pub enum Answer<'a> {
    /// `result`.
    Result(Raw<'a>),
    /// `error`.
    Error(Raw<'a>),
}

/// Why a line is not a message.
#[derive(Debug)]
pub struct Malformed<'a> {
    /// The JSON-RPC error code.
    pub code: i64,
    /// What is wrong.
    pub message: String,
    /// The id of the request, where it could be read.
    pub id: Option<Raw<'a>>,
}

#[derive(Default)]
struct Envelope<'a> {
    jsonrpc: Option<Raw<'a>>,
    id: Option<Raw<'a>>,
    method: Option<Raw<'a>>,
    params: Option<Raw<'a>>,
    result: Option<Raw<'a>>,
    error: Option<Raw<'a>>,
}

impl<'a> Message<'a> {
    /// Reads one line.
    ///
    /// # Errors
    ///
    /// [`Malformed`]: the line is not JSON, is nested too deeply, repeats or disguises a member of
    /// the envelope, or is neither a request, a notification nor a response.
    pub fn parse(line: &'a OneLine<'_>) -> Result<Self, Malformed<'a>> {
        Self::of(line.get())
    }

    /// The same for a message that is not passed on, however deeply it is nested: one deep item
    /// must not cost a list its others.
    ///
    /// # Errors
    ///
    /// As [`Message::parse`], but for the nesting.
    pub fn parse_deep(line: &'a OneLine<'_>) -> Result<Self, Malformed<'a>> {
        match Self::parse(line) {
            Err(_) if is_too_deep(line.get()) => Envelope::of_members(line.get())?.message(),
            parsed => parsed,
        }
    }

    /// The messages of a line that holds an array of them; `None` if it does not.
    pub fn batch(line: &'a OneLine<'_>) -> Option<Vec<Result<Self, Malformed<'a>>>> {
        if !line.get().starts_with('[') || is_too_deep(line.get()) {
            return None;
        }
        let elements: Vec<&RawValue> = serde_json::from_str(line.get()).ok()?;
        Some(
            elements
                .into_iter()
                .map(|element| Self::of(element.get()))
                .collect(),
        )
    }

    fn of(text: &'a str) -> Result<Self, Malformed<'a>> {
        if text.starts_with('[') {
            let message = "batches are not accepted; send one message per line";
            return Err(invalid(message, None));
        }
        let envelope = match Envelope::of_plain(text) {
            Some(envelope) => envelope,
            None => Envelope::of_any(text)?,
        };
        envelope.message()
    }
}

impl<'a> Envelope<'a> {
    /// Reads a message that is written as nearly all are.
    fn of_plain(text: &'a str) -> Option<Self> {
        let mut envelope = Self::default();
        each_member(text, |name, value| envelope.take(name, value).ok())?;
        Some(envelope)
    }

    /// Reads any message, or says what is wrong with it.
    fn of_any(text: &'a str) -> Result<Self, Malformed<'a>> {
        if is_too_deep(text) {
            let message = format!("the message is nested deeper than {MAX_DEPTH} levels");
            return Err(invalid(&message, id_of(text)));
        }
        Self::of_members(text)
    }

    /// Reads a message member by member. Skipping a value does not recurse.
    fn of_members(text: &'a str) -> Result<Self, Malformed<'a>> {
        let members = Members::parse(text).map_err(|error| {
            let message = format!("the line is not a JSON-RPC message: {error}");
            if error.is_data() {
                invalid(&message, None)
            } else {
                parse_error(&message)
            }
        })?;
        let mut envelope = Self::default();
        for (name, value) in members.0 {
            let taken = envelope.take(&name, value);
            // It may be uncertain which request this is, so no id is repeated.
            taken.map_err(|message| invalid(&message, None))?;
        }
        Ok(envelope)
    }

    /// Takes one member; what is not the envelope's is left to its reader.
    #[inline]
    fn take(&mut self, name: &str, value: Raw<'a>) -> Result<(), String> {
        let place = match name {
            "jsonrpc" => &mut self.jsonrpc,
            "id" => &mut self.id,
            "method" => &mut self.method,
            "params" => &mut self.params,
            "result" => &mut self.result,
            "error" => &mut self.error,
            other => {
                return match disguised(other, &NAMES) {
                    Some(known) => Err(disguise(other, known)),
                    None => Ok(()),
                };
            }
        };
        put(place, value).ok_or_else(|| twice(name))
    }

    fn message(self) -> Result<Message<'a>, Malformed<'a>> {
        let params = self.params.and_then(Raw::unless_null);
        let error = self.error.and_then(Raw::unless_null);
        if let (Some("null"), Some(error), None, None) =
            (self.id.map(Raw::get), error, self.method, self.result)
        {
            let id = self.id.expect("it is `null`");
            return Ok(Message::Response {
                id,
                answer: Answer::Error(error),
            });
        }
        let id = match self.id {
            Some(id) if !is_id(id) => {
                return Err(invalid("id must be a string or a number", None));
            }
            Some(id) if id.get().len() > MAX_ID_BYTES => {
                let message = format!("id must not be longer than {MAX_ID_BYTES} bytes");
                return Err(invalid(&message, None));
            }
            id => id,
        };
        if self
            .jsonrpc
            .and_then(string)
            .is_none_or(|version| version != "2.0")
        {
            return Err(invalid("jsonrpc must be \"2.0\"", id));
        }
        let method = match self.method.map(string) {
            Some(None) => return Err(invalid("method must be a string", id)),
            method => method.flatten(),
        };
        match (id, method, self.result, error) {
            (Some(id), Some(method), None, None) => Ok(Message::Request { id, method, params }),
            (None, Some(method), None, None) => Ok(Message::Notification { method, params }),
            (Some(id), None, Some(result), None) => Ok(Message::Response {
                id,
                answer: Answer::Result(result),
            }),
            (Some(id), None, None, Some(error)) => Ok(Message::Response {
                id,
                answer: Answer::Error(error),
            }),
            (id, ..) => Err(invalid(
                "neither a request, a notification nor a response",
                id,
            )),
        }
    }
}

fn is_id(id: Raw<'_>) -> bool {
    id.get()
        .starts_with(|first: char| first == '"' || first == '-' || first.is_ascii_digit())
}

fn parse_error(message: &str) -> Malformed<'static> {
    Malformed {
        code: -32700,
        message: message.to_owned(),
        id: None,
    }
}

fn invalid<'a>(message: &str, id: Option<Raw<'a>>) -> Malformed<'a> {
    Malformed {
        code: -32600,
        message: message.to_owned(),
        id,
    }
}

/// Whether `text` opens more than [`MAX_DEPTH`] arrays and objects inside each other.
fn is_too_deep(text: &str) -> bool {
    // Most messages do not even have that many brackets.
    let bytes = text.as_bytes();
    if memchr2_iter(b'[', b'{', bytes).nth(MAX_DEPTH).is_none() {
        return false;
    }
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return true;
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// The id of a message that is otherwise not read.
fn id_of(text: &str) -> Option<Raw<'_>> {
    let members = Members::parse(text).ok()?;
    let id = members.get("id")?;
    (is_id(id) && id.get().len() <= MAX_ID_BYTES).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, MAX_ID_BYTES, Message};
    use crate::line_end::OneLine;

    /// `kind id` of the message, or `code id` of the fault.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let text = OneLine::of(line.as_bytes()).expect("the case is UTF-8");
        let seen = match Message::parse(&text) {
            Ok(Message::Request { id, method, .. }) => format!("request {} {method}", id.get()),
            Ok(Message::Notification { method, .. }) => format!("notification {method}"),
            Ok(Message::Response { id, .. }) => format!("response {}", id.get()),
            Err(fault) => format!("{} {}", fault.code, fault.id.map_or("-", |id| id.get())),
        };
        assert_eq!(seen, expected, "{line}");
    }

    #[test]
    fn messages_are_told_apart() {
        check(
            r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
            "request 1 ping",
        );
        check(
            r#"{"jsonrpc":"2.0","id":"a\n","method":"p\u0069ng"}"#,
            r#"request "a\n" ping"#,
        );
        check(
            r#"{"jsonrpc":"2.0","id":1.5e300,"method":"x"}"#,
            "request 1.5e300 x",
        );
        check(
            r#"{"jsonrpc":"2.0","method":"x","params":{}}"#,
            "notification x",
        );
        check(r#"{"jsonrpc":"2.0","id":1,"result":null}"#, "response 1");
        check(r#"{"result":{},"jsonrpc":"2.0","id":1}"#, "response 1");
    }

    #[test]
    fn what_is_no_message_is_refused_to_its_sender() {
        check("nonsense", "-32700 -");
        check(r#"{"jsonrpc":"2.0","id":1,"method":"x""#, "-32700 -");
        check("[]", "-32600 -");
        check(r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, "-32600 -");
        check(r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, "-32600 -");
        check(r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, "-32600 -");
        check(r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, "-32600 1");
        check(r#"{"id":1,"method":"ping"}"#, "-32600 1");
        check(
            r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#,
            "-32600 -",
        );
        check(
            r#"{"jsonrpc":"2.0","id":1,"method":"x","result":1}"#,
            "-32600 1",
        );
        check("7", "-32600 -");
    }

    #[test]
    fn no_member_is_disguised_as_one_of_the_envelope() {
        for disguise in [
            "Method",
            "ID",
            r"par\u0061mS",
            r"re\u017fult",
            "JsonRPC",
            "ERROR",
        ] {
            let line = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","{disguise}":1}}"#);
            check(&line, "-32600 -");
        }
        check(
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","x":1}"#,
            "request 1 ping",
        );
    }

    #[test]
    fn an_id_is_short() {
        let line = |digits: usize| {
            format!(
                r#"{{"jsonrpc":"2.0","id":{},"method":"x"}}"#,
                "7".repeat(digits)
            )
        };
        check(
            &line(MAX_ID_BYTES),
            &format!("request {} x", "7".repeat(MAX_ID_BYTES)),
        );
        check(&line(MAX_ID_BYTES + 1), "-32600 -");
    }

    #[test]
    fn an_error_about_an_unknown_request_has_no_id() {
        check(
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":1}}"#,
            "response null",
        );
        check(r#"{"jsonrpc":"2.0","id":null,"result":{}}"#, "-32600 -");
    }

    #[test]
    fn nesting_is_bounded() {
        let bomb = |levels: usize| {
            let (open, close) = ("[".repeat(levels), "]".repeat(levels));
            format!(r#"{{"jsonrpc":"2.0","id":7,"method":"x","params":{{"a":{open}{close}}}}}"#)
        };
        check(&bomb(MAX_DEPTH - 2), "request 7 x");
        check(&bomb(MAX_DEPTH - 1), "-32600 7");
        check(&bomb(1_000_000), "-32600 7");
        let brackets = "[{".repeat(500);
        let text =
            format!(r#"{{"jsonrpc":"2.0","id":7,"method":"x","params":{{"a":"\"{brackets}"}}}}"#);
        check(&text, "request 7 x");
    }
}

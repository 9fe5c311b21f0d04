//! JSON-RPC envelopes, borrowed from the line they came in.
//!
//! Only what routes a message is read; `params`, `result` and `error` stay the sender's bytes.
//! Nothing here knows a method by name.

use std::borrow::Cow;

use memchr::memchr2_iter;
use serde::{Deserialize, Deserializer};

use crate::raw::{DEPTH, Raw, each_member};

/// How many levels of arrays and objects a message may have, the envelope included.
///
/// `serde_json`, like most parsers in servers, gives up at 128.
pub(crate) const MAX_DEPTH: usize = 128;

const _: () = assert!(
    DEPTH as usize <= MAX_DEPTH,
    "plain messages are not counted"
);

/// One message.
#[derive(Debug)]
pub(crate) enum Message<'a> {
    /// Wants an answer under `id`.
    Request {
        id: Raw<'a>,
        method: Cow<'a, str>,
        params: Option<Raw<'a>>,
    },
    /// Wants none.
    Notification {
        method: Cow<'a, str>,
        params: Option<Raw<'a>>,
    },
    /// Answers the request `id`.
    Response { id: Raw<'a>, answer: Answer<'a> },
}

/// What a response carries.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answer<'a> {
    /// `result`.
    Result(Raw<'a>),
    /// `error`.
    Error(Raw<'a>),
}

/// Why a line is no message. `id` is the request's own where it could be read.
#[derive(Debug)]
pub(crate) struct Malformed<'a> {
    /// The JSON-RPC error code.
    pub(crate) code: i64,
    /// What is wrong.
    pub(crate) message: String,
    /// Whom to tell.
    pub(crate) id: Option<Raw<'a>>,
}

/// A string that is borrowed unless it has escapes.
#[derive(Debug, Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

#[derive(Default, Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    jsonrpc: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "present")]
    id: Option<Raw<'a>>,
    #[serde(borrow, default)]
    method: Option<Text<'a>>,
    #[serde(borrow, default)]
    params: Option<Raw<'a>>,
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<Raw<'a>>,
    #[serde(borrow, default)]
    error: Option<Raw<'a>>,
}

/// Reads an optional member, keeping `null` apart from absence.
pub(crate) fn present<'de: 'a, 'a, D>(deserializer: D) -> Result<Option<Raw<'a>>, D::Error>
where
    D: Deserializer<'de>,
{
    Raw::deserialize(deserializer).map(Some)
}

impl<'a> Message<'a> {
    /// Reads one line.
    pub(crate) fn parse(line: &'a [u8]) -> Result<Self, Malformed<'a>> {
        let text = std::str::from_utf8(line).map_err(|_| parse_error("the line is not UTF-8"))?;
        if text.starts_with('[') {
            return Err(invalid(
                "batches are not accepted; send one message per line",
                None,
            ));
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
        each_member(text, |key, value| match key {
            "jsonrpc" => put(&mut envelope.jsonrpc, plain_text(value)?),
            "id" => put(&mut envelope.id, value),
            "method" => put(&mut envelope.method, plain_text(value)?),
            "params" => put(&mut envelope.params, value.unless_null()?),
            "result" => put(&mut envelope.result, value),
            "error" => put(&mut envelope.error, value.unless_null()?),
            _ => Some(()),
        })?;
        Some(envelope)
    }

    fn of_any(text: &'a str) -> Result<Self, Malformed<'a>> {
        if is_too_deep(text) {
            let message = format!("the message is nested deeper than {MAX_DEPTH} levels");
            return Err(invalid(&message, id_of(text)));
        }
        serde_json::from_str(text).map_err(|error| {
            let message = format!("the line is no JSON-RPC message: {error}");
            if error.is_data() {
                invalid(&message, None)
            } else {
                parse_error(&message)
            }
        })
    }

    fn message(self) -> Result<Message<'a>, Malformed<'a>> {
        let id = match self.id {
            Some(id) if is_id(id) => Some(id),
            Some(_) => return Err(invalid("id must be a string or a number", None)),
            None => None,
        };
        if self.jsonrpc.is_none_or(|version| version.0 != "2.0") {
            return Err(invalid("jsonrpc must be \"2.0\"", id));
        }
        match (id, self.method, self.result, self.error) {
            (Some(id), Some(method), None, None) => Ok(Message::Request {
                id,
                method: method.0,
                params: self.params,
            }),
            (None, Some(method), None, None) => Ok(Message::Notification {
                method: method.0,
                params: self.params,
            }),
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

/// Fills `place`; `None` if that has been done before.
pub(crate) fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

fn plain_text(value: Raw<'_>) -> Option<Text<'_>> {
    value.plain_string().map(|text| Text(Cow::Borrowed(text)))
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

/// The id of a message that is otherwise not read. Skipping a value does not recurse.
fn id_of(text: &str) -> Option<Raw<'_>> {
    #[derive(Deserialize)]
    struct Id<'a> {
        #[serde(borrow, default, deserialize_with = "present")]
        id: Option<Raw<'a>>,
    }
    let parsed: Id<'_> = serde_json::from_str(text).ok()?;
    parsed.id.filter(|id| is_id(*id))
}

/// The id of an over-long message, from what is left of it: servers write it at either end.
pub(crate) fn id_in_ends(head: &[u8], tail: &[u8]) -> Option<String> {
    id_in_head(head).or_else(|| id_in_tail(tail))
}

/// Reads the members in front of the first long one.
fn id_in_head(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start().strip_prefix('{')?;
    loop {
        let (key, after) = scalar(rest)?;
        let (value, after) = scalar(after.trim_start().strip_prefix(':')?)?;
        if key == "\"id\"" {
            return Some(value.to_owned());
        }
        rest = after.trim_start().strip_prefix(',')?;
    }
}

/// Reads an `"id": …` that is the last member, but for `jsonrpc`.
fn id_in_tail(tail: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(tail);
    let body = text.trim_end().strip_suffix('}')?.trim_end();
    let body = body
        .strip_suffix("\"jsonrpc\":\"2.0\"")
        .map_or(body, |body| {
            body.trim_end().strip_suffix(',').unwrap_or(body)
        });
    let after = body.rfind("\"id\"").map(|at| &body[at + 4..])?;
    let (value, after) = scalar(after.trim_start().strip_prefix(':')?)?;
    let ends = after.trim_matches([',', ' ']);
    (ends.is_empty() || ends == "\"jsonrpc\":\"2.0\"").then(|| value.to_owned())
}

/// One string or number at the start of `text`, and what follows it.
fn scalar(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = if let Some(inner) = text.strip_prefix('"') {
        inner.find('"').filter(|at| !inner[..*at].contains('\\'))? + 2
    } else {
        let end = text.find([',', '}', ' ', ':']).unwrap_or(text.len());
        text[..end].parse::<f64>().ok().map(|_| end)?
    };
    Some(text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, Message, id_in_ends};

    /// `kind id` of the message, or `code id` of the fault.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let seen = match Message::parse(line.as_bytes()) {
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

    #[test]
    fn the_id_of_an_overlong_message_is_found_at_either_end() {
        let check = |head: &str, tail: &str, expected: Option<&str>| {
            let seen = id_in_ends(head.as_bytes(), tail.as_bytes());
            assert_eq!(seen.as_deref(), expected, "{head} … {tail}");
        };
        check(r#"{"jsonrpc":"2.0","id":7,"result":{"a"#, "x", Some("7"));
        check(
            r#"{ "jsonrpc" : "2.0" , "id" : "a b" , "result""#,
            "x",
            Some(r#""a b""#),
        );
        check(
            r#"{"result":{"id":3,"#,
            r#"xx"}],"id":4},"jsonrpc":"2.0","id":7}"#,
            Some("7"),
        );
        check(
            r#"{"result":{"#,
            r#"xx"}]},"id":7,"jsonrpc":"2.0"}"#,
            Some("7"),
        );
        check(r#"{"result":{"#, r#"{"id":7}]}}"#, None);
        check("aaaa", "aaaa", None);
    }
}

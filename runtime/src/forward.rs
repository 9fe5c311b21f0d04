//! The line that carries a `tools/call` to its server.
//!
//! The caller's `params` are edited in place: the tool's name becomes the server's own, fixed
//! arguments are put in front of the caller's, the progress token becomes the call's number, and
//! protocol keys of `_meta` go (they describe the hop to the gateway). All else, arguments and
//! unknown members included, reaches the server as the bytes the caller sent.

use std::borrow::Cow;
use std::fmt::Write as _;

use mcpreg_wire::{
    Era, META_PREFIX, Members, Raw, one_line, quoted, range_of, with_members, write_edited,
};

use crate::params::Params;
use crate::tools::Entry;

/// A `tools/call`, complete but for what only a modern server gets.
#[derive(Debug)]
pub(crate) struct CallLine {
    bytes: Vec<u8>,
    slot: Slot,
}

/// Where the protocol's keys go in `_meta`.
#[derive(Debug, Clone, Copy)]
enum Slot {
    /// There is no `_meta`; it would go here.
    Absent(usize),
    /// Inside of a `_meta` without members.
    Empty(usize),
    /// In front of its first member.
    Members(usize),
}

/// Writes the call `number` of a tool, from a client's `params`.
pub(crate) fn call_line(
    entry: &Entry,
    number: u64,
    params: Raw<'_>,
    parsed: &Params<'_>,
    meta: &Members<'_>,
) -> CallLine {
    let text = params.get();
    let mut edits: Vec<(_, Cow<'_, str>)> = Vec::with_capacity(3);
    if let Some(name) = parsed.name {
        edits.push((range_of(text, name.get()), Cow::Borrowed(&entry.name)));
    }
    let mut lead = String::new();
    match parsed.arguments {
        Some(_) if entry.fixed.is_empty() => {}
        Some(arguments) => edits.push((
            range_of(text, arguments.get()),
            Cow::Owned(with_members(arguments.get(), &entry.fixed)),
        )),
        None => write!(lead, "\"arguments\":{{{}}},", entry.fixed).expect("a String takes it all"),
    }
    let mut bytes = head(number, text.len() + entry.fixed.len());
    let params_at = bytes.len();
    let slot = match parsed.meta {
        None => Slot::Absent(params_at + 1 + lead.len()),
        Some(raw) => {
            let rewritten = rewritten_meta(raw, meta, number);
            let at = range_of(text, raw.get());
            // What stands in front of `_meta` may change its length as well.
            let shift = edits.iter().filter(|(range, _)| range.start < at.start);
            let start = shift.fold(at.start, |start, (range, new)| {
                start + new.len() - range.len()
            });
            let inside = params_at + lead.len() + start + 1;
            edits.push((at, Cow::Owned(rewritten.text)));
            if rewritten.is_empty {
                Slot::Empty(inside)
            } else {
                Slot::Members(inside)
            }
        }
    };
    if !lead.is_empty() {
        edits.push((1..1, Cow::Owned(lead)));
    }
    write_edited(&mut bytes, text, &mut edits);
    bytes.extend_from_slice(b"}\n");
    CallLine { bytes, slot }
}

/// Writes the call `number` of a tool, from arguments alone.
pub(crate) fn call_line_of_arguments(entry: &Entry, number: u64, arguments: &str) -> CallLine {
    let arguments = one_line(arguments);
    let mut bytes = head(number, arguments.len() + entry.fixed.len());
    let slot = Slot::Absent(bytes.len() + 1);
    bytes.extend_from_slice(b"{\"name\":");
    bytes.extend_from_slice(entry.name.as_bytes());
    bytes.extend_from_slice(b",\"arguments\":");
    if entry.fixed.is_empty() {
        bytes.extend_from_slice(arguments.as_bytes());
    } else {
        bytes.extend_from_slice(with_members(&arguments, &entry.fixed).as_bytes());
    }
    bytes.extend_from_slice(b"}}\n");
    CallLine { bytes, slot }
}

impl CallLine {
    /// How long it is, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Appends the line as a server of `era` expects it.
    pub(crate) fn write(self, out: &mut Vec<u8>, era: Era, modern_meta: &str) {
        let (at, before, after) = match (era, self.slot) {
            (Era::Legacy, _) => {
                if out.is_empty() {
                    *out = self.bytes;
                } else {
                    out.extend_from_slice(&self.bytes);
                }
                return;
            }
            (Era::Modern, Slot::Absent(at)) => (at, "\"_meta\":{", "},"),
            (Era::Modern, Slot::Empty(at)) => (at, "", ""),
            (Era::Modern, Slot::Members(at)) => (at, "", ","),
        };
        out.extend_from_slice(&self.bytes[..at]);
        for part in [before, modern_meta, after] {
            out.extend_from_slice(part.as_bytes());
        }
        out.extend_from_slice(&self.bytes[at..]);
    }
}

fn head(number: u64, params_len: usize) -> Vec<u8> {
    use std::io::Write as _;

    let mut bytes = Vec::with_capacity(params_len + 128);
    bytes.extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"id\":");
    write!(bytes, "{number}").expect("a Vec takes it all");
    bytes.extend_from_slice(b",\"method\":\"tools/call\",\"params\":");
    bytes
}

struct RewrittenMeta {
    text: String,
    is_empty: bool,
}

fn rewritten_meta(raw: Raw<'_>, meta: &Members<'_>, number: u64) -> RewrittenMeta {
    let untouched = |key: &str| key != "progressToken" && !key.starts_with(META_PREFIX);
    if meta.0.iter().all(|(key, _)| untouched(key)) {
        return RewrittenMeta {
            text: raw.get().to_owned(),
            is_empty: meta.0.is_empty(),
        };
    }
    let mut members = Vec::with_capacity(meta.0.len());
    for (key, value) in &meta.0 {
        if key == "progressToken" {
            members.push(format!("\"progressToken\":{number}"));
        } else if !key.starts_with(META_PREFIX) {
            members.push(format!("{}:{}", quoted(key), value.get()));
        }
    }
    RewrittenMeta {
        text: format!("{{{}}}", members.join(",")),
        is_empty: members.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::{call_line, call_line_of_arguments};
    use mcpreg_contract::{CaseVariants, Check, Coverage, Fixed, Tool};
    use mcpreg_wire::{Era, Raw};

    use crate::params::Params;
    use crate::tools::Entry;

    static ANYTHING: Check = Check::Table {
        nodes: &[],
        fixed: &[],
    };
    static WITH_FIXED: [Fixed; 1] = [Fixed {
        name: "k",
        json: "[1]",
    }];
    static TOOL: Tool = tool(&[]);
    static FIXED_TOOL: Tool = tool(&WITH_FIXED);

    const fn tool(fixed: &'static [Fixed]) -> Tool {
        Tool {
            public_name: "mcp_a_b",
            name: "b",
            server: "a",
            listing: "{}",
            arguments: &ANYTHING,
            output: None,
            fixed,
            coverage: Coverage::Typed,
        }
    }

    fn entry(fixed: &str) -> Entry {
        let tool = if fixed.is_empty() { &TOOL } else { &FIXED_TOOL };
        let entry = Entry::new(tool, 0, CaseVariants::Refuse);
        assert_eq!(entry.fixed, fixed);
        entry
    }

    #[track_caller]
    fn check(fixed: &str, era: Era, params: &str, expected: &str) {
        let raw: Raw<'_> = serde_json::from_str(params).expect("the case is JSON");
        let parsed = Params::parse(Some(raw)).expect("the case has params");
        let meta = parsed.meta().expect("the case has a _meta");
        let mut out = b"before\n".to_vec();
        call_line(&entry(fixed), 7, raw, &parsed, &meta).write(&mut out, era, r#""m":1"#);
        let expected = format!(
            "before\n{{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{expected}}}\n"
        );
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn the_callers_bytes_are_kept() {
        let check = |params, expected| check("", Era::Legacy, params, expected);
        check(
            r#"{"name":"mcp_a_b","arguments":{}}"#,
            r#"{"name":"b","arguments":{}}"#,
        );
        check(
            r#"{ "task":{"ttl":1}, "arguments": {"z":123456789012345678901234567890,"a":null,"a ":1.0e2}, "name" : "mcp_a_b" }"#,
            r#"{ "task":{"ttl":1}, "arguments": {"z":123456789012345678901234567890,"a":null,"a ":1.0e2}, "name" : "b" }"#,
        );
        check(r#"{"name":"mcp_a_b"}"#, r#"{"arguments":{},"name":"b"}"#);
        check(
            r#"{"name":"mcp_a_b","_meta":{ }}"#,
            r#"{"arguments":{},"name":"b","_meta":{ }}"#,
        );
        check(
            r#"{"_meta":{"traceparent":"00","x/y": [ 1 ]},"name":"mcp_a_b","arguments":{}}"#,
            r#"{"_meta":{"traceparent":"00","x/y": [ 1 ]},"name":"b","arguments":{}}"#,
        );
    }

    #[test]
    fn progress_tokens_and_protocol_keys_are_replaced() {
        let legacy = |params, expected| check("", Era::Legacy, params, expected);
        legacy(
            r#"{"name":"mcp_a_b","arguments":{},"_meta":{"a":1,"progressToken":"t","io.modelcontextprotocol/x":{}}}"#,
            r#"{"name":"b","arguments":{},"_meta":{"a":1,"progressToken":7}}"#,
        );
        legacy(
            r#"{"name":"mcp_a_b","arguments":{},"_meta":{"io.modelcontextprotocol/x":{}}}"#,
            r#"{"name":"b","arguments":{},"_meta":{}}"#,
        );
        let modern = |params, expected| check("", Era::Modern, params, expected);
        modern(
            r#"{"name":"mcp_a_b","arguments":{}}"#,
            r#"{"_meta":{"m":1},"name":"b","arguments":{}}"#,
        );
        modern(
            r#"{"name":"mcp_a_b"}"#,
            r#"{"arguments":{},"_meta":{"m":1},"name":"b"}"#,
        );
        modern(
            r#"{"name":"mcp_a_b","arguments":{},"_meta":{"progressToken":1}}"#,
            r#"{"name":"b","arguments":{},"_meta":{"m":1,"progressToken":7}}"#,
        );
        modern(
            r#"{"name":"mcp_a_b","_meta":{"io.modelcontextprotocol/x":{}},"arguments":{}}"#,
            r#"{"name":"b","_meta":{"m":1},"arguments":{}}"#,
        );
    }

    #[test]
    fn fixed_arguments_are_spliced_in() {
        let check = |params, expected| check(r#""k":[1]"#, Era::Modern, params, expected);
        check(
            r#"{"name":"mcp_a_b","arguments":{"a":1},"_meta":{"x":1}}"#,
            r#"{"name":"b","arguments":{"k":[1],"a":1},"_meta":{"m":1,"x":1}}"#,
        );
        check(
            r#"{"name":"mcp_a_b","arguments":{}}"#,
            r#"{"_meta":{"m":1},"name":"b","arguments":{"k":[1]}}"#,
        );
        check(
            r#"{"name":"mcp_a_b"}"#,
            r#"{"arguments":{"k":[1]},"_meta":{"m":1},"name":"b"}"#,
        );
    }

    #[test]
    fn arguments_alone_make_one_line() {
        let mut out = Vec::new();
        let line = call_line_of_arguments(&entry(r#""k":[1]"#), 7, "{\n\"a\": 1\r\n}");
        line.write(&mut out, Era::Modern, r#""m":1"#);
        let expected = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":\
            {\"_meta\":{\"m\":1},\"name\":\"b\",\"arguments\":{\"k\":[1], \"a\": 1  }}}\n";
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }
}

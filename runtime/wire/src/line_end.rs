//! One message stays one line, whatever its reader takes for the end of a line.
//!
//! JSON allows a carriage return between tokens, and NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR
//! inside strings. Readers with universal newlines (Python's text mode, `str.splitlines`, Java's
//! `BufferedReader`, Unicode-aware tokenizers) end a line there and would read a second message
//! that was never checked. Here such a character becomes a space between tokens and an escape in
//! a string; every other byte stays. The other control characters need nothing: RFC 8259, section
//! 7, forbids them in strings and section 2 between tokens, so the text is refused as JSON.

use std::borrow::Cow;

use memchr::{memchr2, memchr2_iter};

/// The text of one line, without any character that some reader takes for an end of line, as far
/// as the text is JSON.
#[derive(Debug)]
pub struct OneLine<'a>(Cow<'a, str>);

impl<'a> OneLine<'a> {
    /// Reads a line; `None` if it is not UTF-8.
    pub fn of(line: &'a [u8]) -> Option<Self> {
        let text = simdutf8::basic::from_utf8(line).ok()?;
        Some(Self(one_line(text)))
    }

    /// The text.
    pub fn get(&self) -> &str {
        &self.0
    }
}

/// `json` without a character that some reader takes for an end of line.
///
/// Line feeds and carriage returns in strings stay: no JSON parser accepts them there.
pub fn one_line(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    let breaks_between_tokens = memchr2(b'\n', b'\r', bytes).is_some();
    if !breaks_between_tokens && (json.is_ascii() || !has_separator(bytes)) {
        return Cow::Borrowed(json);
    }
    Cow::Owned(rewritten(json))
}

/// Whether NEL (U+0085), LINE SEPARATOR (U+2028) or PARAGRAPH SEPARATOR (U+2029) occurs.
fn has_separator(bytes: &[u8]) -> bool {
    memchr2_iter(0xC2, 0xE2, bytes).any(|at| {
        let rest = &bytes[at..];
        rest.starts_with(b"\xC2\x85")
            || rest.starts_with(b"\xE2\x80\xA8")
            || rest.starts_with(b"\xE2\x80\xA9")
    })
}

fn rewritten(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 16);
    let (mut in_string, mut is_escaped) = (false, false);
    for character in json.chars() {
        match character {
            '\n' | '\r' if !in_string => text.push(' '),
            '\u{85}' => text.push_str("\\u0085"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            other => text.push(other),
        }
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if in_string => is_escaped = true,
            '"' => in_string = !in_string,
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{OneLine, one_line};

    #[track_caller]
    fn check(json: &str, expected: &str) {
        assert_eq!(one_line(json), expected);
        let line = OneLine::of(json.as_bytes()).expect("the case is UTF-8");
        assert_eq!(line.get(), expected);
    }

    #[test]
    fn what_ends_a_line_becomes_a_space_or_an_escape() {
        check("{\r\"a\"\r\n:\n1}", "{ \"a\"  : 1}");
        check("\"a\u{85}b\"", "\"a\\u0085b\"");
        check("[\"\u{2028}\",\"\u{2029}\"]", "[\"\\u2028\",\"\\u2029\"]");
        check(
            "{\"\u{2028}\":\r\"\\\"\u{85}\"}",
            "{\"\\u2028\": \"\\\"\\u0085\"}",
        );
    }

    #[test]
    fn every_other_byte_stays() {
        for json in [
            "{\"a\" :\t1}",
            "\"é – \u{201c}quoted\u{201d} Â\u{a0}\u{2027}\u{202a}\u{84}\u{86}\"",
            "\"\\r\\n\\u2028\"",
        ] {
            check(json, json);
        }
    }

    #[test]
    fn a_carriage_return_in_a_string_is_left_for_the_parser_to_refuse() {
        check("{\"a\r\":\r1}", "{\"a\r\": 1}");
        check("\"\\\"\r\"", "\"\\\"\r\"");
    }

    #[test]
    fn a_line_that_is_not_utf_8_has_no_text() {
        assert!(OneLine::of(b"\"\xFF\"").is_none());
    }
}

//! One JSON value as its sender wrote it, and the members of an object as such values.
//!
//! Most messages are plain: their keys have no escapes and come once. [`each_member`] walks along
//! those with one look at each byte and leaves everything else, invalid JSON included, to
//! `serde_json`, which then says what is wrong.

use std::borrow::Cow;

use mcpreg_contract::check::plain_end;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// How many levels of arrays and objects are walked, the object itself included.
pub(crate) const DEPTH: u32 = u128::BITS;

/// The text of one JSON value, without white space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a>(&'a str);

impl<'a> Raw<'a> {
    /// The text.
    pub fn get(self) -> &'a str {
        self.0
    }

    /// The characters of a string without escapes; `None` for any other value.
    pub fn plain_string(self) -> Option<&'a str> {
        let inside = self.0.strip_prefix('"')?.strip_suffix('"')?;
        (!inside.as_bytes().contains(&b'\\')).then_some(inside)
    }

    /// The value, where it is not `null`.
    pub fn unless_null(self) -> Option<Self> {
        (self.0 != "null").then_some(self)
    }
}

/// A string that is borrowed unless it has escapes.
#[derive(Debug, Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// The characters of a JSON string; `None` for any other value.
pub fn string(value: Raw<'_>) -> Option<Cow<'_, str>> {
    if let Some(plain) = value.plain_string() {
        return Some(Cow::Borrowed(plain));
    }
    let text = serde_json::from_str::<Text<'_>>(value.get());
    text.ok().map(|text| text.0)
}

impl<'a> From<&'a RawValue> for Raw<'a> {
    fn from(value: &'a RawValue) -> Self {
        Self(value.get())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(Self::from)
    }
}

/// Hands each member of an object to `member`, in order.
///
/// `None` if `object` is not plainly one, or `member` says so; members in front of the place
/// where that shows have been handed over.
pub fn each_member<'a>(
    object: &'a str,
    mut member: impl FnMut(&'a str, Raw<'a>) -> Option<()>,
) -> Option<()> {
    let bytes = object.as_bytes();
    let mut at = token(bytes, 0);
    if bytes.get(at) != Some(&b'{') {
        return None;
    }
    at = token(bytes, at + 1);
    if bytes.get(at) == Some(&b'}') {
        at += 1;
    } else {
        loop {
            let key_end = plain_end(bytes, at + 1);
            if (bytes.get(at)?, bytes.get(key_end)?) != (&b'"', &b'"') {
                return None;
            }
            let start = value_start(bytes, key_end + 1)?;
            let end = value_end(bytes, start)?;
            member(&object[at + 1..key_end], Raw(&object[start..end]))?;
            at = token(bytes, end);
            match bytes.get(at)? {
                b',' => at = token(bytes, at + 1),
                b'}' => break,
                _ => return None,
            }
        }
        at += 1;
    }
    (token(bytes, at) == bytes.len()).then_some(())
}

/// The position of the next byte that is not white space, or the end.
#[inline]
fn token(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// Where the value begins whose key ended at `at`.
fn value_start(bytes: &[u8], at: usize) -> Option<usize> {
    let colon = token(bytes, at);
    (bytes.get(colon)? == &b':').then(|| token(bytes, colon + 1))
}

/// Where the value ends that begins at `at`.
fn value_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    // One bit for each container around `at`, the innermost lowest: whether it is an object. The
    // object whose member the value is counts too.
    let (mut are_objects, mut depth) = (0_u128, 1);
    loop {
        match bytes.get(at)? {
            opening @ (b'{' | b'[') => {
                let is_object = *opening == b'{';
                (are_objects, depth) = (are_objects << 1 | u128::from(is_object), depth + 1);
                if depth > DEPTH {
                    return None;
                }
                at = token(bytes, at + 1);
                match (bytes.get(at)?, is_object) {
                    (b'}', true) | (b']', false) => {}
                    (_, true) => {
                        at = value_start(bytes, string_end(bytes, at)?)?;
                        continue;
                    }
                    (_, false) => continue,
                }
            }
            _ => at = scalar_end(bytes, at)?,
        }
        // Behind a value, or in front of the end of an empty container.
        loop {
            if depth == 1 {
                return Some(at);
            }
            at = token(bytes, at);
            let is_object = are_objects & 1 == 1;
            match (bytes.get(at)?, is_object) {
                (b',', true) => {
                    at = token(bytes, at + 1);
                    at = value_start(bytes, string_end(bytes, at)?)?;
                    break;
                }
                (b',', false) => {
                    at = token(bytes, at + 1);
                    break;
                }
                (b'}', true) | (b']', false) => {
                    (are_objects, depth) = (are_objects >> 1, depth - 1);
                    at += 1;
                }
                _ => return None,
            }
        }
    }
}

fn scalar_end(bytes: &[u8], at: usize) -> Option<usize> {
    let literal = |word: &[u8]| bytes[at..].starts_with(word).then_some(at + word.len());
    match bytes.get(at)? {
        b'"' => string_end(bytes, at),
        b't' => literal(b"true"),
        b'f' => literal(b"false"),
        b'n' => literal(b"null"),
        _ => number_end(bytes, at),
    }
}

/// RFC 8259, section 6.
fn number_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    at += usize::from(bytes.get(at) == Some(&b'-'));
    at = match bytes.get(at)? {
        b'0' => at + 1,
        _ => digits_end(bytes, at)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits_end(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        at = digits_end(bytes, at)?;
    }
    // A digit behind a leading zero is found by who looks for what may follow a value.
    Some(at)
}

/// Where the digits end of which there is at least one at `at`.
fn digits_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then_some(at + count)
}

/// Where the string ends whose opening quote is at `at`.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at)? != &b'"' {
        return None;
    }
    let mut at = at + 1;
    loop {
        at = plain_end(bytes, at);
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at = escape_end(bytes, at)?,
            _ => return None,
        }
    }
}

fn escape_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => {
            let digits = bytes.get(at + 2..at + 6)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(at + 6)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::each_member;
    use crate::members::Members;

    /// Compares the members with `expected`, `key=value` each, and the verdict with `serde_json`'s.
    #[track_caller]
    fn check(object: &str, expected: &[&str]) {
        let mut seen = Vec::new();
        let end = each_member(object, |key, value| {
            seen.push(format!("{key}={}", value.get()));
            Some(())
        });
        assert_eq!(end, Some(()), "{object}");
        assert_eq!(seen, expected, "{object}");
        serde_json::from_str::<serde::de::IgnoredAny>(object).expect("serde_json takes it too");
    }

    #[track_caller]
    fn leaves(object: &str) {
        assert_eq!(each_member(object, |_, _| Some(())), None, "{object}");
    }

    #[test]
    fn members_are_handed_over_as_they_are_written() {
        check("{}", &[]);
        check(" { } ", &[]);
        check(
            r#"{"a":1,"b" : "x\"\\\u00e9,}" ,"c":[ ] }"#,
            &["a=1", r#"b="x\"\\\u00e9,}""#, "c=[ ]"],
        );
        check(
            r#"{"a":{"b":[1,{"c":[]},"]"],"d":{}},"a":null}"#,
            &[r#"a={"b":[1,{"c":[]},"]"],"d":{}}"#, "a=null"],
        );
        check(
            "{\"\u{e9}\":\"longer than one word \u{1f600}\"}",
            &["\u{e9}=\"longer than one word \u{1f600}\""],
        );
        check(r#"{"a":"\ud800"}"#, &[r#"a="\ud800""#]);
    }

    #[test]
    fn every_scalar_ends_where_it_ends() {
        for scalar in [
            "0", "-0", "10", "-1.50", "1e9", "1E+99", "0.1e-1", "true", "false", "null", "\"\"",
        ] {
            check(&format!("{{\"a\":{scalar}}}"), &[&format!("a={scalar}")]);
            let inside = format!("[{scalar} ,{{\"b\":{scalar}}}]");
            check(&format!("{{\"a\":{inside}}}"), &[&format!("a={inside}")]);
        }
    }

    #[test]
    fn what_is_not_plain_is_left() {
        for text in [
            "",
            "7",
            "[]",
            "{",
            "}",
            "{}}",
            "{},",
            "{} x",
            "{,}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{"a":1"b":2}"#,
            "{a:1}",
            r#"{"a":1]"#,
            r#"{"\u0061":1}"#,
            "{\"a\n\":1}",
        ] {
            leaves(text);
        }
        for value in [
            "01",
            "-",
            "+1",
            ".5",
            "1.",
            "1.e1",
            "1e",
            "1e+",
            "0x1",
            "tru",
            "truex",
            "nul",
            "'a'",
            r#""a"#,
            r#""\x""#,
            r#""\u12g4""#,
            "\"\t\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1}",
            "{]",
            r#"{"b"}"#,
            r#"{"b":1,}"#,
            "[[]",
            "{}1",
        ] {
            leaves(&format!("{{\"a\":{value}}}"));
            leaves(&format!("{{\"a\":[{value}]}}"));
            leaves(&format!("{{\"a\":{{\"b\":{value}}}}}"));
        }
        let nested = |levels| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        check(&nested(127), &[&format!("a={}", &nested(127)[5..5 + 254])]);
        leaves(&nested(128));
    }

    /// Bytes that mean something in JSON, to put at random places.
    const BYTES: &[u8] = b"{}[]\",:\\ \n\t01-+.eEutfna\x1f";

    #[test]
    fn what_is_walked_is_what_serde_json_reads() {
        let messages = [
            r#"{"jsonrpc":"2.0","id":-10.5e+3,"method":"a","params":{"b":[1,{"c":null}],"d":""}}"#,
            r#"{"result":{"content":[{"text":"x\"\\\u00e9\n"}],"is":true},"id":"7 é 😀" }"#,
        ];
        let (mut state, mut walked) = (1_u64, 0);
        let mut below = |bound: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).expect("31 bits fit") % bound
        };
        for round in 0..40_000 {
            let mut bytes = messages[round % messages.len()].as_bytes().to_vec();
            for _ in 0..=below(3) {
                let at = below(bytes.len());
                match below(3) {
                    0 => bytes[at] = BYTES[below(BYTES.len())],
                    1 => bytes.insert(at, BYTES[below(BYTES.len())]),
                    _ => drop(bytes.remove(at)),
                }
            }
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            let mut members = Vec::new();
            let end = each_member(&text, |key, value| {
                members.push((key.into(), value));
                Some(())
            });
            if end.is_some() {
                let read: Members<'_> = serde_json::from_str(&text).expect(&text);
                assert_eq!(members, read.0, "{text}");
                walked += 1;
            }
        }
        assert!(walked > 1000, "only {walked} texts were still JSON");
    }

    #[test]
    fn a_member_may_stop_the_walk() {
        let mut seen = 0;
        let end = each_member(r#"{"a":1,"b":2}"#, |_, _| {
            seen += 1;
            None
        });
        assert_eq!((end, seen), (None, 1));
    }
}

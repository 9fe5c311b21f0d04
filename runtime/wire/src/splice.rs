//! Edits of JSON text in place: every byte that is not edited stays what it was.
//!
//! Positions come from parsing the same text beside it, as borrowed values; nothing here parses
//! or serialises a whole value.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use crate::line_end::one_line;

/// Where `part`, a slice of `whole`, stands in it.
///
/// # Panics
///
/// If `part` is not a slice of `whole`.
pub fn range_of(whole: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize)
        .checked_sub(whole.as_ptr() as usize)
        .expect("the part was borrowed from the whole");
    let range = start..start + part.len();
    assert!(
        range.end <= whole.len(),
        "the part was borrowed from the whole"
    );
    range
}

/// Appends `text` to `out` with each range of `edits` replaced. The ranges do not overlap.
pub fn write_edited(out: &mut Vec<u8>, text: &str, edits: &mut [(Range<usize>, Cow<'_, str>)]) {
    edits.sort_by_key(|(range, _)| range.start);
    let mut done = 0;
    for (range, replacement) in edits {
        out.extend_from_slice(&text.as_bytes()[done..range.start]);
        out.extend_from_slice(replacement.as_bytes());
        done = range.end;
    }
    out.extend_from_slice(&text.as_bytes()[done..]);
}

/// `object` with `members` (JSON members without braces, `"a":1,"b":2`) put in front of those it has.
pub fn with_members(object: &str, members: &str) -> String {
    let rest = object.trim_start().strip_prefix('{').unwrap_or("}");
    let comma = if members.is_empty() || rest.trim_start().starts_with('}') {
        ""
    } else {
        ","
    };
    format!("{{{members}{comma}{rest}")
}

/// `object` without its member `key`, whose value is `value`, a slice of it.
///
/// The key must be written without escapes; otherwise nothing is taken out.
pub fn without_member(object: &str, key: &str, value: &str) -> String {
    let value = range_of(object, value);
    let before = object[..value.start]
        .trim_end()
        .strip_suffix(':')
        .map(str::trim_end);
    let Some(before) = before.and_then(|before| before.strip_suffix(&quoted(key))) else {
        return object.to_owned();
    };
    let (before, after) = (before.trim_end(), object[value.end..].trim_start());
    match (before.strip_suffix(','), after.strip_prefix(',')) {
        (_, Some(after)) => format!("{before}{after}"),
        (before_comma, None) => format!("{}{after}", before_comma.unwrap_or(before)),
    }
}

/// `text` as a JSON string on one line.
pub fn quoted(text: &str) -> String {
    json_text(text)
}

/// `value` as JSON text on one line.
///
/// # Panics
///
/// If `value` cannot be JSON: a map whose keys are not strings, or a failing `Serialize`.
pub fn json_text<T: Serialize + ?Sized>(value: &T) -> String {
    let text = serde_json::to_string(value).expect("the value is made of strings and numbers");
    match one_line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(rewritten) => rewritten,
    }
}

#[cfg(test)]
mod tests {
    use super::{range_of, with_members, without_member, write_edited};

    #[test]
    fn edits_leave_every_other_byte() {
        let text = r#"{ "a":1,"b" : 22, "c":null }"#;
        let part = |needle: &str| {
            let at = text.find(needle).expect("the needle is in the text");
            range_of(text, &text[at..at + needle.len()])
        };
        let mut out = Vec::new();
        write_edited(
            &mut out,
            text,
            &mut [(part("null"), "3".into()), (part("22"), "x".into())],
        );
        assert_eq!(String::from_utf8_lossy(&out), r#"{ "a":1,"b" : x, "c":3 }"#);
    }

    #[test]
    fn members_go_in_front() {
        let check = |object, members, expected: &str| {
            assert_eq!(with_members(object, members), expected);
        };
        check("{}", r#""a":1"#, r#"{"a":1}"#);
        check("{ }", r#""a":1"#, r#"{"a":1 }"#);
        check(r#"{"b":2}"#, r#""a":1"#, r#"{"a":1,"b":2}"#);
        check(r#"{"b":2}"#, "", r#"{"b":2}"#);
    }

    #[test]
    fn members_are_taken_out() {
        let check = |object: &str, expected: &str| {
            let value = object
                .find('7')
                .map(|at| &object[at..=at])
                .expect("the value is 7");
            assert_eq!(without_member(object, "k", value), expected);
        };
        check(r#"{"k":7}"#, "{}");
        check(r#"{"a":1,"k" : 7}"#, r#"{"a":1}"#);
        check(r#"{"k": 7 , "a":1}"#, r#"{ "a":1}"#);
        check(r#"{"a":1,"k":7,"b":2}"#, r#"{"a":1,"b":2}"#);
        check(r#"{"x":7}"#, r#"{"x":7}"#);
    }
}

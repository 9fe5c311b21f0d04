//! What is read, what is refused, what is written.

use proptest::prelude::*;
use serde_json::Value;

use super::{Json, JsonError, MAX_DEPTH};

#[track_caller]
fn check(text: &str, expected: &str) {
    let json = Json::parse(text, MAX_DEPTH).expect("the case is JSON");
    assert_eq!(json.to_compact(), expected);
    let again = Json::parse(&json.to_pretty(), MAX_DEPTH).expect("what is written can be read");
    assert_eq!(again, json);
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let error = Json::parse(text, 3).expect_err("the case is refused");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn scalars() {
    check(" null ", "null");
    check("true", "true");
    check("false", "false");
    check(r#""\u0041\/\n""#, r#""A/\n""#);
}

#[test]
fn numbers_keep_their_digits() {
    for digits in [
        "0",
        "-0",
        "1.0",
        "1e400",
        "-12.50E+07",
        "123456789012345678901234567890",
    ] {
        check(digits, digits);
    }
}

#[test]
fn members_are_sorted_by_utf_16_units() {
    check(r#"{"b":1,"a":2,"":3,"B":4}"#, r#"{"":3,"B":4,"a":2,"b":1}"#);
    // U+1F600 begins with the unit D83D and so comes before U+FB33, whose code point is less.
    check(
        "{\"\u{fb33}\":1,\"\u{1f600}\":2}",
        "{\"\u{1f600}\":2,\"\u{fb33}\":1}",
    );
}

#[test]
fn what_does_not_show_is_escaped() {
    check("\"a\u{202e}b\u{feff}\"", r#""a\u202eb\ufeff""#);
    check("\"\u{e0041}\"", r#""\udb40\udc41""#);
    check("\"é\u{1f600}\"", "\"é\u{1f600}\"");
}

#[test]
fn pretty_text_has_a_line_for_each_member() {
    let json = Json::parse(r#"{"a":[1,{}],"b":[],"c":{"d":null}}"#, 9).expect("it is JSON");
    let expected =
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": [],\n  \"c\": {\n    \"d\": null\n  }\n}\n";
    assert_eq!(json.to_pretty(), expected);
}

#[test]
fn a_member_that_occurs_twice_is_named_with_its_place() {
    refused(
        r#"{"a":1,"a":1}"#,
        r#"the object at `` has two members named "a""#,
    );
    refused(
        r#"{"x/y":[0,{"k":1,"\u006b":2}]}"#,
        r#"the object at `/x~1y/1` has two members named "k""#,
    );
}

#[test]
fn nesting_beyond_the_limit_is_refused() {
    assert!(Json::parse("[[[]]]", 3).is_ok());
    refused("[[[[]]]]", "nested deeper than 3 levels at byte 3");
    refused(
        r#"{"a":{"a":{"a":{}}}}"#,
        "nested deeper than 3 levels at byte 15",
    );
}

#[test]
fn text_that_is_no_json_is_refused() {
    refused("", "not JSON at byte 0: expected a value");
    refused("[1,]", "not JSON at byte 3: expected a value");
    refused("[1 2]", "not JSON at byte 3: expected `,` or `]`");
    refused("{\"a\" 1}", "not JSON at byte 5: expected `:`");
    refused(
        "{a:1}",
        "not JSON at byte 1: expected a member name in quotes",
    );
    refused(
        "{\"a\":1,}",
        "not JSON at byte 7: expected a member name in quotes",
    );
    refused("01", "not JSON at byte 1: expected the end of the text");
    refused("-", "not JSON at byte 1: expected a digit");
    refused(
        "1.",
        "not JSON at byte 2: expected a digit after the decimal point",
    );
    refused("1e", "not JSON at byte 2: expected a digit in the exponent");
    refused("tru", "not JSON at byte 0: expected a value");
    refused("\"a", "not JSON at byte 0: expected the end of a string");
    refused("\"\\", "not JSON at byte 0: expected the end of a string");
    let escapes =
        "not JSON at byte 0: expected a string of valid escapes, without raw control characters";
    refused(r#""\ud800""#, escapes);
    refused(r#""\x""#, escapes);
    refused("\"a\nb\"", escapes);
}

#[test]
fn the_deepest_text_is_read_cloned_compared_and_written_on_a_test_thread() {
    let text = format!(
        "{}{}",
        r#"{"a":"#.repeat(MAX_DEPTH - 1) + "{}",
        "}".repeat(MAX_DEPTH - 1)
    );
    let json = Json::parse(&text, MAX_DEPTH).expect("it is at the limit");
    assert_eq!(json.clone(), json);
    assert_eq!(json.to_compact(), text);
    assert_eq!(Json::from(Value::from(&json)), json);
    assert!(json.to_pretty().len() > text.len());
    let deeper = format!("[{text}]");
    let error = Json::parse(&deeper, MAX_DEPTH).expect_err("it is beyond the limit");
    assert!(matches!(
        error,
        JsonError::TooDeep {
            limit: MAX_DEPTH,
            ..
        }
    ));
}

#[test]
fn pointers() {
    let json = Json::parse(r#"{"a/b":[{"c~":1}],"":2}"#, 9).expect("it is JSON");
    let at = |pointer: &str| json.pointer(pointer).map(Json::to_compact);
    assert_eq!(at("/a~1b/0/c~0").as_deref(), Some("1"));
    assert_eq!(at("/").as_deref(), Some("2"));
    assert_eq!(at("").as_deref(), Some(r#"{"":2,"a/b":[{"c~":1}]}"#));
    for nowhere in ["/a~1b/00", "/a~1b/1", "/a~1b/+0", "/x", "x"] {
        assert_eq!(at(nowhere), None, "{nowhere}");
    }
}

#[test]
fn a_number_beyond_f64_becomes_the_largest_value() {
    let json = Json::parse("[1e400,-1e400]", 9).expect("it is JSON");
    assert_eq!(Value::from(json), serde_json::json!([f64::MAX, f64::MIN]));
}

proptest! {
    #[test]
    fn texts_are_read_as_serde_json_reads_them(text in r#"[\[\]{}",:0-9eE.+\-a\\ntrufl ]{0,12}"#) {
        let theirs = serde_json::from_str::<Value>(&text);
        match Json::parse(&text, 128) {
            Ok(ours) => match theirs {
                Ok(theirs) => prop_assert_eq!(Value::from(ours), theirs),
                Err(error) => prop_assert!(error.to_string().contains("out of range")),
            },
            Err(JsonError::DuplicateKey { .. }) => prop_assert!(theirs.is_ok()),
            Err(error) => prop_assert!(theirs.is_err(), "{text:?}: {error}"),
        }
    }

    #[test]
    fn every_string_comes_back(text in any::<String>()) {
        let json = Json::String(text);
        prop_assert_eq!(Json::parse(&json.to_compact(), 1), Ok(json));
    }
}

//! `type`, `enum` and `const`, boolean schemas and annotations.

use super::{EVERY_TYPE, check};

#[test]
fn boolean_schemas() {
    check("true", &EVERY_TYPE, &["", "nul", "1 2"]);
    check("false", &[], &EVERY_TYPE);
    check("{}", &EVERY_TYPE, &[]);
}

#[test]
fn types() {
    check(
        r#"{"type":"null"}"#,
        &["null"],
        &["false", "0", r#""null""#],
    );
    check(
        r#"{"type":"boolean"}"#,
        &["true", "false"],
        &["null", "0", r#""true""#],
    );
    check(
        r#"{"type":"number"}"#,
        &["1", "1.5", "-0", "1e400"],
        &["null", r#""1""#],
    );
    check(
        r#"{"type":"string"}"#,
        &[r#""""#, r#""\ud83d\ude00""#],
        &["1", "null"],
    );
    check(r#"{"type":"array"}"#, &["[]", "[[[]]]"], &["{}", "null"]);
    check(
        r#"{"type":"object"}"#,
        &["{}", r#"{"a":{}}"#],
        &["[]", "null"],
    );
    check(
        r#"{"type":["string","null"]}"#,
        &[r#""a""#, "null"],
        &["1", "[]"],
    );
}

#[test]
fn values() {
    check(
        r#"{"enum":["a",1,null,[1],{"a":1}]}"#,
        &[
            r#""a""#,
            r#""\u0061""#,
            "1",
            "1.0",
            "null",
            "[1.0]",
            r#"{ "a" : 1e0 }"#,
        ],
        &[r#""b""#, "2", "true", "[1,1]", r#"{"a":2}"#, "{}"],
    );
    check(r#"{"enum":[]}"#, &[], &EVERY_TYPE);
    check(r#"{"const":false}"#, &["false"], &["0", "null", "true"]);
    check(
        r#"{"const":{"a":[1,2]}}"#,
        &[r#"{"a":[1,2]}"#],
        &[r#"{"a":[2,1]}"#],
    );
    check(
        r#"{"const":1,"$schema":"http://json-schema.org/draft-04/schema#"}"#,
        &["2"],
        &[],
    );
}

#[test]
fn formats_are_annotations() {
    check(r#"{"format":"date-time"}"#, &[r#""soon""#], &[]);
    check(
        r#"{"$schema":"http://json-schema.org/draft-07/schema#","format":"email"}"#,
        &[r#""nobody""#],
        &[],
    );
}

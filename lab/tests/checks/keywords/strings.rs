//! Lengths and patterns.

use super::check;

#[test]
fn strings() {
    check(
        r#"{"minLength":2}"#,
        &[r#""ab""#, "\"e\u{301}\"", "1"],
        &[r#""a""#, "\"\u{1f600}\"", r#""\ud83d\ude00""#, r#""\n""#],
    );
    check(
        r#"{"maxLength":1}"#,
        &[r#""""#, "\"\u{1f600}\"", r#""\u00e9""#],
        &[r#""ab""#],
    );
    check(
        r#"{"minLength":2.0,"maxLength":2}"#,
        &[r#""ab""#],
        &[r#""a""#, r#""abc""#],
    );
}

#[test]
fn patterns() {
    check(r#"{"pattern":"b+"}"#, &[r#""abc""#, "1"], &[r#""ac""#]);
    check(
        r#"{"pattern":"^a$"}"#,
        &[r#""a""#],
        &[r#""a\n""#, r#""ab""#],
    );
    check(r#"{"pattern":"^\\d$"}"#, &[r#""7""#], &["\"\u{966}\""]);
    check(r#"{"pattern":"^\\w$"}"#, &[r#""x""#], &["\"\u{e9}\""]);
    check(
        r#"{"pattern":"^(?!x)[a-z]+$"}"#,
        &[r#""abc""#],
        &[r#""xbc""#],
    );
    check(
        r#"{"pattern":"^\\p{Lu}$"}"#,
        &["\"\u{c9}\""],
        &["\"\u{e9}\""],
    );
}

#[test]
fn patterns_are_those_of_ecma_262() {
    let long = format!("\"{}\"", "x".repeat(8_001));
    for (schema, accepted, refused) in [
        (
            r#"{"pattern":"^(?!-)[\\w-]{1,20}$"}"#,
            r#""cafe""#,
            "\"caf\u{e9}\"",
        ),
        (
            r#"{"pattern":"^(?=\\d{4}$)\\d+$"}"#,
            r#""2024""#,
            "\"\u{662}\u{660}\u{662}\u{664}\"",
        ),
        (r#"{"pattern":"^(?!\\s).*\\S$"}"#, r#""a""#, r#"" a""#),
        (
            r#"{"not":{"pattern":"(?<!a)\\d"}}"#,
            "\"\u{663}\"",
            r#""b1""#,
        ),
        (r#"{"pattern":"^(?:(a)|b)\\1$"}"#, r#""b""#, r#""ab""#),
        (
            r#"{"pattern":"^(?<y>\\d+)-\\k<y>$"}"#,
            r#""12-12""#,
            r#""12-13""#,
        ),
        (r#"{"pattern":"^[^\\0]+$"}"#, r#""a""#, r#""\u0000""#),
        (r#"{"pattern":"^(?!a)\\cJ$"}"#, r#""\n""#, r#""J""#),
        (
            r#"{"pattern":"^(a|\\ud800[\\udc00-\\udfff])*$"}"#,
            r#""aa""#,
            r#""b""#,
        ),
        (
            r#"{"pattern":"^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,256}$"}"#,
            r#""Team A""#,
            r#""a!""#,
        ),
        (r#"{"pattern":"^.{1,8000}$"}"#, r#""x""#, long.as_str()),
    ] {
        check(schema, &[accepted], &[refused]);
    }
    check(
        r#"{"patternProperties":{"^(?!x)\\w+$":{"type":"integer"}},"additionalProperties":false}"#,
        &[r#"{"e":1}"#],
        &["{\"\u{e9}\":1}"],
    );
}

#[test]
fn a_count_may_have_an_exponent() {
    check(r#"{"minLength":2e0}"#, &[r#""ab""#], &[r#""a""#]);
    check(
        r#"{"maxProperties":1e2,"properties":{"q":{"pattern":"\\bé"}}}"#,
        &[r#"{"q":"aé"}"#],
        &[r#"{"q":"é"}"#],
    );
}

#[test]
fn a_pattern_that_cannot_be_decided_refuses() {
    check(r#"{"pattern":"\\Z("}"#, &["1"], &[r#""a""#]);
    let stall = format!("\"{}!\"", "a".repeat(60));
    check(r#"{"pattern":"^(?=(a+)+$)b|^(a|a)*\\1$"}"#, &[], &[&stall]);
}

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
fn a_pattern_that_cannot_be_decided_refuses() {
    check(r#"{"pattern":"\\Z("}"#, &["1"], &[r#""a""#]);
    let stall = format!("\"{}!\"", "a".repeat(60));
    check(r#"{"pattern":"^(?=(a+)+$)b|^(a|a)*\\1$"}"#, &[], &[&stall]);
}

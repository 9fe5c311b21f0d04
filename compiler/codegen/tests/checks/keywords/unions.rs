//! Several subschemas for one value.

use super::check;

#[test]
fn combinations() {
    check(
        r#"{"allOf":[{"minimum":1},{"maximum":3}]}"#,
        &["2", "[]"],
        &["0", "4"],
    );
    check(
        r#"{"anyOf":[{"type":"string"},{"minimum":3}]}"#,
        &[r#""a""#, "3", "[]"],
        &["2"],
    );
    check(
        r#"{"oneOf":[{"type":"integer"},{"minimum":3}]}"#,
        &["1", "3.5"],
        &["3", "1.5"],
    );
    check(r#"{"not":{"type":"string"}}"#, &["1"], &[r#""a""#]);
    check(
        r#"{"not":{"required":["a","b"]}}"#,
        &[r#"{"a":1}"#],
        &[r#"{"a":1,"b":1}"#],
    );
    check(
        r#"{"if":{"minimum":3},"then":{"multipleOf":2},"else":{"multipleOf":3}}"#,
        &["4", "0", "-3"],
        &["5", "2"],
    );
    check(r#"{"then":false}"#, &["1"], &[]);
}

#[test]
fn unions_of_disjoint_types_become_one_node() {
    check(
        r#"{"anyOf":[{"type":"string","maxLength":2},{"type":"null"}]}"#,
        &["null", r#""a""#],
        &[r#""abc""#, "1"],
    );
    check(
        r#"{"anyOf":[{"type":"string","enum":["a"]},{"type":"null"}]}"#,
        &["null", r#""a""#],
        &[r#""b""#, "1"],
    );
    check(
        r#"{"type":"string","oneOf":[{"type":"string","minLength":1},{"type":"null"}]}"#,
        &[r#""a""#],
        &["null", r#""""#],
    );
    check(
        r#"{"oneOf":[{"type":"integer","minimum":2},{"type":"number","maximum":3}]}"#,
        &["1", "4", "2.5"],
        &["2", "3", "3.5"],
    );
    check(
        r#"{"anyOf":[{"type":"object","required":["a"]},{"type":"array","items":
        {"type":"object","required":["b"]}}]}"#,
        &[r#"{"a":1}"#, r#"[{"b":1}]"#],
        &["{}", "[{}]"],
    );
}

//! Integers, bounds and multiples.

use super::check;

#[test]
fn integers() {
    let integers = [
        "1",
        "1.0",
        "1e2",
        "-0",
        "-0.0",
        "18446744073709551617",
        "1e400",
        "12.50e2",
    ];
    check(
        r#"{"type":"integer"}"#,
        &integers,
        &["1.5", "1e-1", r#""1""#, "true"],
    );
    let draft_4 = r#"{"$schema":"http://json-schema.org/draft-04/schema#","type":"integer"}"#;
    check(draft_4, &["1", "-7"], &["1.0", "1.5"]);
}

#[test]
fn bounds() {
    check(
        r#"{"minimum":3}"#,
        &["3", "3.0", "4", r#""a""#],
        &["2", "2.999", "-3"],
    );
    check(
        r#"{"maximum":3.5}"#,
        &["3.5", "3", "-1e9"],
        &["3.51", "4", "1e400"],
    );
    check(
        r#"{"exclusiveMinimum":0}"#,
        &["1e-9", "1"],
        &["0", "-0", "-1"],
    );
    check(r#"{"exclusiveMaximum":0}"#, &["-1"], &["0", "0.0", "1"]);
    check(
        r#"{"maximum":9007199254740992}"#,
        &["9007199254740992"],
        &["9007199254740993"],
    );
    check(
        r#"{"maximum":18446744073709551616}"#,
        &["18446744073709551616"],
        &["18446744073709551617"],
    );
}

#[test]
fn draft_4_makes_exclusive_bounds_of_booleans() {
    check(
        r#"{"$schema":"http://json-schema.org/draft-04/schema#","minimum":3,
            "exclusiveMinimum":true,"maximum":5,"exclusiveMaximum":false}"#,
        &["3.1", "5"],
        &["3", "5.1"],
    );
}

#[test]
fn multiples() {
    check(
        r#"{"multipleOf":0.01}"#,
        &["0.07", "19.99", "0", "3"],
        &["0.075"],
    );
    check(
        r#"{"multipleOf":3}"#,
        &["-9", "9.0", "18446744073709551618"],
        &["10", "9.5"],
    );
}

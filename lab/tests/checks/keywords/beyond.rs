//! Schemas that the table does not decide, and those that nobody can.

use super::{check, check_validator};

#[test]
fn what_the_table_cannot_express_goes_to_the_validator() {
    let odd = r##"{"$ref":"#/x","x":{"$id":"https://example.com/x","type":"string"}}"##;
    check_validator(odd, "an $id where none", &[r#""a""#], &["1"]);
    let rounding = r##"{"$ref":"#/x","x":{"$id":"x:y","maximum":9007199254740993}}"##;
    check_validator(
        rounding,
        "an $id where none",
        &["9007199254740993", "0.5"],
        &["9007199254740993.0000001", "18446744073709551617", "1e400"],
    );
    let twice = r#"{"$anchor":"a","items":{"$anchor":"a"}}"#;
    check_validator(twice, "the anchor \"a\" is given twice", &[], &[]);
    let fragment = r#"{"items":{"$id":"https://example.com/a#b"}}"#;
    check_validator(fragment, "$id has a fragment", &[], &[]);
    let divisor = format!(r#"{{"multipleOf":1.{}}}"#, "1".repeat(40));
    check_validator(&divisor, "too many digits", &[], &["1"]);
}

#[test]
fn a_schema_nobody_can_read_refuses_everything() {
    for (schema, words) in [
        (r#"{"$schema":"https://example.com/dialect"}"#, "dialect"),
        (
            r#"{"$ref":"https://example.com/schema"}"#,
            "a document that is not at hand",
        ),
        (
            r##"{"properties":{"a":{"$ref":"#/$defs/none"}}}"##,
            "leads nowhere",
        ),
        (r##"{"items":{"$ref":"#none"}}"##, "leads nowhere"),
        (r#"{"type":"text"}"#, "no type"),
        (r#"{"minLength":-1}"#, "not a count"),
        (r#"{"items":[{}]}"#, "of type array"),
        (r#"{"required":true}"#, "required"),
        (
            r#"{"properties":{"a":3}}"#,
            "/properties/a: a schema of type number",
        ),
        (r#"{"exclusiveMinimum":true}"#, "exclusiveMinimum"),
        (r#"{"anyOf":[]}"#, "anyOf is an empty array"),
    ] {
        check_validator(schema, words, &[], &["{}", "1", r#"{"a":1}"#]);
    }
}

#[test]
fn hostile_schemas_neither_panic_nor_explode() {
    let deep = format!("{}true{}", r#"{"items":"#.repeat(900), "}".repeat(900));
    check_validator(&deep, "too deep", &[], &["[]"]);
    // Each definition refers twice to the next: 2^40 paths, 40 nodes.
    let defs: Vec<String> = (0..40)
        .map(|n| {
            format!(
                r##""d{n}":{{"allOf":[{{"$ref":"#/$defs/d{0}"}},{{"$ref":"#/$defs/d{0}"}}]}}"##,
                n + 1
            )
        })
        .collect();
    let schema = format!(
        r##"{{"$defs":{{{},"d40":{{"type":"string"}}}},"$ref":"#/$defs/d0"}}"##,
        defs.join(",")
    );
    check(&schema, &[], &["1", r#""a""#]);
    let chain: Vec<String> = (0..400)
        .map(|n| format!(r##""d{n}":{{"allOf":[{{"$ref":"#/$defs/d{}"}}]}}"##, n + 1))
        .collect();
    let schema = format!(
        r##"{{"$defs":{{{},"d400":{{}}}},"$ref":"#/$defs/d0"}}"##,
        chain.join(",")
    );
    check_validator(&schema, "too", &[], &["1"]);
}

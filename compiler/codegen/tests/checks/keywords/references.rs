//! `$ref` and recursion.

use super::check;

#[test]
fn references() {
    check(
        r##"{"$defs":{"a/b~c":{"type":"string"}},"items":{"$ref":"#/$defs/a~1b~0c"}}"##,
        &[r#"["a"]"#],
        &["[1]"],
    );
    check(
        r##"{"$defs":{"a b":{"type":"string"}},"items":{"$ref":"#/$defs/a%20b"}}"##,
        &[r#"["a"]"#],
        &["[1]"],
    );
    check(
        r##"{"properties":{"a":{"anyOf":[{"type":"null"}]},"b":{"$ref":"#/properties/a/anyOf/0"}}}"##,
        &[r#"{"b":null}"#],
        &[r#"{"b":1}"#],
    );
    check(
        r##"{"$defs":{"List[str]":{"type":"string"}},"$ref":"#/$defs/List[str]"}"##,
        &[r#""a""#],
        &["1"],
    );
    check(
        r##"{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}"##,
        &[r#"{"next":{"next":{}}}"#],
        &[r#"{"next":{"nxt":{}}}"#],
    );
}

#[test]
fn draft_7_ignores_what_stands_beside_a_reference() {
    let schema = |dialect: &str| {
        format!(
            r##"{{"$schema":"{dialect}","definitions":{{"s":{{"type":"string"}}}},
            "items":{{"$ref":"#/definitions/s","maxLength":1}}}}"##
        )
    };
    check(
        &schema("http://json-schema.org/draft-07/schema#"),
        &[r#"["ab"]"#],
        &["[1]"],
    );
    check(
        &schema("https://json-schema.org/draft/2019-09/schema"),
        &[r#"["a"]"#],
        &[r#"["ab"]"#, "[1]"],
    );
}

#[test]
fn a_mutual_recursion_of_trees() {
    let schema = r##"{"$defs":{"node":{"type":"object","required":["value"],"properties":
        {"value":{"type":"integer"},"children":{"$ref":"#/$defs/list"}}},
        "list":{"type":"array","items":{"$ref":"#/$defs/node"}}},"$ref":"#/$defs/node"}"##;
    check(
        schema,
        &[r#"{"value":1,"children":[{"value":2,"children":[]}]}"#],
        &[r#"{"value":1,"children":[{"value":2,"children":[{}]}]}"#],
    );
}

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

#[test]
fn anchors_and_identifiers() {
    check(
        r##"{"$defs":{"s":{"$anchor":"s","type":"string"}},"items":{"$ref":"#s"}}"##,
        &[r#"["a"]"#],
        &["[1]"],
    );
    check(
        r#"{"items":{"$id":"https://example.com/i","type":"string"}}"#,
        &[r#"["a"]"#],
        &["[1]"],
    );
    // A pointer starts at its own resource, a relative address at its own base.
    check(
        r##"{"$id":"https://example.com/a/root","$defs":{"t":{"type":"null"},
        "e":{"$id":"b/e","$defs":{"t":{"type":"string"}},"items":{"$ref":"#/$defs/t"}}},
        "$ref":"b/e"}"##,
        &[r#"["a"]"#],
        &["[null]"],
    );
    check(
        r##"{"$schema":"http://json-schema.org/draft-07/schema#",
        "definitions":{"s":{"$id":"#s","type":"string"}},"items":{"$ref":"#s"}}"##,
        &[r#"["a"]"#],
        &["[1]"],
    );
    // What looks like an identifier in a value is none.
    check(
        r#"{"enum":[{"$id":"https://example.com/x"}],"properties":{"$id":{"type":"string"}}}"#,
        &[r#"{"$id":"https://example.com/x"}"#],
        &[r#"{"$id":"a"}"#],
    );
}

#[test]
fn an_embedded_schema_keeps_its_own_dialect() {
    let schema = r#"{"items":{"id":"https://example.com/i",
        "$schema":"http://json-schema.org/draft-04/schema","minimum":1,"exclusiveMinimum":true}}"#;
    check(schema, &["[2]"], &["[1]"]);
}

#[test]
fn dynamic_references_mean_the_outermost_anchor() {
    let strict = r##"{"$id":"https://example.com/strict","$dynamicAnchor":"node","$ref":"tree",
        "unevaluatedProperties":false,"$defs":{"tree":{"$id":"tree","$dynamicAnchor":"node",
        "type":"object","properties":{"data":{},
        "children":{"type":"array","items":{"$dynamicRef":"#node"}}}}}}"##;
    check(
        strict,
        &[r#"{"children":[{"data":1}]}"#],
        &[r#"{"children":[{"daat":1}]}"#, r#"{"children":[1]}"#],
    );
    let recursive = r##"{"$schema":"https://json-schema.org/draft/2019-09/schema",
        "$id":"https://example.com/strict","$recursiveAnchor":true,"$ref":"tree",
        "unevaluatedProperties":false,"$defs":{"tree":{"$id":"tree","$recursiveAnchor":true,
        "type":"object","properties":{"data":{},
        "children":{"type":"array","items":{"$recursiveRef":"#"}}}}}}"##;
    check(
        recursive,
        &[r#"{"children":[{"data":1}]}"#],
        &[r#"{"children":[{"daat":1}]}"#, r#"{"children":[1]}"#],
    );
}

#[test]
fn a_meta_schema_is_a_document_like_others() {
    check(
        r#"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#,
        &[r#"{"type":"string","items":{"minLength":1}}"#, "true"],
        &[r#"{"items":{"minLength":-1}}"#, r#"{"type":"text"}"#, "1"],
    );
    check(
        r#"{"$ref":"http://json-schema.org/draft-07/schema#"}"#,
        &[r#"{"items":[{"type":"string"}]}"#],
        &[r#"{"items":[{"type":"text"}]}"#],
    );
}

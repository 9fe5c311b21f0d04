//! `unevaluatedProperties` and `unevaluatedItems`.

use super::check;

#[test]
fn members_that_nothing_looked_at() {
    check(
        r#"{"properties":{"a":{}},"patternProperties":{"^x":{}},"unevaluatedProperties":false}"#,
        &[r#"{"a":1,"xy":1}"#, "{}", "1", "[1]"],
        &[r#"{"b":1}"#],
    );
    check(
        r#"{"allOf":[{"properties":{"a":{}}},{"additionalProperties":true}],
        "unevaluatedProperties":false}"#,
        &[r#"{"b":1}"#],
        &[],
    );
    check(
        r#"{"required":["a"],"unevaluatedProperties":{"type":"string"}}"#,
        &[r#"{"a":"x"}"#],
        &[r#"{"a":1}"#],
    );
    // A cousin's properties do not count.
    check(
        r#"{"allOf":[{"properties":{"a":{}}},{"unevaluatedProperties":false}]}"#,
        &["{}"],
        &[r#"{"a":1}"#],
    );
}

#[test]
fn only_branches_that_fit_have_looked() {
    check(
        r#"{"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},
        {"properties":{"b":{"const":1}},"required":["b"]}],"unevaluatedProperties":false}"#,
        &[r#"{"a":1}"#, r#"{"b":1}"#, r#"{"a":1,"b":1}"#],
        &[r#"{"a":1,"b":2}"#, r#"{"a":1,"c":1}"#],
    );
    check(
        r#"{"if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},
        "then":{"properties":{"a":{}}},"else":{"properties":{"b":{}}},
        "unevaluatedProperties":false}"#,
        &[r#"{"kind":"a","a":1}"#, r#"{"b":1}"#],
        &[r#"{"kind":"a","b":1}"#, r#"{"kind":"b","b":1}"#],
    );
    check(
        r#"{"not":{"not":{"properties":{"a":{}}}},"unevaluatedProperties":false}"#,
        &["{}"],
        &[r#"{"a":1}"#],
    );
    check(
        r#"{"dependentSchemas":{"a":{"properties":{"a":{},"b":{}}}},
        "unevaluatedProperties":false}"#,
        &[r#"{"a":1,"b":1}"#],
        &[r#"{"b":1}"#],
    );
    check(
        r#"{"if":{"properties":{"a":{}}},"unevaluatedProperties":false}"#,
        &[r#"{"a":1}"#],
        &[r#"{"b":1}"#],
    );
}

#[test]
fn items_that_nothing_looked_at() {
    check(
        r#"{"prefixItems":[{}],"unevaluatedItems":false}"#,
        &["[1]", "[]", "{}"],
        &["[1,2]"],
    );
    check(
        r#"{"prefixItems":[true],"contains":{"type":"string"},"unevaluatedItems":false}"#,
        &[r#"[1,"a","b"]"#],
        &[r#"[1,"a",2]"#, "[1]"],
    );
    check(
        r#"{"$schema":"https://json-schema.org/draft/2019-09/schema","items":[true],
        "contains":{"type":"string"},"unevaluatedItems":false}"#,
        &[r#"["a"]"#],
        &[r#"[1,"a"]"#],
    );
    check(
        r#"{"allOf":[{"prefixItems":[true]},{"prefixItems":[true,true]}],
        "unevaluatedItems":{"type":"null"}}"#,
        &["[1,2]", "[1,2,null]"],
        &["[1,2,3]"],
    );
    check(
        r#"{"anyOf":[{"items":true},{"type":"object"}],"unevaluatedItems":false}"#,
        &["[1,2]"],
        &[],
    );
}

//! Items, `contains` and `uniqueItems`.

use super::check;

#[test]
fn arrays() {
    check(
        r#"{"minItems":1,"maxItems":2}"#,
        &["[1]", "[1,2]", "{}"],
        &["[]", "[1,2,3]"],
    );
    check(
        r#"{"items":{"type":"string"}}"#,
        &["[]", r#"["a","b"]"#],
        &[r#"["a",1]"#],
    );
    check(r#"{"items":false}"#, &["[]"], &["[1]"]);
    check(
        r#"{"prefixItems":[{"type":"string"},true],"items":{"type":"null"}}"#,
        &["[]", r#"["a"]"#, r#"["a",1,null]"#],
        &["[1]", r#"["a",1,2]"#],
    );
}

#[test]
fn lists_of_items_until_2019() {
    let list = |schema: &str, rest: &str| {
        format!(r#"{{"$schema":"{schema}","items":[{{"type":"string"}}]{rest}}}"#)
    };
    for dialect in [
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
    ] {
        check(&list(dialect, ""), &["[]", r#"["a",1]"#], &["[1]"]);
        check(
            &list(dialect, r#","additionalItems":false"#),
            &[r#"["a"]"#],
            &[r#"["a",1]"#],
        );
    }
    check(r#"{"additionalItems":false,"items":{}}"#, &["[1,2]"], &[]);
}

#[test]
fn contains() {
    check(
        r#"{"contains":{"const":1}}"#,
        &["[1]", "[0,1,1]", "1"],
        &["[]", "[0]"],
    );
    check(
        r#"{"contains":{"const":1},"minContains":2,"maxContains":3}"#,
        &["[1,1,0]"],
        &["[1]", "[1,1,1,1]"],
    );
    check(
        r#"{"contains":{"const":1},"minContains":0}"#,
        &["[]", "[2]"],
        &[],
    );
    check(r#"{"minContains":2}"#, &["[]"], &[]);
}

#[test]
fn unique_items() {
    check(
        r#"{"uniqueItems":true}"#,
        &["[]", "[1,true]", r#"[{"a":1},{"a":2}]"#, r#"["1",1]"#],
        &[
            "[1,1.0]",
            r#"[{"a":1,"b":2},{"b":2,"a":1}]"#,
            "[[],[]]",
            r#"["a","\u0061"]"#,
        ],
    );
    check(r#"{"uniqueItems":false}"#, &["[1,1]"], &[]);
}

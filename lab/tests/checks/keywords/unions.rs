//! Several subschemas for one value.

use mcpreg_codegen::check::plan::Plan;
use mcpreg_codegen::json::Json;

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

#[test]
fn a_tag_leads_to_its_branch_only() {
    for union in ["anyOf", "oneOf"] {
        let schema = format!(
            r#"{{"{union}":[
            {{"type":"object","required":["kind"],"additionalProperties":false,
                "properties":{{"kind":{{"const":"a"}},"x":{{"type":"integer"}}}}}},
            {{"type":"object","required":["kind"],
                "properties":{{"kind":{{"enum":["b","\u2066"]}},"x":{{"type":"string"}}}}}},
            {{"type":"object","required":["x"],"properties":{{"kind":{{"const":"c"}}}}}}]}}"#
        );
        let plan = Plan::of(&Json::parse(&schema, 64).expect("it is JSON")).expect("it has a plan");
        let tag = plan.nodes[0].tag.as_ref().expect("there is a tag");
        assert_eq!((tag.member.as_str(), tag.branches.len()), ("kind", 4));
        check(
            &schema,
            &[
                r#"{"kind":"a"}"#,
                r#"{"kind":"a","x":1}"#,
                r#"{"x":1,"kind":"a"}"#,
                r#"{"k\u0069nd":"a","x":1}"#,
                r#"{"kind":"\u0061","x":1}"#,
                r#"{"kind":"b","x":"1"}"#,
                "{\"kind\":\"\u{2066}\",\"x\":\"1\"}",
                r#"{"kind":"c","x":[]}"#,
                r#"{"x":1}"#,
            ],
            &[
                r#"{"kind":"a","x":"1"}"#,
                r#"{"kind":"a","y":1}"#,
                r#"{"kind":"b","x":1}"#,
                r#"{"kind":"c"}"#,
                r#"{"kind":"d","x":1}"#,
                r#"{"kind":1,"x":1}"#,
                r#"{"kind":"a","kind":"a"}"#,
                r#"{"kind":"a""#,
                "{}",
                "1",
            ],
        );
    }
}

#[test]
fn branches_that_share_a_value_have_no_tag() {
    let schema = r#"{"oneOf":[
        {"required":["a"],"properties":{"kind":{"enum":["x","y"]}}},
        {"required":["b"],"properties":{"kind":{"enum":["y","z"]}}}]}"#;
    let plan = Plan::of(&Json::parse(schema, 64).expect("it is JSON")).expect("it has a plan");
    assert_eq!(plan.nodes[0].tag, None);
    check(
        schema,
        &[r#"{"kind":"x","a":1,"b":1}"#, r#"{"kind":"y","a":1}"#],
        &[r#"{"kind":"y","a":1,"b":1}"#, r#"{"kind":"x","b":1}"#],
    );
}

use super::*;

fn of(schema: &str) -> Vec<Instance> {
    let schema = Json::parse(schema, 100).expect("the schema is JSON");
    instances(&schema, usize::MAX)
}

/// Insists on the first instance, the smallest, and that the others include each of these.
#[track_caller]
fn check(schema: &str, minimal: &str, others: &[(Mutation, &str)]) {
    let instances = of(schema);
    assert_eq!(instances[0].text, minimal);
    for (mutation, text) in others {
        let is_it = |one: &Instance| one.mutation == *mutation && one.text == *text;
        assert!(
            instances.iter().any(is_it),
            "no {mutation:?} {text} in {instances:#?}"
        );
    }
}

#[test]
fn objects_lose_rename_and_gain_members() {
    check(
        r#"{"type":"object","required":["a"],"properties":{"a":{"type":"integer"},"b":{"const":1}}}"#,
        r#"{"a":0}"#,
        &[
            (Mutation::Maximal, r#"{"a":7,"b":1}"#),
            (Mutation::Dropped, r#"{"a":7}"#),
            (Mutation::Dropped, r#"{"b":1}"#),
            (Mutation::Renamed, r#"{"as":7,"b":1}"#),
            (Mutation::Extra, r#"{"a":0,"extra":null}"#),
            (Mutation::Repeated, r#"{"a":0,"a":0}"#),
            (Mutation::Null, r#"{"a":null}"#),
            (Mutation::Retyped, r#"{"a":"7"}"#),
            (Mutation::WholeNumber, r#"{"a":0.0}"#),
            (Mutation::HugeNumber, r#"{"a":9223372036854775808}"#),
        ],
    );
}

#[test]
fn bounds_are_met_and_missed_by_one() {
    check(
        r#"{"type":"number","minimum":1.5,"exclusiveMaximum":9}"#,
        "1.5",
        &[
            (Mutation::Maximal, "8.5"),
            (Mutation::Bound, "8"),
            (Mutation::Bound, "9"),
            (Mutation::Bound, "10"),
            (Mutation::Bound, "1.501"),
        ],
    );
    check(
        r#"{"type":"string","minLength":1,"maxLength":3}"#,
        r#""s""#,
        &[
            (Mutation::Maximal, r#""sss""#),
            (Mutation::Bound, r#""yyyy""#),
            (Mutation::Text, r#""""#),
        ],
    );
    check(
        r#"{"type":"array","items":{"type":"string"},"maxItems":2,"uniqueItems":true}"#,
        "[]",
        &[
            (Mutation::Maximal, r#"["ssss","bsss"]"#),
            (Mutation::Dropped, r#"["ssss"]"#),
            (Mutation::Bound, r#"["ssss","bsss","ssss"]"#),
            (Mutation::Item, r#"["ssss","bsss",null]"#),
        ],
    );
}

#[test]
fn every_branch_and_every_choice_comes() {
    check(
        r##"{"anyOf":[{"$ref":"#/$defs/e"},{"type":"null"},{"type":"boolean"}],"$defs":{"e":{"enum":["x","y"]}}}"##,
        r#""x""#,
        &[
            (Mutation::Maximal, r#""y""#),
            (Mutation::Maximal, "true"),
            (Mutation::Branch, "null"),
            (Mutation::Branch, "false"),
            (Mutation::Choice, r#""y""#),
            (Mutation::Text, r#""Y""#),
        ],
    );
}

#[test]
fn recursion_ends_and_a_limit_holds() {
    let list =
        r##"{"type":"object","properties":{"next":{"$ref":"#"},"value":{"type":"integer"}}}"##;
    assert!(of(list).len() > 100);
    let schema = Json::parse(list, 100).expect("the schema is JSON");
    let some = instances(&schema, 50);
    assert!((20..=50).contains(&some.len()), "{}", some.len());
    let endless = r##"{"type":"object","required":["a"],"properties":{"a":{"$ref":"#"}}}"##;
    assert!(of(endless)[0].text.len() < 2_000);
}

#[test]
fn the_same_schema_gives_the_same_instances() {
    let schema = r#"{"type":["object","null"],"additionalProperties":{"type":"array"}}"#;
    assert_eq!(of(schema), of(schema));
}

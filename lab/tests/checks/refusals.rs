//! What a refusal says: pointer, keyword, what was expected, what came, the nearest name.

use mcpreg_codegen::json::Json;
use mcpreg_contract::check::{Violation, Violations};
use serde_json::json;

use mcpreg_decide::check_of;

fn violations(schema: &str, fixed: &[&'static str], instance: &str) -> Vec<Violation> {
    let schema = Json::parse(schema, 200).expect("the schema is JSON");
    let (check, _) = check_of(&schema, fixed);
    check
        .decide(instance)
        .map_or_else(|violations| violations.0, |()| Vec::new())
}

/// Insists on pointer, keyword and nearest name of every violation, in order.
#[track_caller]
fn check(schema: &str, instance: &str, expected: &[(&str, &str, Option<&str>)]) {
    let violations = violations(schema, &[], instance);
    let found: Vec<(&str, &str, Option<&str>)> = violations
        .iter()
        .map(|one| (one.pointer.as_str(), one.keyword, one.nearest.as_deref()))
        .collect();
    assert_eq!(found, expected, "{violations:#?}");
}

/// Insists on the words of the only violation.
#[track_caller]
fn check_words(schema: &str, instance: &str, expected: &str, found: &str) {
    let violations = violations(schema, &[], instance);
    let [only] = violations.as_slice() else {
        panic!("one violation, not {violations:#?}")
    };
    assert_eq!(
        (only.expected.as_str(), only.found.as_str()),
        (expected, found)
    );
}

const NOTE: &str = r#"{"type":"object","required":["title","text"],"additionalProperties":false,
    "properties":{"title":{"type":"string","maxLength":8},"text":{"type":"string"},
    "priority":{"enum":["low","normal","high"]},"tags":{"type":"array","items":{"type":"string"}}}}"#;

#[test]
fn all_violations_come_at_once_in_document_order() {
    check(
        NOTE,
        r#"{"title":"much too long","tags":["a",1,2],"prio":1,"priority":"hgih"}"#,
        &[
            ("/title", "maxLength", None),
            ("/tags/1", "type", None),
            ("/tags/2", "type", None),
            ("/prio", "additionalProperties", Some("priority")),
            ("/priority", "enum", Some("high")),
            ("", "required", None),
        ],
    );
}

#[test]
fn a_misspelt_required_member_is_named_from_both_sides() {
    check(
        NOTE,
        r#"{"title":"a","Text":"b"}"#,
        &[
            ("/Text", "additionalProperties", Some("text")),
            ("", "required", Some("text")),
        ],
    );
}

#[test]
fn pointers_are_escaped() {
    check(
        r#"{"additionalProperties":{"type":"null"}}"#,
        r#"{"a/b":1,"c~d":2,"\u0065":3}"#,
        &[
            ("/a~1b", "type", None),
            ("/c~0d", "type", None),
            ("/e", "type", None),
        ],
    );
}

#[test]
fn text_that_is_not_json_says_where() {
    for instance in [
        "",
        "{",
        r#"{"a" 1}"#,
        r#"{"a":1,}"#,
        "[1 2]",
        r#""\x""#,
        "01",
        "1.",
        "nul",
        "1 1",
        r#""\ud800""#,
        "\"\n\"",
        "+1",
        "{a:1}",
        "'a'",
    ] {
        let violations = violations("true", &[], instance);
        assert_eq!(
            violations.last().map(|one| one.keyword),
            Some("json"),
            "{instance}"
        );
    }
    check("true", r#"{"a":[{"b":tru}]}"#, &[("/a/0/b", "json", None)]);
}

#[test]
fn a_repeated_member_is_refused_wherever_it_is() {
    check(
        "true",
        r#"{"a":1,"b":{"c":1,"\u0063":2}}"#,
        &[("/b/c", "json", None)],
    );
    check(
        NOTE,
        r#"{"title":"a","text":"b","title":"c"}"#,
        &[("/title", "json", None)],
    );
    let unevaluated = r#"{"unevaluatedProperties":true}"#;
    check(unevaluated, r#"{"a":1,"a":1}"#, &[("/a", "json", None)]);
    let many: Vec<String> = (0..40).map(|n| format!(r#""k{n}":0"#)).collect();
    let many = format!("{{{},\"k33\":1}}", many.join(","));
    check("true", &many, &[("/k33", "json", None)]);
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(violations("true", &[], &nested(128)), Vec::new());
    let too_deep = violations("true", &[], &nested(129));
    assert_eq!(too_deep[0].keyword, "limit");
    assert_eq!(
        violations("true", &[], &"[".repeat(200_000))[0].keyword,
        "limit"
    );
    let recursive = r##"{"anyOf":[{"type":"array","items":{"$ref":"#"}},{"type":"string"}]}"##;
    assert_eq!(violations(recursive, &[], &nested(128)), Vec::new());
}

#[test]
fn alternatives_that_explode_are_refused_not_awaited() {
    let schema = r##"{"oneOf":[{"type":"array","items":{"$ref":"#"}},
        {"type":"array","items":{"$ref":"#"},"minItems":2}]}"##;
    let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
    assert_eq!(violations(schema, &[], &nested)[0].keyword, "limit");
}

#[test]
fn violations_are_capped() {
    let wrong = format!("[{}]", vec!["1"; 500].join(","));
    assert_eq!(
        violations(r#"{"items":{"type":"null"}}"#, &[], &wrong).len(),
        Violations::LIMIT
    );
}

#[test]
fn the_closest_branch_speaks() {
    let shapes = r#"{"oneOf":[
        {"type":"object","required":["kind","radius"],"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}}},
        {"type":"object","required":["kind","side"],"properties":{"kind":{"const":"square"},"side":{"type":"number"}}}]}"#;
    check(
        shapes,
        r#"{"kind":"square","side":"3"}"#,
        &[("/side", "type", None)],
    );
    check(shapes, r#"{"kind":"circle"}"#, &[("", "required", None)]);
    let mixed = r#"{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}"#;
    check(mixed, r#"["a",1]"#, &[("/1", "type", None)]);
    check_words(mixed, "1", "an array or a string", "1");
    let overlapping =
        r#"{"anyOf":[{"type":"string","minLength":3},{"type":"string","maxLength":1}]}"#;
    check(overlapping, "1", &[("", "anyOf", None)]);
    check_words(overlapping, "1", "a string", "1");
    check(
        r#"{"oneOf":[{"minimum":1},{"minimum":2}]}"#,
        "3",
        &[("", "oneOf", None)],
    );
}

#[test]
fn words_for_people() {
    check_words(
        r#"{"maxLength":3}"#,
        r#""abcd""#,
        "a string of at most 3 characters",
        r#"4 characters ("abcd")"#,
    );
    check_words(
        r#"{"enum":["low","high"]}"#,
        r#""x""#,
        r#"one of "low", "high""#,
        r#""x""#,
    );
    check_words(r#"{"const":3}"#, "4", "3", "4");
    check_words(
        r#"{"type":["integer","null"]}"#,
        "[1]",
        "an integer or null",
        "an array",
    );
    check_words(r#"{"minimum":0}"#, "-1", "a number of at least 0", "-1");
    check_words(r#"{"minItems":2}"#, "[1]", "at least 2 items", "1 item");
    check_words(
        r#"{"pattern":"^a"}"#,
        r#""b""#,
        "a string matching ^a",
        r#""b""#,
    );
    check_words(
        r#"{"uniqueItems":true}"#,
        "[1,2,1.0]",
        "items that are all different",
        "1.0 at both 0 and 2",
    );
    check_words("false", "{}", "no value", "an object");
    let long = format!("\"{}\"", "x".repeat(90));
    let cut = format!("\"{}…\"", "x".repeat(16));
    check_words(r#"{"type":"null"}"#, &long, "null", &cut);
}

#[test]
fn names_and_counts_of_members() {
    check(
        r#"{"propertyNames":{"enum":["north","south"]}}"#,
        r#"{"nort":1}"#,
        &[("/nort", "propertyNames", Some("north"))],
    );
    check(
        r#"{"dependentRequired":{"a":["b"]}}"#,
        r#"{"a":1}"#,
        &[("", "dependentRequired", None)],
    );
    check(
        r#"{"maxProperties":0}"#,
        r#"{"a":1}"#,
        &[("", "maxProperties", None)],
    );
}

#[test]
fn a_fixed_argument_is_refused_by_name() {
    let open = r#"{"type":"object","properties":{"a":{"type":"string"}}}"#;
    let closed =
        r#"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#;
    let validator =
        r#"{"type":"object","properties":{"a":{"type":"string"}},"unevaluatedProperties":false}"#;
    for schema in [open, closed, validator] {
        assert_eq!(violations(schema, &["region"], r#"{"a":"x"}"#), Vec::new());
        let refused = violations(schema, &["region"], r#"{"a":"x","region":"eu"}"#);
        let [only] = refused.as_slice() else {
            panic!("one violation, not {refused:#?}")
        };
        assert_eq!((only.pointer.as_str(), only.keyword), ("/region", "fixed"));
        assert!(
            only.expected
                .contains("this argument is fixed by the gateway"),
            "{only:?}"
        );
    }
    let both = violations(closed, &["region"], r#"{"region":"eu","b":1,"a":2}"#);
    let keywords: Vec<&str> = both.iter().map(|one| one.keyword).collect();
    assert_eq!(keywords, ["additionalProperties", "type", "fixed"]);
    let escaped = violations(open, &["region"], r#"{"reg\u0069on":"eu"}"#);
    assert_eq!(escaped[0].keyword, "fixed");
}

#[test]
fn the_validator_speaks_the_same_shape() {
    let schema = r##"{"$ref":"#/x","x":{"$id":"x:y","properties":{"a":{"type":"string"}},
        "required":["b"],"unevaluatedProperties":false}}"##;
    check(
        schema,
        r#"{"a":1,"c":1}"#,
        &[
            ("", "required", None),
            ("/a", "type", None),
            ("/c", "unevaluatedProperties", None),
        ],
    );
    check(
        r#"{"$ref":"https://example.com/elsewhere"}"#,
        "{}",
        &[("", "schema", None)],
    );
}

#[test]
fn programs_and_people_read_the_same() {
    let violations = Violations(violations(NOTE, &[], r#"{"title":"a","txt":1}"#));
    assert_eq!(
        serde_json::to_value(&violations).expect("violations are JSON")[1],
        json!({"pointer":"","keyword":"required","expected":"the member \"text\"",
            "found":"an object without it, but with \"txt\"","nearest":"text"})
    );
    assert_eq!(
        violations.to_string().lines().last(),
        Some(
            "(root): expected the member \"text\", found an object without it, but with \"txt\" \
            [required]; did you mean \"text\"?"
        )
    );
}

#[test]
fn the_closest_branch_is_named() {
    let schema = r#"{"properties":{"shape":{"oneOf":[
        {"type":"object","required":["kind","radius"],"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}}},
        {"type":"object","required":["kind","side"],"properties":{"kind":{"const":"square"},
        "side":{"anyOf":[{"type":"integer","minimum":1},{"type":"integer","maximum":-5}]}}}]}}}"#;
    let violations = Violations(violations(
        schema,
        &[],
        r#"{"shape":{"kind":"square","side":0}}"#,
    ));
    assert_eq!(
        violations.to_string(),
        "/shape/side: expected a number of at least 1, found 0 [minimum, \
        in alternative 2 of 2 of oneOf at /shape (kind: \"square\"), \
        in alternative 1 of 2 of anyOf at /shape/side]"
    );
    assert_eq!(
        serde_json::to_value(&violations).expect("violations are JSON"),
        json!([{"pointer":"/shape/side","keyword":"minimum","expected":"a number of at least 1",
            "found":"0","branches":[
            {"pointer":"/shape","keyword":"oneOf","alternative":2,"of":2,"tag":"kind: \"square\""},
            {"pointer":"/shape/side","keyword":"anyOf","alternative":1,"of":2}]}])
    );
}

#[test]
fn a_secret_is_never_repeated_whole() {
    for secret in ["hunter2hunter2", "a-token-of-thirty-two-characters"] {
        let instance = format!(r#"{{"key":"{secret}","{secret}x":"{secret}"}}"#);
        for schema in [
            r#"{"properties":{"key":{"type":"integer"}}}"#,
            r#"{"properties":{"key":{"maxLength":3}}}"#,
            r#"{"properties":{"key":{"enum":["a"]}}}"#,
            r#"{"properties":{"key":{"pattern":"^a$"}}}"#,
            r#"{"properties":{"key":{"anyOf":[{"type":"null"},{"const":"b"},{"minLength":99}]}}}"#,
            r##"{"$ref":"#/x","x":{"$id":"x:y","properties":{"key":{"enum":[1]}}}}"##,
            r##"{"$ref":"#/x","x":{"$id":"x:y","properties":{"key":{"pattern":"^x"}}}}"##,
        ] {
            let violations = Violations(violations(schema, &[], &instance));
            assert!(!violations.0.is_empty(), "{schema}");
            assert!(!violations.to_string().contains(secret), "{violations}");
        }
    }
}

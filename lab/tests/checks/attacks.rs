//! Schemas and instances made to slip through a check or to keep it busy.

use mcpreg_codegen::json::Json;

use mcpreg_decide::check_of;

/// Insists that an instance is refused by `keyword`, whichever way the schema is decided.
#[track_caller]
fn check(schema: &str, instance: &str, keyword: &str) {
    let read = Json::parse(schema, 200).expect("the schema is JSON");
    let (check, _) = check_of(&read, &[]);
    let refused = check.decide(instance).expect_err("it is refused");
    let keywords: Vec<&str> = refused.0.iter().map(|one| one.keyword).collect();
    assert!(keywords.contains(&keyword), "{keywords:?}");
}

/// Insists that an instance fits.
#[track_caller]
fn check_fits(schema: &str, instance: &str) {
    let read = Json::parse(schema, 200).expect("the schema is JSON");
    let decision = check_of(&read, &[]).0.decide(instance);
    assert!(decision.is_ok(), "{decision:?}");
}

/// Matches in exponential time, and needs an engine that backtracks.
const STALLING: &str = r"^(?=(a+)+$)b|^(a|a)*\\1$";

#[test]
fn a_reference_that_gets_nowhere_refuses() {
    for schema in [
        r##"{"$ref":"#"}"##,
        r##"{"anyOf":[{"$ref":"#"}]}"##,
        r##"{"anyOf":[{"$ref":"#"},{"type":"string"}]}"##,
        r##"{"oneOf":[{"$ref":"#"}]}"##,
        r##"{"not":{"$ref":"#"}}"##,
        r##"{"allOf":[{"$ref":"#"}],"type":"string"}"##,
        r##"{"properties":{"a":{"$ref":"#/properties/b"},"b":{"$ref":"#/properties/a"}}}"##,
        r##"{"unevaluatedProperties":true,"properties":{"a":{"$ref":"#/properties/%61"}}}"##,
        r##"{"properties":{"a":{"$anchor":"y","$ref":"#y"}}}"##,
        r##"{"$dynamicAnchor":"x","anyOf":[{"$dynamicRef":"#x"}]}"##,
        r##"{"$schema":"https://json-schema.org/draft/2019-09/schema","anyOf":[{"$recursiveRef":"#"}]}"##,
        r#"{"$id":"https://example.com/a","anyOf":[{"$ref":"a"}]}"#,
        r##"{"items":{"$id":"https://example.com/i","not":{"$ref":"#"}}}"##,
        r##"{"dependentSchemas":{"a":{"$ref":"#"}}}"##,
    ] {
        for instance in ["1", r#""a""#, r#"{"a":1}"#] {
            check(schema, instance, "schema");
        }
    }
}

#[test]
fn a_reference_that_gets_somewhere_decides() {
    let tree = r##"{"$dynamicAnchor":"node","type":"object","unevaluatedProperties":false,
        "properties":{"children":{"type":"array","items":{"$dynamicRef":"#node"}}}}"##;
    check_fits(tree, r#"{"children":[{"children":[]}]}"#);
    check(tree, r#"{"children":[1]}"#, "type");
    let list = r#"{"$id":"https://example.com/list","unevaluatedProperties":false,
        "properties":{"next":{"anyOf":[{"$ref":"list"},{"type":"null"}]}}}"#;
    check_fits(list, r#"{"next":{"next":null}}"#);
    check_fits(
        r##"{"default":{"$ref":"#/default"},"unevaluatedItems":true}"##,
        "1",
    );
}

#[test]
fn an_undecided_pattern_is_no_refusal_to_turn_around() {
    let stall = format!("\"{}!\"", "a".repeat(40));
    for pattern in [STALLING, r"\\Z("] {
        for schema in [
            format!(r#"{{"pattern":"{pattern}"}}"#),
            format!(r#"{{"not":{{"pattern":"{pattern}"}}}}"#),
            format!(r#"{{"not":{{"not":{{"pattern":"{pattern}"}}}}}}"#),
            format!(r#"{{"oneOf":[{{"pattern":"{pattern}"}},true]}}"#),
            format!(r#"{{"if":{{"pattern":"{pattern}"}},"then":false}}"#),
        ] {
            check(&schema, &stall, "pattern");
        }
        let items = format!(r#"{{"contains":{{"pattern":"{pattern}"}},"minContains":0}}"#);
        check(&items, &format!("[{stall}]"), "pattern");
        let members = format!(r#"{{"not":{{"patternProperties":{{"{pattern}":true}}}}}}"#);
        check(&members, &format!("{{{stall}:1}}"), "pattern");
    }
    let beyond =
        format!(r##"{{"$ref":"#/x","x":{{"$id":"x:y","not":{{"pattern":"{STALLING}"}}}}}}"##);
    check(&beyond, &stall, "pattern");
}

#[test]
fn many_strings_that_stall_are_not_all_awaited() {
    // Each takes fewer steps than one string may, and more than all of them may.
    let item = format!("\"{}!\"", "a".repeat(13));
    let items = vec![item; 2_000].join(",");
    let schema = format!(r#"{{"items":{{"not":{{"pattern":"{STALLING}"}}}}}}"#);
    check(&schema, &format!("[{items}]"), "limit");
}

#[test]
fn many_unknown_members_are_not_all_compared() {
    let known: Vec<String> = (0..512).map(|n| format!(r#""known_{n}":{{}}"#)).collect();
    let unknown: Vec<String> = (0..10_000).map(|n| format!(r#""unknown_{n}":1"#)).collect();
    let schema = format!(
        r#"{{"properties":{{{}}},"required":["wanted"],"additionalProperties":false}}"#,
        known.join(",")
    );
    let instance = format!("{{{}}}", unknown.join(","));
    check(&schema, &instance, "additionalProperties");
    let branches = format!(r#"{{"items":{{"anyOf":[{schema},{schema},{schema}]}}}}"#);
    check(&branches, &format!("[{instance}]"), "additionalProperties");
    let long = format!(r#"{{"{}":1}}"#, "n".repeat(500_000));
    check(&schema, &long, "additionalProperties");
}

#[test]
fn a_large_value_meets_a_large_enum_once() {
    let values: Vec<String> = (0..5_000).map(|n| format!("[{n}]")).collect();
    let schema = format!(r#"{{"enum":[{}]}}"#, values.join(","));
    let items = vec!["1"; 100_000].join(",");
    check(&schema, &format!("[{items}]"), "enum");
    check_fits(&schema, "[ 4999.0 ]");
    check_fits(r#"{"enum":[1,"a\"b",{"a":1}]}"#, r#""\u0061\"b""#);
}

#[test]
fn deep_and_broken_text_is_refused_without_a_panic() {
    let megabyte = "[".repeat(1 << 20);
    check("true", &megabyte, "limit");
    check(
        r##"{"$ref":"#/x","x":{"$id":"x:y"}}"##,
        &r#"{"a":"#.repeat(1 << 18),
        "limit",
    );
    for instance in [
        "\"\u{e9}",
        "\u{e9}",
        "\"\\\u{e9}\"",
        "\"\\u00\u{e9}\"",
        "\"\\ud83d\u{e9}\"",
        "{\"\u{1f600}",
        "[1\u{e9}]",
        "1e99999999999999999999",
        "\u{feff}1",
        "tru\u{e9}",
        "\0",
    ] {
        check(r#"{"type":"string","maxLength":1}"#, instance, "json");
    }
}

#[test]
fn a_fixed_name_that_looks_like_a_place_hides_nothing() {
    for schema in [
        r#"{"items":{"type":"string"}}"#,
        r#"{"prefixItems":[{"type":"string"}],"unevaluatedItems":false}"#,
        r##"{"$ref":"#/x","x":{"$id":"x:y","items":{"type":"string"}}}"##,
    ] {
        let read = Json::parse(schema, 200).expect("the schema is JSON");
        let (check, _) = check_of(&read, &["0"]);
        assert!(check.decide("[1]").is_err(), "{schema}");
    }
}

#[test]
fn long_chains_of_references_do_not_overflow_the_stack() {
    let nested = format!("{}{}", "[".repeat(127), "]".repeat(127));
    let schema = |links: usize| {
        let link = |n: usize| format!(r##""d{n}":{{"allOf":[{{"$ref":"#/$defs/d{}"}}]}}"##, n + 1);
        let chain: Vec<String> = (0..links).map(link).collect();
        format!(
            r##"{{"$defs":{{{},"d{links}":{{"items":{{"$ref":"#/$defs/d0"}},"unevaluatedItems":false}}}},
            "$ref":"#/$defs/d0"}}"##,
            chain.join(",")
        )
    };
    check_fits(&schema(2), &nested);
    check(&schema(17), &nested, "limit");
    check(&schema(400), &nested, "schema");
}

#[test]
fn looking_for_what_is_unevaluated_is_bounded() {
    // Each level asks twice whether the next one fits.
    let schema = r##"{"anyOf":[{"items":{"$ref":"#"},"unevaluatedItems":false},
        {"prefixItems":[{"$ref":"#"}],"minItems":2}],"unevaluatedItems":false}"##;
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    check_fits(schema, &nested(6));
    check(schema, &nested(100), "limit");
}

#[test]
fn dynamic_scopes_that_explode_are_refused_not_awaited() {
    // Every path to the last schema is a dynamic scope of its own.
    let level = |n: usize| {
        let branch = |side: &str| {
            format!(
                r##"{{"$id":"{side}{n}","$defs":{{"d":{{"$dynamicAnchor":"a{n}"}}}},
                "items":{{"$ref":"level{}"}},"not":{{"$dynamicRef":"#a{n}"}}}}"##,
                n + 1
            )
        };
        format!(
            r#""level{n}":{{"$id":"level{n}","anyOf":[{},{}]}}"#,
            branch("left"),
            branch("right")
        )
    };
    let levels: Vec<String> = (0..40).map(level).collect();
    let schema = format!(
        r#"{{"$id":"https://example.com/","$ref":"level0","$defs":{{{},
        "level40":{{"$id":"level40"}}}}}}"#,
        levels.join(",")
    );
    let read = Json::parse(&schema, 200).expect("the schema is JSON");
    let (_, reason) = check_of(&read, &[]);
    let reason = reason.expect("no table holds it");
    assert!(reason.contains("too many dynamic scopes"), "{reason}");
    check(&schema, "1", "schema");
}

#[test]
fn the_validator_is_not_kept_busy_either() {
    // Beyond the table for an anchor that is given twice.
    let beyond = r#""$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}"#;
    let schema = |keyword: &str| {
        format!(
            r##"{{{beyond},"{keyword}":[{{"items":{{"$ref":"#"}},"minItems":1}},
            {{"items":{{"$ref":"#"}},"maxItems":3}},{{"maxItems":0}}],
            "unevaluatedItems":false}}"##
        )
    };
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for keyword in ["oneOf", "anyOf", "allOf"] {
        check(&schema(keyword), &nested(100), "limit");
    }
    check_fits(&schema("anyOf"), &nested(3));
    let tree = format!(
        r##"{{{beyond},"properties":{{"left":{{"$ref":"#"}},"right":{{"$ref":"#"}}}},
        "unevaluatedProperties":false}}"##
    );
    let mut instance = "{}".to_owned();
    for _ in 0..10 {
        instance = format!(r#"{{"left":{instance},"right":{instance}}}"#);
    }
    check_fits(&tree, &instance);
}

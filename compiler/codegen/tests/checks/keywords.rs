//! Every keyword, in each dialect that has it: what is accepted and what is refused.

use mcpreg_codegen::json::Json;

use crate::table::check_of;

/// Decides each instance by the table and, where told to be one, insists that it is a table.
#[track_caller]
fn check(schema: &str, accepted: &[&str], refused: &[&str]) {
    let schema = Json::parse(schema, 200).expect("the schema is JSON");
    let (check, reason) = check_of(&schema, &[]);
    assert_eq!(reason, None, "the table decides this schema");
    for instance in accepted {
        let decision = check.decide(instance);
        assert!(decision.is_ok(), "{instance} should fit: {decision:?}");
    }
    for instance in refused {
        assert!(check.decide(instance).is_err(), "{instance} should not fit");
    }
}

/// Insists that the run-time validator decides, for a reason that has `words` in it.
#[track_caller]
fn check_validator(schema: &str, words: &str, accepted: &[&str], refused: &[&str]) {
    let schema = Json::parse(schema, 2000).expect("the schema is JSON");
    let (check, reason) = check_of(&schema, &[]);
    let reason = reason.expect("the validator decides this schema");
    assert!(
        reason.contains(words),
        "{reason:?} should mention {words:?}"
    );
    for instance in accepted {
        let decision = check.decide(instance);
        assert!(decision.is_ok(), "{instance} should fit: {decision:?}");
    }
    for instance in refused {
        assert!(check.decide(instance).is_err(), "{instance} should not fit");
    }
}

const EVERY_TYPE: [&str; 7] = ["null", "true", "1", "1.5", r#""a""#, "[]", "{}"];

#[test]
fn boolean_schemas() {
    check("true", &EVERY_TYPE, &["", "nul", "1 2"]);
    check("false", &[], &EVERY_TYPE);
    check("{}", &EVERY_TYPE, &[]);
}

#[test]
fn types() {
    check(
        r#"{"type":"null"}"#,
        &["null"],
        &["false", "0", r#""null""#],
    );
    check(
        r#"{"type":"boolean"}"#,
        &["true", "false"],
        &["null", "0", r#""true""#],
    );
    check(
        r#"{"type":"number"}"#,
        &["1", "1.5", "-0", "1e400"],
        &["null", r#""1""#],
    );
    check(
        r#"{"type":"string"}"#,
        &[r#""""#, r#""\ud83d\ude00""#],
        &["1", "null"],
    );
    check(r#"{"type":"array"}"#, &["[]", "[[[]]]"], &["{}", "null"]);
    check(
        r#"{"type":"object"}"#,
        &["{}", r#"{"a":{}}"#],
        &["[]", "null"],
    );
    check(
        r#"{"type":["string","null"]}"#,
        &[r#""a""#, "null"],
        &["1", "[]"],
    );
}

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
fn values() {
    check(
        r#"{"enum":["a",1,null,[1],{"a":1}]}"#,
        &[
            r#""a""#,
            r#""\u0061""#,
            "1",
            "1.0",
            "null",
            "[1.0]",
            r#"{ "a" : 1e0 }"#,
        ],
        &[r#""b""#, "2", "true", "[1,1]", r#"{"a":2}"#, "{}"],
    );
    check(r#"{"enum":[]}"#, &[], &EVERY_TYPE);
    check(r#"{"const":false}"#, &["false"], &["0", "null", "true"]);
    check(
        r#"{"const":{"a":[1,2]}}"#,
        &[r#"{"a":[1,2]}"#],
        &[r#"{"a":[2,1]}"#],
    );
    check(
        r#"{"const":1,"$schema":"http://json-schema.org/draft-04/schema#"}"#,
        &["2"],
        &[],
    );
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

#[test]
fn strings() {
    check(
        r#"{"minLength":2}"#,
        &[r#""ab""#, "\"e\u{301}\"", "1"],
        &[r#""a""#, "\"\u{1f600}\"", r#""\ud83d\ude00""#, r#""\n""#],
    );
    check(
        r#"{"maxLength":1}"#,
        &[r#""""#, "\"\u{1f600}\"", r#""\u00e9""#],
        &[r#""ab""#],
    );
    check(
        r#"{"minLength":2.0,"maxLength":2}"#,
        &[r#""ab""#],
        &[r#""a""#, r#""abc""#],
    );
}

#[test]
fn patterns() {
    check(r#"{"pattern":"b+"}"#, &[r#""abc""#, "1"], &[r#""ac""#]);
    check(
        r#"{"pattern":"^a$"}"#,
        &[r#""a""#],
        &[r#""a\n""#, r#""ab""#],
    );
    check(r#"{"pattern":"^\\d$"}"#, &[r#""7""#], &["\"\u{966}\""]);
    check(r#"{"pattern":"^\\w$"}"#, &[r#""x""#], &["\"\u{e9}\""]);
    check(
        r#"{"pattern":"^(?!x)[a-z]+$"}"#,
        &[r#""abc""#],
        &[r#""xbc""#],
    );
    check(
        r#"{"pattern":"^\\p{Lu}$"}"#,
        &["\"\u{c9}\""],
        &["\"\u{e9}\""],
    );
}

#[test]
fn a_pattern_that_cannot_be_decided_refuses() {
    check(r#"{"pattern":"\\Z("}"#, &["1"], &[r#""a""#]);
    let stall = format!("\"{}!\"", "a".repeat(60));
    check(r#"{"pattern":"^(?=(a+)+$)b|^(a|a)*\\1$"}"#, &[], &[&stall]);
}

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

#[test]
fn members() {
    let schema = r#"{"properties":{"a":{"type":"string"}},"required":["a","b"],
        "additionalProperties":{"type":"integer"}}"#;
    check(
        schema,
        &[r#"{"a":"x","b":1}"#, r#"{"b":1,"c":2,"\u0061":""}"#, "[]"],
        &[
            r#"{"a":"x"}"#,
            r#"{"a":1,"b":1}"#,
            r#"{"a":"x","b":"y"}"#,
            "{}",
        ],
    );
    check(
        r#"{"additionalProperties":false,"properties":{"a":{}}}"#,
        &["{}", r#"{"a":1}"#],
        &[r#"{"b":1}"#],
    );
}

#[test]
fn many_members_are_looked_up_too() {
    let property = |n: usize| format!(r#""m{n}":{{"type":"integer"}}"#);
    let properties: Vec<String> = (0..150).map(property).collect();
    let names: Vec<String> = (0..150).map(|n| format!(r#""m{n}""#)).collect();
    let schema = format!(
        r#"{{"properties":{{{}}},"required":[{}],"additionalProperties":false}}"#,
        properties.join(","),
        names.join(",")
    );
    let instance = |skip: usize, value: &str| {
        let members = (0..150)
            .filter(|n| *n != skip)
            .map(|n| format!(r#""m{n}":{value}"#));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    };
    check(
        &schema,
        &[&instance(999, "1")],
        &[
            &instance(149, "1"),
            &instance(0, "1"),
            &instance(999, "null"),
        ],
    );
    let repeated = instance(999, "1").replacen("\"m3\"", "\"m149\"", 1);
    check("{}", &[&instance(999, "1")], &[&repeated]);
}

#[test]
fn pattern_properties() {
    let schema = r#"{"properties":{"ab":{"type":"integer"}},"patternProperties":
        {"^a":{"minimum":3},"b$":{"maximum":5}},"additionalProperties":false}"#;
    check(
        schema,
        &[r#"{"ab":4}"#, r#"{"ax":3,"xb":5}"#, "{}"],
        &[
            r#"{"ab":2}"#,
            r#"{"ab":6}"#,
            r#"{"ab":4.5}"#,
            r#"{"ax":2}"#,
            r#"{"xb":6}"#,
            r#"{"x":4}"#,
        ],
    );
}

#[test]
fn names_and_counts() {
    check(
        r#"{"propertyNames":{"maxLength":2}}"#,
        &["{}", r#"{"ab":1}"#],
        &[r#"{"abc":1}"#],
    );
    check(
        r#"{"minProperties":1,"maxProperties":2}"#,
        &[r#"{"a":1}"#],
        &["{}", r#"{"a":1,"b":2,"c":3}"#],
    );
}

#[test]
fn dependents() {
    check(
        r#"{"dependentRequired":{"a":["b","c"]}}"#,
        &["{}", r#"{"a":1,"b":1,"c":1}"#],
        &[r#"{"a":1,"b":1}"#],
    );
    check(
        r#"{"dependentSchemas":{"a":{"maxProperties":1}}}"#,
        &[r#"{"a":1}"#, r#"{"b":1,"c":1}"#],
        &[r#"{"a":1,"b":1}"#],
    );
    check(
        r#"{"$schema":"http://json-schema.org/draft-07/schema#",
        "dependencies":{"a":["b"],"c":false},"dependentRequired":{"x":["y"]}}"#,
        &[r#"{"a":1,"b":1}"#, r#"{"x":1}"#],
        &[r#"{"a":1}"#, r#"{"c":1}"#],
    );
}

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
fn formats_are_annotations() {
    check(r#"{"format":"date-time"}"#, &[r#""soon""#], &[]);
    check(
        r#"{"$schema":"http://json-schema.org/draft-07/schema#","format":"email"}"#,
        &[r#""nobody""#],
        &[],
    );
}

#[test]
fn what_the_table_cannot_express_goes_to_the_validator() {
    let unevaluated = r#"{"properties":{"a":{}},"unevaluatedProperties":false}"#;
    check_validator(
        unevaluated,
        "unevaluatedProperties",
        &[r#"{"a":1}"#],
        &[r#"{"b":1}"#],
    );
    let anchor = r##"{"$defs":{"s":{"$anchor":"s","type":"string"}},"items":{"$ref":"#s"}}"##;
    check_validator(anchor, "/items: $ref \"#s\"", &[r#"["a"]"#], &["[1]"]);
    let embedded = r#"{"items":{"$id":"https://example.com/i","type":"string"}}"#;
    check_validator(embedded, "$id", &[r#"["a"]"#], &["[1]"]);
    check_validator(
        r##"{"allOf":[{"$ref":"#"}],"type":"string"}"##,
        "back to itself",
        &[r#""a""#],
        &["1"],
    );
    let divisor = r#"{"multipleOf":1.2345678901234567890123}"#;
    check_validator(divisor, "too many digits", &["0"], &["1"]);
}

#[test]
fn a_schema_nobody_can_read_refuses_everything() {
    for (schema, words) in [
        (r#"{"$schema":"https://example.com/dialect"}"#, "dialect"),
        (
            r#"{"$ref":"https://example.com/schema"}"#,
            "no pointer into",
        ),
        (
            r##"{"properties":{"a":{"$ref":"#/$defs/none"}}}"##,
            "leads nowhere",
        ),
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
    check_validator(&schema, "too", &["1"], &[]);
}

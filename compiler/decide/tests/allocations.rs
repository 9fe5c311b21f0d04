//! Accepting arguments allocates nothing, whatever the schema asks: all but recursion,
//! `uniqueItems` and strings whose escapes a rule has to look behind.
//!
//! The counter counts this thread only, so tests may run beside each other.

use mcpreg_codegen::json::Json;
use mcpreg_decide::check_of;

#[track_caller]
fn check(schema: &str, instance: &str) {
    let schema = Json::parse(schema, 100).expect("the schema is JSON");
    let (check, validator) = check_of(&schema, &[]);
    assert_eq!(validator, None, "a table decides");
    // The first decision compiles the patterns.
    assert_eq!(check.decide(instance), Ok(()), "{instance}");
    let mut fits = true;
    let counted = allocation_counter::measure(|| fits = check.decide(instance).is_ok());
    assert!(fits);
    assert_eq!(counted.count_total, 0, "allocations for {instance}");
}

#[test]
fn the_counter_counts() {
    let counted = allocation_counter::measure(|| drop(vec![1_u8]));
    assert_eq!(counted.count_total, 1);
}

#[test]
fn scalars() {
    check(r#"{"type":"string"}"#, r#""text""#);
    check(r#"{"type":"string"}"#, r#""a\n\ud83d\ude00""#);
    check(
        r#"{"type":"string","minLength":3,"maxLength":4}"#,
        r#""a\nb""#,
    );
    check(r#"{"type":"string","pattern":"^[a-z]+$"}"#, r#""text""#);
    check(r#"{"type":"integer","minimum":1,"maximum":9}"#, "5");
    check(r#"{"type":"integer"}"#, "1.00e2");
    check(
        r#"{"type":"number","exclusiveMinimum":-1.5,"maximum":1e3}"#,
        "0.125e+1",
    );
    check(r#"{"multipleOf":0.01}"#, "19.99");
    check(r#"{"maximum":1e400}"#, "123456789012345678901234567890");
    check(r#"{"type":["boolean","null"]}"#, " null ");
    check(r#"{"enum":["low","high",1,null]}"#, "1.0");
}

#[test]
fn containers() {
    check(r#"{"items":{"type":"integer"},"maxItems":3}"#, "[1,2,3]");
    check(
        r#"{"prefixItems":[{"type":"string"}],"items":false}"#,
        r#"["a"]"#,
    );
    check(r#"{"contains":{"const":2},"maxContains":1}"#, "[1,2,3]");
    check(
        r#"{"properties":{"a":{},"b":{}},"required":["a"]}"#,
        r#"{"a":1,"b":[{}]}"#,
    );
    check(
        r#"{"additionalProperties":{"type":"integer"}}"#,
        r#"{"a":1,"b":2}"#,
    );
    check(
        r#"{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}"#,
        r#"{"x-a":"1","x-b":"2"}"#,
    );
    check(
        r#"{"propertyNames":{"maxLength":2},"minProperties":1}"#,
        r#"{"ab":1}"#,
    );
    check(r#"{"dependentRequired":{"a":["b"]}}"#, r#"{"a":1,"b":2}"#);
}

#[test]
fn branches() {
    check(
        r#"{"anyOf":[{"type":"array"},{"minimum":3},{"type":"null"}]}"#,
        "7",
    );
    check(
        r#"{"allOf":[{"type":"string"},{"maxLength":5}]}"#,
        r#""text""#,
    );
    check(r#"{"not":{"type":"string"}}"#, r#"{"a":1}"#);
    check(
        r#"{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"maxProperties":1}}"#,
        r#"{"a":1,"b":2}"#,
    );
    check(
        r#"{"oneOf":[{"properties":{"kind":{"const":"a"},"n":{"type":"integer"}}},
        {"properties":{"kind":{"const":"b"},"n":{"type":"string"}}}]}"#,
        r#"{"kind":"b","n":"text"}"#,
    );
}

#[test]
fn a_form_of_many_members() {
    let names: Vec<String> = (0..200).map(|n| format!("member_{n}")).collect();
    let members = |value: &str| {
        let members: Vec<_> = names
            .iter()
            .map(|name| format!("{name:?}:{value}"))
            .collect();
        format!("{{{}}}", members.join(","))
    };
    let properties = members(r#"{"type":"integer"}"#);
    let schema = format!(r#"{{"properties":{properties},"additionalProperties":false}}"#);
    check(&schema, &members("1"));
}

#[test]
fn members_that_nobody_declared() {
    let members: Vec<_> = (0..16).map(|n| format!(r#""name {n}":"{n}""#)).collect();
    check("{}", &format!("{{{}}}", members.join(",")));
}

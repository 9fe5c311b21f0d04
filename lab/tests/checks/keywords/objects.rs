//! Members, their names and counts, and what one asks of the others.

use super::check;

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

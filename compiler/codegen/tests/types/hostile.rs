//! Schemas that were made to cost: each is given up with a reason, none takes the process along.

use std::fmt::Write;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::types::{Verdict, type_arguments, type_schema};

use crate::fixture::json;

#[track_caller]
fn is_raw(schema: &Json, reason: &str) {
    match type_schema("Output", schema).verdict {
        Verdict::Raw(widening) => {
            assert!(
                widening.reason.contains(reason),
                "{reason} is not in {widening:?}"
            );
        }
        verdict => panic!("expected no types because {reason}, found {verdict:?}"),
    }
}

#[track_caller]
fn has_types(schema: &Json) -> String {
    let types = type_schema("Output", schema);
    assert!(
        !matches!(types.verdict, Verdict::Raw(_)),
        "{:?}",
        types.verdict
    );
    types.items.to_string()
}

fn nested(levels: usize, open: &str, inner: &str, close: &str) -> Json {
    json(&format!(
        "{}{inner}{}",
        open.repeat(levels),
        close.repeat(levels)
    ))
}

/// Definitions `d0` … of which each is `body` of the next.
fn chain(length: usize, body: impl Fn(&str) -> String) -> Json {
    let mut definitions = String::new();
    for index in 0..length {
        let next = format!(r##"{{"$ref":"#/$defs/d{}"}}"##, index + 1);
        write!(definitions, r#""d{index}":{},"#, body(&next)).expect("a string takes all");
    }
    let last = format!(r#""d{length}":{{"type":"string"}}"#);
    json(&format!(
        r##"{{"$defs":{{{definitions}{last}}},"$ref":"#/$defs/d0"}}"##
    ))
}

#[test]
fn objects_400_deep() {
    let open = r#"{"type":"object","properties":{"a":"#;
    is_raw(&nested(400, open, "{}", "}}"), "nests deeper");
}

#[test]
fn all_of_400_deep() {
    is_raw(&nested(400, r#"{"allOf":["#, "{}", "]}"), "nests deeper");
}

#[test]
fn objects_60_deep_have_types() {
    let open = r#"{"type":"object","properties":{"a":"#;
    has_types(&nested(60, open, "{}", "}}"));
}

#[test]
fn references_that_double_in_all_of() {
    let schema = chain(40, |next| format!(r#"{{"allOf":[{next},{next}]}}"#));
    assert!(has_types(&schema).contains("String"));
}

#[test]
fn references_that_double_in_any_of() {
    has_types(&chain(40, |next| {
        format!(r#"{{"anyOf":[{next},{{"type":"array","items":{next}}}]}}"#)
    }));
}

#[test]
fn references_that_double_in_tuples() {
    has_types(&chain(40, |next| {
        format!(r#"{{"type":"array","prefixItems":[{next},{next}],"minItems":2,"maxItems":2}}"#)
    }));
}

#[test]
fn references_that_double_in_members() {
    has_types(&chain(40, |next| {
        format!(r#"{{"type":"object","properties":{{"a":{next},"b":{next}}}}}"#)
    }));
}

#[test]
fn conjunctions_that_multiply() {
    // A member of a conjunction adds one more definition to it: every subset is a type.
    let definition = |own: usize| {
        let member = |other: usize| {
            let both = [own, other].map(|index| format!(r##"{{"$ref":"#/$defs/d{index}"}}"##));
            format!(r#""p{other}":{{"allOf":[{}]}}"#, both.join(","))
        };
        let members: Vec<_> = (0..16).map(member).collect();
        let properties = members.join(",");
        format!(r#""d{own}":{{"type":"object","properties":{{{properties}}}}}"#)
    };
    let definitions: Vec<_> = (0..16).map(definition).collect();
    let definitions = definitions.join(",");
    is_raw(
        &json(&format!(
            r##"{{"$defs":{{{definitions}}},"$ref":"#/$defs/d0"}}"##
        )),
        "more than",
    );
}

#[test]
fn a_chain_of_lists() {
    has_types(&chain(900, |next| {
        format!(r#"{{"type":"array","items":{next}}}"#)
    }));
}

#[test]
fn a_chain_of_plain_references() {
    has_types(&chain(200, str::to_owned));
}

#[test]
fn a_chain_of_lists_that_is_too_long() {
    let schema = chain(1_010, |next| {
        format!(r#"{{"type":"array","items":{next}}}"#)
    });
    is_raw(&schema, "nest deeper");
}

#[test]
fn an_enumeration_of_many_values_is_a_string() {
    let values: Vec<_> = (0..5_000).map(|index| format!(r#""v{index}""#)).collect();
    let items = has_types(&json(&format!(r#"{{"enum":[{}]}}"#, values.join(","))));
    assert!(items.contains("Output = String"), "{items}");
}

#[test]
fn an_object_of_many_members() {
    let members: Vec<_> = (0..2_000)
        .map(|index| format!(r#""p{index}":{{}}"#))
        .collect();
    let schema = format!(
        r#"{{"type":"object","properties":{{{}}}}}"#,
        members.join(",")
    );
    is_raw(&json(&schema), "members");
}

#[test]
fn a_schema_of_many_values() {
    let items = vec!["0"; 60_000].join(",");
    is_raw(&json(&format!(r#"{{"examples":[{items}]}}"#)), "values");
}

#[test]
fn arguments_that_are_no_object() {
    let types = type_arguments("Arguments", &json(r#"{"type":"string"}"#));
    assert_eq!(
        types.items.to_string(),
        "pub type Arguments = typed :: Never ;"
    );
}

#[test]
fn a_schema_that_is_no_schema() {
    is_raw(&json("[1]"), "neither an object nor a boolean");
}

#[test]
fn a_chain_of_plain_references_that_is_too_long() {
    let types = type_schema("Output", &chain(1_000, str::to_owned));
    assert!(matches!(&types.verdict, Verdict::Raw(widening) if widening.keyword == "$ref"));
}

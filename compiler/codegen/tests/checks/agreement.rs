//! Schemas thrown together from a few keywords, against the `jsonschema` crate.
//!
//! The vocabulary is small on purpose: the same names and numbers meet in schema and instance,
//! so keywords that should not influence each other get the chance to.

use mcpreg_codegen::json::Json;
use mcpreg_contract::check::Violations;
use serde_json::{Map, Value, json};

use crate::instances::{Dice, mutate, pool, sample};
use mcpreg_decide::check_of;

const DIALECTS: [&str; 5] = [
    "http://json-schema.org/draft-04/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
];

const NAMES: [&str; 4] = ["a", "b", "ab", "unknown"];

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

#[test]
fn random_schemas_are_decided_as_the_reference_decides_them() {
    let mut tables = 0;
    for seed in 0..3_000 {
        let mut dice = Dice::new(seed);
        let mut schema = subschema(&mut dice, 0, 3 + dice_depth(seed));
        if !schema.is_object() {
            continue;
        }
        schema["$schema"] = json!(DIALECTS[usize::try_from(seed).expect("small") % DIALECTS.len()]);
        schema["$defs"] = json!({"d": subschema(&mut dice, 1, 3), "s": {"type": "string"}});
        if is_beyond_the_reference(&schema) {
            continue;
        }
        let Ok(reference) = jsonschema::options()
            .should_validate_formats(false)
            .build(&schema)
        else {
            continue;
        };
        let read = Json::parse(&schema.to_string(), 1000).expect("serde_json wrote it");
        let (check, reason) = check_of(&read, &[]);
        tables += usize::from(reason.is_none());
        let pool = pool(&schema);
        for _ in 0..20 {
            let mut instance = sample(&schema, &schema, &mut dice, 0);
            for _ in 0..dice.roll(4) {
                mutate(&mut instance, &pool, &mut dice);
            }
            if divides_beyond_floats(&schema, &instance) {
                continue;
            }
            let decision = check.decide(&instance.to_string());
            if decision.as_ref().is_err_and(leads_nowhere) {
                assert!(reason.is_some(), "a table never does: {schema}");
                continue;
            }
            assert_eq!(
                decision.is_ok(),
                reference.is_valid(&instance),
                "seed {seed}\n{schema}\n{instance}\n{decision:?}\n{reason:?}"
            );
        }
    }
    assert!(
        tables > 1_000,
        "only {tables} schemas were decided by a table"
    );
}

/// In draft 4 the reference takes `1.0` for an integer where `type` is a list, and not where it
/// is one name; the draft (section 3.5 of its core) never does.
fn is_beyond_the_reference(schema: &Value) -> bool {
    let text = schema.to_string();
    text.contains("draft-04") && text.contains(r#""type":["#) && text.contains(r#""integer""#)
}

/// The reference divides as floats; a large multiple of `1.5` is one by chance only.
fn divides_beyond_floats(schema: &Value, instance: &Value) -> bool {
    let text = instance.to_string();
    let has_large = ["900719925474099", "922337203685477580", "e+30"]
        .iter()
        .any(|n| text.contains(n));
    has_large && schema.to_string().contains("multipleOf")
}

/// A `$ref` that leads a value back to itself refuses it here and means nothing to the reference.
fn leads_nowhere(violations: &Violations) -> bool {
    let mut violations = violations.0.iter();
    violations.any(|one| one.keyword == "schema" && one.expected.contains("back to itself"))
}

fn dice_depth(seed: u64) -> usize {
    usize::try_from(seed % 3).expect("below three")
}

fn subschema(dice: &mut Dice, depth: usize, limit: usize) -> Value {
    if depth > 0 && dice.roll(12) == 0 {
        return json!(dice.roll(2) == 0);
    }
    let mut schema = Map::new();
    if dice.roll(3) != 0 {
        schema.insert("type".to_owned(), types(dice));
    }
    for _ in 0..=dice.roll(4) {
        let (keyword, value) = keyword(dice, depth, limit);
        schema.insert(keyword.to_owned(), value);
    }
    Value::Object(schema)
}

fn types(dice: &mut Dice) -> Value {
    match dice.roll(3) {
        0 => json!([dice.pick(&TYPES[..3]), dice.pick(&TYPES[3..])]),
        1 => json!("object"),
        _ => json!(dice.pick(&TYPES)),
    }
}

fn keyword(dice: &mut Dice, depth: usize, limit: usize) -> (&'static str, Value) {
    let scalar = |dice: &mut Dice| match dice.roll(15) {
        0 => ("minimum", json!(dice.roll(4))),
        1 => ("maximum", json!(1.5)),
        2 => ("exclusiveMinimum", json!(dice.roll(3))),
        3 => (
            "multipleOf",
            dice.pick(&[json!(2), json!(0.01), json!(1.5)]).clone(),
        ),
        4 => ("minLength", json!(dice.roll(3))),
        5 => ("maxLength", json!(dice.roll(3))),
        6 => (
            "pattern",
            json!(dice.pick(&["^a", "b$", "^\\w*$", "(?=a)", "\\d"])),
        ),
        7 => ("minItems", json!(dice.roll(3))),
        8 => ("maxItems", json!(dice.roll(3))),
        9 => ("uniqueItems", json!(true)),
        10 => ("minProperties", json!(dice.roll(3))),
        11 => ("maxProperties", json!(dice.roll(3))),
        12 => ("required", json!([dice.pick(&NAMES)])),
        13 => ("enum", json!([1, "a", null, [1], {"a": 1}, dice.roll(5)])),
        _ => (
            "const",
            dice.pick(&[json!(1), json!("a"), json!({"a": 1.0}), json!([])])
                .clone(),
        ),
    };
    if depth >= limit || dice.roll(3) == 0 {
        return scalar(dice);
    }
    let mut child = |dice: &mut Dice| subschema(dice, depth + 1, limit);
    match dice.roll(20) {
        0..=3 => (
            "properties",
            json!({"a": child(dice), "b": child(dice), "ab": child(dice)}),
        ),
        4 => (
            "patternProperties",
            json!({"^a": child(dice), "b$": child(dice)}),
        ),
        5 | 6 => ("additionalProperties", dice_or_false(dice, &mut child)),
        7 => ("propertyNames", child(dice)),
        8 => ("items", dice_or_false(dice, &mut child)),
        9 => ("items", json!([child(dice), child(dice)])),
        10 => ("prefixItems", json!([child(dice), child(dice)])),
        11 => ("additionalItems", dice_or_false(dice, &mut child)),
        12 => ("contains", child(dice)),
        13 => ("allOf", json!([child(dice), child(dice)])),
        14 => ("anyOf", json!([child(dice), {"type": "null"}, child(dice)])),
        15 => ("oneOf", json!([child(dice), child(dice)])),
        16 => ("not", child(dice)),
        17 => ("$ref", json!(dice.pick(&["#/$defs/d", "#/$defs/s", "#"]))),
        18 => ("dependentRequired", json!({"a": ["b"]})),
        _ => ("dependentSchemas", json!({"b": child(dice)})),
    }
}

fn dice_or_false(dice: &mut Dice, child: &mut impl FnMut(&mut Dice) -> Value) -> Value {
    if dice.roll(2) == 0 {
        json!(false)
    } else {
        child(dice)
    }
}

//! Random schemas: a few keywords at each place, in the words of one dialect.

use serde_json::{Map, Value, json};

use crate::oracle::Dice;

/// The dialects that random schemas name.
pub const DIALECTS: [&str; 5] = [
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-04/schema#",
];

const NAMES: [&str; 5] = ["a", "b", "ab", "unknown", "c/d~e"];

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

const PATTERNS: [&str; 7] = [
    "^a",
    "b$",
    "^\\w*$",
    "(?=a)",
    "\\d",
    "^[^\\s]{1,2}$",
    "a|^$",
];

const REFERENCES: [&str; 6] = [
    "#/$defs/d",
    "#/$defs/s",
    "#",
    "#/$defs/c~1d~0e",
    "#/properties/a",
    "#anchor",
];

/// A schema of one of [`DIALECTS`], `limit` subschemas deep at most; not always a valid one.
pub fn schema(dice: &mut Dice<'_>, limit: usize) -> Value {
    let dialect = *dice.pick(&DIALECTS);
    let Value::Object(mut schema) = subschema(dice, 0, limit) else {
        return json!({"$schema": dialect});
    };
    schema.insert("$schema".to_owned(), json!(dialect));
    let mut definition = subschema(dice, 1, limit);
    if let Some(members) = definition.as_object_mut() {
        members.insert("$anchor".to_owned(), json!("anchor"));
    }
    let definitions = json!({"d": definition, "s": {"type": "string"}, "c/d~e": {"minimum": 1}});
    schema.insert("$defs".to_owned(), definitions);
    Value::Object(schema)
}

fn subschema(dice: &mut Dice<'_>, depth: usize, limit: usize) -> Value {
    if depth > 0 && dice.roll(12) == 11 {
        return json!(dice.roll(2) == 0);
    }
    let mut schema = Map::new();
    if dice.roll(3) != 0 {
        schema.insert("type".to_owned(), types(dice));
    }
    for _ in 0..=dice.roll(4) {
        let members = if depth >= limit || dice.roll(3) == 0 {
            assertion(dice)
        } else {
            applicator(dice, &mut |dice| subschema(dice, depth + 1, limit))
        };
        if let Value::Object(members) = members {
            schema.extend(members);
        }
    }
    Value::Object(schema)
}

fn types(dice: &mut Dice<'_>) -> Value {
    match dice.roll(3) {
        0 => json!("object"),
        1 => json!(dice.pick(&TYPES)),
        _ => json!([dice.pick(&TYPES[..3]), dice.pick(&TYPES[3..])]),
    }
}

/// Keywords that look at a value alone.
fn assertion(dice: &mut Dice<'_>) -> Value {
    match dice.roll(17) {
        0 => json!({"minimum": dice.roll(4)}),
        1 => json!({"maximum": 1.5}),
        2 => json!({"exclusiveMinimum": dice.roll(3)}),
        3 => json!({"multipleOf": dice.pick(&[json!(2), json!(0.01), json!(1.5)])}),
        4 => json!({"minLength": dice.roll(3)}),
        5 => json!({"maxLength": dice.roll(3)}),
        6 => json!({"pattern": dice.pick(&PATTERNS)}),
        7 => json!({"minItems": dice.roll(3)}),
        8 => json!({"maxItems": dice.roll(3)}),
        9 => json!({"uniqueItems": true}),
        10 => json!({"minProperties": dice.roll(3)}),
        11 => json!({"maxProperties": dice.roll(3)}),
        12 => json!({"required": [dice.pick(&NAMES)]}),
        13 => json!({"enum": [1, "a", null, [1], {"a": 1}, 5 + dice.roll(5)]}),
        14 => json!({"exclusiveMaximum": 2, "format": "date"}),
        15 => json!({"minimum": 1, "exclusiveMinimum": dice.roll(2) == 0}),
        _ => json!({"const": dice.pick(&[json!(1), json!("a"), json!({"a": 1.0}), json!([])])}),
    }
}

/// Keywords that apply subschemas.
fn applicator(dice: &mut Dice<'_>, child: &mut dyn FnMut(&mut Dice<'_>) -> Value) -> Value {
    match dice.roll(27) {
        0..=3 => json!({"properties": {"a": child(dice), "b": child(dice), "ab": child(dice)}}),
        4 => json!({"patternProperties": {"^a": child(dice), "b$": child(dice)}}),
        5 | 6 => json!({"additionalProperties": closed_or(dice, child)}),
        7 => json!({"propertyNames": child(dice)}),
        8 => json!({"items": closed_or(dice, child)}),
        9 => json!({"items": [child(dice), child(dice)]}),
        10 => json!({"prefixItems": [child(dice), child(dice)]}),
        11 => json!({"additionalItems": closed_or(dice, child)}),
        12 => json!({"contains": child(dice)}),
        13 => json!({"allOf": [child(dice), child(dice)]}),
        14 => json!({"anyOf": [child(dice), {"type": "null"}, child(dice)]}),
        15 => json!({"oneOf": [child(dice), child(dice)]}),
        16 => json!({"not": child(dice)}),
        17 => json!({"$ref": dice.pick(&REFERENCES)}),
        18 => json!({"dependentRequired": {"a": ["b"]}}),
        19 => json!({"dependentSchemas": {"b": child(dice)}}),
        20 => json!({"dependencies": {"a": ["b"], "b": child(dice)}}),
        21 => json!({"if": child(dice), "then": child(dice), "else": child(dice)}),
        22 => json!({"contains": child(dice), "minContains": dice.roll(3), "maxContains": 2}),
        23 => json!({"unevaluatedProperties": closed_or(dice, child)}),
        24 => json!({"unevaluatedItems": closed_or(dice, child)}),
        25 => json!({"$dynamicRef": "#anchor"}),
        _ => json!({"if": child(dice), "else": false}),
    }
}

fn closed_or(dice: &mut Dice<'_>, child: &mut dyn FnMut(&mut Dice<'_>) -> Value) -> Value {
    if dice.roll(2) == 0 {
        json!(false)
    } else {
        child(dice)
    }
}

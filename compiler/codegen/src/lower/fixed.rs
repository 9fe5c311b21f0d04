//! Fixed arguments: gone from the schema that callers see, held to the one the server wrote.
//!
//! A caller sends the rest and the gateway adds the fixed ones, so "the rest fits what is left"
//! must mean "the whole fits the original". That holds where the root schema judges each
//! property by itself; where a root keyword looks at several at once, fixing is refused.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::json::{Json, Key, pointer_token};

/// How deep a fixed value may nest.
pub(super) const MAX_DEPTH: usize = 64;

/// Root keywords that look at more than one property at once.
const ACROSS_PROPERTIES: [&str; 14] = [
    "$dynamicRef",
    "$ref",
    "allOf",
    "anyOf",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxProperties",
    "minProperties",
    "not",
    "oneOf",
    "unevaluatedProperties",
];

/// Root keywords that a fixed value alone is held to.
const PER_PROPERTY: [&str; 8] = [
    "$defs",
    "$id",
    "$schema",
    "additionalProperties",
    "definitions",
    "patternProperties",
    "properties",
    "propertyNames",
];

/// Takes the fixed arguments out of a schema and gives what stands against it.
pub(super) fn apply(schema: &mut Json, fixed: &BTreeMap<String, Json>) -> Vec<String> {
    if fixed.is_empty() {
        return Vec::new();
    }
    let mut faults: Vec<String> = fixed
        .iter()
        .filter_map(|(name, value)| fault(schema, name, value))
        .collect();
    let Some(members) = schema.as_object_mut() else {
        return faults;
    };
    for keyword in ACROSS_PROPERTIES
        .iter()
        .filter(|keyword| members.contains_key(&Key::from(**keyword)))
    {
        faults.push(format!(
            "no argument can be fixed, because its schema has `{keyword}` at the root"
        ));
    }
    if let Some(properties) = members
        .get_mut(&Key::from("properties"))
        .and_then(Json::as_object_mut)
    {
        properties.retain(|name, _| !fixed.contains_key(&name.0));
    }
    let required = Key::from("required");
    if let Some(Json::Array(names)) = members.get_mut(&required) {
        names.retain(|name| !name.as_str().is_some_and(|name| fixed.contains_key(name)));
        // Draft 4 has no empty `required`.
        if names.is_empty() {
            members.remove(&required);
        }
    }
    let gone = fixed.keys().filter(|name| refers_to(schema, name));
    faults.extend(gone.map(|name| {
        format!("the argument `{name}` cannot be fixed, because a `$ref` points to its schema")
    }));
    faults
}

/// What stands against fixing one argument to this value.
fn fault(schema: &Json, name: &str, value: &Json) -> Option<String> {
    let properties = schema.get("properties").and_then(Json::as_object);
    if !properties.is_some_and(|properties| properties.contains_key(&Key::from(name))) {
        let nearest = properties
            .and_then(|properties| mcpreg_text::nearest(name, properties.keys().map(Key::as_str)));
        let hint = nearest.map(|nearest| format!("; did you mean `{nearest}`?"));
        return Some(format!(
            "the fixed argument `{name}` is no property of its schema{}",
            hint.unwrap_or_default()
        ));
    }
    let kept = schema
        .as_object()?
        .iter()
        .filter(|(key, _)| PER_PROPERTY.contains(&key.as_str()));
    let judging = Json::object(kept.map(|(key, value)| (key.clone(), value.clone())));
    let instance = Value::from(Json::object([(name, value.clone())]));
    // Formats are annotations, as they are on the wire.
    match jsonschema::options()
        .should_validate_formats(false)
        .build(&Value::from(judging))
    {
        Err(error) => Some(format!("its schema cannot judge a fixed argument: {error}")),
        Ok(validator) => validator
            .validate(&instance)
            .err()
            .map(|error| format!("the fixed argument `{name}` does not fit its schema: {error}")),
    }
}

/// Whether a `$ref` anywhere in the schema points to this property or into it; one with an
/// escape might.
fn refers_to(schema: &Json, name: &str) -> bool {
    match schema {
        Json::Object(members) => members.iter().any(|(key, value)| {
            let is_reference =
                key.0 == "$ref" && value.as_str().is_some_and(|uri| names(uri, name));
            is_reference || refers_to(value, name)
        }),
        Json::Array(items) => items.iter().any(|item| refers_to(item, name)),
        _ => false,
    }
}

fn names(reference: &str, property: &str) -> bool {
    let Some(rest) = reference.strip_prefix("#/properties/") else {
        return false;
    };
    let first = rest.split('/').next().unwrap_or_default();
    first == pointer_token(property) || first.contains('%')
}

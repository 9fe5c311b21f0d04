//! A plan as the JSON Schema that typify reads: draft 7, and only the forms it reads well.
//!
//! All names are placeholders, every reference names a definition, alternatives are `oneOf`
//! of references or single types, and no keyword is used that typify gives a second meaning.

use serde_json::{Value, json};

use super::name::{field_placeholder, type_placeholder};
use super::plan::{Body, DefinitionId, Field, Plan, Rest, Shape, Struct};

/// The definitions of a plan, by placeholder.
pub(super) fn definitions(plan: &Plan, order: &[DefinitionId]) -> Vec<(String, Value)> {
    let definition = |id: &DefinitionId| (type_placeholder(*id), body(&plan.definitions[*id].body));
    order.iter().map(definition).collect()
}

fn body(body: &Body) -> Value {
    match body {
        Body::Struct(fields) => object(fields),
        Body::Enum(values) => {
            let placeholders: Vec<_> = (0..values.len())
                .map(|index| format!("V{index:04}"))
                .collect();
            json!({ "type": "string", "enum": placeholders })
        }
        Body::Union(shapes) => {
            json!({ "oneOf": shapes.iter().map(shape).collect::<Vec<_>>() })
        }
        Body::Alias(aliased) => shape(aliased),
    }
}

fn object(of: &Struct) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required = Vec::new();
    for (index, field) in of.fields.iter().enumerate() {
        let name = field_placeholder(index);
        properties.insert(name.clone(), member(field));
        if field.is_required {
            required.push(name);
        }
    }
    let mut object = json!({ "type": "object", "properties": properties, "required": required });
    match &of.rest {
        Rest::Kept(kept) => object["additionalProperties"] = shape(kept),
        // An object without properties is a map to typify, unless it refuses them.
        Rest::Dropped if !of.fields.is_empty() => {}
        Rest::Dropped | Rest::Refused => object["additionalProperties"] = json!(false),
    }
    object
}

/// A member's type; an optional list or map is made nullable, since typify would make an absent
/// one empty and an empty one absent.
fn member(field: &Field) -> Value {
    match &field.shape {
        list @ (Shape::Array(_) | Shape::Map(_)) if !field.is_required => nullable(list),
        other => shape(other),
    }
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Any | Shape::Untyped => json!({}),
        Shape::Null => json!({ "type": "null" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Unsigned => json!({ "type": "integer", "minimum": 0 }),
        Shape::Number => json!({ "type": "number" }),
        Shape::String => json!({ "type": "string" }),
        Shape::Array(item) => json!({ "type": "array", "items": shape(item) }),
        Shape::Tuple(items) => json!({
            "type": "array",
            "items": items.iter().map(shape).collect::<Vec<_>>(),
            "minItems": items.len(),
            "maxItems": items.len(),
        }),
        Shape::Map(value) => json!({ "type": "object", "additionalProperties": shape(value) }),
        Shape::Nullable(inner) => nullable(inner),
        Shape::Named(id) => json!({ "$ref": format!("#/definitions/{}", type_placeholder(*id)) }),
    }
}

fn nullable(inner: &Shape) -> Value {
    json!({ "oneOf": [shape(inner), { "type": "null" }] })
}

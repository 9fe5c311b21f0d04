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
        // What is ours alone stands there as an enumeration, which nests nothing.
        Body::Enum(_) | Body::Rule(_) => json!({ "type": "string", "enum": ["V0000"] }),
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
        list @ (Shape::List(..) | Shape::Map(..)) if !field.is_required => nullable(list),
        other => shape(other),
    }
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Any | Shape::Untyped | Shape::Never => json!({}),
        Shape::Null => json!({ "type": "null" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Integer(_) => json!({ "type": "integer" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::String | Shape::Text(_) => json!({ "type": "string" }),
        Shape::List(item, _) => json!({ "type": "array", "items": shape(item) }),
        Shape::Tuple(items) => tuple(&items.iter().map(shape).collect::<Vec<_>>()),
        Shape::Prefixed(items, rest) => {
            let rest = json!({ "type": "array", "items": shape(rest) });
            tuple(&items.iter().map(shape).chain([rest]).collect::<Vec<_>>())
        }
        Shape::Map(_, value) => json!({ "type": "object", "additionalProperties": shape(value) }),
        Shape::Nullable(inner) => nullable(inner),
        Shape::Named(id) | Shape::Open(id) => {
            json!({ "$ref": format!("#/definitions/{}", type_placeholder(*id)) })
        }
    }
}

fn tuple(items: &[Value]) -> Value {
    let length = items.len();
    json!({ "type": "array", "items": items, "minItems": length, "maxItems": length })
}

fn nullable(inner: &Shape) -> Value {
    json!({ "oneOf": [shape(inner), { "type": "null" }] })
}

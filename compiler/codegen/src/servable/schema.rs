//! What the protocol says of the roots of `inputSchema` and `outputSchema`.
//!
//! MCP 2025-11-25 requires of both `"type": "object"`, members of `properties` that are objects
//! and a `required` of strings; 2026-07-28 leaves the root of `outputSchema` free. A `null` where
//! a keyword wants something else is what serializers write for an absent value; it is left out
//! wherever a subschema stands.

use std::collections::BTreeMap;

use crate::json::{Json, Key, pointer_token};
use crate::schema::Dialect;
use crate::schema::keyword::{Form, Keyword, form, keyword};

/// Writes a schema as the protocol has it: what was changed, or why it cannot be.
pub(super) type Conform = fn(&mut Json) -> Result<Vec<String>, String>;

/// Writes the schema of a tool's arguments.
pub(super) fn arguments(schema: &mut Json) -> Result<Vec<String>, String> {
    let mut repairs = root(schema)?;
    let Json::Object(members) = schema else {
        return Ok(repairs);
    };
    let key = Key::from("type");
    let names_object = |kind: &Json| kind.as_str() == Some("object");
    match members.get(&key) {
        Some(kind) if names_object(kind) => return Ok(repairs),
        Some(Json::Array(kinds)) if kinds.iter().any(names_object) => {
            repairs.push("the types beside \"object\" are left out: arguments are objects".into());
        }
        Some(kind) => {
            let kind = kind.to_compact();
            return Err(format!("has the type {kind}, and arguments are an object"));
        }
        None => repairs.push("\"type\": \"object\" is added".into()),
    }
    members.insert(key, Json::String("object".to_owned()));
    Ok(repairs)
}

/// Writes the schema of a tool's output.
pub(super) fn output(schema: &mut Json) -> Result<Vec<String>, String> {
    root(schema)
}

/// What holds for both.
fn root(schema: &mut Json) -> Result<Vec<String>, String> {
    let mut repairs = Vec::new();
    if let Some(object) = written_as_object(schema) {
        *schema = object;
        repairs.push("a boolean schema is written as an object".to_owned());
    }
    without_null(schema, "", &mut repairs);
    let Json::Object(members) = schema else {
        return Ok(repairs);
    };
    known_dialect(members)?;
    if let Some(properties) = members.get_mut(&Key::from("properties")) {
        let found = properties.type_name();
        let Json::Object(properties) = properties else {
            return Err(format!("has `properties` of type {found}, not an object"));
        };
        for (name, property) in properties {
            if let Some(object) = written_as_object(property) {
                *property = object;
                repairs.push(format!("the boolean schema of {:?} is an object", name.0));
            }
        }
    }
    let required = members.get(&Key::from("required"));
    let is_list = |names: &Json| {
        let names = names.as_array();
        names.is_some_and(|names| names.iter().all(|name| name.as_str().is_some()))
    };
    match required {
        Some(names) if !is_list(names) => {
            Err("has a `required` that is not a list of names".to_owned())
        }
        _ => Ok(repairs),
    }
}

/// A boolean schema as an object that decides alike.
fn written_as_object(schema: &Json) -> Option<Json> {
    let none: [(&str, Json); 0] = [];
    match schema {
        Json::Bool(true) => Some(Json::object(none)),
        Json::Bool(false) => Some(Json::object([("not", Json::object(none))])),
        _ => None,
    }
}

fn known_dialect(members: &BTreeMap<Key, Json>) -> Result<(), String> {
    match members.get(&Key::from("$schema")) {
        Some(Json::String(uri)) if Dialect::of_uri(uri).is_some() => Ok(()),
        Some(other) => {
            let other = other.to_compact();
            Err(format!("is of the dialect {other}, which is unknown here"))
        }
        None => Ok(()),
    }
}

/// Leaves out keywords that are `null`, in every subschema.
fn without_null(schema: &mut Json, at: &str, repairs: &mut Vec<String>) {
    let Json::Object(members) = schema else {
        return;
    };
    members.retain(|keyword, value| {
        let is_absent = *value == Json::Null && !may_be_null(keyword.as_str());
        if is_absent {
            let keyword = pointer_token(keyword.as_str());
            repairs.push(format!("`{at}/{keyword}` is null, read as absent"));
        }
        !is_absent
    });
    for (keyword, value) in members {
        let at = format!("{at}/{}", pointer_token(keyword.as_str()));
        match (form(keyword.as_str()), value) {
            (Some(Form::One | Form::OneOrList), value @ Json::Object(_)) => {
                without_null(value, &at, repairs);
            }
            (Some(Form::List | Form::OneOrList), Json::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    without_null(item, &format!("{at}/{index}"), repairs);
                }
            }
            (Some(Form::ByName), Json::Object(named)) => {
                for (name, item) in named {
                    without_null(item, &format!("{at}/{}", pointer_token(&name.0)), repairs);
                }
            }
            _ => {}
        }
    }
}

/// Whether `null` may be meant under a keyword; what no dialect knows may have any value.
fn may_be_null(name: &str) -> bool {
    keyword(name).is_none_or(Keyword::may_be_null)
}

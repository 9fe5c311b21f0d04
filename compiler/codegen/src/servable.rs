//! A pinned tool as every client can read it, or why none could.
//!
//! Clients check a `tools/list` against the protocol's schema of `Tool` and drop the whole list
//! over one tool that breaks it. What a server means in spite of that is written as the protocol
//! has it: `null` becomes an absent member, a root without a type says `"type": "object"`, a
//! boolean schema becomes an object. A tool whose meaning cannot be kept is not servable. The pin
//! keeps what the server said; the listing, the types and the checks are made of this.

mod form;
mod schema;

use std::collections::BTreeMap;

use crate::json::{Json, Key};

use form::{Form, TOOL};

/// A tool that conforms to the protocol's schema of `Tool`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Servable {
    /// Its members.
    pub members: BTreeMap<Key, Json>,
    /// What was written otherwise, each in a few words.
    pub repairs: Vec<String>,
}

impl Servable {
    /// A member's value.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members.get(&Key::from(name))
    }
}

/// Writes a pinned tool as the protocol has it.
///
/// # Errors
///
/// Each thing that is wrong with it and cannot be written otherwise.
pub fn servable(pinned: &Json) -> Result<Servable, Vec<String>> {
    let Json::Object(members) = pinned else {
        return Err(vec![format!("it is of type {}", pinned.type_name())]);
    };
    let mut conforming = Conforming {
        repairs: Vec::new(),
        faults: Vec::new(),
    };
    let mut members = members.clone();
    // A tool without a schema takes anything; a pin that has one was never listed so.
    members
        .entry(Key::from("inputSchema"))
        .or_insert_with(any_object);
    conforming.object("", &mut members, TOOL);
    for (member, conform) in [
        ("inputSchema", schema::arguments as schema::Conform),
        ("outputSchema", schema::output),
    ] {
        if let Some(schema) = members.get_mut(&Key::from(member)) {
            match conform(schema) {
                Ok(repairs) => {
                    let named = repairs
                        .iter()
                        .map(|repair| format!("in `{member}`, {repair}"));
                    conforming.repairs.extend(named);
                }
                Err(fault) => conforming.faults.push(format!("its `{member}` {fault}")),
            }
        }
    }
    if conforming.faults.is_empty() {
        Ok(Servable {
            members,
            repairs: conforming.repairs,
        })
    } else {
        Err(conforming.faults)
    }
}

fn any_object() -> Json {
    Json::object([("type", Json::String("object".to_owned()))])
}

/// The pass along the table of forms.
struct Conforming {
    repairs: Vec<String>,
    faults: Vec<String>,
}

impl Conforming {
    /// Holds an object's members to their forms; `at` is the path to it, with a dot at its end.
    fn object(&mut self, at: &str, members: &mut BTreeMap<Key, Json>, forms: &[form::Member]) {
        for member in forms {
            let key = Key::from(member.name);
            let path = format!("{at}{}", member.name);
            match members.get_mut(&key) {
                Some(Json::Null) if !member.is_required => {
                    members.remove(&key);
                    self.repairs
                        .push(format!("`{path}` is null, read as absent"));
                }
                Some(value) => self.value(&path, value, member.form),
                None if member.is_required => self.faults.push(format!("it has no `{path}`")),
                None => {}
            }
        }
    }

    fn value(&mut self, path: &str, value: &mut Json, form: Form) {
        match (form, value) {
            (Form::Text, Json::String(_))
            | (Form::Truth, Json::Bool(_))
            | (Form::AnyObject, Json::Object(_))
            | (Form::Schema, Json::Object(_) | Json::Bool(_)) => {}
            (Form::OneOf(words), Json::String(word)) if words.contains(&word.as_str()) => {}
            (Form::Object(forms), Json::Object(members)) => {
                self.object(&format!("{path}."), members, forms);
            }
            (Form::List(item), Json::Array(items)) => {
                for (index, value) in items.iter_mut().enumerate() {
                    self.value(&format!("{path}[{index}]"), value, *item);
                }
            }
            (form, value) => {
                let found = match value {
                    Json::String(text) => format!("is {text:?}"),
                    other => format!("is of type {}", other.type_name()),
                };
                self.faults
                    .push(format!("its `{path}` {found}, expected {form}"));
            }
        }
    }
}

#[cfg(test)]
mod tests;

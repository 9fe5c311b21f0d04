//! `object`: a struct of its known members, or a map where it has none.
//!
//! Unknown members are refused, kept or dropped as `additionalProperties` says `false`,
//! something else, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Read, Reader};
use crate::json::{Json, Key, pointer_token};
use crate::types::ident;
use crate::types::kind::Kinds;
use crate::types::plan::{Body, Field, Rest, Shape, Struct};
use crate::types::position::{Conjunct, Members, Position, Source};

impl<'a> Reader<'_, 'a> {
    /// An object.
    pub(super) fn object(&mut self, position: &Position<'a>, hint: &str) -> Read<Found> {
        let required = self.required(position);
        let rest = self.rest(position, hint)?;
        let mut names: BTreeSet<&Key> = position.conjuncts.iter().flat_map(known_names).collect();
        if names.is_empty() && rest != Rest::Refused {
            for (conjunct, _) in position.with("required").filter(|_| !required.is_empty()) {
                self.widen(&conjunct.pointer, "required", "a map may lack any member");
            }
            let shape = match rest {
                Rest::Kept(shape) => shape,
                Rest::Dropped | Rest::Refused => Shape::Any,
            };
            return Ok(Found::Inline(Shape::Map(Box::new(shape))));
        }
        let required_keys: Vec<_> = required.iter().map(|name| Key::from(*name)).collect();
        names.extend(&required_keys);
        let mut fields = Vec::new();
        for name in names {
            let is_required = required.contains(name.as_str());
            fields.push(self.field(position, hint, name, is_required)?);
        }
        Ok(Found::Body(Body::Struct(Struct { fields, rest }), false))
    }

    fn field(
        &mut self,
        object: &Position<'a>,
        hint: &str,
        name: &Key,
        is_required: bool,
    ) -> Read<Field> {
        let sources = object
            .conjuncts
            .iter()
            .filter_map(|conjunct| member(conjunct, name));
        let position = self.position(sources.collect());
        let hint = format!("{hint}{}", ident::pascal(name.as_str()));
        Ok(Field {
            name: name.as_str().to_owned(),
            shape: self.below(&position, &hint)?,
            is_required,
            description: position.description.map(str::to_owned),
        })
    }

    fn required(&mut self, position: &Position<'a>) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::new();
        for (conjunct, value) in position.with("required") {
            let listed: Option<Vec<_>> = value
                .as_array()
                .and_then(|names| names.iter().map(Json::as_str).collect());
            match listed {
                Some(listed) => names.extend(listed),
                None => self.widen(
                    &conjunct.pointer,
                    "required",
                    "its value is no list of names",
                ),
            }
        }
        names
    }

    fn rest(&mut self, position: &Position<'a>, hint: &str) -> Read<Rest> {
        let all: BTreeSet<_> = position.conjuncts.iter().flat_map(known_names).collect();
        let mut sources = Vec::new();
        let mut is_refused = false;
        let mut is_open = position.with("patternProperties").next().is_some();
        for (conjunct, schema) in position.with("additionalProperties") {
            let knows_all = known_names(conjunct).count() == all.len();
            match schema {
                Json::Bool(false) if knows_all && !is_open => is_refused = true,
                Json::Bool(false) => {
                    let reason = "the type takes members of other parts of the schema";
                    self.widen(&conjunct.pointer, "additionalProperties", reason);
                }
                schema => {
                    let pointer = format!("{}/additionalProperties", conjunct.pointer);
                    sources.push(Source { pointer, schema });
                }
            }
        }
        if is_refused {
            return Ok(Rest::Refused);
        }
        if is_open {
            for source in sources
                .drain(..)
                .filter(|source| source.schema != &Json::Bool(true))
            {
                self.widen(&source.pointer, "", "members of a pattern have other types");
            }
        }
        is_open |= !sources.is_empty();
        if !is_open {
            let reason = "members that the schema does not name are dropped";
            self.note(&position.at, "additionalProperties", reason);
            return Ok(Rest::Dropped);
        }
        let values = self.position(sources);
        Ok(Rest::Kept(self.below(&values, &format!("{hint}Value"))?))
    }
}

/// Whether an object's schema has a list of members and nothing in it.
pub(super) fn lists_no_members(position: &Position<'_>) -> bool {
    let lists = position.with("properties").next().is_some();
    let is_plain = position.conjuncts.iter().all(|conjunct| {
        conjunct.members.keys().all(|key| {
            !crate::types::keyword::constrains(key.as_str())
                || ["properties", "required"].contains(&key.as_str())
        })
    });
    let asks_for_none = position
        .with("required")
        .all(|(_, names)| names.as_array().is_some_and(<[Json]>::is_empty));
    let has_none = position
        .conjuncts
        .iter()
        .flat_map(known_names)
        .next()
        .is_none();
    position.kinds == Kinds::OBJECT && lists && is_plain && asks_for_none && has_none
}

/// The names under `properties`.
pub(super) fn known_names<'a>(conjunct: &Conjunct<'a>) -> impl Iterator<Item = &'a Key> + use<'a> {
    properties(conjunct).into_iter().flat_map(BTreeMap::keys)
}

fn properties<'a>(conjunct: &Conjunct<'a>) -> Option<&'a Members> {
    conjunct.get("properties").and_then(Json::as_object)
}

/// What a conjunct says of one member.
fn member<'a>(conjunct: &Conjunct<'a>, name: &Key) -> Option<Source<'a>> {
    let pointer = &conjunct.pointer;
    if let Some(schema) = properties(conjunct).and_then(|members| members.get(name)) {
        let token = pointer_token(name.as_str());
        return Some(Source {
            pointer: format!("{pointer}/properties/{token}"),
            schema,
        });
    }
    let schema = conjunct.get("additionalProperties")?;
    let decides = schema.as_object().is_some() && conjunct.get("patternProperties").is_none();
    decides.then(|| Source {
        pointer: format!("{pointer}/additionalProperties"),
        schema,
    })
}

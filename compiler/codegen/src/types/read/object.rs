//! `object`: a struct of its known members, or a map where it has none.
//!
//! Unknown members are refused, kept or dropped as `additionalProperties` says `false`,
//! something else, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::loss::Said;
use super::{Found, Read, Reader};
use crate::json::{Json, Key, pointer_token};
use crate::schema::Kinds;
use crate::schema::decimal::survives_reading;
use crate::types::ident;
use crate::types::keyword::constrains;
use crate::types::plan::{Body, Constant, DefinitionId, Field, Rest, Rule, Shape, Struct};
use crate::types::position::{Conjunct, Members, Position, Source};
use crate::types::record::Pass;

impl<'a> Reader<'_, 'a> {
    /// An object.
    pub(super) fn object(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Found> {
        let required = self.required(position);
        let rest = self.rest(position, hint, said)?;
        let mut names: BTreeSet<&Key> = position.conjuncts.iter().flat_map(known_names).collect();
        if names.is_empty() && rest != Rest::Refused {
            for (conjunct, _) in position.with("required").filter(|_| !required.is_empty()) {
                self.widen(&conjunct.pointer, "required", "a map may lack any member");
            }
            let shape = match rest {
                Rest::Kept(shape) => shape,
                Rest::Dropped | Rest::Refused => Shape::Any,
            };
            let key = self.key(position, hint, said)?;
            let effect = "a map: no member is named".to_owned();
            self.step(Pass::Objects, &position.at, "properties", effect);
            return Ok(Found::Inline(Shape::Map(key, Box::new(shape))));
        }
        let required_keys: Vec<_> = required.iter().map(|name| Key::from(*name)).collect();
        let is_known = |key: &Key| names.contains(key);
        if rest == Rest::Refused && !required_keys.iter().all(is_known) {
            self.note(
                &position.at,
                "required",
                "it names a member that is refused",
            );
            return Ok(Found::Inline(Shape::Never));
        }
        names.extend(&required_keys);
        let said_of = Sayings::of(position);
        let mut object = Struct {
            fields: Vec::new(),
            constants: Vec::new(),
            rest,
        };
        for name in names {
            let member = self.position(said_of.sources(position, name));
            let is_required = required.contains(name.as_str());
            match self.constant(&member).filter(|_| is_required) {
                Some(value) => object.constants.push(Constant {
                    name: name.as_str().to_owned(),
                    value: value.clone(),
                }),
                None => object
                    .fields
                    .push(self.field(&member, hint, name, is_required)?),
            }
        }
        let effect = format!(
            "{} members, {} required: a struct with a field each; {}",
            object.fields.len() + object.constants.len(),
            required.len(),
            match object.rest {
                Rest::Refused => "no other members",
                Rest::Kept(_) => "other members are kept",
                Rest::Dropped => "other members are dropped",
            }
        );
        self.step(Pass::Objects, &position.at, "properties", effect);
        Ok(Found::Body(Body::Struct(object), false))
    }

    /// The one value of a member, if there is but one.
    fn constant(&mut self, member: &Position<'a>) -> Option<&'a Json> {
        if member.is_impossible {
            return None;
        }
        if member.kinds == Kinds::NULL {
            return Some(&Json::Null);
        }
        match self.values(member)?.as_slice() {
            [value] if survives_reading(value) => {
                self.widen_beside_values(member);
                Some(value)
            }
            _ => None,
        }
    }

    fn field(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        name: &Key,
        is_required: bool,
    ) -> Read<Field> {
        let hint = format!("{hint}{}", ident::pascal(name.as_str()));
        Ok(Field {
            name: name.as_str().to_owned(),
            shape: self.below(position, &hint)?,
            is_required,
            words: position.words.clone(),
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

    /// The type of a map's keys, where it is other than any string.
    fn key(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Option<DefinitionId>> {
        let sources = position.with("propertyNames").map(|(conjunct, schema)| {
            said.add(conjunct, "propertyNames");
            Source {
                pointer: format!("{}/propertyNames", conjunct.pointer),
                schema,
            }
        });
        let names = self.position(sources.collect()).of_kinds(Kinds::STRING);
        let shape = self.below(&names, &format!("{hint}Key"))?;
        match shape {
            Shape::Named(id) if self.is_key(id) => Ok(Some(id)),
            Shape::String => Ok(None),
            // A format is an annotation.
            Shape::Text(name) if name != "NonEmpty" => Ok(None),
            _ => {
                for (conjunct, _) in position.with("propertyNames") {
                    let reason = "the type takes any member name";
                    self.widen(&conjunct.pointer, "propertyNames", reason);
                }
                Ok(None)
            }
        }
    }

    fn is_key(&self, id: DefinitionId) -> bool {
        let definition = self.definitions[id].as_ref();
        match definition.map(|definition| &definition.body) {
            Some(Body::Enum(values)) => values.iter().all(|value| value.as_str().is_some()),
            Some(Body::Rule(Rule::Text(_))) => true,
            _ => false,
        }
    }

    /// The rest of an object that is closed but for members of patterns: each of the type that
    /// the patterns have in common.
    fn rest_of_patterns(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Option<Rest>> {
        let mut patterns = position.with("patternProperties");
        let (Some((conjunct, Json::Object(schemas))), None) = (patterns.next(), patterns.next())
        else {
            return Ok(None);
        };
        drop(patterns);
        if !is_closed(conjunct) {
            return Ok(None);
        }
        let pointer = &conjunct.pointer;
        let mut shapes: Vec<Shape> = Vec::new();
        for (name, schema) in schemas {
            let token = pointer_token(name.as_str());
            let pointer = format!("{pointer}/patternProperties/{token}");
            let values = self.position(vec![Source { pointer, schema }]);
            shapes.push(self.below(&values, &format!("{hint}Value"))?);
        }
        said.add(conjunct, "additionalProperties");
        let is_one = shapes.windows(2).all(|pair| pair[0] == pair[1]);
        Ok(match shapes.into_iter().next() {
            Some(shape) if is_one => Some(Rest::Kept(shape)),
            Some(_) => Some(Rest::Kept(Shape::Untyped)),
            None => Some(Rest::Refused),
        })
    }

    fn rest(&mut self, position: &Position<'a>, hint: &str, said: &mut Said) -> Read<Rest> {
        if let Some(rest) = self.rest_of_patterns(position, hint, said)? {
            return Ok(rest);
        }
        for (conjunct, schema) in position.with("propertyNames") {
            let is_string = schema.get("type").and_then(Json::as_str) == Some("string");
            let members = schema.as_object();
            let is_plain =
                members.is_some_and(|members| members.keys().all(|key| !constrains(key.as_str())));
            if is_string && is_plain {
                said.add(conjunct, "propertyNames");
            }
        }
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

/// Whether the members of other conjuncts cannot be unknown ones here.
fn is_closed(conjunct: &Conjunct<'_>) -> bool {
    conjunct.get("additionalProperties") == Some(&Json::Bool(false))
}

/// Whether an object's schema has a list of members and nothing in it.
pub(super) fn lists_no_members(position: &Position<'_>) -> bool {
    let lists = position.with("properties").next().is_some();
    let is_plain = position.conjuncts.iter().all(|conjunct| {
        conjunct.members.keys().all(|key| {
            !constrains(key.as_str()) || ["properties", "required"].contains(&key.as_str())
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

/// Which conjuncts say something of which member, so that none is asked of every name.
struct Sayings<'a> {
    /// The conjuncts that list a member.
    listed: BTreeMap<&'a Key, Vec<usize>>,
    /// The conjuncts that say something of members they do not list.
    of_others: Vec<usize>,
}

impl<'a> Sayings<'a> {
    fn of(position: &Position<'a>) -> Self {
        let mut listed: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
        let mut of_others = Vec::new();
        for (index, conjunct) in position.conjuncts.iter().enumerate() {
            for name in known_names(conjunct) {
                listed.entry(name).or_default().push(index);
            }
            if conjunct.get("additionalProperties").is_some() {
                of_others.push(index);
            }
        }
        Self { listed, of_others }
    }

    /// All that the conjuncts say of one member, in their order.
    fn sources(&self, position: &Position<'a>, name: &Key) -> Vec<Source<'a>> {
        let listed = self.listed.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut saying = [listed, &self.of_others].concat();
        saying.sort_unstable();
        saying.dedup();
        let conjuncts = saying.iter().map(|index| &position.conjuncts[*index]);
        conjuncts
            .filter_map(|conjunct| member(conjunct, name))
            .collect()
    }
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

//! What must hold at one place of the schema, as a flat set of conjuncts.
//!
//! `$ref` and `allOf` are conjunctions: the schema, what it refers to and each `allOf` branch
//! all hold. Flattening them here means that no later pass meets either, a cycle is a repeated
//! member of a set, and every conjunct still knows its own pointer. Two places with the same
//! conjuncts ([`Position::key`]) have the same type.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::keyword;
use super::plan::Words;
use super::record::{Pass, Record};
use crate::json::{Json, Key};
use crate::schema::Kinds;

/// References and `allOf`s followed one behind the other.
const MAX_CHAIN: usize = 256;

/// The members of a schema object.
pub(super) type Members = BTreeMap<Key, Json>;

/// One schema object that must hold, without its `$ref`, `allOf` and `type`.
#[derive(Debug, Clone)]
pub(super) struct Conjunct<'a> {
    /// Its place in the document.
    pub(super) pointer: String,
    /// Its keywords.
    pub(super) members: &'a Members,
    /// Whether its `anyOf` and `oneOf` are spoken for.
    pub(super) without_union: bool,
}

/// A place in the document that is still to be flattened.
#[derive(Debug, Clone)]
pub(super) struct Source<'a> {
    /// Its pointer.
    pub(super) pointer: String,
    /// What stands there.
    pub(super) schema: &'a Json,
}

/// All that must hold at one place.
#[derive(Debug, Clone)]
pub(super) struct Position<'a> {
    /// The place itself.
    pub(super) at: String,
    /// The schema objects that hold and say something.
    pub(super) conjuncts: Vec<Conjunct<'a>>,
    /// The types that are left.
    pub(super) kinds: Kinds,
    /// Where the last of them were named.
    pub(super) typed_at: Option<String>,
    /// Whether a conjunct is `false`.
    pub(super) is_impossible: bool,
    /// What the outermost places tell people.
    pub(super) words: Words,
    /// The outermost format.
    pub(super) format: Option<&'a str>,
    /// The outermost title.
    pub(super) title: Option<&'a str>,
    /// How many places were looked at.
    pub(super) places: usize,
}

/// What makes two positions one: their conjuncts, types and format.
pub(super) type PositionKey = (Vec<(String, bool)>, Kinds, Option<String>);

impl<'a> Position<'a> {
    /// Flattens sources that hold together; what cannot be followed is a widening.
    pub(super) fn gather(
        document: &Document<'a>,
        sources: Vec<Source<'a>>,
        record: &mut Record,
    ) -> Self {
        let at = sources
            .first()
            .map(|source| source.pointer.clone())
            .unwrap_or_default();
        let position = Self {
            at,
            conjuncts: Vec::new(),
            kinds: Kinds::ALL,
            typed_at: None,
            is_impossible: false,
            words: Words::default(),
            format: None,
            title: None,
            places: 0,
        };
        let mut gathering = Gathering {
            document,
            record,
            position,
            seen: BTreeSet::new(),
            open: Vec::new(),
        };
        for source in sources {
            gathering.add(source);
        }
        gathering.position.places = gathering.seen.len();
        gathering.position
    }

    /// This position with fewer types.
    pub(super) fn of_kinds(&self, kinds: Kinds) -> Self {
        Self {
            kinds: self.kinds.and(kinds),
            ..self.clone()
        }
    }

    /// This position without any `anyOf` and `oneOf`.
    pub(super) fn without_unions(&self) -> Self {
        let mut position = self.clone();
        for conjunct in &mut position.conjuncts {
            conjunct.without_union = true;
        }
        position
    }

    /// Whether everything is valid here.
    pub(super) fn is_free(&self) -> bool {
        self.conjuncts.is_empty() && self.kinds == Kinds::ALL && !self.is_impossible
    }

    /// What this position is remembered by.
    pub(super) fn key(&self) -> PositionKey {
        let pointers: BTreeSet<_> = self
            .conjuncts
            .iter()
            .map(|conjunct| (conjunct.pointer.clone(), conjunct.without_union))
            .collect();
        let format = self.format.map(str::to_owned);
        (pointers.into_iter().collect(), self.kinds, format)
    }

    /// The name under `$defs` or `definitions`, if that one definition is all that holds here.
    pub(super) fn definition_name(&self) -> Option<String> {
        let [conjunct] = self.conjuncts.as_slice() else {
            return None;
        };
        let name = conjunct
            .pointer
            .strip_prefix("/$defs/")
            .or_else(|| conjunct.pointer.strip_prefix("/definitions/"))?;
        (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
    }

    /// The conjuncts that have a keyword, with its value.
    pub(super) fn with<'s>(
        &'s self,
        keyword: &'s str,
    ) -> impl Iterator<Item = (&'s Conjunct<'a>, &'a Json)> {
        self.conjuncts
            .iter()
            .filter_map(move |conjunct| Some((conjunct, conjunct.get(keyword)?)))
    }
}

impl<'a> Conjunct<'a> {
    /// A keyword's value.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Json> {
        self.members.get(&Key::from(keyword))
    }

    /// Whether it says something of members or items, not only of values.
    pub(super) fn has_shape(&self) -> bool {
        keyword::SHAPES
            .iter()
            .any(|keyword| self.get(keyword).is_some())
    }

    /// Whether it says something of values of these types that a type can say too.
    pub(super) fn says_of(&self, kinds: Kinds) -> bool {
        keyword::ASSERTIONS.iter().any(|assertion| {
            assertion.about() != Kinds::ALL
                && assertion.about() != Kinds::OBJECT
                && assertion.about().meets(kinds)
                && self.get(assertion.keyword).is_some()
        })
    }
}

struct Gathering<'d, 'a, 'w> {
    document: &'d Document<'a>,
    record: &'w mut Record,
    position: Position<'a>,
    seen: BTreeSet<String>,
    open: Vec<String>,
}

impl<'a> Gathering<'_, 'a, '_> {
    fn add(&mut self, source: Source<'a>) {
        if self.open.contains(&source.pointer) {
            self.widen(
                &source.pointer,
                "$ref",
                "the references go round in a circle",
            );
            return;
        }
        if self.open.len() >= MAX_CHAIN {
            self.widen(
                &source.pointer,
                "$ref",
                "the chain of references is too long",
            );
            return;
        }
        if !self.seen.insert(source.pointer.clone()) {
            return;
        }
        match source.schema {
            Json::Bool(true) => {}
            Json::Bool(false) => self.position.is_impossible = true,
            Json::Object(members) => {
                self.open.push(source.pointer.clone());
                self.add_object(source.pointer, members);
                self.open.pop();
            }
            _ => self.widen(
                &source.pointer,
                "",
                "this is neither an object nor a boolean",
            ),
        }
    }

    fn add_object(&mut self, pointer: String, members: &'a Members) {
        let get = |keyword: &str| members.get(&Key::from(keyword));
        let text = |keyword: &str| get(keyword).and_then(Json::as_str);
        self.position.format = self.position.format.or(text("format"));
        self.add_words(members);
        self.position.title = self.position.title.or(text("title"));
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if let Some(reference) = get(keyword) {
                self.follow(&pointer, keyword, reference);
                if keyword == "$ref" && self.document.dialect.ref_stands_alone() {
                    return;
                }
            }
        }
        match get("allOf") {
            Some(Json::Array(branches)) => {
                let effect = format!("{} schemas, merged into one", branches.len());
                self.record
                    .step(Pass::Conjunctions, &pointer, "allOf", effect);
                for (index, schema) in branches.iter().enumerate() {
                    self.add(Source {
                        pointer: format!("{pointer}/allOf/{index}"),
                        schema,
                    });
                }
            }
            Some(_) => self.widen(&pointer, "allOf", "its value is no array"),
            None => {}
        }
        if let Some(value) = get("type") {
            match Kinds::named(value) {
                Some(kinds) => {
                    self.position.kinds = self.position.kinds.and(kinds);
                    self.position.typed_at = Some(pointer.clone());
                }
                None => self.widen(&pointer, "type", "it names no type of JSON"),
            }
        }
        if get("not").is_some_and(accepts_all) {
            self.position.is_impossible = true;
        }
        if members.keys().any(|key| keyword::constrains(key.as_str())) {
            self.position.conjuncts.push(Conjunct {
                pointer,
                members,
                without_union: false,
            });
        }
    }

    fn add_words(&mut self, members: &'a Members) {
        let get = |keyword: &str| members.get(&Key::from(keyword));
        let words = &mut self.position.words;
        let description = || get("description").and_then(Json::as_str);
        words.description = words
            .description
            .take()
            .or_else(|| description().map(str::to_owned));
        words.default = words.default.take().or_else(|| get("default").cloned());
        words.is_deprecated |= get("deprecated") == Some(&Json::Bool(true));
        if words.examples.is_empty() {
            let examples = get("examples").and_then(Json::as_array);
            words.examples = examples.unwrap_or_default().to_vec();
        }
    }

    fn follow(&mut self, pointer: &str, keyword: &str, reference: &'a Json) {
        let resolved = match reference.as_str() {
            Some(text) if keyword == "$ref" => self.document.resolve(pointer, text),
            Some(text) => self.document.resolve_dynamic(pointer, text),
            None => Err("the reference is no string"),
        };
        match resolved {
            Ok((target, schema)) => {
                let effect = format!("the schema at {} holds here", shown(&target));
                self.record.step(Pass::References, pointer, keyword, effect);
                self.add(Source {
                    pointer: target,
                    schema,
                });
            }
            Err(reason) => self.widen(pointer, keyword, reason),
        }
    }

    fn widen(&mut self, pointer: &str, keyword: &str, reason: &str) {
        self.record.widen(pointer, keyword, reason);
    }
}

fn shown(pointer: &str) -> &str {
    if pointer.is_empty() {
        "the root"
    } else {
        pointer
    }
}

fn accepts_all(schema: &Json) -> bool {
    schema == &Json::Bool(true) || schema.as_object().is_some_and(BTreeMap::is_empty)
}

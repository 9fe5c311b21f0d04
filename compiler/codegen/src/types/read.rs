//! From positions to shapes: the descent that plans the types of one schema.
//!
//! Every position is read once and remembered by its key, so recursive and shared definitions
//! become one type. A position met again while it is still open gets its name early; one met
//! again *without a member or item in between* would be a type that contains only itself, and
//! becomes any value. Each kind of position is read in its own file.

mod array;
mod choice;
mod loss;
mod number;
mod object;
mod text;
mod union;
mod unite;

use std::collections::BTreeMap;

use super::Widening;
use super::document::Document;
use super::ident;
use super::plan::{Body, Definition, DefinitionId, Plan, Rest, Rule, Shape, Struct, Words};
use super::position::{Position, PositionKey, Source};
use super::record::{Pass, Record};
use crate::json::Json;
use crate::schema::{Kind, Kinds};
use loss::Said;

/// Places looked at in one schema; `$ref` may multiply what [`super::limit`] has counted.
const MAX_PLACES: usize = 50_000;
/// Definitions of one schema.
const MAX_DEFINITIONS: usize = 2_000;
/// Positions inside each other.
const MAX_DEPTH: usize = 1_000;
/// A shape written with more types than this gets a name.
const MAX_INLINE: usize = 16;

/// What a schema's root is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Any schema.
    Value,
    /// `tools/call`'s `arguments`: always an object, and one without members where the schema
    /// lists none.
    Arguments,
}

/// The planned types of one schema.
#[derive(Debug)]
pub(super) struct Reading {
    /// The types.
    pub(super) plan: Plan,
    /// The root type, unless it is any value.
    pub(super) root: Option<DefinitionId>,
    /// What the passes wrote down.
    pub(super) record: Record,
}

/// A result, or why the whole schema has no types.
type Read<T> = Result<T, Widening>;

/// Plans the types of a document; names start with `root`.
pub(super) fn read(document: &Document<'_>, root: &str, purpose: Purpose) -> Read<Reading> {
    let mut reader = Reader {
        document,
        root,
        record: Record::default(),
        definitions: Vec::new(),
        rules: BTreeMap::new(),
        known: BTreeMap::new(),
        open: Vec::new(),
        progress: 0,
        places: 0,
    };
    let effect = match document.root.get("$schema") {
        Some(named) => format!("{} is {:?}", named.to_compact(), document.dialect),
        None => format!("none: read as {:?}, MCP's default", document.dialect),
    };
    reader.step(Pass::Dialect, "", "$schema", effect);
    let shape = reader.root_shape(purpose)?;
    let root = reader.root_definition(shape, root)?;
    let definitions = reader
        .definitions
        .into_iter()
        .map(|definition| definition.expect("every open position was closed"))
        .collect();
    Ok(Reading {
        plan: Plan { definitions },
        root,
        record: reader.record,
    })
}

enum Known {
    Open(Option<DefinitionId>),
    Read(Shape),
}

/// What a position turned out to be, before it has a name.
enum Found {
    /// A type without a name.
    Inline(Shape),
    /// A type that needs one; the flag says that `null` is valid too.
    Body(Body, bool),
}

struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    root: &'d str,
    record: Record,
    definitions: Vec<Option<Definition>>,
    rules: BTreeMap<Rule, DefinitionId>,
    known: BTreeMap<PositionKey, Known>,
    open: Vec<PositionKey>,
    /// How many of the open positions lie above the last member or item.
    progress: usize,
    places: usize,
}

impl<'a> Reader<'_, 'a> {
    fn root_shape(&mut self, purpose: Purpose) -> Read<Shape> {
        let root = Source {
            pointer: String::new(),
            schema: self.document.root,
        };
        let position = self.position(vec![root]);
        match purpose {
            Purpose::Value => self.shape(&position, self.root),
            Purpose::Arguments => {
                let position = position.of_kinds(Kinds::OBJECT);
                if object::lists_no_members(&position) {
                    let body = Body::Struct(Struct {
                        fields: Vec::new(),
                        constants: Vec::new(),
                        rest: Rest::Dropped,
                    });
                    let id = self.allocate(&position)?;
                    self.define(id, body, self.root, &position);
                    return Ok(Shape::Named(id));
                }
                self.shape(&position, self.root)
            }
        }
    }

    fn root_definition(&mut self, shape: Shape, root: &str) -> Read<Option<DefinitionId>> {
        match shape {
            shape if shape.is_any() => Ok(None),
            Shape::Named(id) => Ok(Some(id)),
            shape => {
                let position = self.position(Vec::new());
                let id = self.allocate(&position)?;
                self.define(id, Body::Alias(shape), root, &position);
                Ok(Some(id))
            }
        }
    }

    fn position(&mut self, sources: Vec<Source<'a>>) -> Position<'a> {
        let position = Position::gather(self.document, sources, &mut self.record);
        self.places += position.places;
        position
    }

    /// Reads a position that lies one member or item deeper.
    fn below(&mut self, position: &Position<'a>, hint: &str) -> Read<Shape> {
        let above = std::mem::replace(&mut self.progress, self.open.len());
        let shape = self.shape(position, hint);
        self.progress = above;
        match shape? {
            // An option of nothing would not tell an absent member from one that is `null`.
            Shape::Null => {
                let only_null = Found::Body(Body::Enum(vec![Json::Null]), false);
                self.name(only_null, None, hint, position)
            }
            shape => Ok(shape),
        }
    }

    /// Reads a position.
    fn shape(&mut self, position: &Position<'a>, hint: &str) -> Read<Shape> {
        self.afford(position)?;
        if position.is_free() {
            return Ok(Shape::Any);
        }
        if position.conjuncts.is_empty() {
            // Nothing to share and nothing below: a bare type says where it is lost itself.
            let found = self.found(position, hint)?;
            return self.name(found, None, hint, position);
        }
        let key = position.key();
        match self.known.get(&key) {
            Some(Known::Read(shape)) => return Ok(shape.clone()),
            Some(Known::Open(early)) => {
                let early = *early;
                return self.open_shape(position, key, early);
            }
            None => {}
        }
        let hint = match position.definition_name() {
            Some(name) => format!("{}{}", self.root, ident::pascal(&name)),
            None => hint.to_owned(),
        };
        self.known.insert(key.clone(), Known::Open(None));
        self.open.push(key.clone());
        let found = self.found(position, &hint)?;
        self.open.pop();
        let early = match self.known.get(&key) {
            Some(Known::Open(early)) => *early,
            _ => None,
        };
        let shape = self.name(found, early, &hint, position)?;
        self.known.insert(key, Known::Read(shape.clone()));
        Ok(shape)
    }

    fn open_shape(
        &mut self,
        position: &Position<'a>,
        key: PositionKey,
        early: Option<DefinitionId>,
    ) -> Read<Shape> {
        let place = self.open.iter().position(|open| *open == key);
        if place.is_some_and(|place| place >= self.progress) {
            self.widen(
                &position.at,
                "$ref",
                "the alternatives go round in a circle",
            );
            return Ok(Shape::Untyped);
        }
        let id = match early {
            Some(id) => id,
            None => self.allocate(position)?,
        };
        let effect = "a type that contains itself, boxed".to_owned();
        self.step(Pass::References, &position.at, "$ref", effect);
        self.known.insert(key, Known::Open(Some(id)));
        Ok(Shape::Named(id))
    }

    /// Gives what was found its definition, where it needs one.
    fn name(
        &mut self,
        found: Found,
        early: Option<DefinitionId>,
        hint: &str,
        position: &Position<'a>,
    ) -> Read<Shape> {
        let (shape, id) = match (found, early) {
            (Found::Body(body, false), Some(id)) => {
                self.define(id, body, hint, position);
                return Ok(Shape::Named(id));
            }
            (Found::Body(body, is_nullable), early) => {
                let id = self.allocate(position)?;
                self.define(id, body, hint, position);
                let shape = Shape::Named(id);
                (if is_nullable { shape.or_null() } else { shape }, early)
            }
            (Found::Inline(shape), Some(id)) => (shape, Some(id)),
            (Found::Inline(shape), None) if shape.size() > MAX_INLINE => {
                (shape, Some(self.allocate(position)?))
            }
            (Found::Inline(shape), None) => (shape, None),
        };
        Ok(match id {
            None => shape,
            Some(id) => {
                self.define(id, Body::Alias(shape), hint, position);
                Shape::Named(id)
            }
        })
    }

    fn found(&mut self, position: &Position<'a>, hint: &str) -> Read<Found> {
        if position.is_impossible {
            self.note(&position.at, "", "nothing is valid here");
            return Ok(Found::Inline(Shape::Never));
        }
        if let Some(values) = self.values(position) {
            return Ok(self.value_set(position, &values));
        }
        if let Some(found) = self.union(position, hint)? {
            return Ok(found);
        }
        if position.kinds == Kinds::ALL {
            self.widen_untyped(position);
            return Ok(Found::Inline(Shape::Untyped));
        }
        let is_nullable = position.kinds.meets(Kinds::NULL);
        let found = match position.kinds.each().as_slice() {
            [] if is_nullable => Found::Inline(Shape::Null),
            [] => {
                self.note(&position.at, "type", "no type is valid here");
                Found::Inline(Shape::Never)
            }
            [(kind, kinds)] => self.one_kind(&position.of_kinds(*kinds), *kind, hint)?,
            several => {
                let names: Vec<_> = several.iter().map(|(kind, _)| kind_name(*kind)).collect();
                let effect = format!("one of {}", names.join(", "));
                self.step(Pass::Kinds, &position.at, "type", effect);
                let mut shapes = Vec::new();
                for (kind, kinds) in several {
                    let hint = format!("{hint}{}", kind_name(*kind));
                    shapes.push(self.shape(&position.of_kinds(*kinds), &hint)?);
                }
                self.unite(position, "type", hint, shapes)?
            }
        };
        Ok(if is_nullable { found.or_null() } else { found })
    }

    fn one_kind(&mut self, position: &Position<'a>, kind: Kind, hint: &str) -> Read<Found> {
        let mut said = Said::default();
        let found = match kind {
            Kind::Object => self.object(position, hint, &mut said)?,
            Kind::Array => Found::Inline(self.array(position, hint, &mut said)?),
            Kind::Integer => Found::Inline(self.integer(position, hint, &mut said)?),
            Kind::Number => Found::Inline(self.number(position, hint, &mut said)?),
            Kind::String => Found::Inline(self.string(position, hint, &mut said)?),
            Kind::Boolean => Found::Inline(Shape::Boolean),
        };
        self.widen_assertions(position, &said);
        Ok(found)
    }

    /// The type of a rule; equal rules of one schema are one type.
    fn rule(&mut self, rule: Rule, hint: &str, position: &Position<'a>) -> Read<Shape> {
        if let Some(id) = self.rules.get(&rule) {
            return Ok(Shape::Named(*id));
        }
        let id = self.allocate(position)?;
        self.rules.insert(rule.clone(), id);
        self.definitions[id] = Some(Definition {
            hint: hint.to_owned(),
            words: Words::default(),
            body: Body::Rule(rule),
        });
        Ok(Shape::Named(id))
    }

    fn allocate(&mut self, position: &Position<'a>) -> Read<DefinitionId> {
        if self.definitions.len() >= MAX_DEFINITIONS {
            let reason = format!("it has more than {MAX_DEFINITIONS} types");
            return Err(Widening::new(&position.at, "", reason));
        }
        self.definitions.push(None);
        Ok(self.definitions.len() - 1)
    }

    fn define(&mut self, id: DefinitionId, body: Body, hint: &str, position: &Position<'a>) {
        self.definitions[id] = Some(Definition {
            hint: hint.to_owned(),
            words: position.words.clone(),
            body,
        });
    }

    /// A position of which nothing is told: a type that is named after no place of its own.
    #[expect(clippy::unused_self, reason = "positions are made by the reader")]
    fn nowhere(&self, position: &Position<'a>) -> Position<'a> {
        Position {
            words: Words::default(),
            ..position.clone()
        }
    }

    /// The body of a definition that is already closed.
    fn body(&self, shape: &Shape) -> Option<&Body> {
        match shape {
            Shape::Named(id) => self.definitions[*id]
                .as_ref()
                .map(|definition| &definition.body),
            _ => None,
        }
    }

    fn afford(&self, position: &Position<'a>) -> Read<()> {
        let reason = if self.places > MAX_PLACES {
            format!("its references expand to more than {MAX_PLACES} places")
        } else if self.open.len() > MAX_DEPTH {
            format!("its references nest deeper than {MAX_DEPTH} places")
        } else {
            return Ok(());
        };
        Err(Widening::new(&position.at, "", reason))
    }

    fn note(&mut self, pointer: &str, keyword: &str, reason: &str) {
        self.record.note(pointer, keyword, reason);
    }

    fn widen(&mut self, pointer: &str, keyword: &str, reason: &str) {
        self.record.widen(pointer, keyword, reason);
    }

    fn step(&mut self, pass: Pass, pointer: &str, keyword: &str, effect: String) {
        self.record.step(pass, pointer, keyword, effect);
    }
}

impl Found {
    /// What it is in Rust, in a few words.
    fn described(&self) -> &'static str {
        match self {
            Self::Body(Body::Struct(_), _) => "one struct",
            Self::Body(Body::Enum(_), _) => "an enum of the values",
            Self::Body(Body::Union(_), false) => "an enum with a variant each",
            Self::Body(Body::Union(_), true) => "an option of an enum with a variant each",
            Self::Inline(Shape::Nullable(_)) => "an option of the one type",
            Self::Inline(Shape::Any | Shape::Untyped) => "any value",
            Self::Body(Body::Alias(_) | Body::Rule(_), _) | Self::Inline(_) => "one type",
        }
    }

    fn or_null(self) -> Self {
        match self {
            Self::Inline(shape) => Self::Inline(shape.or_null()),
            Self::Body(body, _) => Self::Body(body, true),
        }
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "Boolean",
        Kind::Integer => "Integer",
        Kind::Number => "Number",
        Kind::String => "String",
        Kind::Array => "Array",
        Kind::Object => "Object",
    }
}

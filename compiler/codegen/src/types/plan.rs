//! The types a schema will become, before any of them is Rust.
//!
//! A [`Shape`] is a type without a name of its own; objects, enumerations, unions and rules are
//! always [`Definition`]s, so nothing nests in a definition but options, lists, maps and tuples.

mod rule;

use std::collections::BTreeSet;

use crate::json::Json;

pub(super) use rule::{Bound, Length, NON_EMPTY, RealRule, Rule, TextRule, Whole, format_name};

/// A definition's index in its [`Plan`].
pub(super) type DefinitionId = usize;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Any JSON value, since the schema asks for nothing.
    Any,
    /// Any JSON value, since no type says what the schema asks for.
    Untyped,
    /// No value at all.
    Never,
    /// `null` and nothing else.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer(Whole),
    /// A number.
    Number,
    /// A string.
    String,
    /// A string of a kind that the run-time library names.
    Text(&'static str),
    /// A list, each item of one type.
    List(Box<Shape>, Length),
    /// A list of one length with a type for each place.
    Tuple(Vec<Shape>),
    /// A list whose first places have types of their own, and all later ones another.
    Prefixed(Vec<Shape>, Box<Shape>),
    /// One of a definition's values, or any other string.
    Open(DefinitionId),
    /// Members of any name, or of those that a definition allows.
    Map(Option<DefinitionId>, Box<Shape>),
    /// The type, or `null`.
    Nullable(Box<Shape>),
    /// A definition.
    Named(DefinitionId),
}

/// All types of one schema.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// The definitions; an index is a [`DefinitionId`].
    pub(super) definitions: Vec<Definition>,
}

/// A type with a name.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    /// A readable name, not yet unique.
    pub(super) hint: String,
    /// What the schema tells people of it.
    pub(super) words: Words,
    /// What it is.
    pub(super) body: Body,
}

/// What a schema tells people and no type says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Its description.
    pub(super) description: Option<String>,
    /// What the server takes an absent value for.
    pub(super) default: Option<Json>,
    /// Whether nobody should use it any more.
    pub(super) is_deprecated: bool,
    /// Values to show.
    pub(super) examples: Vec<Json>,
}

/// What a definition is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// An object with known members.
    Struct(Struct),
    /// One of these values.
    Enum(Vec<Json>),
    /// The first of these that fits.
    Union(Vec<Shape>),
    /// A string or number that follows a rule.
    Rule(Rule),
    /// Another type under a name.
    Alias(Shape),
}

/// An object with known members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Struct {
    /// The known members, sorted by name.
    pub(super) fields: Vec<Field>,
    /// The members that have one value and must be there, sorted by name.
    pub(super) constants: Vec<Constant>,
    /// What becomes of the unknown ones.
    pub(super) rest: Rest,
}

/// A member that always has the same value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Constant {
    /// Its name in JSON.
    pub(super) name: String,
    /// Its value.
    pub(super) value: Json,
}

/// What a struct does with members it does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rest {
    /// Reading lets them pass, writing has none.
    Dropped,
    /// They are kept, each of this type.
    Kept(Shape),
    /// They are refused.
    Refused,
}

/// A known member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name in JSON.
    pub(super) name: String,
    /// Its type.
    pub(super) shape: Shape,
    /// Whether it must be there.
    pub(super) is_required: bool,
    /// What the schema tells people of it.
    pub(super) words: Words,
}

impl Shape {
    /// The type, or `null`.
    pub(super) fn or_null(self) -> Self {
        match self {
            Self::Any | Self::Untyped | Self::Null | Self::Nullable(_) => self,
            Self::Never => Self::Null,
            shape => Self::Nullable(Box::new(shape)),
        }
    }

    /// Whether it is any JSON value.
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::Any | Self::Untyped)
    }

    /// How many types it is written with, names counted as one.
    pub(super) fn size(&self) -> usize {
        1 + self.parts().iter().map(|part| part.size()).sum::<usize>()
    }

    /// The definitions it names.
    pub(super) fn names(&self) -> Vec<DefinitionId> {
        match self {
            Self::Named(id) | Self::Open(id) => vec![*id],
            shape => {
                let key = match shape {
                    Self::Map(key, _) => *key,
                    _ => None,
                };
                let below = shape.parts().into_iter().flat_map(Self::names);
                key.into_iter().chain(below).collect()
            }
        }
    }

    /// Whether a string in it has a format, definitions apart.
    fn has_format(&self) -> bool {
        matches!(self, Self::Text(name) if *name != NON_EMPTY)
            || self.parts().into_iter().any(Self::has_format)
    }

    /// The types it is written with, one level down.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::List(inner, _) | Self::Map(_, inner) | Self::Nullable(inner) => vec![inner],
            Self::Tuple(items) => items.iter().collect(),
            Self::Prefixed(items, rest) => items.iter().chain([&**rest]).collect(),
            _ => Vec::new(),
        }
    }
}

impl Body {
    /// The types of its members, variants or contents, in order; a kept rest comes last.
    pub(super) fn shapes(&self) -> Vec<&Shape> {
        match self {
            Self::Struct(Struct { fields, rest, .. }) => {
                let rest = match rest {
                    Rest::Kept(shape) => Some(shape),
                    Rest::Dropped | Rest::Refused => None,
                };
                let fields = fields.iter().map(|field| &field.shape);
                fields.chain(rest).collect()
            }
            Self::Enum(_) | Self::Rule(_) => Vec::new(),
            Self::Union(shapes) => shapes.iter().collect(),
            Self::Alias(shape) => vec![shape],
        }
    }
}

impl Plan {
    /// The definitions that `root` needs, itself first, then level by level.
    pub(super) fn reachable(&self, root: DefinitionId) -> Vec<DefinitionId> {
        let mut found = BTreeSet::from([root]);
        let mut order = vec![root];
        let mut next = 0;
        while let Some(id) = order.get(next) {
            let shapes = self.definitions[*id].body.shapes();
            let names: Vec<_> = shapes.into_iter().flat_map(Shape::names).collect();
            order.extend(names.into_iter().filter(|id| found.insert(*id)));
            next += 1;
        }
        order
    }

    /// Whether a string of one of these definitions has a format.
    pub(super) fn has_formats(&self, order: &[DefinitionId]) -> bool {
        order.iter().any(|id| match &self.definitions[*id].body {
            Body::Rule(Rule::Text(rule)) => rule.format.is_some(),
            body => body.shapes().into_iter().any(Shape::has_format),
        })
    }

    /// Whether a definition leads back to itself.
    pub(super) fn is_recursive(&self, id: DefinitionId) -> bool {
        let shapes = self.definitions[id].body.shapes();
        let mut names = shapes.into_iter().flat_map(Shape::names);
        names.any(|below| self.reachable(below).contains(&id))
    }
}

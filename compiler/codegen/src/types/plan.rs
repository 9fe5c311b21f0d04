//! The types a schema will become, before any of them is Rust.
//!
//! A [`Shape`] is a type without a name of its own; objects, enumerations and unions are always
//! [`Definition`]s, so nothing nests in a definition but options, arrays, maps and tuples.

use std::collections::BTreeSet;

/// A definition's index in its [`Plan`].
pub(super) type DefinitionId = usize;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Any JSON value, since the schema asks for nothing.
    Any,
    /// Any JSON value, since no type says what the schema asks for.
    Untyped,
    /// `null` and nothing else.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A signed integer.
    Integer,
    /// An integer that is not negative.
    Unsigned,
    /// A number.
    Number,
    /// A string.
    String,
    /// A list.
    Array(Box<Shape>),
    /// A list of one length with a type for each place.
    Tuple(Vec<Shape>),
    /// Members of any name.
    Map(Box<Shape>),
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
    /// The schema's description.
    pub(super) description: Option<String>,
    /// What it is.
    pub(super) body: Body,
}

/// What a definition is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// An object with known members.
    Struct(Struct),
    /// One of these strings.
    Enum(Vec<String>),
    /// The first of these that fits.
    Union(Vec<Shape>),
    /// Another type under a name.
    Alias(Shape),
}

/// An object with known members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Struct {
    /// The known members, sorted by name.
    pub(super) fields: Vec<Field>,
    /// What becomes of the unknown ones.
    pub(super) rest: Rest,
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
    /// Its description.
    pub(super) description: Option<String>,
}

impl Shape {
    /// The type, or `null`.
    pub(super) fn or_null(self) -> Self {
        match self {
            Self::Any | Self::Untyped | Self::Null | Self::Nullable(_) => self,
            shape => Self::Nullable(Box::new(shape)),
        }
    }

    /// How many types it is written with, names counted as one.
    pub(super) fn size(&self) -> usize {
        1 + self.parts().iter().map(|part| part.size()).sum::<usize>()
    }

    /// The definitions it names.
    pub(super) fn names(&self) -> Vec<DefinitionId> {
        match self {
            Self::Named(id) => vec![*id],
            shape => shape.parts().into_iter().flat_map(Self::names).collect(),
        }
    }

    /// Whether it is any JSON value.
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::Any | Self::Untyped)
    }

    /// The types it is written with, one level down.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => vec![inner],
            Self::Tuple(items) => items.iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl Body {
    /// The types of its members, variants or contents, in order.
    pub(super) fn shapes(&self) -> Vec<&Shape> {
        match self {
            Self::Struct(Struct { fields, rest }) => {
                let rest = match rest {
                    Rest::Kept(shape) => Some(shape),
                    Rest::Dropped | Rest::Refused => None,
                };
                fields
                    .iter()
                    .map(|field| &field.shape)
                    .chain(rest)
                    .collect()
            }
            Self::Enum(_) => Vec::new(),
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
}

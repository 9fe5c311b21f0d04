//! The types of JSON Schema as a set that can be intersected.
//!
//! `integer` is a part of `number`, so numbers with a fraction are a member of their own:
//! `number` is both, and `number` ∩ `integer` = `integer` falls out.

use super::decimal::Decimal;
use crate::json::Json;

/// A set of JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kinds(u8);

/// One JSON type that has a Rust type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `boolean`.
    Boolean,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

impl Kinds {
    /// Every type: no `type` keyword at all.
    pub const ALL: Self = Self(0b111_1111);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// `integer`.
    pub const INTEGER: Self = Self(1 << 2);
    /// `number`.
    pub const NUMBER: Self = Self(1 << 2 | 1 << 3);
    /// `string`.
    pub const STRING: Self = Self(1 << 4);
    /// `array`.
    pub const ARRAY: Self = Self(1 << 5);
    /// `object`.
    pub const OBJECT: Self = Self(1 << 6);
    /// No type: nothing is valid.
    const NONE: Self = Self(0);

    /// The types that a `type` keyword names, unless its value is none.
    pub fn named(value: &Json) -> Option<Self> {
        match value {
            Json::String(name) => Self::by_name(name),
            Json::Array(names) if !names.is_empty() => names
                .iter()
                .map(|name| Self::by_name(name.as_str()?))
                .try_fold(Self::NONE, |all, one| Some(Self(all.0 | one?.0))),
            _ => None,
        }
    }

    /// The type of one JSON value.
    pub fn of(value: &Json) -> Self {
        match value {
            Json::Null => Self::NULL,
            Json::Bool(_) => Self::BOOLEAN,
            Json::Number(digits) if is_integer(digits) => Self::INTEGER,
            Json::Number(_) => Self::NUMBER,
            Json::String(_) => Self::STRING,
            Json::Array(_) => Self::ARRAY,
            Json::Object(_) => Self::OBJECT,
        }
    }

    /// The types in either set.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The types in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the sets have a type in common.
    pub fn meets(self, other: Self) -> bool {
        self.and(other) != Self::NONE
    }

    /// Whether `other` is wholly in this set.
    pub fn contains(self, other: Self) -> bool {
        self.and(other) == other
    }

    /// The set without `null`.
    #[must_use]
    pub fn without_null(self) -> Self {
        Self(self.0 & !Self::NULL.0)
    }

    /// The types but `null`, one by one; `number` takes `integer` in.
    pub fn each(self) -> Vec<(Kind, Self)> {
        let number = if self.contains(Self::NUMBER) {
            Kind::Number
        } else {
            Kind::Integer
        };
        [
            (Kind::Boolean, Self::BOOLEAN),
            (number, Self::NUMBER),
            (Kind::String, Self::STRING),
            (Kind::Array, Self::ARRAY),
            (Kind::Object, Self::OBJECT),
        ]
        .into_iter()
        .map(|(kind, kinds)| (kind, self.and(kinds)))
        .filter(|(_, kinds)| *kinds != Self::NONE)
        .collect()
    }

    fn by_name(name: &str) -> Option<Self> {
        match name {
            "null" => Some(Self::NULL),
            "boolean" => Some(Self::BOOLEAN),
            "integer" => Some(Self::INTEGER),
            "number" => Some(Self::NUMBER),
            "string" => Some(Self::STRING),
            "array" => Some(Self::ARRAY),
            "object" => Some(Self::OBJECT),
            _ => None,
        }
    }
}

/// Whether a JSON number is an integer to JSON Schema: `1.0` and `1e2` are.
fn is_integer(digits: &str) -> bool {
    Decimal::of(digits).is_some_and(|number| number.is_integer())
}

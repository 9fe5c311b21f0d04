//! The static table that a generated crate holds for each schema: data, no behaviour.
//!
//! Nodes refer to each other by their place in one slice ([`At`]), so a recursive schema is
//! plain data too, and equal subschemas are one node. Everything absent means "no constraint":
//! emission starts from [`Node::ANY`] and its kin by struct update. Sorted slices are sorted by
//! `mcpreg-codegen`; each says by what.

pub use super::Format;
use super::Pattern;
pub use super::members::{guess, guesses};

/// The place of a [`Node`] in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At(pub u32);

/// A set of JSON Schema's primitive types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types(pub u8);

/// What one subschema asks of a value; every part holds at once.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The types it may have.
    pub types: Types,
    /// What a number must keep to.
    pub number: Option<&'static NumberRules>,
    /// What a string must keep to.
    pub string: Option<&'static StringRules>,
    /// What an array must keep to.
    pub array: Option<&'static ArrayRules>,
    /// What an object must keep to.
    pub object: Option<&'static ObjectRules>,
    /// What a value of any type must keep to.
    pub any: &'static [Applicator],
    /// How an object's branch is told, where `any` is a union whose branches a member tells
    /// apart and nothing else is asked of an object.
    pub tag: Option<&'static Tag>,
}

/// The member that tells the branches of a union apart.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    /// Its name, unescaped.
    pub member: &'static str,
    /// Its values as compact JSON texts, each with the one branch that does not refuse it.
    pub branches: &'static [(&'static str, At)],
}

/// The assertions on numbers.
#[derive(Debug, Clone, Copy)]
pub struct NumberRules {
    /// `minimum`.
    pub minimum: Option<Bound>,
    /// `maximum`.
    pub maximum: Option<Bound>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Bound>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Bound>,
    /// `multipleOf`; greater than zero, at most 37 significant digits.
    pub multiple_of: Option<Bound>,
}

/// A number of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// The number as the schema writes it.
    pub text: &'static str,
    /// The same number, where it is an integer that fits.
    pub integer: Option<i64>,
}

/// The assertions on strings.
#[derive(Debug, Clone, Copy)]
pub struct StringRules {
    /// `minLength`, in code points.
    pub min_length: u64,
    /// `maxLength`, in code points.
    pub max_length: u64,
    /// `pattern`.
    pub pattern: Option<&'static Pattern>,
    /// `format`, where it is asserted.
    pub format: Option<Format>,
}

/// The assertions on arrays.
#[derive(Debug, Clone, Copy)]
pub struct ArrayRules {
    /// `minItems`.
    pub min_items: u64,
    /// `maxItems`.
    pub max_items: u64,
    /// What the first items must fit, one by one.
    pub prefix: &'static [At],
    /// What the items after `prefix` must fit.
    pub items: Rest,
    /// `uniqueItems`.
    pub unique: bool,
    /// `contains`.
    pub contains: Option<Contains>,
}

/// What values without a rule of their own must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Anything goes.
    Open,
    /// There may be none.
    Closed,
    /// Each fits this node.
    Fits(At),
}

/// `contains` with its counts.
#[derive(Debug, Clone, Copy)]
pub struct Contains {
    /// What the counted items fit.
    pub node: At,
    /// `minContains`.
    pub min: u64,
    /// `maxContains`.
    pub max: u64,
}

/// The assertions on objects.
#[derive(Debug, Clone, Copy)]
pub struct ObjectRules {
    /// The names of `properties` and of `required`, sorted by length and then by bytes.
    pub members: &'static [Member],
    /// Where a name may stand in `members`, made by [`guesses`]; none where there are few.
    pub guesses: &'static [u8],
    /// How many of `members` are required.
    pub required: usize,
    /// `patternProperties`.
    pub patterns: &'static [(&'static Pattern, At)],
    /// `additionalProperties`.
    pub additional: Rest,
    /// `propertyNames`.
    pub names: Option<At>,
    /// `minProperties`.
    pub min_properties: u64,
    /// `maxProperties`.
    pub max_properties: u64,
    /// `dependentRequired`, `dependentSchemas` and `dependencies`.
    pub dependent: &'static [Dependent],
}

/// One named member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its name, unescaped.
    pub name: &'static str,
    /// Whether `required` names it.
    pub required: bool,
    /// What `properties` asks of it; absent where only `required` names it.
    pub node: Option<At>,
}

/// What the presence of a member asks of its object.
#[derive(Debug, Clone, Copy)]
pub struct Dependent {
    /// The keyword it comes from.
    pub keyword: &'static str,
    /// The member whose presence counts.
    pub member: &'static str,
    /// The members that must be present then.
    pub required: &'static [&'static str],
    /// What the whole object must fit then.
    pub node: Option<At>,
}

/// A keyword that applies to a value of any type.
#[derive(Debug, Clone, Copy)]
pub enum Applicator {
    /// `enum` or `const`: one of these JSON texts.
    Values {
        /// `enum` or `const`.
        keyword: &'static str,
        /// The values as compact JSON texts.
        allowed: &'static [&'static str],
    },
    /// A reference beside other keywords, or the members of `allOf`.
    All {
        /// `$ref` or one of its kin, or `allOf`.
        keyword: &'static str,
        /// What the value must fit.
        nodes: &'static [At],
    },
    /// `anyOf`.
    AnyOf(&'static [At]),
    /// `oneOf`.
    OneOf(&'static [At]),
    /// `not`.
    Not(At),
    /// `if` with `then`, `else` or both.
    If {
        /// Decides which branch applies.
        condition: At,
        /// What the value must fit when it fits the condition.
        then: Option<At>,
        /// What the value must fit when it does not.
        otherwise: Option<At>,
    },
    /// `unevaluatedProperties`: what the members must fit that nothing else of this node looks
    /// at. The rules of such a table say `Rest::Fits` even where anything goes.
    UnevaluatedProperties(At),
    /// `unevaluatedItems`, likewise.
    UnevaluatedItems {
        /// What the items must fit.
        node: At,
        /// Whether an item that fits `contains` was looked at; not in 2019-09.
        contains: bool,
    },
}

impl Types {
    /// No type at all.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(2);
    /// A number written without fraction and exponent, such as `1`: `integer` in draft 4.
    pub const DIGITS: Self = Self(4);
    /// A number without a fractional part, written with one or with an exponent: `1.0`, `1e2`.
    pub const WHOLE: Self = Self(128);
    /// A number with a fractional part, such as `1.5`.
    pub const FRACTION: Self = Self(8);
    /// `integer`: a number without a fractional part, however it is written (`1`, `1.0`, `1e2`).
    pub const INTEGER: Self = Self(4 | 128);
    /// `number`.
    pub const NUMBER: Self = Self(4 | 8 | 128);
    /// `string`.
    pub const STRING: Self = Self(16);
    /// `array`.
    pub const ARRAY: Self = Self(32);
    /// `object`.
    pub const OBJECT: Self = Self(64);
    /// Every type.
    pub const ANY: Self = Self(255);

    /// Whether the sets share a type.
    pub const fn allows(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The types in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Node {
    /// Asks nothing.
    pub const ANY: Self = Self {
        types: Types::ANY,
        number: None,
        string: None,
        array: None,
        object: None,
        any: &[],
        tag: None,
    };
    /// Refuses everything: the schema `false`.
    pub const NEVER: Self = Self {
        types: Types::NONE,
        ..Self::ANY
    };
}

impl NumberRules {
    /// Asks nothing.
    pub const ANY: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
    };
}

impl StringRules {
    /// Asks nothing.
    pub const ANY: Self = Self {
        min_length: 0,
        max_length: u64::MAX,
        pattern: None,
        format: None,
    };
}

impl ArrayRules {
    /// Asks nothing.
    pub const ANY: Self = Self {
        min_items: 0,
        max_items: u64::MAX,
        prefix: &[],
        items: Rest::Open,
        unique: false,
        contains: None,
    };
}

impl ObjectRules {
    /// Asks nothing.
    pub const ANY: Self = Self {
        members: &[],
        guesses: &[],
        required: 0,
        patterns: &[],
        additional: Rest::Open,
        names: None,
        min_properties: 0,
        max_properties: u64::MAX,
        dependent: &[],
    };
}

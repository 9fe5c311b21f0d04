//! A schema's check as owned data: the same shape as `mcpreg_contract::check::table`.
//!
//! [`Plan::of`] reads a schema once, keyword by keyword, under the rules of its dialect. Every
//! subschema becomes one node of a flat list and refers to others by their place, so recursion
//! needs no expansion. What the table cannot express comes back as [`Unsupported`], and the
//! schema is then left to the run-time validator.

mod build;
mod cycle;
mod inhabited;
mod renumber;
mod shrink;
mod tag;
mod value;

use std::fmt;

use crate::json::Json;
use crate::schema::SchemaOptions;

/// The place of a node in [`Plan::nodes`].
pub type NodeId = u32;

/// Up to how many members are found sooner one by one than by a guess.
const FEW_MEMBERS: usize = 8;

/// The place of a pattern in [`Plan::patterns`].
pub type PatternId = usize;

/// A compiled schema; its root is node 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The nodes.
    pub nodes: Vec<PlanNode>,
    /// The distinct ECMA-262 patterns that nodes refer to.
    pub patterns: Vec<String>,
}

/// Why a schema has no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// JSON pointer to the subschema.
    pub pointer: String,
    /// The keyword and what is special about it.
    pub reason: String,
}

/// A set of primitive types, bit for bit `mcpreg_contract::check::table::Types`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeSet(pub u8);

/// What one subschema asks of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanNode {
    /// The types it may have.
    pub types: TypeSet,
    /// What a number must keep to.
    pub number: NumberPlan,
    /// What a string must keep to.
    pub string: StringPlan,
    /// What an array must keep to.
    pub array: ArrayPlan,
    /// What an object must keep to.
    pub object: ObjectPlan,
    /// What a value of any type must keep to.
    pub any: Vec<ApplicatorPlan>,
    /// The member that tells the branches of a union apart.
    pub tag: Option<Box<TagPlan>>,
}

/// The member that tells the branches of a union apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagPlan {
    /// Its name.
    pub member: String,
    /// Its values as compact JSON, each with the one branch that does not refuse it.
    pub branches: Vec<(String, NodeId)>,
}

/// The assertions on numbers, as the schema writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberPlan {
    /// `minimum`.
    pub minimum: Option<String>,
    /// `maximum`.
    pub maximum: Option<String>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<String>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<String>,
    /// `multipleOf`.
    pub multiple_of: Option<String>,
}

/// The assertions on strings.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct StringPlan {
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<PatternId>,
    /// `format`, where it is asserted and the dialect knows it.
    pub format: Option<&'static str>,
}

/// The assertions on arrays.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArrayPlan {
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `prefixItems`, or `items` as a list.
    pub prefix: Vec<NodeId>,
    /// `items`, or `additionalItems` after a list.
    pub items: RestPlan,
    /// `uniqueItems`.
    pub unique: bool,
    /// `contains` with `minContains` and `maxContains`.
    pub contains: Option<(NodeId, u64, Option<u64>)>,
}

/// What values without a rule of their own must fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestPlan {
    /// Anything goes.
    #[default]
    Open,
    /// There may be none.
    Closed,
    /// Each fits this node.
    Fits(NodeId),
}

/// The assertions on objects.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectPlan {
    /// `properties` and `required`, sorted by length and then by bytes.
    pub members: Vec<MemberPlan>,
    /// `patternProperties`.
    pub patterns: Vec<(PatternId, NodeId)>,
    /// `additionalProperties`.
    pub additional: RestPlan,
    /// `propertyNames`.
    pub names: Option<NodeId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `dependentRequired`, `dependentSchemas`, `dependencies`.
    pub dependent: Vec<DependentPlan>,
}

/// One named member.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MemberPlan {
    /// Its name.
    pub name: String,
    /// Whether `required` names it.
    pub required: bool,
    /// What `properties` asks of it.
    pub node: Option<NodeId>,
}

/// What the presence of a member asks of its object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DependentPlan {
    /// The keyword it comes from.
    pub keyword: &'static str,
    /// The member whose presence counts.
    pub member: String,
    /// The members that must be present then.
    pub required: Vec<String>,
    /// What the object must fit then.
    pub node: Option<NodeId>,
}

/// A keyword that applies to a value of any type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApplicatorPlan {
    /// `enum` or `const`: one of these JSON texts.
    Values {
        /// Which of the two.
        keyword: &'static str,
        /// The values as compact JSON.
        allowed: Vec<String>,
    },
    /// `allOf`, or a reference beside other keywords.
    All {
        /// Which of the two.
        keyword: &'static str,
        /// What the value must fit.
        nodes: Vec<NodeId>,
    },
    /// `anyOf`.
    AnyOf(Vec<NodeId>),
    /// `oneOf`.
    OneOf(Vec<NodeId>),
    /// `not`.
    Not(NodeId),
    /// `if` with `then`, `else` or both.
    If {
        /// Decides which branch applies.
        condition: NodeId,
        /// The `then` branch.
        then: Option<NodeId>,
        /// The `else` branch.
        otherwise: Option<NodeId>,
    },
    /// `unevaluatedProperties`.
    UnevaluatedProperties(NodeId),
    /// `unevaluatedItems`.
    UnevaluatedItems {
        /// What the items that nothing else looks at must fit.
        node: NodeId,
        /// Whether an item that fits `contains` was looked at; not in 2019-09.
        contains: bool,
    },
}

impl Plan {
    /// Plans the check of one schema, with the default options.
    ///
    /// # Errors
    ///
    /// As [`Plan::with`].
    pub fn of(schema: &Json) -> Result<Self, Unsupported> {
        Self::with(schema, &SchemaOptions::default())
    }

    /// Plans the check of one schema.
    ///
    /// # Errors
    ///
    /// [`Unsupported`] names the first keyword that the table cannot express, or the limit that
    /// the schema goes beyond.
    pub fn with(schema: &Json, options: &SchemaOptions) -> Result<Self, Unsupported> {
        let plan = build::build(schema, options)?;
        cycle::refuse_cycles(&plan)?;
        let mut plan = shrink::shrink(plan);
        tag::tag(&mut plan.nodes);
        Ok(plan)
    }
}

impl Plan {
    /// The patterns that no engine reads, each with the reason; a string or a member name that
    /// meets one of them is refused, whatever else the schema says.
    pub fn undecidable(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for source in &self.patterns {
            let fault = crate::schema::pattern::fault(source);
            faults.extend(
                fault.map(|fault| format!("the pattern {source:?} cannot be decided: {fault}")),
            );
        }
        faults
    }
}

impl TypeSet {
    /// No type at all.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(2);
    /// A number written without fraction and exponent.
    pub const DIGITS: Self = Self(4);
    /// A number without a fractional part.
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

    /// The types in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The types of this set that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The types in either set.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl ObjectPlan {
    /// How many guesses the table has about where a member stands; none for few members.
    pub fn guesses(&self) -> Option<usize> {
        let members = self.members.len();
        (members > FEW_MEMBERS).then(|| (members * 4).next_power_of_two())
    }
}

impl PlanNode {
    /// A node that admits these types and asks nothing more.
    pub fn of_types(types: TypeSet) -> Self {
        Self {
            types,
            number: NumberPlan::default(),
            string: StringPlan::default(),
            array: ArrayPlan::default(),
            object: ObjectPlan::default(),
            any: Vec::new(),
            tag: None,
        }
    }
}

impl ApplicatorPlan {
    /// Whether it is about what other keywords have not looked at.
    pub(crate) fn is_unevaluated(&self) -> bool {
        matches!(
            self,
            Self::UnevaluatedProperties(_) | Self::UnevaluatedItems { .. }
        )
    }

    /// Whether it is an `if` without branches, which asserts nothing.
    pub(crate) fn is_idle(&self) -> bool {
        matches!(
            self,
            Self::If {
                then: None,
                otherwise: None,
                ..
            }
        )
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "(root)"
        } else {
            &self.pointer
        };
        write!(f, "{place}: {}", self.reason)
    }
}

impl std::error::Error for Unsupported {}

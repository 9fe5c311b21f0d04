//! What the passes write down while they work: what each did where, and what the types do not say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Widening;

/// How many steps of one schema are kept.
const MAX_STEPS: usize = 500;

/// The record of one schema.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// What the types do not say.
    pub(super) widenings: BTreeSet<Widening>,
    /// Where the types follow a convention.
    pub(super) notes: BTreeSet<Widening>,
    steps: BTreeMap<(String, String), (Pass, String)>,
}

/// What one pass did at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The pass.
    pub pass: Pass,
    /// JSON pointer to the subschema.
    pub pointer: String,
    /// The keyword.
    pub keyword: String,
    /// What it made of it.
    pub effect: String,
}

/// A pass over a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Finds out which version of JSON Schema it is.
    Dialect,
    /// Follows `$ref` and its kin.
    References,
    /// Merges `allOf`.
    Conjunctions,
    /// Reads `enum` and `const`.
    Values,
    /// Reads `type`.
    Kinds,
    /// Reads `anyOf` and `oneOf`.
    Unions,
    /// Makes structs and maps.
    Objects,
    /// Makes lists and tuples.
    Arrays,
    /// Makes the types that have rules.
    Rules,
}

impl Record {
    /// Notes a place where the type says less than the schema.
    pub(super) fn widen(&mut self, pointer: &str, keyword: &str, reason: &str) {
        self.widenings
            .insert(Widening::new(pointer, keyword, reason));
    }

    /// Notes a place where the type follows a convention.
    pub(super) fn note(&mut self, pointer: &str, keyword: &str, reason: &str) {
        self.notes.insert(Widening::new(pointer, keyword, reason));
    }

    /// Notes what a pass made of a keyword. A place may be read more than once; the last time
    /// counts.
    pub(super) fn step(&mut self, pass: Pass, pointer: &str, keyword: &str, effect: String) {
        let place = (pointer.to_owned(), keyword.to_owned());
        if self.steps.len() < MAX_STEPS || self.steps.contains_key(&place) {
            self.steps.insert(place, (pass, effect));
        }
    }

    /// What the passes did, by place.
    pub(super) fn into_steps(self) -> Vec<Step> {
        let step = |((pointer, keyword), (pass, effect))| Step {
            pass,
            pointer,
            keyword,
            effect,
        };
        self.steps.into_iter().map(step).collect()
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Dialect => "dialect",
            Self::References => "references",
            Self::Conjunctions => "conjunctions",
            Self::Values => "values",
            Self::Kinds => "kinds",
            Self::Unions => "unions",
            Self::Objects => "objects",
            Self::Arrays => "arrays",
            Self::Rules => "rules",
        })
    }
}

//! Instances that find out what a schema's check does: valid ones, and mutants one step away.
//!
//! A schema goes in; out come the smallest and the largest value that should fit it, one more for
//! each branch of its unions, and for every place in them mutants for every keyword that holds
//! there. Nothing is random, so the same schema always gives the same instances. Instances are
//! JSON texts, because some of them no reader keeps as they are: repeated names, huge numbers.

mod base;
mod mutant;
mod place;
mod text;

use std::collections::BTreeSet;

use mcpreg_codegen::json::Json;
use serde::Serialize;

use base::{Base, Size};

/// How an instance came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mutation {
    /// Only what is required, as small as may be.
    Minimal,
    /// Everything there is, as large as may be.
    Maximal,
    /// A member or an item is missing.
    Dropped,
    /// A member has another name.
    Renamed,
    /// There is a member that the schema does not know.
    Extra,
    /// A member is there twice.
    Repeated,
    /// A value is `null`.
    Null,
    /// A value is of another type.
    Retyped,
    /// A number, a length or a count at a bound or one beyond it.
    Bound,
    /// An integer written with a fraction or an exponent.
    WholeNumber,
    /// A number with a fraction.
    Fraction,
    /// A number that an `f64` or an `i64` does not hold.
    HugeNumber,
    /// A value of an `enum`, or just none of them.
    Choice,
    /// A text that a pattern or a length may not expect.
    Text,
    /// A wrong item, or one too often.
    Item,
    /// Another branch of a union.
    Branch,
}

/// One JSON text to decide about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// How it came about.
    pub mutation: Mutation,
    /// Where it differs from a value that should fit; a JSON pointer.
    pub pointer: String,
    /// The text.
    pub text: String,
}

/// How many bases a schema has at most beside the smallest: one for each branch of its unions.
const LARGE_BASES: usize = 6;

/// The instances of a schema, `most` at most, spread over all that there are.
pub fn instances(schema: &Json, most: usize) -> Vec<Instance> {
    let bases = bases(schema);
    let mut mutants = Vec::new();
    for (base, place) in bases
        .iter()
        .flat_map(|base| base.places.iter().map(move |at| (base, at)))
    {
        let mut known = BTreeSet::new();
        let new = mutant::mutants(schema, place);
        let new = new
            .into_iter()
            .filter(|(_, text)| known.insert(text.clone()));
        mutants.extend(new.map(|(mutation, text)| (base, place, mutation, text)));
    }
    let step = mutants
        .len()
        .div_ceil(most.saturating_sub(bases.len()).max(1))
        .max(1);
    let whole = bases.iter().enumerate().map(|(number, base)| Instance {
        mutation: if number == 0 {
            Mutation::Minimal
        } else {
            Mutation::Maximal
        },
        pointer: String::new(),
        text: base.text.clone(),
    });
    let mutated = mutants
        .into_iter()
        .step_by(step)
        .map(|(base, place, mutation, text)| {
            let whole = &base.text;
            let (before, after) = (&whole[..place.range.start], &whole[place.range.end..]);
            Instance {
                mutation,
                pointer: place.pointer.clone(),
                text: format!("{before}{text}{after}"),
            }
        });
    whole.chain(mutated).collect()
}

/// The smallest value, and the largest one for each choice of branches; none twice.
fn bases(schema: &Json) -> Vec<Base<'_>> {
    let mut bases = vec![Base::of(schema, Size::Minimal)];
    for branch in 0..LARGE_BASES {
        let base = Base::of(schema, Size::Maximal { branch });
        if bases.iter().all(|known| known.text != base.text) {
            bases.push(base);
        }
    }
    bases
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Minimal,
        Self::Maximal,
        Self::Dropped,
        Self::Renamed,
        Self::Extra,
        Self::Repeated,
        Self::Null,
        Self::Retyped,
        Self::Bound,
        Self::WholeNumber,
        Self::Fraction,
        Self::HugeNumber,
        Self::Choice,
        Self::Text,
        Self::Item,
        Self::Branch,
    ];

    /// Its name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Maximal => "maximal",
            Self::Dropped => "dropped",
            Self::Renamed => "renamed",
            Self::Extra => "extra member",
            Self::Repeated => "repeated member",
            Self::Null => "null",
            Self::Retyped => "retyped",
            Self::Bound => "at or beyond a bound",
            Self::WholeNumber => "1.0 for 1",
            Self::Fraction => "fraction",
            Self::HugeNumber => "huge number",
            Self::Choice => "enum and const",
            Self::Text => "text",
            Self::Item => "wrong item",
            Self::Branch => "branch of a union",
        }
    }
}

#[cfg(test)]
mod tests;

//! `enum` and `const`: a position that lists its values.
//!
//! They become an enumeration, whatever their types; both truth values are a boolean.

use std::collections::HashSet;

use super::loss::Said;
use super::{Found, Reader};
use crate::json::Json;
use crate::schema::Kinds;
use crate::schema::decimal::{identity, survives_reading};
use crate::types::plan::{Body, Shape};
use crate::types::position::Position;
use crate::types::record::Pass;

/// Values of one enumeration; rustc's time grows with them.
const MAX_VALUES: usize = 1_000;

impl<'a> Reader<'_, 'a> {
    /// The values that every `enum` and `const` of the position lists, if there is one.
    pub(super) fn values(&mut self, position: &Position<'a>) -> Option<Vec<&'a Json>> {
        let mut lists: Vec<Vec<&'a Json>> = Vec::new();
        for conjunct in &position.conjuncts {
            lists.extend(conjunct.get("const").map(|value| vec![value]));
            match conjunct.get("enum") {
                Some(Json::Array(values)) => lists.push(values.iter().collect()),
                Some(_) => self.widen(&conjunct.pointer, "enum", "its value is no array"),
                None => {}
            }
        }
        let (first, others) = lists.split_first()?;
        let identities = |list: &Vec<&Json>| -> HashSet<String> {
            list.iter().map(|value| identity(value)).collect()
        };
        let others: Vec<_> = others.iter().map(identities).collect();
        let mut seen = HashSet::new();
        let mut values: Vec<&Json> = Vec::new();
        for value in first {
            let identity = identity(value);
            let is_everywhere = others.iter().all(|list| list.contains(&identity));
            let is_of_type = position.kinds.contains(Kinds::of(value));
            if is_everywhere && is_of_type && seen.insert(identity) {
                values.push(value);
            }
        }
        Some(values)
    }

    /// The type of a list of values.
    pub(super) fn value_set(&mut self, position: &Position<'a>, values: &[&'a Json]) -> Found {
        let is_nullable = values.contains(&&Json::Null);
        let values: Vec<_> = values
            .iter()
            .copied()
            .filter(|value| *value != &Json::Null)
            .collect();
        self.widen_beside_values(position);
        let found = self.non_null_values(position, &values, is_nullable);
        for keyword in ["const", "enum"] {
            for (conjunct, _) in position.with(keyword) {
                let count = values.len() + usize::from(is_nullable);
                let effect = format!("{count} values: {}", found.described());
                self.step(Pass::Values, &conjunct.pointer, keyword, effect);
            }
        }
        if is_nullable { found.or_null() } else { found }
    }

    fn non_null_values(
        &mut self,
        position: &Position<'a>,
        values: &[&'a Json],
        is_nullable: bool,
    ) -> Found {
        if values.is_empty() {
            if !is_nullable {
                self.note(&position.at, "enum", "it lists no value that is valid here");
            }
            return Found::Inline(Shape::Never);
        }
        let kinds: Vec<_> = values.iter().map(|value| Kinds::of(value)).collect();
        let all = |of: Kinds| kinds.iter().all(|kinds| of.contains(*kinds));
        if all(Kinds::BOOLEAN) && values.len() == 2 {
            return Found::Inline(Shape::Boolean);
        }
        let is_exact = values.iter().all(|value| survives_reading(value));
        if is_exact && values.len() <= MAX_VALUES {
            let values = values.iter().map(|value| (*value).clone()).collect();
            return Found::Body(Body::Enum(values), false);
        }
        let reason = if is_exact {
            "it lists more values than an enumeration may have"
        } else {
            "it has a number beyond 64 bits and double precision"
        };
        for keyword in ["enum", "const"] {
            for (conjunct, _) in position.with(keyword) {
                self.widen(&conjunct.pointer, keyword, reason);
            }
        }
        Found::Inline(if all(Kinds::STRING) {
            Shape::String
        } else if all(Kinds::NUMBER) {
            Shape::Number
        } else {
            Shape::Untyped
        })
    }

    /// Records what stands beside listed values and is not looked at.
    pub(super) fn widen_beside_values(&mut self, position: &Position<'a>) {
        self.widen_assertions(position, &Said::default());
        for keyword in ["anyOf", "oneOf"] {
            for (conjunct, _) in position.with(keyword).filter(|(it, _)| !it.without_union) {
                self.widen(
                    &conjunct.pointer,
                    keyword,
                    "the values beside it are the type",
                );
            }
        }
    }
}

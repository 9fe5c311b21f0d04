//! `enum` and `const`: a position that lists its values.
//!
//! Strings become an enumeration; values of one other type become that type; anything else is
//! any value.

use super::{Found, Reader};
use crate::json::Json;
use crate::types::kind::Kinds;
use crate::types::plan::{Body, Shape};
use crate::types::position::Position;

/// Values of one enumeration; rustc's time grows with them.
const MAX_VALUES: usize = 512;

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
        let mut values: Vec<&Json> = Vec::new();
        for value in first {
            let is_everywhere = others
                .iter()
                .all(|list| list.iter().any(|other| is_same(value, other)));
            let is_of_type = position.kinds.contains(Kinds::of(value));
            if is_everywhere && is_of_type && !values.iter().any(|other| is_same(value, other)) {
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
        if is_nullable { found.or_null() } else { found }
    }

    fn non_null_values(
        &mut self,
        position: &Position<'a>,
        values: &[&'a Json],
        is_nullable: bool,
    ) -> Found {
        if values.is_empty() && is_nullable {
            return Found::Inline(Shape::Null);
        }
        let strings: Option<Vec<_>> = values.iter().map(|value| value.as_str()).collect();
        let kinds: Vec<_> = values.iter().map(|value| Kinds::of(value)).collect();
        let all = |of: Kinds| kinds.iter().all(|kinds| of.contains(*kinds));
        let (shape, reason) = match strings {
            _ if values.is_empty() => (Shape::Untyped, "it lists no value"),
            Some(strings) if strings.len() <= MAX_VALUES => {
                let strings = strings.into_iter().map(str::to_owned).collect();
                return Found::Body(Body::Enum(strings), false);
            }
            Some(_) => (
                Shape::String,
                "it lists more values than an enumeration may have",
            ),
            None if all(Kinds::BOOLEAN) && values.len() == 2 => {
                return Found::Inline(Shape::Boolean);
            }
            None if all(Kinds::BOOLEAN) => (Shape::Boolean, "the type has both truth values"),
            None if all(Kinds::INTEGER) && values.iter().all(|value| fits_i64(value)) => {
                (Shape::Integer, "the type has every integer")
            }
            None if all(Kinds::NUMBER) => (Shape::Number, "the type has every number"),
            None => (Shape::Untyped, "its values have several types"),
        };
        for keyword in ["const", "enum"] {
            for (conjunct, _) in position.with(keyword) {
                self.widen(&conjunct.pointer, keyword, reason);
            }
        }
        Found::Inline(shape)
    }

    fn widen_beside_values(&mut self, position: &Position<'a>) {
        self.widen_assertions(position);
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

/// Whether two JSON values are equal to JSON Schema, where `1` is `1.0`.
fn is_same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => {
            one == other
                || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one.to_bits() == other.to_bits())
        }
        _ => one == other,
    }
}

fn fits_i64(value: &Json) -> bool {
    value
        .as_number()
        .is_some_and(|digits| digits.parse::<i64>().is_ok())
}

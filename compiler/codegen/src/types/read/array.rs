//! `array`: a list of one type, or a tuple where the length is exact.

use super::{Read, Reader};
use crate::json::Json;
use crate::types::keyword::Assertion;
use crate::types::plan::Shape;
use crate::types::position::{Conjunct, Position, Source};

/// Items of the longest tuple that serde and the standard library implement their traits for.
const MAX_TUPLE: usize = 12;

impl<'a> Reader<'_, 'a> {
    /// A list. Rust has no list whose first items have types of their own and whose length is
    /// open, so such a one holds any value.
    pub(super) fn array(&mut self, position: &Position<'a>, hint: &str) -> Read<Shape> {
        let tuples: Vec<_> = position.conjuncts.iter().filter_map(Tuple::of).collect();
        match (tuples.as_slice(), exact_tuple(position)) {
            ([], _) => self.list(position, hint),
            (_, Some(tuple)) => self.tuple(&tuple, hint),
            (tuples, None) => {
                for tuple in tuples {
                    let reason = "a list of open length has one type of item";
                    self.widen(&tuple.conjunct.pointer, tuple.keyword, reason);
                }
                Ok(Shape::Array(Box::new(Shape::Untyped)))
            }
        }
    }

    fn list(&mut self, position: &Position<'a>, hint: &str) -> Read<Shape> {
        let sources = position.with("items").map(|(conjunct, schema)| Source {
            pointer: format!("{}/items", conjunct.pointer),
            schema,
        });
        let items = self.position(sources.collect());
        let item = self.below(&items, &format!("{hint}Item"))?;
        Ok(Shape::Array(Box::new(item)))
    }

    fn tuple(&mut self, tuple: &Tuple<'_, 'a>, hint: &str) -> Read<Shape> {
        let mut shapes = Vec::new();
        for (index, schema) in tuple.items.iter().enumerate() {
            let pointer = format!("{}/{}/{index}", tuple.conjunct.pointer, tuple.keyword);
            let item = self.position(vec![Source { pointer, schema }]);
            shapes.push(self.below(&item, &format!("{hint}Item{}", index + 1))?);
        }
        Ok(Shape::Tuple(shapes))
    }
}

/// Whether the tuple type of a position says what this limit says.
pub(super) fn says_limit(assertion: &Assertion, position: &Position<'_>) -> bool {
    ["additionalItems", "maxItems", "minItems"].contains(&assertion.keyword)
        && exact_tuple(position).is_some()
}

/// The one tuple of a position, if an array of another length is refused.
fn exact_tuple<'p, 'a>(position: &'p Position<'a>) -> Option<Tuple<'p, 'a>> {
    let mut tuples = position.conjuncts.iter().filter_map(Tuple::of);
    let tuple = tuples.next().filter(Tuple::is_exact)?;
    let is_alone = tuples.next().is_none() && !position.conjuncts.iter().any(is_list);
    is_alone.then_some(tuple)
}

/// A conjunct that gives the first items types of their own.
struct Tuple<'p, 'a> {
    conjunct: &'p Conjunct<'a>,
    keyword: &'static str,
    items: &'a [Json],
}

impl<'p, 'a> Tuple<'p, 'a> {
    fn of(conjunct: &'p Conjunct<'a>) -> Option<Self> {
        ["prefixItems", "items"].into_iter().find_map(|keyword| {
            let items = conjunct.get(keyword)?.as_array()?;
            Some(Self {
                conjunct,
                keyword,
                items,
            })
        })
    }

    /// Whether an array of another length is refused.
    fn is_exact(&self) -> bool {
        let length = self.items.len();
        let count = |keyword| self.conjunct.get(keyword).and_then(Json::as_number);
        let is = |keyword| count(keyword).is_some_and(|digits| digits.parse() == Ok(length));
        let rest = if self.keyword == "items" {
            "additionalItems"
        } else {
            "items"
        };
        let is_closed = self.conjunct.get(rest) == Some(&Json::Bool(false)) || is("maxItems");
        (1..=MAX_TUPLE).contains(&length) && is("minItems") && is_closed
    }
}

fn is_list(conjunct: &Conjunct<'_>) -> bool {
    conjunct
        .get("items")
        .is_some_and(|items| items.as_object().is_some())
}

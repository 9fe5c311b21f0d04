//! `array`: a list of one type, a tuple, or a tuple with a list behind it.

use super::loss::Said;
use super::text::count;
use super::{Found, Read, Reader};
use crate::json::Json;
use crate::types::plan::{Length, Shape};
use crate::types::position::{Conjunct, Position, Source};
use crate::types::record::Pass;

/// Items of the longest tuple that the standard library implements its traits for.
const MAX_TUPLE: usize = 12;

impl<'a> Reader<'_, 'a> {
    /// A list. One whose first items have types of their own and may be missing is a list of
    /// alternatives.
    pub(super) fn array(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Shape> {
        let shape = self.list_or_tuple(position, hint, said)?;
        let effect = match &shape {
            Shape::Tuple(items) => format!("a tuple of {} items", items.len()),
            Shape::Prefixed(items, _) => format!("a tuple of {} items and a list", items.len()),
            _ => "a list".to_owned(),
        };
        self.step(Pass::Arrays, &position.at, "items", effect);
        Ok(shape)
    }

    fn list_or_tuple(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Shape> {
        let tuples: Vec<_> = position.conjuncts.iter().filter_map(Tuple::of).collect();
        let [tuple] = tuples.as_slice() else {
            for tuple in &tuples {
                let reason = "several lists of first items hold at once";
                self.widen(&tuple.conjunct.pointer, tuple.keyword, reason);
            }
            let length = length(position, said);
            return match tuples.as_slice() {
                [] => self.list(position, length, hint),
                _ => Ok(Shape::List(Box::new(Shape::Untyped), length)),
            };
        };
        let is_alone = position.conjuncts.iter().filter(|it| is_list(it)).count() == 0;
        if is_alone && tuple.is_exact() {
            for keyword in ["additionalItems", "maxItems", "minItems"] {
                said.add(tuple.conjunct, keyword);
            }
            return Ok(Shape::Tuple(self.places(tuple, hint)?));
        }
        let is_open = is_alone || tuple.keyword == "prefixItems";
        if is_open && tuple.is_full() && tuple.rest() != Some(&Json::Bool(false)) {
            said.add(tuple.conjunct, "minItems");
            said.add(tuple.conjunct, "additionalItems");
            return self.prefixed(position, tuple, hint);
        }
        self.alternatives(position, tuple, hint, said)
    }

    fn list(&mut self, position: &Position<'a>, length: Length, hint: &str) -> Read<Shape> {
        let items = self.items(position);
        let item = self.below(&items, &format!("{hint}Item"))?;
        Ok(Shape::List(Box::new(item), length))
    }

    /// What holds for each item of a list.
    fn items(&mut self, position: &Position<'a>) -> Position<'a> {
        let sources = position.with("items").map(|(conjunct, schema)| Source {
            pointer: format!("{}/items", conjunct.pointer),
            schema,
        });
        let sources = sources.filter(|source| source.schema.as_array().is_none());
        self.position(sources.collect())
    }

    fn places(&mut self, tuple: &Tuple<'_, 'a>, hint: &str) -> Read<Vec<Shape>> {
        let mut shapes = Vec::new();
        for (index, schema) in tuple.items.iter().enumerate() {
            let pointer = format!("{}/{}/{index}", tuple.conjunct.pointer, tuple.keyword);
            let item = self.position(vec![Source { pointer, schema }]);
            shapes.push(self.below(&item, &format!("{hint}Item{}", index + 1))?);
        }
        Ok(shapes)
    }

    /// What stands behind the first items.
    fn behind(
        &mut self,
        position: &Position<'a>,
        tuple: &Tuple<'_, 'a>,
        hint: &str,
    ) -> Read<Shape> {
        let items = if tuple.keyword == "prefixItems" {
            self.items(position)
        } else {
            let pointer = format!("{}/additionalItems", tuple.conjunct.pointer);
            let source = tuple.rest().map(|schema| Source { pointer, schema });
            self.position(source.into_iter().collect())
        };
        self.below(&items, &format!("{hint}Rest"))
    }

    fn prefixed(
        &mut self,
        position: &Position<'a>,
        tuple: &Tuple<'_, 'a>,
        hint: &str,
    ) -> Read<Shape> {
        let places = self.places(tuple, hint)?;
        let rest = self.behind(position, tuple, hint)?;
        Ok(Shape::Prefixed(places, Box::new(rest)))
    }

    /// A list of whatever any of its places may hold.
    fn alternatives(
        &mut self,
        position: &Position<'a>,
        tuple: &Tuple<'_, 'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Shape> {
        let reason = "a list of open length has one type of item";
        self.widen(&tuple.conjunct.pointer, tuple.keyword, reason);
        let mut shapes = self.places(tuple, hint)?;
        if tuple.rest() == Some(&Json::Bool(false)) {
            said.add(tuple.conjunct, "additionalItems");
        } else {
            shapes.push(self.behind(position, tuple, hint)?);
        }
        let hint = format!("{hint}Item");
        let found = self.unite(position, tuple.keyword, &hint, shapes)?;
        let found = match found {
            Found::Inline(Shape::Any) => Found::Inline(Shape::Untyped),
            found => found,
        };
        let item = self.name(found, None, &hint, &self.nowhere(position))?;
        Ok(Shape::List(Box::new(item), length(position, said)))
    }
}

/// How many items the list of a position has.
fn length(position: &Position<'_>, said: &mut Said) -> Length {
    let (min, max) = count(position, ["minItems", "maxItems"], said);
    let mut is_unique = false;
    for (conjunct, value) in position.with("uniqueItems") {
        if value == &Json::Bool(true) {
            said.add(conjunct, "uniqueItems");
            is_unique = true;
        }
    }
    // Without first items there are no additional ones.
    for (conjunct, _) in position.with("additionalItems") {
        if conjunct
            .get("items")
            .is_none_or(|it| it.as_array().is_none())
        {
            said.add(conjunct, "additionalItems");
        }
    }
    Length {
        min,
        max,
        is_unique,
    }
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

    /// The schema of the items behind, if there is one.
    fn rest(&self) -> Option<&'a Json> {
        self.conjunct.get(if self.keyword == "items" {
            "additionalItems"
        } else {
            "items"
        })
    }

    /// Whether an array of another length is refused.
    fn is_exact(&self) -> bool {
        let is_closed = self.rest() == Some(&Json::Bool(false));
        self.is_full() && (is_closed || self.is_limit("maxItems"))
    }

    /// Whether no first item may be missing, and there may be more only without a limit.
    fn is_full(&self) -> bool {
        (1..=MAX_TUPLE).contains(&self.items.len()) && self.is_limit("minItems")
    }

    fn is_limit(&self, keyword: &str) -> bool {
        let count = self.conjunct.get(keyword).and_then(Json::as_number);
        count.is_some_and(|digits| digits.parse() == Ok(self.items.len()))
    }
}

fn is_list(conjunct: &Conjunct<'_>) -> bool {
    conjunct
        .get("items")
        .is_some_and(|items| items.as_object().is_some())
}

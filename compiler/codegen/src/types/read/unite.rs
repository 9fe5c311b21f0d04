//! Several types as one: what alternatives come to.
//!
//! The first alternative that fits is read, so a type takes in what it contains (a number
//! integers, a string texts with a rule), exact ones come first, and objects that may fit
//! several branches are recorded. What `oneOf` asks beyond that is recorded too.

mod overlap;

use std::collections::HashSet;

use super::{Found, Read, Reader};
use crate::json::Json;
use crate::schema::decimal::identity;
use crate::types::plan::{Body, DefinitionId, Field, Rest, Rule, Shape, Struct};
use crate::types::position::Position;

/// What is lost of a `oneOf` whose branches have a value in common.
const SEVERAL: &str = "a value that fits several branches is accepted";

impl<'a> Reader<'_, 'a> {
    /// Joins the types of alternatives into one.
    pub(super) fn unite(
        &mut self,
        position: &Position<'a>,
        keyword: &str,
        hint: &str,
        shapes: Vec<Shape>,
    ) -> Read<Found> {
        let branches = shapes.len();
        let mut nulls = 0;
        let mut members = Vec::new();
        for shape in shapes {
            match shape {
                Shape::Null => nulls += 1,
                Shape::Nullable(inner) => {
                    nulls += 1;
                    members.push(*inner);
                }
                shape => members.push(shape),
            }
        }
        let is_nullable = nulls > 0;
        let mut before = 0;
        let mut distinct = Vec::new();
        for member in self.flattened(members) {
            before += usize::from(member != Shape::Never);
            if member != Shape::Never && !distinct.contains(&member) {
                distinct.push(member);
            }
        }
        let any = [Shape::Untyped, Shape::Any]
            .into_iter()
            .find(|any| distinct.contains(any));
        if keyword == "oneOf" && (nulls > 1 || (any.is_some() && branches > 1)) {
            self.widen(&position.at, keyword, SEVERAL);
        }
        if let Some(any) = any {
            return Ok(Found::Inline(any));
        }
        let values = self.take_enumerations(position, keyword, hint, &mut distinct)?;
        self.take_numbers(&mut distinct);
        self.take_texts(&mut distinct);
        if keyword == "oneOf" && distinct.len() < before && values.is_none() {
            self.widen(&position.at, keyword, SEVERAL);
        }
        let found = match (values, distinct.as_slice()) {
            (Some(values), []) => Found::Body(Body::Enum(values), false),
            (None, []) if is_nullable => Found::Inline(Shape::Null),
            (None, []) => {
                self.note(&position.at, keyword, "no alternative is left");
                Found::Inline(Shape::Never)
            }
            (None, [_]) => Found::Inline(distinct.remove(0)),
            _ => {
                self.widen_overlap(position, keyword, &distinct);
                distinct.sort_by_key(|shape| self.rank(shape));
                Found::Body(Body::Union(distinct), false)
            }
        };
        Ok(if is_nullable { found.or_null() } else { found })
    }

    /// The alternatives with those of closed unions in their place.
    fn flattened(&self, shapes: Vec<Shape>) -> Vec<Shape> {
        shapes
            .into_iter()
            .flat_map(|shape| match self.body(&shape) {
                Some(Body::Union(inner)) => inner.clone(),
                _ => vec![shape],
            })
            .collect()
    }

    /// Takes several enumerations out, to be one; beside a string they become an open one.
    fn take_enumerations(
        &mut self,
        position: &Position<'a>,
        keyword: &str,
        hint: &str,
        shapes: &mut Vec<Shape>,
    ) -> Read<Option<Vec<Json>>> {
        let enumerations: Vec<(DefinitionId, Vec<Json>)> = shapes
            .iter()
            .filter_map(|shape| match (shape, self.body(shape)) {
                (Shape::Named(id), Some(Body::Enum(values))) => Some((*id, values.clone())),
                _ => None,
            })
            .collect();
        let has_string = shapes.contains(&Shape::String);
        let is_all = enumerations.len() == shapes.len() && enumerations.len() > 1;
        if enumerations.is_empty() || !(has_string || is_all) {
            return Ok(None);
        }
        shapes.retain(|shape| !matches!(self.body(shape), Some(Body::Enum(_))));
        let mut seen = HashSet::new();
        let all = enumerations.iter().flat_map(|(_, values)| values);
        let count = all.clone().count();
        let new = all.filter(|value| seen.insert(identity(value)));
        let values: Vec<Json> = new.cloned().collect();
        if keyword == "oneOf" && values.len() < count {
            self.widen(&position.at, keyword, SEVERAL);
        }
        if !has_string {
            return Ok(Some(values));
        }
        let id = if let [(id, _)] = enumerations.as_slice() {
            *id
        } else {
            let id = self.allocate(position)?;
            self.define(id, Body::Enum(values), hint, &self.nowhere(position));
            id
        };
        shapes.retain(|shape| *shape != Shape::String);
        shapes.push(Shape::Open(id));
        Ok(None)
    }

    /// A number takes every other number in; ranges of integers without a gap become one.
    fn take_numbers(&self, shapes: &mut Vec<Shape>) {
        if shapes.contains(&Shape::Number) {
            shapes.retain(|shape| {
                let is_real = matches!(self.body(shape), Some(Body::Rule(Rule::Real(_))));
                !is_real && !matches!(shape, Shape::Integer(_))
            });
        }
        let mut joined: Vec<Shape> = Vec::new();
        for shape in shapes.drain(..) {
            let together = joined.iter_mut().find_map(|other| match (other, &shape) {
                (Shape::Integer(other), Shape::Integer(whole)) => {
                    let (hull, is_exact) = other.hull(*whole);
                    is_exact.then(|| *other = hull)
                }
                _ => None,
            });
            if together.is_none() {
                joined.push(shape);
            }
        }
        *shapes = joined;
    }

    /// A string takes every text in.
    fn take_texts(&self, shapes: &mut Vec<Shape>) {
        let takes_all = |shape: &Shape| matches!(shape, Shape::String | Shape::Open(_));
        if shapes.iter().any(takes_all) {
            shapes.retain(|shape| {
                let is_rule = matches!(self.body(shape), Some(Body::Rule(Rule::Text(_))));
                !is_rule && !matches!(shape, Shape::Text(_))
            });
        }
    }

    /// Where an alternative is tried: exact ones first.
    fn rank(&self, shape: &Shape) -> (u8, usize) {
        let rank = match shape {
            Shape::Null | Shape::Boolean | Shape::Never => 0,
            Shape::Integer(_) => 1,
            Shape::Number => 3,
            Shape::Text(_) => 5,
            Shape::String | Shape::Open(_) => 6,
            Shape::Tuple(_) => 7,
            Shape::Prefixed(..) => 8,
            Shape::List(..) => 9,
            Shape::Map(..) => 12,
            Shape::Nullable(_) | Shape::Any | Shape::Untyped => 13,
            Shape::Named(_) => match self.body(shape) {
                Some(Body::Enum(_)) => 0,
                Some(Body::Rule(Rule::Real(_))) => 2,
                Some(Body::Rule(Rule::Text(_))) => 5,
                Some(Body::Struct(fields)) => {
                    let is_open = usize::from(fields.rest != Rest::Refused);
                    return (10, is_open * 1_000_000 + 10_000 - required(fields));
                }
                _ => 11,
            },
        };
        (rank, 0)
    }
}

fn required(fields: &Struct) -> usize {
    let required = fields
        .fields
        .iter()
        .filter(|field: &&Field| field.is_required);
    (required.count() + fields.constants.len()).min(9_999)
}

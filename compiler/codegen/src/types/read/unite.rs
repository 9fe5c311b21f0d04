//! Several types as one: what alternatives come to.
//!
//! serde reads the first alternative that fits, so overlapping types are joined (a string takes
//! enumerations in, a number integers), exact ones come first, and objects that may fit several
//! branches are recorded.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Reader};
use crate::types::plan::{Body, Field, Rest, Shape, Struct};
use crate::types::position::Position;

impl<'a> Reader<'_, 'a> {
    /// Joins the types of alternatives into one.
    pub(super) fn unite(
        &mut self,
        position: &Position<'a>,
        keyword: &str,
        shapes: Vec<Shape>,
    ) -> Found {
        let mut is_nullable = false;
        let mut members = Vec::new();
        for shape in shapes {
            match shape {
                Shape::Null => is_nullable = true,
                Shape::Nullable(inner) => {
                    is_nullable = true;
                    members.push(*inner);
                }
                shape => members.push(shape),
            }
        }
        let members = self.flattened(members);
        for any in [Shape::Untyped, Shape::Any] {
            if members.contains(&any) {
                return Found::Inline(any);
            }
        }
        let mut distinct: Vec<Shape> = Vec::new();
        for member in members {
            if !distinct.contains(&member) {
                distinct.push(member);
            }
        }
        let values = self.take_enumerations(position, keyword, &mut distinct);
        self.join_numbers(&mut distinct);
        let found = match (values, distinct.as_slice()) {
            (Some(values), []) => Found::Body(Body::Enum(values), false),
            (None, []) if is_nullable => Found::Inline(Shape::Null),
            (None, []) => {
                self.widen(&position.at, keyword, "no alternative is left");
                Found::Inline(Shape::Untyped)
            }
            (None, [_]) => Found::Inline(distinct.remove(0)),
            _ => {
                self.widen_overlap(position, keyword, &distinct);
                distinct.sort_by_key(|shape| self.rank(shape));
                Found::Body(Body::Union(distinct), false)
            }
        };
        if is_nullable { found.or_null() } else { found }
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

    /// Takes several enumerations out, to be one; a string beside them takes them in.
    fn take_enumerations(
        &mut self,
        position: &Position<'a>,
        keyword: &str,
        shapes: &mut Vec<Shape>,
    ) -> Option<Vec<String>> {
        let enumerations: Vec<Vec<String>> = shapes
            .iter()
            .filter_map(|shape| match self.body(shape) {
                Some(Body::Enum(values)) => Some(values.clone()),
                _ => None,
            })
            .collect();
        let has_string = shapes.contains(&Shape::String);
        let is_all = enumerations.len() == shapes.len() && enumerations.len() > 1;
        if enumerations.is_empty() || !(has_string || is_all) {
            return None;
        }
        shapes.retain(|shape| !matches!(self.body(shape), Some(Body::Enum(_))));
        if has_string {
            self.widen(&position.at, keyword, "a string takes the listed values in");
            return None;
        }
        let mut values: Vec<String> = Vec::new();
        for value in enumerations.into_iter().flatten() {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Some(values)
    }

    #[expect(clippy::unused_self, reason = "one of the steps of `unite`")]
    fn join_numbers(&self, shapes: &mut Vec<Shape>) {
        if shapes.contains(&Shape::Number) {
            shapes.retain(|shape| !matches!(shape, Shape::Integer | Shape::Unsigned));
        }
        if shapes.contains(&Shape::Integer) {
            shapes.retain(|shape| *shape != Shape::Unsigned);
        }
    }

    /// Where an alternative is tried: exact ones first, and arrays before structs, since serde
    /// reads a struct from an array too.
    fn rank(&self, shape: &Shape) -> (u8, usize) {
        let rank = match shape {
            Shape::Null | Shape::Boolean => 0,
            Shape::Integer | Shape::Unsigned => 1,
            Shape::Number => 2,
            Shape::String => 4,
            Shape::Tuple(_) => 5,
            Shape::Array(_) => 6,
            Shape::Map(_) => 9,
            Shape::Nullable(_) | Shape::Any | Shape::Untyped => 10,
            Shape::Named(_) => match self.body(shape) {
                Some(Body::Enum(_)) => 3,
                Some(Body::Struct(fields)) => {
                    let is_open = u8::from(fields.rest != Rest::Refused);
                    return (
                        7,
                        usize::from(is_open) * 1_000_000 + 10_000 - required(fields),
                    );
                }
                _ => 8,
            },
        };
        (rank, 0)
    }

    /// Records that an object may fit several alternatives, whose first takes it.
    fn widen_overlap(&mut self, position: &Position<'a>, keyword: &str, shapes: &[Shape]) {
        let mut objects: BTreeMap<usize, Vec<&Shape>> = BTreeMap::new();
        for shape in shapes {
            let (depth, item) = unlisted(shape);
            let is_enumeration = matches!(self.body(item), Some(Body::Enum(_)));
            if matches!(item, Shape::Map(_) | Shape::Named(_)) && !is_enumeration {
                objects.entry(depth).or_default().push(item);
            }
        }
        if objects
            .values()
            .any(|objects| objects.len() > 1 && !self.is_tagged(objects))
        {
            let reason = "an object that fits several branches is read as the first";
            self.widen(&position.at, keyword, reason);
        }
    }

    /// Whether all are structs of which a required member has other values in each.
    fn is_tagged(&self, objects: &[&Shape]) -> bool {
        let structs: Option<Vec<&Struct>> = objects
            .iter()
            .map(|shape| match self.body(shape) {
                Some(Body::Struct(fields)) => Some(fields),
                _ => None,
            })
            .collect();
        let Some(structs) = structs else {
            return false;
        };
        structs[0].fields.iter().any(|tag| {
            let mut seen = BTreeSet::new();
            structs.iter().all(|fields| {
                let field = fields.fields.iter().find(|field| field.name == tag.name);
                match field
                    .filter(|field| field.is_required)
                    .map(|it| self.body(&it.shape))
                {
                    Some(Some(Body::Enum(values))) => values.iter().all(|value| seen.insert(value)),
                    _ => false,
                }
            })
        })
    }
}

/// How many lists deep a type is, and of what.
fn unlisted(shape: &Shape) -> (usize, &Shape) {
    match shape {
        Shape::Array(item) => {
            let (depth, item) = unlisted(item);
            (depth + 1, item)
        }
        Shape::Nullable(inner) => unlisted(inner),
        shape => (0, shape),
    }
}

fn required(fields: &Struct) -> usize {
    let required = fields
        .fields
        .iter()
        .filter(|field: &&Field| field.is_required);
    required.count().min(9_999)
}

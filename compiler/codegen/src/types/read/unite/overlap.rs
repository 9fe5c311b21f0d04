//! Alternatives that one value may fit: recorded, unless a tag tells them apart.

use std::collections::{BTreeMap, HashSet};

use super::super::Reader;
use crate::json::Json;
use crate::schema::decimal::identity;
use crate::types::plan::{Body, Rule, Shape, Struct};
use crate::types::position::Position;

impl<'a> Reader<'_, 'a> {
    /// Records that an object may fit several alternatives, whose first takes it, and that
    /// several branches of a `oneOf` have a JSON type in common.
    pub(super) fn widen_overlap(
        &mut self,
        position: &Position<'a>,
        keyword: &str,
        shapes: &[Shape],
    ) {
        let mut objects: BTreeMap<usize, Vec<&Shape>> = BTreeMap::new();
        for shape in shapes {
            let (depth, item) = unlisted(shape);
            let is_scalar = matches!(self.body(item), Some(Body::Enum(_) | Body::Rule(_)));
            if matches!(item, Shape::Map(..) | Shape::Named(_)) && !is_scalar {
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
        let scalars: Vec<_> = shapes.iter().filter_map(|it| self.scalar(it)).collect();
        let meets = |(index, kind)| scalars[..index].contains(kind);
        let is_listed = self.repeats_a_value(shapes, &scalars);
        if keyword == "oneOf" && (is_listed || scalars.iter().enumerate().any(meets)) {
            self.widen(&position.at, keyword, super::SEVERAL);
        }
    }

    /// Whether a value of an enumeration is in another one, or of the type of a scalar.
    fn repeats_a_value(&self, shapes: &[Shape], scalars: &[&str]) -> bool {
        let mut seen = HashSet::new();
        shapes.iter().any(|shape| match self.body(shape) {
            Some(Body::Enum(values)) => values
                .iter()
                .any(|value| scalars.contains(&value.type_name()) || !seen.insert(identity(value))),
            _ => false,
        })
    }

    /// The JSON type of an alternative that is no object and no enumeration.
    fn scalar(&self, shape: &Shape) -> Option<&'static str> {
        match shape {
            Shape::Boolean => Some("boolean"),
            Shape::Integer(_) | Shape::Number => Some("number"),
            Shape::String | Shape::Text(_) | Shape::Open(_) => Some("string"),
            Shape::Tuple(_) | Shape::Prefixed(..) | Shape::List(..) => Some("array"),
            shape => match self.body(shape) {
                Some(Body::Rule(Rule::Real(_))) => Some("number"),
                Some(Body::Rule(Rule::Text(_))) => Some("string"),
                _ => None,
            },
        }
    }

    /// Whether all are structs of which one member must be there and has other values in each.
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
        let constants = structs[0].constants.iter().map(|it| it.name.as_str());
        let fields = structs[0].fields.iter().map(|it| it.name.as_str());
        constants.chain(fields).any(|tag| {
            let mut seen = HashSet::new();
            structs.iter().all(|of| {
                let values = self.values_of(of, tag);
                !values.is_empty() && values.into_iter().all(|value| seen.insert(identity(value)))
            })
        })
    }

    /// The values of a member that must be there, where they are listed.
    fn values_of<'s>(&'s self, of: &'s Struct, name: &str) -> Vec<&'s Json> {
        let constant = of.constants.iter().find(|it| it.name == name);
        if let Some(constant) = constant {
            return vec![&constant.value];
        }
        let field = of.fields.iter().find(|it| it.name == name);
        match field.filter(|field| field.is_required) {
            Some(field) => match self.body(&field.shape) {
                Some(Body::Enum(values)) => values.iter().collect(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        }
    }
}

/// How many lists deep a type is, and of what.
fn unlisted(shape: &Shape) -> (usize, &Shape) {
    match shape {
        Shape::List(item, _) => {
            let (depth, item) = unlisted(item);
            (depth + 1, item)
        }
        Shape::Nullable(inner) => unlisted(inner),
        shape => (0, shape),
    }
}

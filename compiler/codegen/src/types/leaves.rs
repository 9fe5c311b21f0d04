//! How much of a schema ended as Rust types: its leaves, counted.
//!
//! In goes a plan, out come three numbers. A leaf is a place without places of its own: a scalar,
//! an enumeration, a constant, any value. Every definition is counted once, however often it is
//! named; members that a struct keeps without knowing them are not places of the schema.

use super::plan::{Body, DefinitionId, Plan, Rest, Shape};
use crate::json::Json;

/// The leaves of one schema's types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leaves {
    /// All of them.
    pub all: usize,
    /// Those that are `serde_json::Value` because the schema itself says nothing there.
    pub free: usize,
    /// Those that are `serde_json::Value` although the schema says something.
    pub untyped: usize,
}

impl Leaves {
    /// The leaves of the definitions that the root type needs.
    pub(super) fn of(plan: &Plan, order: &[DefinitionId]) -> Self {
        let mut leaves = Self::default();
        for id in order {
            leaves.add_body(plan, &plan.definitions[*id].body);
        }
        leaves
    }

    /// The leaves of a schema that says nothing at all.
    pub(super) fn free() -> Self {
        Self {
            all: 1,
            free: 1,
            untyped: 0,
        }
    }

    /// The leaves of a schema that got no types: all that it says is lost.
    pub(super) fn lost(schema: &Json) -> Self {
        let mut count = 0;
        let mut open = vec![schema];
        while let Some(value) = open.pop() {
            match value {
                Json::Array(items) => open.extend(items),
                Json::Object(members) => {
                    count += usize::from(is_leaf(value));
                    open.extend(members.values());
                }
                _ => {}
            }
        }
        let count = count.max(1);
        Self {
            all: count,
            free: 0,
            untyped: count,
        }
    }

    fn add_body(&mut self, plan: &Plan, body: &Body) {
        match body {
            Body::Struct(fields) => {
                self.all += fields.constants.len();
                for field in &fields.fields {
                    self.add(plan, &field.shape);
                }
                match &fields.rest {
                    Rest::Kept(shape) if *shape != Shape::Any => self.add(plan, shape),
                    _ => {}
                }
            }
            Body::Enum(_) | Body::Rule(_) => {}
            Body::Union(shapes) => shapes.iter().for_each(|shape| self.add(plan, shape)),
            Body::Alias(shape) => self.add(plan, shape),
        }
    }

    fn add(&mut self, plan: &Plan, shape: &Shape) {
        match shape {
            Shape::Named(id) => {
                let body = &plan.definitions[*id].body;
                self.all += usize::from(matches!(body, Body::Enum(_) | Body::Rule(_)));
            }
            shape if shape.parts().is_empty() => {
                self.all += 1;
                self.free += usize::from(*shape == Shape::Any);
                self.untyped += usize::from(*shape == Shape::Untyped);
            }
            shape => shape
                .parts()
                .into_iter()
                .for_each(|part| self.add(plan, part)),
        }
    }
}

/// Whether a schema object says what one scalar is.
fn is_leaf(schema: &Json) -> bool {
    let scalar = schema.get("type").and_then(Json::as_str);
    let is_scalar = scalar.is_some_and(|name| !["object", "array"].contains(&name));
    let lists_values = ["const", "enum"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some());
    is_scalar || lists_values
}

//! From a schema to a plan, one subschema at a time.
//!
//! A subschema is planned once, however often it is referred to: its node is reserved before
//! its keywords are read, so recursion finds it. A subschema that is nothing but a `$ref` is
//! the node it refers to.

mod branch;
mod container;
mod scalar;

use std::collections::BTreeMap;

use crate::json::{Json, pointer_token};

use super::dialect::Dialect;
use super::reference::{has_id, resolve};
use super::{ApplicatorPlan, NodeId, PatternId, Plan, PlanNode, TypeSet, Unsupported, keyword};

/// How deep subschemas may nest on the way to one another.
const DEPTH_LIMIT: usize = 96;

/// How many subschemas a schema may have.
const NODE_LIMIT: usize = 20_000;

/// How many values all of its enums may have together.
const VALUE_LIMIT: usize = 50_000;

/// Keywords that neither assert nor apply anything, so a `$ref` beside them stands alone.
const ANNOTATIONS: [&str; 18] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$ref",
    "$schema",
    "$vocabulary",
    "contentEncoding",
    "contentMediaType",
    "default",
    "definitions",
    "deprecated",
    "description",
    "examples",
    "readOnly",
    "title",
    "writeOnly",
];

/// Plans every subschema that the root leads to.
pub(super) fn build(root: &Json) -> Result<Plan, Unsupported> {
    let at_root = |reason| Unsupported {
        pointer: String::new(),
        reason,
    };
    let dialect = Dialect::of(root).map_err(at_root)?;
    let mut builder = Builder {
        root,
        dialect,
        nodes: Vec::new(),
        patterns: BTreeMap::new(),
        places: BTreeMap::new(),
        path: Vec::new(),
        values: 0,
    };
    builder.subschema(root)?;
    let mut patterns: Vec<(PatternId, String)> = builder
        .patterns
        .into_iter()
        .map(|(source, id)| (id, source))
        .collect();
    patterns.sort();
    Ok(Plan {
        nodes: builder.nodes,
        patterns: patterns.into_iter().map(|(_, source)| source).collect(),
    })
}

struct Builder<'s> {
    root: &'s Json,
    dialect: Dialect,
    nodes: Vec<PlanNode>,
    patterns: BTreeMap<String, PatternId>,
    /// The nodes of the subschemas seen, by their place in memory.
    places: BTreeMap<*const Json, NodeId>,
    path: Vec<String>,
    values: usize,
}

impl<'s> Builder<'s> {
    /// The node of a subschema, planned now if it was not yet.
    fn subschema(&mut self, schema: &'s Json) -> Result<NodeId, Unsupported> {
        let schema = self.follow(schema)?;
        if let Some(&known) = self.places.get(&std::ptr::from_ref(schema)) {
            return Ok(known);
        }
        if self.path.len() > 2 * DEPTH_LIMIT || self.nodes.len() >= NODE_LIMIT {
            return self.unsupported("the schema is too deep or too large for the table");
        }
        let place =
            NodeId::try_from(self.nodes.len()).or_else(|_| self.unsupported("too large"))?;
        self.places.insert(std::ptr::from_ref(schema), place);
        self.nodes.push(PlanNode::of_types(TypeSet::NONE));
        let node = match schema {
            Json::Bool(true) => PlanNode::of_types(TypeSet::ANY),
            Json::Bool(false) => PlanNode::of_types(TypeSet::NONE),
            Json::Object(_) => self.node(schema)?,
            other => return self.unsupported(&format!("a schema of type {}", other.type_name())),
        };
        self.nodes[place as usize] = node;
        Ok(place)
    }

    /// Follows a `$ref` that stands alone to what it means.
    fn follow(&self, schema: &'s Json) -> Result<&'s Json, Unsupported> {
        let mut place = schema;
        for _ in 0..DEPTH_LIMIT {
            let Some(reference) = place.get("$ref") else {
                return Ok(place);
            };
            let others = place
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, _)| key.as_str());
            let stands_alone = self.dialect.ref_stands_alone()
                || others.into_iter().all(|key| ANNOTATIONS.contains(&key));
            if !stands_alone {
                return Ok(place);
            }
            place = self.target(reference)?;
        }
        self.unsupported("$ref leads back to itself")
    }

    /// What a `$ref` refers to.
    fn target(&self, reference: &Json) -> Result<&'s Json, Unsupported> {
        let reference = self.read("$ref", keyword::string(reference))?;
        resolve(self.root, self.dialect, reference).or_else(|reason| self.unsupported(&reason))
    }

    /// The node of a schema that is an object.
    fn node(&mut self, schema: &'s Json) -> Result<PlanNode, Unsupported> {
        self.refuse_special(schema)?;
        let mut node = PlanNode::of_types(self.types(schema)?);
        node.number = self.number(schema)?;
        node.string = self.string(schema)?;
        node.array = self.array(schema)?;
        node.object = self.object(schema)?;
        node.any = self.applicators(schema)?;
        Ok(node)
    }

    /// Refuses the keywords that only the run-time validator knows.
    fn refuse_special(&self, schema: &Json) -> Result<(), Unsupported> {
        let is_root = std::ptr::eq(schema, self.root);
        if !is_root && has_id(schema, self.dialect) {
            return self.unsupported(&format!("an embedded {}", self.dialect.id()));
        }
        let special = [
            "unevaluatedItems",
            "unevaluatedProperties",
            "$dynamicRef",
            "$recursiveRef",
        ];
        let present = |name: &&str| self.dialect.has(name) && schema.get(name).is_some();
        match special.iter().copied().find(|name| present(name)) {
            Some(name) => self.unsupported(&format!("{name} is beyond the table")),
            None => Ok(()),
        }
    }

    /// A keyword's value, where the schema has it and the dialect knows it.
    fn get(&self, schema: &'s Json, name: &str) -> Option<&'s Json> {
        schema.get(name).filter(|_| self.dialect.has(name))
    }

    /// A keyword's value, read.
    fn keyword<T>(
        &self,
        schema: &'s Json,
        name: &str,
        read: impl FnOnce(&'s Json) -> Result<T, String>,
    ) -> Result<Option<T>, Unsupported> {
        self.get(schema, name)
            .map(|value| self.read(name, read(value)))
            .transpose()
    }

    /// A subschema under a keyword, planned.
    fn child(&mut self, schema: &'s Json, name: &str) -> Result<Option<NodeId>, Unsupported> {
        match self.get(schema, name) {
            Some(value) => self.under(name, value).map(Some),
            None => Ok(None),
        }
    }

    /// The subschemas in a keyword's array, planned.
    fn children(&mut self, name: &str, value: &'s Json) -> Result<Vec<NodeId>, Unsupported> {
        let items = self.read(name, keyword::full_array(value))?;
        self.path.push(name.to_owned());
        let nodes = items.iter().enumerate();
        let nodes = nodes
            .map(|(place, item)| self.under(&place.to_string(), item))
            .collect();
        self.path.pop();
        nodes
    }

    /// A subschema one token further in, planned.
    fn under(&mut self, token: &str, schema: &'s Json) -> Result<NodeId, Unsupported> {
        self.path.push(token.to_owned());
        let node = self.subschema(schema);
        if node.is_ok() {
            self.path.pop();
        }
        node
    }

    /// The place of a pattern, the same for equal ones.
    fn pattern(&mut self, source: &str) -> PatternId {
        let next = self.patterns.len();
        *self.patterns.entry(source.to_owned()).or_insert(next)
    }

    fn read<T>(&self, name: &str, value: Result<T, String>) -> Result<T, Unsupported> {
        value.or_else(|reason| self.unsupported(&format!("{name} {reason}")))
    }

    fn unsupported<T>(&self, reason: &str) -> Result<T, Unsupported> {
        let tokens = self
            .path
            .iter()
            .map(|token| format!("/{}", pointer_token(token)));
        Err(Unsupported {
            pointer: tokens.collect(),
            reason: reason.to_owned(),
        })
    }
}

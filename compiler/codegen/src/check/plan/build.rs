//! From a schema to a plan, one subschema at a time.
//!
//! A subschema is planned once, however often it is referred to: its node is reserved before
//! its keywords are read, so recursion finds it. A subschema that is nothing but a `$ref` is
//! the node it refers to. A subschema in another dynamic scope is another node.

mod branch;
mod container;
mod scalar;

use std::collections::BTreeMap;

use crate::json::{Json, pointer_token};

use crate::schema::keyword::{self, Keyword};
use crate::schema::reference::{Place, resolve, resolve_dynamic, resolve_recursive};
use crate::schema::resource::{ResourceId, Resources, identifier};
use crate::schema::scope::{ScopeId, Scopes};
use crate::schema::{Language, SchemaOptions};

use super::{ApplicatorPlan, NodeId, PatternId, Plan, PlanNode, TypeSet, Unsupported, value};

/// How deep subschemas may nest on the way to one another.
const DEPTH_LIMIT: usize = 96;

/// How many subschemas a schema may have.
const NODE_LIMIT: usize = 20_000;

/// How many values all of its enums may have together.
const VALUE_LIMIT: usize = 50_000;

/// Plans every subschema that the root leads to.
pub(super) fn build(root: &Json, options: &SchemaOptions) -> Result<Plan, Unsupported> {
    let at_root = |reason| Unsupported {
        pointer: String::new(),
        reason,
    };
    let mut builder = Builder {
        resources: Resources::of(root, options).map_err(at_root)?,
        scopes: Scopes::new(),
        here: Here {
            resource: 0,
            scope: 0,
        },
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
    resources: Resources<'s>,
    scopes: Scopes,
    here: Here,
    nodes: Vec<PlanNode>,
    patterns: BTreeMap<String, PatternId>,
    /// The nodes of the subschemas seen, by their place in memory and the scope.
    places: BTreeMap<(*const Json, ScopeId), NodeId>,
    path: Vec<String>,
    values: usize,
}

/// Where the builder stands.
#[derive(Debug, Clone, Copy)]
struct Here {
    resource: ResourceId,
    scope: ScopeId,
}

impl<'s> Builder<'s> {
    /// The node of a subschema, planned now if it was not yet.
    fn subschema(&mut self, schema: &'s Json) -> Result<NodeId, Unsupported> {
        let outside = self.here;
        self.enter(schema)?;
        let schema = self.follow(schema)?;
        let key = (std::ptr::from_ref(schema), self.here.scope);
        if let Some(&known) = self.places.get(&key) {
            self.here = outside;
            return Ok(known);
        }
        if self.path.len() > 2 * DEPTH_LIMIT || self.nodes.len() >= NODE_LIMIT {
            return self.unsupported("the schema is too deep or too large for the table");
        }
        let place =
            NodeId::try_from(self.nodes.len()).or_else(|_| self.unsupported("too large"))?;
        self.places.insert(key, place);
        self.nodes.push(PlanNode::of_types(TypeSet::NONE));
        let node = match schema {
            Json::Bool(true) => PlanNode::of_types(TypeSet::ANY),
            Json::Bool(false) => PlanNode::of_types(TypeSet::NONE),
            Json::Object(_) => self.node(schema)?,
            other => return self.unsupported(&format!("a schema of type {}", other.type_name())),
        };
        self.nodes[place as usize] = node;
        self.here = outside;
        Ok(place)
    }

    /// Goes into the resource that a subschema begins, if it begins one.
    fn enter(&mut self, schema: &Json) -> Result<(), Unsupported> {
        if let Some(resource) = self.resources.rooted_at(schema) {
            return self.enter_resource(resource);
        }
        let language = self.language();
        match identifier(schema, language) {
            Some(id) if !id.starts_with('#') => {
                self.unsupported(&format!("an {} where none is expected", language.id()))
            }
            _ => Ok(()),
        }
    }

    fn enter_resource(&mut self, resource: ResourceId) -> Result<(), Unsupported> {
        let anchors = self.resources.get(resource).dynamic.keys();
        let Some(scope) = self.scopes.enter(self.here.scope, resource, anchors) else {
            return self.unsupported("the schema has too many dynamic scopes for the table");
        };
        self.here = Here { resource, scope };
        Ok(())
    }

    fn language(&self) -> Language {
        self.resources.get(self.here.resource).language
    }

    /// Follows a `$ref` that stands alone to what it means, and goes there.
    fn follow(&mut self, schema: &'s Json) -> Result<&'s Json, Unsupported> {
        let mut schema = schema;
        for _ in 0..DEPTH_LIMIT {
            let Some(reference) = schema.get("$ref") else {
                return Ok(schema);
            };
            let others = schema.as_object().into_iter().flatten();
            let mut others = others.map(|(key, _)| key.as_str());
            let stands_alone = self.language().ref_stands_alone() || others.all(is_annotation);
            if !stands_alone {
                return Ok(schema);
            }
            let place = self.target("$ref", reference)?;
            self.enter_resource(place.resource)?;
            schema = place.schema;
            self.enter(schema)?;
        }
        self.unsupported("$ref leads back to itself")
    }

    /// What a reference under a keyword refers to.
    fn target(&mut self, keyword: &str, reference: &'s Json) -> Result<Place<'s>, Unsupported> {
        let reference = self.read(keyword, value::string(reference))?;
        let from = self.here.resource;
        let scopes = (&self.scopes, self.here.scope);
        let target = match keyword {
            "$dynamicRef" => resolve_dynamic(&mut self.resources, scopes, from, reference),
            "$recursiveRef" => resolve_recursive(&self.resources, scopes, from, reference),
            _ => resolve(&mut self.resources, from, reference),
        };
        target.or_else(|reason| self.unsupported(&reason))
    }

    /// The node of what a reference under a keyword refers to.
    fn referred(
        &mut self,
        keyword: &'static str,
        reference: &'s Json,
    ) -> Result<NodeId, Unsupported> {
        let outside = self.here;
        let place = self.target(keyword, reference)?;
        self.enter_resource(place.resource)?;
        let node = self.under(keyword, place.schema)?;
        self.here = outside;
        Ok(node)
    }

    /// The node of a schema that is an object.
    fn node(&mut self, schema: &'s Json) -> Result<PlanNode, Unsupported> {
        let mut node = PlanNode::of_types(self.types(schema)?);
        node.number = self.number(schema)?;
        node.string = self.string(schema)?;
        node.array = self.array(schema)?;
        node.object = self.object(schema)?;
        node.any = self.applicators(schema)?;
        Ok(node)
    }

    /// A keyword's value, where the schema has it and the language knows it.
    fn get(&self, schema: &'s Json, name: &str) -> Option<&'s Json> {
        schema.get(name).filter(|_| self.language().has(name))
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
        let items = self.read(name, value::full_array(value))?;
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

/// Whether a keyword neither asserts nor applies anything, so that a `$ref` beside it stands alone.
fn is_annotation(name: &str) -> bool {
    keyword::keyword(name).is_some_and(Keyword::is_annotation)
}

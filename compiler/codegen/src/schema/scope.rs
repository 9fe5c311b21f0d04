//! Dynamic scopes: which resources a value has come through on its way to a subschema.
//!
//! `$dynamicRef` and `$recursiveRef` mean the outermost of those with the anchor they name
//! (2020-12 Core, section 8.2.3.2), so of a scope only that is kept. A subschema is planned once
//! for each scope it is met in; schemas without dynamic anchors have one scope.

use std::collections::BTreeMap;

use super::resource::ResourceId;

/// The place of a scope among all of them; 0 is the empty one.
pub(crate) type ScopeId = usize;

/// How many scopes a schema may have: every one repeats what can be reached in it.
const LIMIT: usize = 256;

/// The outermost resource for each dynamic anchor.
type Scope = BTreeMap<String, ResourceId>;

/// Every scope met so far.
#[derive(Debug)]
pub(crate) struct Scopes {
    all: Vec<Scope>,
    places: BTreeMap<Scope, ScopeId>,
}

impl Scopes {
    /// Only the empty scope.
    pub(crate) fn new() -> Self {
        Self {
            all: vec![Scope::new()],
            places: BTreeMap::from([(Scope::new(), 0)]),
        }
    }

    /// The scope after entering a resource with these dynamic anchors; nothing where that would
    /// be one too many.
    pub(crate) fn enter<'n>(
        &mut self,
        from: ScopeId,
        resource: ResourceId,
        anchors: impl Iterator<Item = &'n String>,
    ) -> Option<ScopeId> {
        let known = &self.all[from];
        let new: Vec<&String> = anchors.filter(|name| !known.contains_key(*name)).collect();
        if new.is_empty() {
            return Some(from);
        }
        let mut scope = known.clone();
        scope.extend(new.into_iter().map(|name| (name.clone(), resource)));
        let next = self.all.len();
        if let Some(&place) = self.places.get(&scope) {
            return Some(place);
        }
        if next == LIMIT {
            return None;
        }
        self.places.insert(scope.clone(), next);
        self.all.push(scope);
        Some(next)
    }

    /// The outermost resource in a scope that has a dynamic anchor.
    pub(crate) fn outermost(&self, scope: ScopeId, anchor: &str) -> Option<ResourceId> {
        self.all[scope].get(anchor).copied()
    }
}

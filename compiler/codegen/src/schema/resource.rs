//! The resources of a schema: where each `$id` begins, and the anchors within.
//!
//! A document is read once, along the keywords that hold subschemas in its dialect, so a `$id`
//! inside an `enum` or an unknown keyword is none. Further documents are read when a reference
//! first leads to them; where they come from is the caller's business. Reading goes on after a
//! fault, with the first of two meanings, for the types; a check is not made of such a schema.

use std::collections::BTreeMap;

use crate::json::Json;

use super::keyword::{self, Form};
use super::{Language, SchemaOptions, uri};

/// The base of a document without a `$id`.
const NAMELESS: &str = "schema:///";

/// The name under which `$recursiveAnchor` is kept; no anchor is called so.
pub(crate) const RECURSIVE: &str = "";

/// The place of a resource among all of them.
pub(crate) type ResourceId = usize;

/// A schema with an address of its own.
#[derive(Debug)]
pub(crate) struct Resource<'s> {
    /// The schema.
    pub(crate) root: &'s Json,
    /// Its address.
    pub(crate) uri: String,
    /// What it is written in.
    pub(crate) language: Language,
    /// The subschemas with a name, dynamic or not.
    pub(crate) anchors: BTreeMap<String, &'s Json>,
    /// The subschemas with a dynamic name.
    pub(crate) dynamic: BTreeMap<String, &'s Json>,
}

/// Every resource met so far; the first is the root schema.
#[derive(Debug)]
pub(crate) struct Resources<'s> {
    options: &'s SchemaOptions,
    all: Vec<Resource<'s>>,
    by_uri: BTreeMap<String, ResourceId>,
    roots: BTreeMap<*const Json, ResourceId>,
    fault: Option<String>,
}

impl<'s> Resources<'s> {
    /// The resources of one schema.
    ///
    /// # Errors
    ///
    /// Why its dialect, an identifier or an anchor cannot be used.
    pub(crate) fn of(root: &'s Json, options: &'s SchemaOptions) -> Result<Self, String> {
        let mut resources = Self::with_faults(root, options)?;
        resources.without_fault()?;
        Ok(resources)
    }

    /// The resources of one schema, whatever is wrong with its identifiers and anchors.
    ///
    /// # Errors
    ///
    /// Why its dialect cannot be used.
    pub(crate) fn with_faults(root: &'s Json, options: &'s SchemaOptions) -> Result<Self, String> {
        let mut resources = Self {
            options,
            all: Vec::new(),
            by_uri: BTreeMap::new(),
            roots: BTreeMap::new(),
            fault: None,
        };
        resources.add_document(NAMELESS, root)?;
        Ok(resources)
    }

    /// A resource.
    pub(crate) fn get(&self, id: ResourceId) -> &Resource<'s> {
        &self.all[id]
    }

    /// The resource that a schema is the root of.
    pub(crate) fn rooted_at(&self, schema: &Json) -> Option<ResourceId> {
        self.roots.get(&std::ptr::from_ref(schema)).copied()
    }

    /// The resource with an address, where its document has been read.
    pub(crate) fn at(&self, address: &str) -> Option<ResourceId> {
        self.by_uri.get(address).copied()
    }

    /// How many resources have a subschema with this dynamic name.
    pub(crate) fn count_dynamic(&self, name: &str) -> usize {
        let has_it = |resource: &&Resource<'_>| resource.dynamic.contains_key(name);
        self.all.iter().filter(has_it).count()
    }

    /// Reads the document at an address, where there is one that was not read yet.
    ///
    /// # Errors
    ///
    /// Why the document cannot be used.
    pub(crate) fn load(&mut self, address: &str) -> Result<(), String> {
        if self.by_uri.contains_key(address) {
            return Ok(());
        }
        let Some(document) = self.options.documents.get(address) else {
            return Ok(());
        };
        self.add_document(address, document)?;
        self.without_fault()
    }

    fn without_fault(&mut self) -> Result<(), String> {
        self.fault.take().map_or(Ok(()), Err)
    }

    fn blame(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    fn add_document(&mut self, address: &str, root: &'s Json) -> Result<(), String> {
        let options = self.options;
        let default = Language::with_all(options.default_dialect, options.formats);
        let language = Language::of(root, default, options)?;
        let id = identifier(root, language).map_or("", |id| uri::split_fragment(id).0);
        let own = uri::resolve(address, id);
        let place = self.add(root, own, language);
        self.by_uri.insert(address.to_owned(), place);
        self.read(root, place);
        Ok(())
    }

    fn add(&mut self, root: &'s Json, uri: String, language: Language) -> ResourceId {
        let place = self.all.len();
        if self.by_uri.contains_key(&uri) {
            self.blame(format!("{} {uri:?} is given twice", language.id()));
        }
        self.by_uri.entry(uri.clone()).or_insert(place);
        self.roots.insert(std::ptr::from_ref(root), place);
        self.all.push(Resource {
            root,
            uri,
            language,
            anchors: BTreeMap::new(),
            dynamic: BTreeMap::new(),
        });
        place
    }

    /// Reads the identifiers of a schema and everything in it.
    fn read(&mut self, schema: &'s Json, within: ResourceId) {
        if schema.as_object().is_none() {
            return;
        }
        let resource = if std::ptr::eq(schema, self.all[within].root) {
            within
        } else {
            self.embedded(schema, within)
        };
        self.anchors(schema, resource);
        let language = self.all[resource].language;
        for child in subschemas(schema, language) {
            self.read(child, resource);
        }
    }

    /// The resource that a subschema belongs to: its own, if it has an identifier.
    fn embedded(&mut self, schema: &'s Json, within: ResourceId) -> ResourceId {
        let outer = &self.all[within];
        let (mut language, uri) = (outer.language, outer.uri.clone());
        match Language::of(schema, language, self.options) {
            Ok(own) => language = own,
            // `$schema` counts at the root of a resource only.
            Err(_) if identifier(schema, language).is_none() => return within,
            Err(fault) => self.blame(fault),
        }
        match identifier(schema, language).map(|id| uri::split_fragment(id).0) {
            None | Some("") => within,
            Some(id) => self.add(schema, uri::resolve(&uri, id), language),
        }
    }

    fn anchors(&mut self, schema: &'s Json, resource: ResourceId) {
        let Resource { root, language, .. } = self.all[resource];
        let named = |keyword| {
            let name = schema.get(keyword).filter(|_| language.has(keyword));
            name.and_then(Json::as_str).map(str::to_owned)
        };
        let dynamic = named("$dynamicAnchor");
        let fragment = identifier(schema, language).map(|id| uri::split_fragment(id).1);
        let mut fragment = fragment.filter(|fragment| !fragment.is_empty());
        if fragment.is_some() && !language.ref_stands_alone() {
            self.blame("$id has a fragment".to_owned());
            fragment = None;
        }
        let plain = named("$anchor").or(fragment.map(str::to_owned));
        for name in plain.iter().chain(&dynamic) {
            let anchors = &mut self.all[resource].anchors;
            if !std::ptr::eq(*anchors.entry(name.clone()).or_insert(schema), schema) {
                self.blame(format!("the anchor {name:?} is given twice"));
            }
        }
        let target = &mut self.all[resource];
        target.dynamic.extend(dynamic.map(|name| (name, schema)));
        let is_recursive = schema.get("$recursiveAnchor") == Some(&Json::Bool(true));
        if is_recursive && language.has("$recursiveRef") && std::ptr::eq(root, schema) {
            target.dynamic.insert(RECURSIVE.to_owned(), schema);
        }
    }
}

/// A schema's identifier, where it has one that counts.
pub(crate) fn identifier(schema: &Json, language: Language) -> Option<&str> {
    if language.ref_stands_alone() && schema.get("$ref").is_some() {
        return None;
    }
    schema.get(language.id()).and_then(Json::as_str)
}

/// The subschemas directly in a schema.
fn subschemas(schema: &Json, language: Language) -> Vec<&Json> {
    let mut found = Vec::new();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let keyword = keyword.as_str();
        let form = keyword::form(keyword).filter(|_| language.has(keyword));
        match (form, value) {
            (None, _) => {}
            (Some(Form::ByName), value) => {
                let named = value.as_object().into_iter();
                found.extend(named.flat_map(|named| named.values()));
            }
            (Some(_), Json::Array(items)) => found.extend(items),
            (Some(_), one) => found.push(one),
        }
    }
    found
}

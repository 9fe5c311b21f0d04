//! A root schema and the places in it that a reference may name.
//!
//! Every RFC 6901 pointer is legal, percent-encoded or not, as are anchors and the identifiers of
//! embedded resources, which references inside them are relative to. Other documents are not
//! followed: nothing is fetched, nothing is guessed.

use std::collections::BTreeMap;

use super::Widening;
use super::dialect::Dialect;
use crate::check::plan::uri;
use crate::json::{Json, pointer_token};

/// Keywords whose values are no schemas and hold none.
const DATA: [&str; 4] = ["const", "default", "enum", "examples"];

/// A schema with its dialect.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// The root schema.
    pub(super) root: &'a Json,
    /// Its dialect.
    pub(super) dialect: Dialect,
    /// The keyword that gives a resource its identifier.
    identifier: &'static str,
    /// Where each resource begins, by its address.
    resources: BTreeMap<String, String>,
    /// The address of the resource that begins at a pointer.
    addresses: BTreeMap<String, String>,
    /// Where each anchor stands, by its resource's address and its name.
    anchors: BTreeMap<(String, String), String>,
    /// How often each dynamic anchor is declared; the recursive one has no name.
    dynamic: BTreeMap<String, usize>,
}

impl<'a> Document<'a> {
    /// Reads the root's dialect and every identifier; an unknown dialect is an error.
    pub(super) fn open(root: &'a Json) -> Result<Self, Widening> {
        let dialect = Dialect::of(root)?;
        let is_draft_4 = root
            .get("$schema")
            .and_then(Json::as_str)
            .is_some_and(|name| name.contains("/draft-04/"));
        let mut document = Self {
            root,
            dialect,
            identifier: if is_draft_4 { "id" } else { "$id" },
            resources: BTreeMap::new(),
            addresses: BTreeMap::new(),
            anchors: BTreeMap::new(),
            dynamic: BTreeMap::new(),
        };
        document.add_resource("", "");
        document.read(root, "", "");
        Ok(document)
    }

    /// The canonical pointer and the value that the reference at a place names, or why there is
    /// none.
    pub(super) fn resolve(
        &self,
        at: &str,
        reference: &str,
    ) -> Result<(String, &'a Json), &'static str> {
        let (address, fragment) = uri::split_fragment(reference);
        let address = uri::resolve(self.address_of(at), address);
        let resource = self.resources.get(&address);
        let resource = resource.ok_or("the reference leads out of the schema")?;
        let fragment = uri::percent_decoded(fragment).ok_or("the reference is not UTF-8")?;
        let pointer = if fragment.is_empty() {
            resource.clone()
        } else if fragment.starts_with('/') {
            format!("{resource}{}", canonical(&fragment))
        } else {
            let anchor = self.anchors.get(&(address, fragment));
            anchor.ok_or("the reference names no anchor")?.clone()
        };
        let target = self.root.pointer(&pointer);
        Ok((pointer, target.ok_or("the reference leads nowhere")?))
    }

    /// What a dynamic reference names: the same, unless several places go by its name.
    pub(super) fn resolve_dynamic(
        &self,
        at: &str,
        reference: &str,
    ) -> Result<(String, &'a Json), &'static str> {
        let (_, fragment) = uri::split_fragment(reference);
        match self.dynamic.get(fragment) {
            Some(2..) => Err("the reference names a place of whoever refers here"),
            _ => self.resolve(at, reference),
        }
    }

    /// The address of the innermost resource around a place.
    fn address_of(&self, at: &str) -> &str {
        let mut pointer = at;
        loop {
            if let Some(address) = self.addresses.get(pointer) {
                return address;
            }
            match pointer.rfind('/') {
                Some(end) => pointer = &pointer[..end],
                None => return "",
            }
        }
    }

    fn add_resource(&mut self, pointer: &str, address: &str) {
        self.resources
            .entry(address.to_owned())
            .or_insert_with(|| pointer.to_owned());
        self.addresses
            .insert(pointer.to_owned(), address.to_owned());
    }

    /// Reads the identifiers and anchors of a schema and of all that stands in it.
    fn read(&mut self, value: &Json, pointer: &str, base: &str) {
        let Json::Object(members) = value else {
            if let Json::Array(items) = value {
                for (index, item) in items.iter().enumerate() {
                    self.read(item, &format!("{pointer}/{index}"), base);
                }
            }
            return;
        };
        let text = |keyword: &str| value.get(keyword).and_then(Json::as_str);
        let mut base = base.to_owned();
        // Up to draft 7, nothing counts beside a reference.
        let is_hidden = self.dialect.reference_hides_siblings() && text("$ref").is_some();
        if let Some(identifier) = text(self.identifier).filter(|_| !is_hidden) {
            let (address, fragment) = uri::split_fragment(identifier);
            if !address.is_empty() {
                base = uri::resolve(&base, address);
                self.add_resource(pointer, &base);
            }
            if self.dialect.reference_hides_siblings() && !fragment.is_empty() {
                self.add_anchor(&base, fragment, pointer);
            }
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(keyword) {
                self.add_anchor(&base, name, pointer);
            }
        }
        let is_recursive = value.get("$recursiveAnchor") == Some(&Json::Bool(true));
        let names = text("$dynamicAnchor").into_iter();
        for name in names.chain(is_recursive.then_some("")) {
            *self.dynamic.entry(name.to_owned()).or_default() += 1;
        }
        for (key, member) in members {
            if !DATA.contains(&key.as_str()) {
                let below = format!("{pointer}/{}", pointer_token(key.as_str()));
                self.read(member, &below, &base);
            }
        }
    }

    fn add_anchor(&mut self, base: &str, name: &str, pointer: &str) {
        let key = (base.to_owned(), name.to_owned());
        self.anchors
            .entry(key)
            .or_insert_with(|| pointer.to_owned());
    }
}

fn canonical(pointer: &str) -> String {
    let Some(tokens) = pointer.strip_prefix('/') else {
        return String::new();
    };
    let token = |token: &str| {
        let name = token.replace("~1", "/").replace("~0", "~");
        format!("/{}", pointer_token(&name))
    };
    tokens.split('/').map(token).collect()
}

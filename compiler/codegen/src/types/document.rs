//! A root schema and the places in it that a reference may name.
//!
//! What a reference means is told by [`reference`], as for the checks; here a place is known by
//! its pointer. Other documents are not followed: nothing is fetched, nothing is guessed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Widening;
use crate::json::{Json, pointer_token};
use crate::schema::reference::{self, Dangling};
use crate::schema::resource::Resources;
use crate::schema::{Dialect, SchemaOptions, uri};

/// No dialect but MCP's own where a schema names none, and no other documents.
static OPTIONS: LazyLock<SchemaOptions> = LazyLock::new(SchemaOptions::default);

/// A schema with its dialect.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// The root schema.
    pub(super) root: &'a Json,
    /// Its dialect.
    pub(super) dialect: Dialect,
    /// Its identifiers and anchors.
    resources: Resources<'a>,
    /// Where each value of it stands.
    pointers: BTreeMap<*const Json, String>,
}

impl<'a> Document<'a> {
    /// Reads the root's dialect and every identifier; an unknown dialect is an error.
    pub(super) fn open(root: &'a Json) -> Result<Self, Widening> {
        let dialect = dialect(root)?;
        let resources = Resources::with_faults(root, &OPTIONS);
        let mut document = Self {
            root,
            dialect,
            resources: resources.map_err(|reason| Widening::new("", "$schema", reason))?,
            pointers: BTreeMap::new(),
        };
        document.read(root, String::new());
        Ok(document)
    }

    /// The canonical pointer and the value that the reference at a place names, or why there is
    /// none.
    pub(super) fn resolve(
        &self,
        at: &str,
        reference: &str,
    ) -> Result<(String, &'a Json), &'static str> {
        let here = reference::at_pointer(&self.resources, 0, at);
        let here = here.ok_or("the reference stands nowhere")?;
        let target = reference::target(&self.resources, here.resource, reference);
        let target = target.map_err(|dangling| match dangling {
            Dangling::Document => "the reference leads out of the schema",
            Dangling::Encoding => "the reference is not UTF-8",
            Dangling::Anchor => "the reference names no anchor",
            Dangling::Place => "the reference leads nowhere",
        })?;
        let pointer = self.pointers.get(&std::ptr::from_ref(target.schema));
        let pointer = pointer.ok_or("the reference leads out of the schema")?;
        Ok((pointer.clone(), target.schema))
    }

    /// What a dynamic reference names: the same, unless several places go by its name.
    pub(super) fn resolve_dynamic(
        &self,
        at: &str,
        reference: &str,
    ) -> Result<(String, &'a Json), &'static str> {
        let (_, fragment) = uri::split_fragment(reference);
        match self.resources.count_dynamic(fragment) {
            2.. => Err("the reference names a place of whoever refers here"),
            _ => self.resolve(at, reference),
        }
    }

    fn read(&mut self, value: &'a Json, pointer: String) {
        match value {
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.read(item, format!("{pointer}/{index}"));
                }
            }
            Json::Object(members) => {
                for (name, member) in members {
                    self.read(
                        member,
                        format!("{pointer}/{}", pointer_token(name.as_str())),
                    );
                }
            }
            _ => {}
        }
        self.pointers.insert(std::ptr::from_ref(value), pointer);
    }
}

/// The dialect that a root schema names.
fn dialect(schema: &Json) -> Result<Dialect, Widening> {
    let Some(named) = schema.get("$schema") else {
        return Ok(Dialect::default());
    };
    let refuse = |reason| Widening::new("", "$schema", reason);
    let named = named.as_str();
    let named = named.ok_or_else(|| refuse("the dialect is not named by a string"))?;
    Dialect::of_uri(named).ok_or_else(|| refuse("the dialect is unknown"))
}

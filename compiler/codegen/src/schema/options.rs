//! What the meaning of a schema depends on besides the schema itself.
//!
//! Nothing is ever fetched: a `$ref` to another document is followed only into [`Documents`],
//! which holds what the caller hands over and the meta-schemas of the five known dialects.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Dialect, metaschema};
use crate::json::Json;

/// What the `format` of a string means, after the two vocabularies of draft 2020-12.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Formats {
    /// Nothing that is checked, as the specification has it by default.
    #[default]
    #[serde(rename = "annotation")]
    Annotate,
    /// A string without that form is refused.
    #[serde(rename = "assertion")]
    Assert,
}

impl Formats {
    /// The word for it in the catalogue and the lock.
    pub fn name(self) -> &'static str {
        match self {
            Self::Annotate => "annotation",
            Self::Assert => "assertion",
        }
    }
}

/// How a schema is read.
#[derive(Debug, Clone, Default)]
pub struct SchemaOptions {
    /// The dialect of a document that names none.
    pub default_dialect: Dialect,
    /// What `format` means.
    pub formats: Formats,
    /// The other documents that a `$ref` may lead to.
    pub documents: Documents,
}

/// Schemas by the address they are referred to by.
#[derive(Debug, Clone, Default)]
pub struct Documents(BTreeMap<String, Json>);

impl Documents {
    /// Adds the document at an address, a URI without a fragment.
    pub fn insert(&mut self, address: &str, document: Json) {
        self.0.insert(address.to_owned(), document);
    }

    /// The document at an address: one that was added, or a dialect's own.
    pub(crate) fn get(&self, address: &str) -> Option<&Json> {
        self.0.get(address).or_else(|| metaschema::of_uri(address))
    }
}

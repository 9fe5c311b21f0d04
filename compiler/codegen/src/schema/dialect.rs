//! The versions of JSON Schema, and the URIs that name them.
//!
//! MCP's default is 2020-12 (revision 2025-11-25, SEP-1613); any other must be named by
//! `$schema` at the root. An unknown one may mean anything, so it is refused, not guessed.

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

/// The address of each dialect's meta-schema, without its scheme.
const ADDRESSES: [(Dialect, &str); 5] = [
    (Dialect::Draft4, "json-schema.org/draft-04/schema"),
    (Dialect::Draft6, "json-schema.org/draft-06/schema"),
    (Dialect::Draft7, "json-schema.org/draft-07/schema"),
    (Dialect::Draft2019, "json-schema.org/draft/2019-09/schema"),
    (Dialect::Draft2020, "json-schema.org/draft/2020-12/schema"),
];

impl Dialect {
    /// The dialect with this `$schema`.
    pub fn of_uri(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let address = uri
            .strip_prefix("http://")
            .or_else(|| uri.strip_prefix("https://"))?;
        let found = ADDRESSES.iter().find(|(_, known)| *known == address);
        found.map(|(dialect, _)| *dialect)
    }

    /// The `$schema` that names the dialect.
    pub fn uri(self) -> String {
        let address = ADDRESSES[self as usize].1;
        if self <= Self::Draft7 {
            format!("http://{address}#")
        } else {
            format!("https://{address}")
        }
    }

    /// What the URIs of the dialect's vocabularies begin with, where it has any.
    pub(super) fn vocabularies(self) -> Option<&'static str> {
        match self {
            Self::Draft2019 => Some("https://json-schema.org/draft/2019-09/vocab/"),
            Self::Draft2020 => Some("https://json-schema.org/draft/2020-12/vocab/"),
            Self::Draft4 | Self::Draft6 | Self::Draft7 => None,
        }
    }

    /// Whether `$ref` makes the keywords beside it void.
    pub(crate) fn ref_stands_alone(self) -> bool {
        self <= Self::Draft7
    }
}

#[cfg(test)]
mod tests {
    use super::{ADDRESSES, Dialect};

    #[test]
    fn a_dialect_is_found_by_the_uri_it_has() {
        for (dialect, _) in ADDRESSES {
            assert_eq!(Dialect::of_uri(&dialect.uri()), Some(dialect));
        }
        assert_eq!(Dialect::of_uri("json-schema.org/draft-07/schema"), None);
    }
}

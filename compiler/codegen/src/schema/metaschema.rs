//! The meta-schemas of the known dialects, which a schema may refer to like any other document.
//!
//! Their text comes from the `referencing` crate, read once and without any I/O.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use referencing::meta;

use crate::json::Json;

type Text = LazyLock<Arc<serde_json::Value>>;

/// Each meta-schema; its own `id` or `$id` is its address.
static TEXTS: [&Text; 19] = [
    &meta::DRAFT4,
    &meta::DRAFT6,
    &meta::DRAFT7,
    &meta::DRAFT201909,
    &meta::DRAFT201909_APPLICATOR,
    &meta::DRAFT201909_CONTENT,
    &meta::DRAFT201909_CORE,
    &meta::DRAFT201909_FORMAT,
    &meta::DRAFT201909_META_DATA,
    &meta::DRAFT201909_VALIDATION,
    &meta::DRAFT202012,
    &meta::DRAFT202012_APPLICATOR,
    &meta::DRAFT202012_CONTENT,
    &meta::DRAFT202012_CORE,
    &meta::DRAFT202012_FORMAT_ANNOTATION,
    &meta::DRAFT202012_FORMAT_ASSERTION,
    &meta::DRAFT202012_META_DATA,
    &meta::DRAFT202012_UNEVALUATED,
    &meta::DRAFT202012_VALIDATION,
];

/// Each meta-schema by its address.
static KNOWN: LazyLock<BTreeMap<String, Json>> = LazyLock::new(|| {
    let documents = TEXTS
        .iter()
        .map(|text| Json::from(&***text as &serde_json::Value));
    let address = |document: &Json| {
        let id = document.get("$id").or_else(|| document.get("id"));
        id.and_then(Json::as_str)
            .map(|id| id.trim_end_matches('#').to_owned())
    };
    documents
        .filter_map(|document| Some((address(&document)?, document)))
        .collect()
});

/// The meta-schema at an address, a URI without a fragment.
pub(crate) fn of_uri(address: &str) -> Option<&'static Json> {
    KNOWN.get(address)
}

/// Every meta-schema with its address.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static Json)> {
    KNOWN
        .iter()
        .map(|(address, document)| (address.as_str(), document))
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, of_uri};

    #[test]
    fn every_dialect_has_its_meta_schema() {
        for address in [
            "http://json-schema.org/draft-04/schema",
            "http://json-schema.org/draft-06/schema",
            "http://json-schema.org/draft-07/schema",
            "https://json-schema.org/draft/2019-09/schema",
            "https://json-schema.org/draft/2020-12/schema",
            "https://json-schema.org/draft/2020-12/meta/unevaluated",
        ] {
            assert!(of_uri(address).is_some(), "{address}");
        }
        assert_eq!(of_uri("https://json-schema.org/draft/next/schema"), None);
        assert_eq!(TEXTS.len(), 19);
    }
}

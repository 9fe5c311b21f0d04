//! The keywords of JSON Schema by what becomes of them in a type.
//!
//! [`SHAPES`] and the value and union keywords become types; [`ASSERTIONS`] become rules where a
//! type can say them, and are recorded where they stand otherwise; `$ref`, `allOf` and `type` are
//! flattened away by [`super::position`]; every other keyword is an annotation.

use std::collections::BTreeMap;

use super::kind::Kinds;
use crate::json::Json;

/// Keywords that say which members or items there are.
pub(super) const SHAPES: [&str; 6] = [
    "additionalProperties",
    "items",
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
];

/// Keywords that list values or alternatives.
const CHOICES: [&str; 4] = ["anyOf", "const", "enum", "oneOf"];

/// A keyword that narrows a type; not every type says every one.
#[derive(Debug)]
pub(super) struct Assertion {
    /// The keyword.
    pub(super) keyword: &'static str,
    /// The types it says something of.
    pub(super) of: Kinds,
    /// What the type lets through, in a few words.
    pub(super) reason: &'static str,
}

/// The keywords that a type drops unless it says them.
pub(super) const ASSERTIONS: [Assertion; 25] = [
    assertion("not", Kinds::ALL, "a type has no exceptions"),
    assertion("if", Kinds::ALL, "a type has no conditions"),
    assertion("minimum", Kinds::NUMBER, "the type has no lower bound"),
    assertion("maximum", Kinds::NUMBER, "the type has no upper bound"),
    assertion(
        "exclusiveMinimum",
        Kinds::NUMBER,
        "the type has no lower bound",
    ),
    assertion(
        "exclusiveMaximum",
        Kinds::NUMBER,
        "the type has no upper bound",
    ),
    assertion("multipleOf", Kinds::NUMBER, "the type has no step"),
    assertion(
        "minLength",
        Kinds::STRING,
        "the type has no shortest length",
    ),
    assertion("maxLength", Kinds::STRING, "the type has no longest length"),
    assertion("pattern", Kinds::STRING, "the type has no pattern"),
    assertion(
        "minItems",
        Kinds::ARRAY,
        "the type has no least number of items",
    ),
    assertion(
        "maxItems",
        Kinds::ARRAY,
        "the type has no greatest number of items",
    ),
    assertion("uniqueItems", Kinds::ARRAY, "the type lets items repeat"),
    assertion(
        "contains",
        Kinds::ARRAY,
        "the type asks for no special item",
    ),
    assertion(
        "additionalItems",
        Kinds::ARRAY,
        "the type has one type of item",
    ),
    assertion(
        "unevaluatedItems",
        Kinds::ARRAY,
        "the type has one type of item",
    ),
    assertion(
        "minProperties",
        Kinds::OBJECT,
        "the type has no least number of members",
    ),
    assertion(
        "maxProperties",
        Kinds::OBJECT,
        "the type has no greatest number of members",
    ),
    assertion(
        "propertyNames",
        Kinds::OBJECT,
        "the type takes any member name",
    ),
    assertion(
        "patternProperties",
        Kinds::OBJECT,
        "the type does not look at member names",
    ),
    assertion(
        "dependentRequired",
        Kinds::OBJECT,
        "members of the type do not depend on others",
    ),
    assertion(
        "dependentSchemas",
        Kinds::OBJECT,
        "members of the type do not depend on others",
    ),
    assertion(
        "dependencies",
        Kinds::OBJECT,
        "members of the type do not depend on others",
    ),
    assertion(
        "unevaluatedProperties",
        Kinds::OBJECT,
        "the type takes members it does not know",
    ),
    assertion(
        "minContains",
        Kinds::ARRAY,
        "the type asks for no special item",
    ),
];

/// Whether a keyword takes part in a type or is missing from it.
pub(super) fn constrains(keyword: &str) -> bool {
    SHAPES.contains(&keyword)
        || CHOICES.contains(&keyword)
        || ASSERTIONS
            .iter()
            .any(|assertion| assertion.keyword == keyword)
}

impl Assertion {
    /// Whether this value of the keyword asks for nothing.
    pub(super) fn is_vacuous(&self, value: &Json) -> bool {
        match self.keyword {
            "minLength" | "minItems" | "minProperties" => value.as_number() == Some("0"),
            "not" | "uniqueItems" => value == &Json::Bool(false),
            "unevaluatedItems" | "unevaluatedProperties" | "additionalItems" | "propertyNames" => {
                value == &Json::Bool(true) || value.as_object().is_some_and(BTreeMap::is_empty)
            }
            _ => false,
        }
    }
}

const fn assertion(keyword: &'static str, of: Kinds, reason: &'static str) -> Assertion {
    Assertion {
        keyword,
        of,
        reason,
    }
}

//! The keywords of JSON Schema by what becomes of them in a type.
//!
//! [`SHAPES`] and the value and union keywords become types; [`ASSERTIONS`] become rules where a
//! type can say them, and are recorded where they stand otherwise; `$ref`, `allOf` and `type` are
//! flattened away by [`super::position`]; every other keyword is an annotation.

use std::collections::BTreeMap;

use crate::json::Json;
use crate::schema::Kinds;
use crate::schema::keyword::keyword;

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
    /// What the type lets through, in a few words.
    pub(super) reason: &'static str,
}

/// The keywords that a type drops unless it says them.
pub(super) const ASSERTIONS: [Assertion; 25] = [
    assertion("not", "a type has no exceptions"),
    assertion("if", "a type has no conditions"),
    assertion("minimum", "the type has no lower bound"),
    assertion("maximum", "the type has no upper bound"),
    assertion("exclusiveMinimum", "the type has no lower bound"),
    assertion("exclusiveMaximum", "the type has no upper bound"),
    assertion("multipleOf", "the type has no step"),
    assertion("minLength", "the type has no shortest length"),
    assertion("maxLength", "the type has no longest length"),
    assertion("pattern", "the type has no pattern"),
    assertion("minItems", "the type has no least number of items"),
    assertion("maxItems", "the type has no greatest number of items"),
    assertion("uniqueItems", "the type lets items repeat"),
    assertion("contains", "the type asks for no special item"),
    assertion("additionalItems", "the type has one type of item"),
    assertion("unevaluatedItems", "the type has one type of item"),
    assertion("minProperties", "the type has no least number of members"),
    assertion(
        "maxProperties",
        "the type has no greatest number of members",
    ),
    assertion("propertyNames", "the type takes any member name"),
    assertion(
        "patternProperties",
        "the type does not look at member names",
    ),
    assertion(
        "dependentRequired",
        "members of the type do not depend on others",
    ),
    assertion(
        "dependentSchemas",
        "members of the type do not depend on others",
    ),
    assertion(
        "dependencies",
        "members of the type do not depend on others",
    ),
    assertion(
        "unevaluatedProperties",
        "the type takes members it does not know",
    ),
    assertion("minContains", "the type asks for no special item"),
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
    /// The types it says something of.
    pub(super) fn about(&self) -> Kinds {
        keyword(self.keyword).map_or(Kinds::ALL, |keyword| keyword.about)
    }

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

const fn assertion(keyword: &'static str, reason: &'static str) -> Assertion {
    Assertion { keyword, reason }
}

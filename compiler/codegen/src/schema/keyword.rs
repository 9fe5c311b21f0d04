//! Every keyword of the five dialects: the one table that all passes ask.
//!
//! It says what a keyword's value is, which values it constrains, since which dialect it exists and
//! which vocabulary it belongs to. Draft 2020-12 Core, sections 8 to 11, and Validation, sections 6
//! to 9; before it `definitions` (draft 7 Validation, section 9), `additionalItems` and a list of
//! `items` (2019-09 Core, section 9.3.1), and `dependencies` (draft 7 Validation, section 6.5.7).
//! Whether the value in a given schema has the right form is for its reader to decide.

use super::Dialect::{self, Draft4, Draft6, Draft7, Draft2019, Draft2020};
use super::Kinds;
use Value::{Any, Boolean, Bound, Number, Other, Schemas, Text, Types};
use Vocabulary::{Applicator, Content, Core, Format, MetaData, Unevaluated, Validation};

/// A keyword of JSON Schema.
#[derive(Debug)]
pub struct Keyword {
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub value: Value,
    /// The types of values it says something about.
    pub about: Kinds,
    /// The first dialect that has it.
    pub since: Dialect,
    /// What it belongs to.
    pub vocabulary: Vocabulary,
}

/// What the value of a keyword is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Any value, `null` included.
    Any,
    /// A boolean.
    Boolean,
    /// A number or a count that values may not pass; in draft 4 also a boolean that makes its
    /// neighbour exclusive.
    Bound(Side),
    /// Another number.
    Number,
    /// One subschema or several.
    Schemas(Form),
    /// A string.
    Text,
    /// The name of a type, or a list of such names.
    Types,
    /// A list or an object of its own form.
    Other,
}

/// Which side of the accepted values a keyword bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The least value, length or count.
    Least,
    /// The greatest value, length or count.
    Greatest,
}

/// How the value of a keyword holds subschemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The value is a subschema.
    One,
    /// The value is an array of subschemas.
    List,
    /// The value is a subschema or an array of them, by the dialect.
    OneOrList,
    /// The value is an object whose members are subschemas under any name.
    ByName,
}

/// The vocabularies of draft 2020-12, by which the older keywords are sorted too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// Identifiers and references.
    Core,
    /// Keywords that apply subschemas.
    Applicator,
    /// Keywords about what no other keyword looked at.
    Unevaluated,
    /// Assertions.
    Validation,
    /// `format`.
    Format,
    /// What a string encodes.
    Content,
    /// Annotations.
    MetaData,
}

/// Sorted by name.
const KEYWORDS: [Keyword; 62] = [
    row("$anchor", Text, Kinds::ALL, Draft2019, Core),
    row("$comment", Text, Kinds::ALL, Draft7, Core),
    row("$defs", Schemas(Form::ByName), Kinds::ALL, Draft2019, Core),
    row("$dynamicAnchor", Text, Kinds::ALL, Draft2020, Core),
    row("$dynamicRef", Text, Kinds::ALL, Draft2020, Core),
    row("$id", Text, Kinds::ALL, Draft6, Core),
    row("$recursiveAnchor", Boolean, Kinds::ALL, Draft2019, Core),
    row("$recursiveRef", Text, Kinds::ALL, Draft2019, Core),
    row("$ref", Text, Kinds::ALL, Draft4, Core),
    row("$schema", Text, Kinds::ALL, Draft4, Core),
    row("$vocabulary", Other, Kinds::ALL, Draft2019, Core),
    row(
        "additionalItems",
        Schemas(Form::One),
        Kinds::ARRAY,
        Draft4,
        Applicator,
    ),
    row(
        "additionalProperties",
        Schemas(Form::One),
        Kinds::OBJECT,
        Draft4,
        Applicator,
    ),
    row("allOf", Schemas(Form::List), Kinds::ALL, Draft4, Applicator),
    row("anyOf", Schemas(Form::List), Kinds::ALL, Draft4, Applicator),
    row("const", Any, Kinds::ALL, Draft6, Validation),
    row(
        "contains",
        Schemas(Form::One),
        Kinds::ARRAY,
        Draft6,
        Applicator,
    ),
    row("contentEncoding", Text, Kinds::STRING, Draft7, Content),
    row("contentMediaType", Text, Kinds::STRING, Draft7, Content),
    row(
        "contentSchema",
        Schemas(Form::One),
        Kinds::STRING,
        Draft2019,
        Content,
    ),
    row("default", Any, Kinds::ALL, Draft4, MetaData),
    row(
        "definitions",
        Schemas(Form::ByName),
        Kinds::ALL,
        Draft4,
        Core,
    ),
    row(
        "dependencies",
        Schemas(Form::ByName),
        Kinds::OBJECT,
        Draft4,
        Applicator,
    ),
    row(
        "dependentRequired",
        Other,
        Kinds::OBJECT,
        Draft2019,
        Validation,
    ),
    row(
        "dependentSchemas",
        Schemas(Form::ByName),
        Kinds::OBJECT,
        Draft2019,
        Applicator,
    ),
    row("deprecated", Boolean, Kinds::ALL, Draft2019, MetaData),
    row("description", Text, Kinds::ALL, Draft4, MetaData),
    row("else", Schemas(Form::One), Kinds::ALL, Draft7, Applicator),
    row("enum", Other, Kinds::ALL, Draft4, Validation),
    row("examples", Other, Kinds::ALL, Draft6, MetaData),
    row(
        "exclusiveMaximum",
        Bound(Side::Greatest),
        Kinds::NUMBER,
        Draft4,
        Validation,
    ),
    row(
        "exclusiveMinimum",
        Bound(Side::Least),
        Kinds::NUMBER,
        Draft4,
        Validation,
    ),
    row("format", Text, Kinds::STRING, Draft4, Format),
    row("if", Schemas(Form::One), Kinds::ALL, Draft7, Applicator),
    row(
        "items",
        Schemas(Form::OneOrList),
        Kinds::ARRAY,
        Draft4,
        Applicator,
    ),
    row(
        "maxContains",
        Bound(Side::Greatest),
        Kinds::ARRAY,
        Draft2019,
        Validation,
    ),
    row(
        "maxItems",
        Bound(Side::Greatest),
        Kinds::ARRAY,
        Draft4,
        Validation,
    ),
    row(
        "maxLength",
        Bound(Side::Greatest),
        Kinds::STRING,
        Draft4,
        Validation,
    ),
    row(
        "maxProperties",
        Bound(Side::Greatest),
        Kinds::OBJECT,
        Draft4,
        Validation,
    ),
    row(
        "maximum",
        Bound(Side::Greatest),
        Kinds::NUMBER,
        Draft4,
        Validation,
    ),
    row(
        "minContains",
        Bound(Side::Least),
        Kinds::ARRAY,
        Draft2019,
        Validation,
    ),
    row(
        "minItems",
        Bound(Side::Least),
        Kinds::ARRAY,
        Draft4,
        Validation,
    ),
    row(
        "minLength",
        Bound(Side::Least),
        Kinds::STRING,
        Draft4,
        Validation,
    ),
    row(
        "minProperties",
        Bound(Side::Least),
        Kinds::OBJECT,
        Draft4,
        Validation,
    ),
    row(
        "minimum",
        Bound(Side::Least),
        Kinds::NUMBER,
        Draft4,
        Validation,
    ),
    row("multipleOf", Number, Kinds::NUMBER, Draft4, Validation),
    row("not", Schemas(Form::One), Kinds::ALL, Draft4, Applicator),
    row("oneOf", Schemas(Form::List), Kinds::ALL, Draft4, Applicator),
    row("pattern", Text, Kinds::STRING, Draft4, Validation),
    row(
        "patternProperties",
        Schemas(Form::ByName),
        Kinds::OBJECT,
        Draft4,
        Applicator,
    ),
    row(
        "prefixItems",
        Schemas(Form::List),
        Kinds::ARRAY,
        Draft2020,
        Applicator,
    ),
    row(
        "properties",
        Schemas(Form::ByName),
        Kinds::OBJECT,
        Draft4,
        Applicator,
    ),
    row(
        "propertyNames",
        Schemas(Form::One),
        Kinds::OBJECT,
        Draft6,
        Applicator,
    ),
    row("readOnly", Boolean, Kinds::ALL, Draft7, MetaData),
    row("required", Other, Kinds::OBJECT, Draft4, Validation),
    row("then", Schemas(Form::One), Kinds::ALL, Draft7, Applicator),
    row("title", Text, Kinds::ALL, Draft4, MetaData),
    row("type", Types, Kinds::ALL, Draft4, Validation),
    row(
        "unevaluatedItems",
        Schemas(Form::One),
        Kinds::ARRAY,
        Draft2019,
        Unevaluated,
    ),
    row(
        "unevaluatedProperties",
        Schemas(Form::One),
        Kinds::OBJECT,
        Draft2019,
        Unevaluated,
    ),
    row("uniqueItems", Boolean, Kinds::ARRAY, Draft4, Validation),
    row("writeOnly", Boolean, Kinds::ALL, Draft7, MetaData),
];

/// Keywords that 2020-12 took out of the language.
const REPLACED: [&str; 3] = ["$recursiveAnchor", "$recursiveRef", "additionalItems"];

const fn row(
    name: &'static str,
    value: Value,
    about: Kinds,
    since: Dialect,
    vocabulary: Vocabulary,
) -> Keyword {
    Keyword {
        name,
        value,
        about,
        since,
        vocabulary,
    }
}

/// The keyword of that name, if any dialect has it.
pub fn keyword(name: &str) -> Option<&'static Keyword> {
    let place = KEYWORDS.binary_search_by(|keyword| keyword.name.cmp(name));
    place.ok().map(|place| &KEYWORDS[place])
}

/// How the value of a keyword holds subschemas; nothing where it holds none.
pub fn form(name: &str) -> Option<Form> {
    match keyword(name)?.value {
        Schemas(form) => Some(form),
        _ => None,
    }
}

/// The side a keyword bounds, if it is a bound.
pub(crate) fn bounded_side(name: &str) -> Option<Side> {
    match keyword(name)?.value {
        Bound(side) => Some(side),
        _ => None,
    }
}

impl Keyword {
    /// Whether a dialect has it.
    pub(super) fn is_in(&self, dialect: Dialect) -> bool {
        let is_replaced = dialect == Draft2020 && REPLACED.contains(&self.name);
        self.since <= dialect && !is_replaced
    }

    /// Whether its value may be `null`.
    pub(crate) fn may_be_null(&self) -> bool {
        // Some serializers mean the type of that name.
        matches!(self.value, Any | Types)
    }

    /// Whether it neither asserts nor applies anything, `$ref` aside.
    pub(crate) fn is_annotation(&self) -> bool {
        let refers = matches!(self.name, "$dynamicRef" | "$recursiveRef");
        matches!(self.vocabulary, Core | Content | MetaData) && !refers
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::metaschema;
    use super::{Draft4, Draft6, Draft7, Draft2019, Draft2020, Form, KEYWORDS, REPLACED, form};
    use crate::json::{Json, Key};

    #[test]
    fn the_table_says_what_the_meta_schemas_say() {
        let mut said: BTreeMap<&str, Form> = BTreeMap::new();
        for (_, meta_schema) in metaschema::all() {
            let properties = meta_schema.get("properties").and_then(Json::as_object);
            for (keyword, value) in properties.into_iter().flatten() {
                for form in forms_of(value) {
                    let all = said.entry(keyword.as_str()).or_insert(form);
                    if *all != form {
                        *all = Form::OneOrList;
                    }
                }
            }
        }
        let listed = KEYWORDS.iter();
        let listed = listed.filter_map(|keyword| Some((keyword.name, form(keyword.name)?)));
        assert_eq!(said, listed.collect());
    }

    #[test]
    fn keywords_without_subschemas_have_no_form() {
        for keyword in ["const", "default", "enum", "examples", "required", "x"] {
            assert_eq!(form(keyword), None, "{keyword}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(KEYWORDS.is_sorted_by(|one, other| one.name < other.name));
    }

    #[test]
    fn a_dialect_has_the_keywords_of_its_meta_schemas() {
        for (dialect, prefix) in [
            (Draft4, "http://json-schema.org/draft-04/"),
            (Draft6, "http://json-schema.org/draft-06/"),
            (Draft7, "http://json-schema.org/draft-07/"),
            (Draft2019, "https://json-schema.org/draft/2019-09/"),
            (Draft2020, "https://json-schema.org/draft/2020-12/"),
        ] {
            let meta_schemas = metaschema::all().filter(|(address, _)| address.starts_with(prefix));
            let described: BTreeSet<&str> = meta_schemas
                .filter_map(|(_, meta_schema)| meta_schema.get("properties")?.as_object())
                .flat_map(|properties| properties.keys().map(Key::as_str))
                // Draft 4 has `id`, which is `$id` here, and describes `$ref` elsewhere; 2020-12
                // still describes what it replaced.
                .filter(|name| *name != "id")
                .filter(|name| dialect != Draft2020 || !REPLACED.contains(name))
                .chain(["$ref"])
                .collect();
            let listed = KEYWORDS.iter().filter(|keyword| keyword.is_in(dialect));
            let listed: BTreeSet<&str> = listed.map(|keyword| keyword.name).collect();
            assert_eq!(listed, described, "{dialect:?}");
        }
    }

    /// The forms that a keyword's value may have, as a meta-schema describes it.
    fn forms_of(value: &Json) -> Vec<Form> {
        let target = ["$ref", "$dynamicRef", "$recursiveRef"]
            .iter()
            .find_map(|keyword| value.get(keyword).and_then(Json::as_str));
        match target {
            Some("#" | "#meta") => return vec![Form::One],
            Some("#/$defs/schemaArray" | "#/definitions/schemaArray") => return vec![Form::List],
            _ => {}
        }
        let members = value.get("additionalProperties");
        if members.is_some_and(|members| !forms_of(members).is_empty()) {
            return vec![Form::ByName];
        }
        let branches = value.get("anyOf").and_then(Json::as_array);
        branches.into_iter().flatten().flat_map(forms_of).collect()
    }
}

//! The keywords of JSON Schema that hold subschemas, and in what form they hold them.
//!
//! One table over all known dialects. Whether a dialect has a keyword at all, and whether what
//! stands there has the right form, is for the reader to decide.

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

/// Draft 2020-12 Core, sections 8.2.4, 10 and 11, and Validation, section 8.5; before it
/// `definitions` (draft 7 Validation, section 9), `additionalItems` and a list of `items`
/// (2019-09 Core, section 9.3.1), and `dependencies` (draft 7 Validation, section 6.5.7).
const FORMS: [(&str, Form); 22] = [
    ("$defs", Form::ByName),
    ("additionalItems", Form::One),
    ("additionalProperties", Form::One),
    ("allOf", Form::List),
    ("anyOf", Form::List),
    ("contains", Form::One),
    ("contentSchema", Form::One),
    ("definitions", Form::ByName),
    ("dependencies", Form::ByName),
    ("dependentSchemas", Form::ByName),
    ("else", Form::One),
    ("if", Form::One),
    ("items", Form::OneOrList),
    ("not", Form::One),
    ("oneOf", Form::List),
    ("patternProperties", Form::ByName),
    ("prefixItems", Form::List),
    ("properties", Form::ByName),
    ("propertyNames", Form::One),
    ("then", Form::One),
    ("unevaluatedItems", Form::One),
    ("unevaluatedProperties", Form::One),
];

/// How a keyword holds subschemas; nothing where it holds none.
pub fn form(keyword: &str) -> Option<Form> {
    let found = FORMS.iter().find(|(name, _)| *name == keyword);
    found.map(|(_, form)| *form)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{FORMS, Form, form};
    use crate::check::metaschema;
    use crate::json::Json;

    /// The meta-schemas that describe keywords with subschemas.
    const META_SCHEMAS: [&str; 9] = [
        "http://json-schema.org/draft-04/schema",
        "http://json-schema.org/draft-06/schema",
        "http://json-schema.org/draft-07/schema",
        "https://json-schema.org/draft/2019-09/meta/applicator",
        "https://json-schema.org/draft/2019-09/meta/content",
        "https://json-schema.org/draft/2019-09/meta/core",
        "https://json-schema.org/draft/2020-12/meta/applicator",
        "https://json-schema.org/draft/2020-12/meta/unevaluated",
        "https://json-schema.org/draft/2020-12/schema",
    ];

    #[test]
    fn the_table_says_what_the_meta_schemas_say() {
        let mut said: BTreeMap<&str, Form> = BTreeMap::new();
        for address in META_SCHEMAS {
            let meta_schema = metaschema::of_uri(address).expect("it is known");
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
        assert_eq!(said.into_iter().collect::<Vec<_>>(), FORMS);
    }

    #[test]
    fn keywords_without_subschemas_have_no_form() {
        for keyword in ["const", "default", "enum", "examples", "required", "x"] {
            assert_eq!(form(keyword), None, "{keyword}");
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

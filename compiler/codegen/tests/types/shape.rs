//! What the types look like to who writes Rust.

use mcpreg_codegen::types::{type_arguments, type_schema};

use crate::fixture::json;

/// The types contain each of these lines, white space apart.
#[track_caller]
fn arguments(schema: &str, lines: &[&str]) {
    contains(
        &type_arguments("Arguments", &json(schema)).items.to_string(),
        lines,
    );
}

#[track_caller]
fn output(schema: &str, lines: &[&str]) {
    contains(
        &type_schema("Output", &json(schema)).items.to_string(),
        lines,
    );
}

#[track_caller]
fn contains(items: &str, lines: &[&str]) {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    for line in lines {
        assert!(
            dense(items).contains(&dense(line)),
            "{line} is not in\n{items}"
        );
    }
}

#[test]
fn required_members_are_plain_and_optional_ones_options() {
    arguments(
        r#"{"type":"object","properties":{"query":{"type":"string"},"limit":{"type":"integer"}},
            "required":["query"]}"#,
        &["pub query: String,", "pub limit: Option<i64>,"],
    );
}

#[test]
fn new_takes_the_required_members() {
    arguments(
        r#"{"type":"object","properties":{"query":{"type":"string"},"limit":{"type":"integer"}},
            "required":["query"]}"#,
        &[
            "pub fn new(query: impl Into<String>) -> Self { Self { limit: None, query: query.into(), } }",
        ],
    );
}

#[test]
fn all_optional_has_a_default() {
    arguments(
        r#"{"type":"object","properties":{"limit":{"type":"integer"}}}"#,
        &["#[derive(Debug, Clone, Default, PartialEq,"],
    );
}

#[test]
fn no_members_is_an_empty_struct() {
    arguments(
        r#"{"type":"object","properties":{}}"#,
        &["pub struct Arguments {}"],
    );
}

#[test]
fn a_free_object_takes_any_members() {
    arguments(
        r#"{"type":"object"}"#,
        &[
            "pub struct Arguments(pub ::mcpreg_contract::serde_json::Map<String, ::mcpreg_contract::serde_json::Value>);",
        ],
    );
}

#[test]
fn arguments_without_type_are_an_object() {
    arguments(
        r#"{"properties":{"a":{"type":"string"}}}"#,
        &["pub a: Option<String>,"],
    );
}

#[test]
fn inline_objects_are_named_by_their_path() {
    arguments(
        r#"{"type":"object","properties":{"filter":{"type":"object","properties":
            {"tags":{"type":"array","items":{"enum":["a"]}}}}}}"#,
        &[
            "pub struct ArgumentsFilter",
            "pub enum ArgumentsFilterTagsItem",
        ],
    );
}

#[test]
fn definitions_are_named_by_their_name() {
    output(
        r##"{"$defs":{"user_id":{"type":"object","properties":{"v":{}}}},"type":"object",
            "properties":{"owner":{"$ref":"#/$defs/user_id"},"author":{"$ref":"#/$defs/user_id"}}}"##,
        &[
            "pub owner: Option<OutputUserId>,",
            "pub author: Option<OutputUserId>,",
        ],
    );
}

#[test]
fn tagged_variants_are_named_by_their_tag() {
    output(
        r#"{"oneOf":[{"type":"object","properties":{"t":{"const":"small-box"}},"required":["t"]},
            {"type":"object","properties":{"t":{"const":"circle"}},"required":["t"]}]}"#,
        &["SmallBox(OutputSmallBox),", "Circle(OutputCircle),"],
    );
}

#[test]
fn symbols_have_words() {
    output(
        r#"{"enum":[">=","<","+1","-1","a+","a-","","1x"]}"#,
        &[
            "GreaterEqual",
            "Less",
            "Plus1",
            "Minus1",
            "APlus",
            "AMinus",
            "Empty",
            "V1x",
            "#[serde(rename = \"\")] Empty",
        ],
    );
}

#[test]
fn keywords_get_an_underscore() {
    output(
        r#"{"type":"object","properties":{"type":{"type":"string"}},"required":["type"]}"#,
        &["#[serde(rename = \"type\",)] pub type_: String,"],
    );
}

#[test]
fn everything_goes_through_the_contract() {
    output(
        r#"{"type":"object","properties":{"a":{}},"additionalProperties":false}"#,
        &[
            "::mcpreg_contract::serde::Serialize, ::mcpreg_contract::serde::Deserialize,",
            "#[serde(crate = \"::mcpreg_contract::serde\", deny_unknown_fields)]",
            "Option<::mcpreg_contract::serde_json::Value>",
        ],
    );
}

#[test]
fn a_recursive_member_is_boxed() {
    output(
        r##"{"type":"object","properties":{"child":{"$ref":"#"}}}"##,
        &["pub child: Option<Box<Output>>,"],
    );
}

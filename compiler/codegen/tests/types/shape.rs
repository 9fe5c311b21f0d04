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
            "#[inline] pub fn new(query: impl Into<String>) -> Self { Self { limit: None, query: query.into() } }",
            "pub fn with_limit(mut self, limit: i64) -> Self { self.limit = Some(limit); self }",
        ],
    );
}

#[test]
fn all_optional_has_a_default() {
    arguments(
        r#"{"type":"object","properties":{"limit":{"type":"integer"}}}"#,
        &["#[derive(Debug, Clone, Default, PartialEq)]"],
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
        &["pub type Arguments = BTreeMap<String, Value>;"],
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
        &[
            "pub enum Output { SmallBox(OutputSmallBox), Circle(OutputCircle) }",
            "pub struct OutputSmallBox {}",
            r#"members.constant("t", "\"small-box\"")?;"#,
        ],
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
            r#"const TEXTS: &'static [&'static str] = &[">=", "<", "+1", "-1", "a+", "a-", "", "1x"];"#,
        ],
    );
}

#[test]
fn keywords_get_an_underscore() {
    output(
        r#"{"type":"object","properties":{"type":{"type":"string"}},"required":["type"]}"#,
        &["pub type_: String,", r#"type_: members.required("type")?"#],
    );
}

#[test]
fn everything_goes_through_the_contract() {
    output(
        r#"{"type":"object","properties":{"a":{}},"additionalProperties":false}"#,
        &[
            "#[derive(Debug, Clone, Default, PartialEq)] pub struct Output",
            "const REST: typed::Rest = typed::Rest::Refused(&[\"a\"]);",
            "pub a: Option<Value>,",
            "typed::serde_impls! { objects: [Output] }",
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

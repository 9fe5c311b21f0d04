//! What the types look like to who writes Rust.

use mcpreg_codegen::types::{type_arguments, type_output, type_schema};

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
fn a_struct_is_a_declaration_and_a_derive() {
    arguments(
        r#"{"type":"object","properties":{"query":{"type":"string"},"limit":{"type":"integer"}},
            "required":["query"]}"#,
        &[
            "#[derive(Debug, Clone, PartialEq, typed::Object)]",
            "pub struct Arguments { pub limit: Option<i64>, pub query: String, }",
        ],
    );
}

#[test]
fn all_optional_has_a_default() {
    arguments(
        r#"{"type":"object","properties":{"limit":{"type":"integer"}}}"#,
        &["#[derive(Debug, Clone, Default, PartialEq, typed::Object)]"],
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
        &["pub struct Filter", "pub enum FilterTagsItem"],
    );
}

#[test]
fn definitions_are_named_by_their_name() {
    output(
        r##"{"$defs":{"user_id":{"type":"object","properties":{"v":{}}}},"type":"object",
            "properties":{"owner":{"$ref":"#/$defs/user_id"},"author":{"$ref":"#/$defs/user_id"}}}"##,
        &["pub owner: Option<UserId>,", "pub author: Option<UserId>,"],
    );
}

#[test]
fn tagged_variants_are_named_by_their_tag() {
    output(
        r#"{"oneOf":[{"type":"object","properties":{"t":{"const":"small-box"}},"required":["t"]},
            {"type":"object","properties":{"t":{"const":"circle"}},"required":["t"]}]}"#,
        &[
            "pub enum Output { SmallBox(SmallBox), Circle(Circle) }",
            "#[typed(constant(\"t\", r#\"\"small-box\"\"#))] pub struct SmallBox {}",
        ],
    );
}

#[test]
fn symbols_have_words() {
    output(
        r#"{"enum":[">=","<","+1","-1","a+","a-","","1x"]}"#,
        &[
            r#"#[typed(">=")] GreaterEqual,"#,
            r#"#[typed("<")] Less,"#,
            r#"#[typed("+1")] Plus1,"#,
            r#"#[typed("-1")] Minus1,"#,
            r#"#[typed("a+")] APlus,"#,
            r#"#[typed("a-")] AMinus,"#,
            r#"#[typed("")] Empty,"#,
            r#"#[typed("1x")] V1x"#,
        ],
    );
}

#[test]
fn keywords_get_an_underscore() {
    output(
        r#"{"type":"object","properties":{"type":{"type":"string"}},"required":["type"]}"#,
        &[r#"#[typed("type")] pub type_: String,"#],
    );
}

#[test]
fn everything_goes_through_the_contract() {
    output(
        r#"{"type":"object","properties":{"a":{}},"additionalProperties":false}"#,
        &[
            "#[derive(Debug, Clone, Default, PartialEq, typed::Object)]",
            "#[typed(closed)] pub struct Output",
            "pub a: Option<Value>,",
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

#[test]
fn null_is_told_from_absence() {
    arguments(
        r#"{"type":"object","properties":{"a":{"type":["string","null"]},
            "b":{"type":["string","null"]}},"required":["a"]}"#,
        &[
            "#[typed(required)] pub a: Option<String>,",
            "pub b: Option<Option<String>>,",
        ],
    );
}

#[test]
fn patterns_and_bounds_are_code() {
    arguments(
        r#"{"type":"object","properties":{"a":{"type":"string","pattern":"^`*\\d","minLength":2},
            "b":{"type":"number","minimum":0.5,"exclusiveMaximum":2}}}"#,
        &[
            r#"#[doc = " A string of at least 2 characters that matches ``^`*\\d``."]"#,
            r#"#[typed(min = 2, pattern = r"^`*\d")]"#,
            r#"#[doc = " A number of at least `0.5` and below `2`."]"#,
            r#"#[typed(minimum = "0.5", exclusive_maximum = "2")]"#,
        ],
    );
}

#[test]
fn names_that_the_code_uses_are_left_to_it() {
    let object = r#"{"type":"object","properties":{"a":{}}}"#;
    let names = [
        "Result", "String", "Option", "Value", "Vec", "Box", "Output", "Self", "1",
    ];
    let members: Vec<_> = names.map(|name| format!("{name:?}:{object}")).into();
    let arguments = type_arguments(
        "Arguments",
        &json(&format!(
            r#"{{"type":"object","properties":{{"BTreeMap":{object},{}}}}}"#,
            members.join(",")
        )),
    );
    let items = arguments.items.to_string();
    for name in names.into_iter().chain(["BTreeMap"]) {
        assert!(
            !items.contains(&format!("struct {name} ")),
            "{name} in {items}"
        );
    }
    contains(
        &items,
        &[
            "pub struct ArgumentsResult {",
            "pub result: Option<ArgumentsResult>",
        ],
    );
}

#[test]
fn the_types_of_an_output_leave_those_of_the_arguments_their_names() {
    let schema = |name: &str| {
        json(&format!(
            r#"{{"type":"object","properties":{{"{name}":{{"type":"string","minLength":2}},
                "note":{{"enum":["a"]}}}}}}"#
        ))
    };
    let arguments = type_arguments("Arguments", &schema("title"));
    let output = type_output("Output", &schema("title_rule"), &arguments);
    contains(
        &arguments.items.to_string(),
        &["pub enum Note", "pub type Title = typed::Text<TitleRule>;"],
    );
    contains(
        &output.items.to_string(),
        &[
            "pub enum OutputNote",
            "pub type OutputTitleRule = typed::Text<OutputTitleRuleRule>;",
        ],
    );
}

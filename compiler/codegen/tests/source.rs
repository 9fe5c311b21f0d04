//! The Rust source of a check: it parses, it is the same every time, and foreign names are inert.

use std::collections::BTreeMap;

use mcpreg_codegen::check::{CheckCode, check_schema};
use mcpreg_codegen::json::Json;
use mcpreg_codegen::schema::{Formats, SchemaOptions};

fn code(schema: &str) -> CheckCode {
    let schema = Json::parse(schema, 200).expect("the schema is JSON");
    let fixed = BTreeMap::from([("region".to_owned(), Json::Null)]);
    check_schema("ARGUMENTS", &schema, &fixed, &SchemaOptions::default())
}

/// The items and the check as one formatted file.
#[track_caller]
fn source(schema: &str) -> String {
    let CheckCode { items, check, .. } = code(schema);
    let file = quote::quote! {
        #items
        static CHECK: ::mcpreg_contract::Check = #check;
    };
    prettyplease::unparse(&syn::parse2(file).expect("a check is Rust"))
}

const NOTE: &str = r##"{"type":"object","required":["id"],"additionalProperties":false,
    "properties":{"id":{"type":"integer","minimum":1},"text":{"type":["string","null"],
    "pattern":"^\\w+$"},"next":{"$ref":"#"}}}"##;

#[test]
fn a_table_says_only_what_the_schema_asks() {
    let source = source(NOTE);
    assert!(source.contains("static ARGUMENTS_PATTERN_0"), "{source}");
    assert!(source.contains("static ARGUMENTS_NODES: [table::Node; 3]"));
    assert!(source.contains("nodes: &ARGUMENTS_NODES") && source.contains(r#"fixed: &["region"]"#));
    assert!(!source.contains("max_length"), "{source}");
}

#[test]
fn the_same_schema_gives_the_same_source() {
    let first = source(NOTE);
    assert!((0..10).all(|_| source(NOTE) == first));
}

#[test]
fn equal_subschemas_are_one_node() {
    let source = source(
        r#"{"properties":{"a":{"type":"string","title":"A"},"b":{"type":"string"},
        "c":{"anyOf":[{"type":"string"},{"type":"null"}]},"d":{"type":["null","string"]}}}"#,
    );
    assert!(source.contains("Node; 3]"), "{source}");
}

#[test]
fn foreign_names_cannot_leave_their_literals() {
    let source =
        source("{\"properties\":{\"\\\"; } fn evil() {} //\":{},\"a\u{202e}b\":{},\"\\n*/\":{}}}");
    assert!(!source.contains('\u{202e}'), "{source}");
    let file = syn::parse_file(&source).expect("a check is Rust");
    assert!(
        file.items
            .iter()
            .all(|item| matches!(item, syn::Item::Static(_)))
    );
}

#[test]
fn a_schema_beyond_the_table_keeps_its_text() {
    let schema = r##"{"$ref":"#/x","x":{"$id":"x:y"}}"##;
    assert_eq!(
        code(schema).validator.as_deref(),
        Some("/$ref: an $id where none is expected")
    );
    let source = source(schema);
    assert!(source.contains("static ARGUMENTS_VALIDATOR"), "{source}");
    assert!(source.contains("validator: &ARGUMENTS_VALIDATOR"));
}

#[test]
fn a_pattern_nobody_reads_is_named_when_it_is_compiled() {
    let code = code(r#"{"properties":{"a":{"pattern":"("},"b":{"pattern":"^b$"}}}"#);
    let [only] = code.undecidable.as_slice() else {
        panic!("one pattern, not {:?}", code.undecidable)
    };
    assert!(
        only.contains(r#"the pattern "(" cannot be decided"#),
        "{only}"
    );
    assert_eq!(code.validator, None);
}

#[test]
fn what_is_unevaluated_and_asserted_is_written_as_the_table_has_it() {
    let schema = r#"{"prefixItems":[{"format":"date"}],"unevaluatedItems":false,
        "unevaluatedProperties":{"type":"string"}}"#;
    let schema = Json::parse(schema, 200).expect("the schema is JSON");
    let options = SchemaOptions {
        formats: Formats::Assert,
        ..SchemaOptions::default()
    };
    let CheckCode { items, .. } = check_schema("OUTPUT", &schema, &BTreeMap::new(), &options);
    let source = items.to_string().replace(char::is_whitespace, "");
    for part in [
        "Applicator::UnevaluatedItems{node:",
        ",contains:true}",
        "Applicator::UnevaluatedProperties(",
        r#"format:Some(table::Format::named("date"))"#,
    ] {
        assert!(source.contains(part), "{part} in {source}");
    }
}

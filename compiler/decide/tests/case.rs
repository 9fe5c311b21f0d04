//! Names that differ from declared ones only in case: refused where that is asked for, and never
//! a part of what a schema decides.

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_contract::{CaseVariants, Check};
use mcpreg_decide::check_of;

fn schema(text: &str, fixed: &[&str]) -> Check {
    check_of(
        &Json::parse(text, MAX_DEPTH).expect("the case is JSON"),
        fixed,
    )
    .0
}

/// Compares the pointer of the refusal with `expected`; the schema alone accepts the arguments.
#[track_caller]
fn check(text: &str, arguments: &str, expected: Option<&str>) {
    let check = schema(text, &[]);
    assert_eq!(check.decide(arguments), Ok(()), "{arguments}");
    let accepted = check.decide_arguments(arguments, CaseVariants::Accept);
    assert_eq!(accepted, Ok(()), "{arguments}");
    let refused = check.decide_arguments(arguments, CaseVariants::Refuse);
    let pointer = refused.err().map(|violations| {
        assert_eq!(violations.0.len(), 1, "{violations}");
        assert_eq!(violations.0[0].keyword, "case", "{violations}");
        violations.0[0].pointer.clone()
    });
    assert_eq!(pointer.as_deref(), expected, "{arguments}");
}

#[test]
fn a_declared_name_has_no_other_case() {
    let open =
        r#"{"properties":{"name":{"type":"string"},"list":{"items":{"properties":{"id":{}}}}}}"#;
    check(open, r#"{"name":"a","other":1}"#, None);
    check(open, r#"{"Name":1}"#, Some("/Name"));
    check(open, r#"{"other":[{"Name":1}]}"#, None);
    check(
        open,
        r#"{"list":[{"id":1},{"iD":1,"x":{"NAME":1}}]}"#,
        Some("/list/1/iD"),
    );
    check(open, r#"{"na\u006dE":1}"#, Some("/namE"));
    check(open, "{\"li\u{17f}t\":1}", Some("/li\u{17f}t"));
    check(
        r#"{"properties":{"a":{},"A":{}}}"#,
        r#"{"a":1,"A":2}"#,
        None,
    );
    check(r#"{"required":["a"]}"#, r#"{"a":1,"A":2}"#, Some("/A"));
    check(
        r#"{"properties":{"a":{}},"patternProperties":{"^A$":{}}}"#,
        r#"{"A":1}"#,
        Some("/A"),
    );
}

#[test]
fn only_what_a_value_fits_declares_names() {
    let union = r#"{"anyOf":[
        {"properties":{"kind":{"const":"a"},"name":{}},"required":["kind"]},
        {"properties":{"kind":{"const":"b"},"Name":{}},"required":["kind"]}]}"#;
    check(union, r#"{"kind":"b","Name":1}"#, None);
    check(union, r#"{"kind":"a","Name":1}"#, Some("/Name"));
    check(
        r#"{"not":{"properties":{"name":{"const":1}},"required":["x"]}}"#,
        r#"{"Name":1}"#,
        None,
    );
    check(
        r#"{"if":{"properties":{"kind":{"const":"a"}}},"then":{"properties":{"name":{}}}}"#,
        r#"{"kind":"a","Name":1}"#,
        Some("/Name"),
    );
    check(
        r##"{"$ref":"#/$defs/a","$defs":{"a":{"properties":{"name":{}}}}}"##,
        r#"{"Name":1}"#,
        Some("/Name"),
    );
}

#[test]
fn a_fixed_name_has_no_other_case() {
    let check = schema(r#"{"type":"object"}"#, &["notebook"]);
    let decide = |arguments, variants| check.decide_arguments(arguments, variants).is_ok();
    assert!(!decide(r#"{"notebook":1}"#, CaseVariants::Accept));
    assert!(decide(r#"{"Notebook":1}"#, CaseVariants::Accept));
    assert!(!decide(r#"{"Notebook":1}"#, CaseVariants::Refuse));
    assert!(!decide("{\"noteboo\u{212a}\":1}", CaseVariants::Refuse));
    assert!(decide(r#"{"notebooks":1}"#, CaseVariants::Refuse));
}

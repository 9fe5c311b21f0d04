//! Enumerations, closed and open.

use std::collections::BTreeMap;

use mcpreg_contract::typed::{self, Choice, Known};

use crate::{keeps, refuses, writes};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, typed::Choice)]
enum Level {
    #[typed("low")]
    Low,
    #[typed("\"quoted\"\n")]
    Quoted,
    #[typed("")]
    Empty,
}

#[derive(Debug, Clone, Copy, PartialEq, typed::Choice)]
enum Mixed {
    #[typed(json = "1")]
    One,
    #[typed(json = r#""1""#)]
    Text,
    #[typed(json = "null")]
    Null,
    #[typed(json = r#""\"q\"""#)]
    Quoted,
    #[typed(json = r#"[1,{"a":2}]"#)]
    List,
}

#[test]
fn a_string_is_found_among_those_allowed() {
    assert_eq!(keeps::<Level>("\"low\""), Level::Low);
    assert_eq!(keeps::<Level>(r#""\"quoted\"\n""#), Level::Quoted);
    assert_eq!(keeps::<Level>("\"\""), Level::Empty);
    let words = r#"expected one of "low", "\"quoted\"\n", "", found "#;
    refuses::<Level>("\"Low\"", &format!("{words}\"Low\""));
    refuses::<Level>("null", &format!("{words}null"));
}

#[test]
fn other_values_are_compared_as_json() {
    assert_eq!(writes::<Mixed>("1.0", "1"), Mixed::One);
    assert_eq!(keeps::<Mixed>("\"1\""), Mixed::Text);
    assert_eq!(keeps::<Mixed>("null"), Mixed::Null);
    assert_eq!(keeps::<Mixed>(r#""\"q\"""#), Mixed::Quoted);
    assert_eq!(
        writes::<Mixed>(r#"[1.0,{"a":2.0}]"#, r#"[1,{"a":2}]"#),
        Mixed::List
    );
    let words = r#"expected one of 1, "1", null, "\"q\"", [1,{"a":2}], found "#;
    refuses::<Mixed>("true", &format!("{words}true"));
    refuses::<Mixed>("2", &format!("{words}2"));
}

#[test]
fn an_enum_is_shown_and_parsed_as_the_schema_writes_it() {
    assert_eq!(
        (
            Level::Low.as_str(),
            Level::Low.as_ref(),
            Level::Low.to_string()
        ),
        ("low", "low", "low".into())
    );
    assert_eq!("low".parse(), Ok(Level::Low));
    assert_eq!("null".parse(), Ok(Mixed::Null));
    let error = "lo"
        .parse::<Level>()
        .expect_err("no such value")
        .to_string();
    assert_eq!(
        error,
        r#"expected one of "low", "\"quoted\"\n", "", found "lo""#
    );
    assert_eq!(format!("{:>4}", Level::Low), " low");
}

#[test]
fn a_long_list_of_values_is_cut() {
    #[derive(Clone, Copy)]
    struct Many;
    impl Choice for Many {
        const VARIANTS: &'static [Self] = &[Self; 14];
        const TEXTS: &'static [&'static str] = &["a"; 14];
    }
    let error = typed::text_of_choice::<Many>("b")
        .err()
        .expect("no such value");
    assert!(
        error.expected().ends_with(r#""a", "a" and 2 more"#),
        "{error}"
    );
}

#[test]
fn an_open_enum_keeps_other_strings() {
    assert_eq!(keeps::<Known<Level>>("\"low\""), Known::One(Level::Low));
    assert_eq!(keeps::<Known<Level>>("\"new\""), Known::Other("new".into()));
    refuses::<Known<Level>>("1", "expected a string, found 1");
    assert_eq!(Known::of("low"), Known::from(Level::Low));
    assert_eq!(Known::<Level>::of("new").to_string(), "new");
}

#[test]
fn an_enum_can_be_a_key() {
    type Map = BTreeMap<Level, u8>;
    assert_eq!(keeps::<Map>(r#"{"low":1}"#).get(&Level::Low), Some(&1));
    refuses::<Map>(
        r#"{"new":1}"#,
        r#"/new: expected one of "low", "\"quoted\"\n", "", found "new""#,
    );
}

#[test]
fn serde_reads_and_writes_it_too() {
    let both: Vec<Mixed> = serde_json::from_str("[1,null]").expect("they fit");
    assert_eq!(
        serde_json::to_string(&both).expect("they are JSON"),
        "[1,null]"
    );
}

//! Structs: absent and null, unknown members, constants.

use std::collections::BTreeMap;

use mcpreg_contract::typed::{self, Typed};
use serde_json::Value;

use crate::{keeps, refuses, writes};

/// One member of each kind.
#[derive(Debug, Clone, PartialEq, Default, typed::Object)]
struct Kinds {
    required: u8,
    #[typed(required)]
    nullable: Option<u8>,
    optional: Option<u8>,
    #[expect(
        clippy::option_option,
        reason = "absent, null and a value are three things"
    )]
    both: Option<Option<u8>>,
}

#[derive(Debug, Clone, PartialEq, typed::Object)]
#[typed(closed, constant("kind", r#""closed""#))]
struct Closed {
    a: u8,
}

#[derive(Debug, Clone, PartialEq, typed::Object)]
struct Open {
    a: Option<f64>,
    #[typed(rest)]
    rest: BTreeMap<String, f64>,
}

/// Members of other names and types, and the derive's own names among them.
#[derive(Debug, Clone, PartialEq, typed::Object)]
struct Named {
    /// Where it begins.
    #[typed("from-\"here\"")]
    from_here: String,
    #[expect(
        clippy::option_option,
        reason = "absent and `null` are two different things"
    )]
    members: Option<Option<Box<Named>>>,
    new: Option<String>,
    value: Option<Vec<Option<u8>>>,
}

#[derive(Debug, Clone, PartialEq, typed::Object)]
struct Nothing {}

#[derive(Debug, Clone, PartialEq, typed::Newtype)]
struct Pair(pub (u8, u8));

#[test]
fn a_struct_is_built_by_its_members() {
    let inner = Named::new("there").with_value(vec![None, Some(1)]);
    let named = Named::new("here").with_members(inner).with_new("x");
    let text = r#"{"from-\"here\"":"here","members":{"from-\"here\"":"there","value":[null,1]},"new":"x"}"#;
    assert_eq!(keeps::<Named>(text), named);
    assert_eq!(
        Kinds::new(1, None).with_both(2).both,
        Some(Some(2)),
        "null is given without the setter"
    );
    keeps::<Nothing>("{}");
}

#[test]
fn absent_is_not_null() {
    let least = keeps::<Kinds>(r#"{"nullable":null,"required":1}"#);
    assert_eq!((least.optional, least.both), (None, None));
    let null = keeps::<Kinds>(r#"{"both":null,"nullable":2,"required":1}"#);
    assert_eq!(null.both, Some(None));
    let full = keeps::<Kinds>(r#"{"both":4,"nullable":2,"optional":3,"required":1}"#);
    assert_eq!((full.optional, full.both), (Some(3), Some(Some(4))));
}

#[test]
fn a_member_that_is_missing_or_wrong_is_named() {
    refuses::<Kinds>(
        r#"{"nullable":1}"#,
        "expected the member \"required\", found an object without it",
    );
    refuses::<Kinds>(
        r#"{"required":1}"#,
        "expected the member \"nullable\", found an object without it",
    );
    refuses::<Kinds>(
        r#"{"required":1,"nullable":1,"optional":null}"#,
        "/optional: expected an integer from 0 to 255, found null",
    );
    refuses::<Kinds>(
        r#"{"required":256,"nullable":1}"#,
        "/required: expected an integer from 0 to 255, found 256",
    );
}

#[test]
fn a_struct_is_not_read_from_an_array() {
    refuses::<Kinds>("[1,2,3,4]", "expected an object, found an array");
    assert!(serde_json::from_str::<Kinds>("[1,2,3,4]").is_err());
}

#[test]
fn unknown_members_are_dropped_refused_or_kept() {
    writes::<Kinds>(
        r#"{"nullable":1,"required":1,"x":1}"#,
        r#"{"nullable":1,"required":1}"#,
    );
    refuses::<Closed>(
        r#"{"a":1,"b":"x","kind":"closed"}"#,
        "/b: expected no member of this name, found \"x\"",
    );
    let open = keeps::<Open>(r#"{"a":1,"b":2.5}"#);
    assert_eq!(open.rest, BTreeMap::from([("b".to_owned(), 2.5)]));
    refuses::<Open>(r#"{"b":"x"}"#, "/b: expected a number, found \"x\"");
}

#[test]
fn a_constant_is_no_field_and_is_verified() {
    keeps::<Closed>(r#"{"a":1,"kind":"closed"}"#);
    refuses::<Closed>(
        r#"{"a":1}"#,
        "expected the member \"kind\", found an object without it",
    );
    refuses::<Closed>(
        r#"{"a":1,"kind":"open"}"#,
        "/kind: expected \"closed\", found \"open\"",
    );
}

#[test]
fn a_kept_member_cannot_take_the_place_of_a_field() {
    for a in [None, Some(1.0)] {
        let rest = BTreeMap::from([("a".to_owned(), 2.0)]);
        let error = Typed::write(&Open { a, rest }).expect_err("two members of one name");
        assert_eq!(
            error.to_string(),
            "/a: expected no further member of this name, which is a field, found 2"
        );
    }
}

#[test]
fn what_cannot_be_written_is_named() {
    let rest = BTreeMap::from([("b".to_owned(), f64::INFINITY)]);
    let open = Open {
        a: Some(f64::NAN),
        rest,
    };
    let error = Typed::write(&open).expect_err("NaN is not JSON");
    assert_eq!(error.to_string(), "/a: expected a finite number, found NaN");
    let open = Open { a: None, ..open };
    let error = Typed::write(&open).expect_err("nor is infinity");
    assert_eq!(error.pointer(), "/b");
    assert!(serde_json::to_string(&open).is_err());
}

#[test]
fn serde_reads_and_writes_it_too() {
    let text = r#"{"a":1,"kind":"closed"}"#;
    let closed: Closed = serde_json::from_str(text).expect("it fits");
    assert_eq!(serde_json::to_string(&closed).expect("it is JSON"), text);
    let error = serde_json::from_str::<Closed>("{}").expect_err("it does not fit");
    assert_eq!(
        error.to_string(),
        "expected the member \"kind\", found an object without it"
    );
    let value: Value = serde_json::to_value(Pair((1, 2))).expect("it is JSON");
    assert_eq!(
        serde_json::from_value::<Pair>(value).expect("it fits"),
        Pair((1, 2))
    );
    keeps::<Pair>("[1,2]");
}

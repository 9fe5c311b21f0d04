//! Options, lists, sets, arrays of one length, and maps.

use std::collections::BTreeMap;

use mcpreg_contract::typed::{List, Set, Typed};

use crate::{keeps, refuses, writes};

#[test]
fn none_is_null() {
    keeps::<Option<u8>>("null");
    keeps::<Option<Box<u8>>>("7");
    refuses::<Option<u8>>("[]", "expected an integer from 0 to 255, found an array");
}

#[test]
fn an_item_is_named_by_its_place() {
    keeps::<Vec<Vec<u8>>>("[[],[1,2]]");
    refuses::<Vec<Vec<u8>>>(
        "[[],[1,-2]]",
        "/1/1: expected an integer from 0 to 255, found -2",
    );
    refuses::<Vec<u8>>("{}", "expected an array, found an object");
    let error = vec![vec![1.0], vec![f64::NAN]]
        .write()
        .expect_err("NaN is not JSON");
    assert_eq!(
        error.to_string(),
        "/1/0: expected a finite number, found NaN"
    );
}

#[test]
fn a_member_is_named_by_its_pointer() {
    type Map = BTreeMap<String, BTreeMap<String, bool>>;
    keeps::<Map>(r#"{"a":{"b":true},"c":{}}"#);
    refuses::<Map>(
        r#"{"a/b":{"~":1}}"#,
        "/a~1b/~0: expected a boolean, found 1",
    );
    refuses::<Map>("[]", "expected an object, found an array");
}

#[test]
fn an_array_has_one_length() {
    keeps::<[u8; 3]>("[1,2,3]");
    keeps::<[u8; 0]>("[]");
    refuses::<[u8; 3]>(
        "[1,2]",
        "expected an array of exactly 3 items, found 2 items",
    );
    refuses::<[u8; 1]>(
        "[1,2]",
        "expected an array of exactly 1 item, found 2 items",
    );
    refuses::<[u8; 2]>(
        "[1,null]",
        "/1: expected an integer from 0 to 255, found null",
    );
}

#[test]
fn a_list_has_bounds() {
    keeps::<List<u8, 1, 2>>("[1]");
    keeps::<List<u8, 1, 2>>("[1,1]");
    refuses::<List<u8, 1, 2>>("[]", "expected an array of 1 to 2 items, found 0 items");
    refuses::<List<u8, 1, 2>>(
        "[1,2,3]",
        "expected an array of 1 to 2 items, found 3 items",
    );
    refuses::<List<u8, 0, 1>>(
        "[1,2]",
        "expected an array of at most 1 item, found 2 items",
    );
    refuses::<List<u8, 2, { usize::MAX }>>(
        "[1]",
        "expected an array of at least 2 items, found 1 item",
    );
}

#[test]
fn a_list_is_a_slice_to_who_uses_it() {
    type Some = List<u8, 1, 3>;
    let list = Some::try_from([1, 2]).expect("it fits");
    assert_eq!(Some::try_from(vec![1, 2]), Ok(list.clone()));
    assert!(Some::try_from(vec![]).is_err());
    assert_eq!(
        (list.len(), list.first(), format!("{list:?}")),
        (2, Some(&1), "[1, 2]".into())
    );
    assert_eq!((&list).into_iter().sum::<u8>(), 3);
    assert_eq!(list.clone().into_inner(), Vec::from(list));
    assert!(List::<u8, 0, 3>::default().is_empty());
}

#[test]
fn a_set_has_no_repeats_by_the_equality_of_json() {
    type Any = Set<serde_json::Value, 0, 9>;
    keeps::<Any>("[2,1,\"1\",true,[1],{\"a\":1}]");
    refuses::<Any>(
        "[1,2,1.0]",
        "/2: expected no repeat of the item at 0, found 1.0",
    );
    refuses::<Any>(
        r#"[{"a":1,"b":2},{"b":2,"a":1.0}]"#,
        "/1: expected no repeat of the item at 0, found an object",
    );
    writes::<Set<f64, 0, 9>>("[1.0,2]", "[1,2]");
    refuses::<Set<u8, 2, 3>>("[1]", "expected an array of 2 to 3 items, found 1 item");
    refuses::<Set<u8, 0, 3>>("[1,-1]", "/1: expected an integer from 0 to 255, found -1");
}

#[test]
fn a_set_is_a_slice_to_who_uses_it() {
    type Words = Set<String, 0, 3>;
    let words = Words::try_from(["b".to_owned(), "a".to_owned()]).expect("it fits");
    assert_eq!(
        (&words[..], format!("{words:?}")),
        (&["b".into(), "a".into()][..], r#"["b", "a"]"#.into())
    );
    let error = Words::try_from(vec!["a".to_owned(), "a".to_owned()]).expect_err("a repeat");
    assert_eq!(
        error.to_string(),
        "/1: expected no repeat of the item at 0, found \"a\""
    );
    assert_eq!(words.clone().into_inner(), Vec::from(words));
}

#[test]
fn serde_reads_and_writes_them_too() {
    let both: (List<u8, 1, 2>, Set<u8, 1, 2>) =
        serde_json::from_str("[[7,7],[1]]").expect("they fit");
    assert_eq!(
        serde_json::to_string(&both).expect("they are JSON"),
        "[[7,7],[1]]"
    );
}

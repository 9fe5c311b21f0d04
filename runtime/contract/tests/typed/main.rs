//! The library that generated types are made of: what each type reads, refuses and writes.

mod choice;
mod format;
mod list;
mod number;
mod object;
mod schema;
mod text;
mod tuple;
mod union;

use mcpreg_contract::typed::{Typed, from_text};

/// The text is read as `T` and written as `expected`.
#[track_caller]
fn writes<T: Typed>(text: &str, expected: &str) -> T {
    let read: T = from_text(text).unwrap_or_else(|mismatch| panic!("{text}: {mismatch}"));
    let written = read.write().expect("what is read can be written");
    assert_eq!(written.to_string(), expected, "{text}");
    read
}

/// The text is read as `T` and written as it was.
#[track_caller]
fn keeps<T: Typed>(text: &str) -> T {
    writes(text, text)
}

/// The text is not a `T`, in these words.
#[track_caller]
fn refuses<T: Typed>(text: &str, expected: &str) {
    match from_text::<T>(text) {
        Ok(_) => panic!("{text} is read"),
        Err(mismatch) => assert_eq!(mismatch.to_string(), expected, "{text}"),
    }
}

#[test]
fn what_is_no_json_is_no_type() {
    refuses::<bool>("tru", "expected a JSON value, found tru");
    refuses::<Vec<u8>>(
        "[1,",
        "/1: expected a JSON value, found the end of the text",
    );
    refuses::<serde_json::Value>(
        r#"{"a":{"b":1,"b":2}}"#,
        r#"/a/b: expected each member name once, found "b""#,
    );
}

#[test]
fn booleans_null_and_anything() {
    keeps::<bool>("true");
    keeps::<()>("null");
    keeps::<serde_json::Value>(r#"{"a":[null,1,"x"]}"#);
    keeps::<serde_json::Map<String, serde_json::Value>>(r#"{"a":1}"#);
    refuses::<bool>("0", "expected a boolean, found 0");
    refuses::<()>("false", "expected null, found false");
    refuses::<serde_json::Map<String, serde_json::Value>>(
        "[]",
        "expected an object, found an array",
    );
}

#[test]
fn a_found_value_is_cut() {
    let long = format!("{:?}", "0123456789".repeat(1000));
    refuses::<bool>(
        &long,
        "expected a boolean, found \"012345678901234567890123456789012345678…",
    );
}

//! What is written otherwise and what is refused; the whole line is tested through `pin`.

use super::servable;
use crate::json::Json;

fn json(text: &str) -> Json {
    Json::parse(text, 64).expect("JSON")
}

#[track_caller]
fn check(pinned: &str, expected: &str, repairs: usize) {
    let servable = servable(&json(pinned)).expect("it can be served");
    assert_eq!(Json::Object(servable.members), json(expected));
    assert_eq!(servable.repairs.len(), repairs, "{:?}", servable.repairs);
}

#[track_caller]
fn refused(pinned: &str, faults: &[&str]) {
    let found = servable(&json(pinned)).expect_err("it cannot be served");
    assert_eq!(found, faults);
}

#[test]
fn a_tool_that_conforms_stays_as_it_is() {
    let tool = r#"{"name":"a","x":null,"inputSchema":{"type":"object","x-y":null,
        "properties":{"p":{"const":null,"default":null,"enum":[null]}}},
        "outputSchema":{"type":"array"},"icons":[{"src":"data:,","sizes":["any"]}]}"#;
    check(tool, tool, 0);
}

#[test]
fn null_is_absent_in_every_subschema() {
    check(
        r#"{"name":"a","title":null,"inputSchema":{"type":"object","$defs":{"d":{"title":null,
            "anyOf":[{"items":null,"uniqueItems":null,"unevaluatedItems":null}]}},"properties":null}}"#,
        r#"{"name":"a","inputSchema":{"type":"object","$defs":{"d":{"anyOf":[{}]}}}}"#,
        6,
    );
}

#[test]
fn booleans_become_objects_where_clients_want_them() {
    check(
        r#"{"name":"a","inputSchema":{"type":"object","properties":{"p":true,"q":false}},
            "outputSchema":false}"#,
        r#"{"name":"a","inputSchema":{"type":"object","properties":{"p":{},"q":{"not":{}}}},
            "outputSchema":{"not":{}}}"#,
        3,
    );
}

#[test]
fn every_fault_is_named() {
    refused(
        r#"{"name":"a","title":1,"inputSchema":[],"annotations":{"readOnlyHint":"no"}}"#,
        &[
            "its `title` is of type number, expected a string",
            "its `inputSchema` is of type array, expected an object",
            "its `annotations.readOnlyHint` is \"no\", expected a boolean",
        ],
    );
    refused("[]", &["it is of type array"]);
}

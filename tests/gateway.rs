//! The reference gateway as a command: what its catalogue asks of it holds in the binary.
//!
//! Every call here is refused by a check, so no server is ever started.

use std::process::{Command, Output};

fn call(tool: &str, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mcpreg"))
        .args(["call", tool, arguments])
        .output()
        .expect("the gateway runs")
}

#[track_caller]
fn check(arguments: &str, parts: &[&str]) {
    let output = call("mcp_notes_add_note", arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for part in parts {
        assert!(said.contains(part), "no {part:?} in\n{said}");
    }
}

#[test]
fn a_format_asserts_where_the_catalogue_says_so() {
    check(
        r#"{"title":"Water the plants","due":"tomorrow"}"#,
        &["/due", "[format]", "date"],
    );
    check(
        r#"{"title":"Water the plants","due":"2026-02-30"}"#,
        &["/due", "[format]"],
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    check(
        r#"{"titel":"Water the plants","priority":"urgent","tags":[1]}"#,
        &["/titel", "\"title\"", "/priority", "/tags/0"],
    );
}

//! Readers that fold case: `encoding/json` of Go takes `"Name"` for `"name"`, and the last wins.
//!
//! A member that is a known name but for its case, as Unicode's simple case folding has it, is
//! refused wherever it could stand for that name.

use libtest_mimic::Trial;
use serde_json::json;

use crate::client::{Client, is_refused};
use crate::readers::{self, Reader};
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "a_fixed_argument_has_no_other_case",
            a_fixed_argument_has_no_other_case,
        ),
        trial(
            "a_declared_argument_has_no_other_case",
            a_declared_argument_has_no_other_case,
        ),
        trial(
            "protocol_names_have_no_other_case",
            protocol_names_have_no_other_case,
        ),
        trial("other_names_keep_their_case", other_names_keep_their_case),
    ]
}

/// A client of Go's server, whose `echo` declares `text` and has `notebook` fixed to `mine`.
fn attacked() -> Option<(Reader, Client)> {
    let reader = readers::go()?;
    let mut served = reader.served();
    served.tools[0].input = json!({
        "type": "object",
        "properties": { "text": { "type": "string" }, "path": { "type": "object", "properties": { "leaf": {} } } },
    });
    served.tools[0].fixed = Some(("notebook".to_owned(), json!("mine")));
    let client = Client::of(&[served]);
    Some((reader, client))
}

/// Fails unless a call with these params is refused, and the tool that is left out did not run.
#[track_caller]
fn check_refused(members: &[&str]) {
    let Some((reader, mut client)) = attacked() else {
        return;
    };
    for line in members {
        client.say(line.as_bytes());
        let answer = client.hear_value();
        assert!(is_refused(&answer), "{line}: {answer}");
        assert!(!reader.has_run_left_out(), "{line}: it ran");
    }
    let said = client.call_text("mcp_r_echo", &json!({ "text": "z" }));
    assert_eq!(said, "zmine");
    client.end();
    assert!(!reader.has_run_left_out(), "it ran after all");
}

fn call(params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{params}}}"#)
}

fn arguments(members: &str) -> String {
    call(&format!(
        r#"{{"name":"mcp_r_echo","arguments":{{{members}}}}}"#
    ))
}

fn a_fixed_argument_has_no_other_case() {
    let lines = [
        r#""Notebook":"yours""#,
        r#""NOTEBOOK":"yours""#,
        r#""text":"a","noteBook":"yours""#,
        r#""N\u006ftebook":"yours""#,
        // U+212A KELVIN SIGN folds to `k`.
        "\"noteboo\u{212a}\":\"yours\"",
        r#""noteboo\u212a":"yours""#,
    ]
    .map(arguments);
    check_refused(&lines.each_ref().map(String::as_str));
}

fn a_declared_argument_has_no_other_case() {
    let lines = [
        r#""Text":"b""#,
        r#""text":"a","Text":"b""#,
        r#""text":"a","TEXT":7"#,
        r#""text":"a","T\u0065xt":"b""#,
        r#""path":{"leaf":1,"Leaf":2}"#,
    ]
    .map(arguments);
    check_refused(&lines.each_ref().map(String::as_str));
}

fn protocol_names_have_no_other_case() {
    let echo = r#""name":"mcp_r_echo","arguments":{"text":"a"}"#;
    let left_out = r#"{"name":"left_out","arguments":{}}"#;
    let whole = |members: String| format!(r#"{{"jsonrpc":"2.0","id":5,{members}}}"#);
    let lines = [
        call(&format!(r#"{{{echo},"Name":"left_out"}}"#)),
        call(&format!(r#"{{"NAME":"left_out",{echo}}}"#)),
        call(&format!(r#"{{{echo},"n\u0041me":"left_out"}}"#)),
        call(&format!(r#"{{{echo},"Arguments":{{"notebook":"yours"}}}}"#)),
        // U+017F LATIN SMALL LETTER LONG S folds to `s`.
        call(&format!(
            "{{{echo},\"argument\u{17f}\":{{\"notebook\":\"yours\"}}}}"
        )),
        call(&format!(r#"{{{echo},"_Meta":{{"progressToken":1}}}}"#)),
        call(&format!(r#"{{{echo},"_meta":{{"ProgressToken":1}}}}"#)),
        whole(format!(
            r#""method":"tools/call","params":{{{echo}}},"Params":{left_out}"#
        )),
        whole(format!(
            r#""method":"tools/call","params":{{{echo}}},"Method":"tools/list""#
        )),
        whole(format!(
            r#""method":"tools/call","params":{{{echo}}},"ID":6"#
        )),
    ];
    check_refused(&lines.each_ref().map(String::as_str));
}

/// Only what could stand for a known name is refused.
fn other_names_keep_their_case() {
    let Some((_, mut client)) = attacked() else {
        return;
    };
    let said = client.call_text(
        "mcp_r_echo",
        &json!({ "text": "a", "Other": 1, "other": 2, "Texts": 3 }),
    );
    assert_eq!(said, "amine");
    client.end();
}

//! `mcpreg-compile explain`: one tool of a recorded lock, for people and for programs.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Explains a tool of `fixtures/locks/<case>`.
fn explain(case: &str, arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/locks");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mcpreg-compile"));
    command
        .arg("explain")
        .args(arguments)
        .arg("--catalogue")
        .arg(folder.join(case).join("mcpreg.toml"))
        .stdin(Stdio::null());
    command.output().expect("mcpreg-compile starts")
}

/// Insists that the explanation for people has each of these, in this order.
#[track_caller]
fn check(case: &str, server: &str, tool: &str, expected: &[&str]) {
    let output = explain(case, &[server, tool]);
    let text = String::from_utf8(output.stdout).expect("it is text");
    assert_eq!(output.status.code(), Some(0), "{text}");
    let mut rest = text.as_str();
    for part in expected {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("no {part:?} in\n{rest}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn a_tool_is_shown_from_pin_to_check() {
    check(
        "clock",
        "clock",
        "convert",
        &[
            "convert of the server clock",
            "SHA-256",
            "pub async fn convert(",
            "arguments: &convert::Arguments",
            "Result<convert::Output",
            "arguments, as pinned:",
            "\"minLength\": 3",
            "what the passes did:",
            "3 required: a struct with a field each",
            "no other members",
            "arguments, types",
            "pub struct Arguments",
            "arguments, check: by a table of",
            "node 0: an object; to (required) is a node 1",
            "at least 3 characters",
            "output, as pinned:",
            "pub struct Output",
        ],
    );
}

#[test]
fn fixed_arguments_are_told() {
    check("clock", "clock", "now", &["filled in by the gateway: zone"]);
}

#[test]
fn clients_names_are_understood() {
    let own = explain("clock", &["clock", "now"]).stdout;
    let public = explain("clock", &["clock", "now", "--json"]).stdout;
    let public: Value = serde_json::from_slice(&public).expect("an explanation");
    let public = public["public_name"].as_str().expect("a text").to_owned();
    assert_eq!(explain("clock", &["clock", &public]).stdout, own);
}

#[test]
fn programs_read_the_same() {
    let output = explain("clock", &["clock", "convert", "--json"]);
    let explained: Value = serde_json::from_slice(&output.stdout).expect("an explanation");
    let arguments = &explained["schemas"][0];
    assert_eq!(arguments["role"], "arguments");
    assert_eq!(arguments["schema"]["additionalProperties"], false);
    assert_eq!(arguments["validator"], Value::Null);
    assert_eq!(arguments["passes"][0]["pass"], "dialect");
    assert!(
        arguments["check"]
            .as_array()
            .is_some_and(|nodes| nodes.len() > 1)
    );
}

#[test]
fn what_is_unknown_is_named_with_the_nearest() {
    for (server, tool, expected) in [
        (
            "clok",
            "now",
            "no server \"clok\"\n  help: did you mean \"clock\"?",
        ),
        (
            "clock",
            "nows",
            "no tool \"nows\"\n  help: did you mean \"now\"?",
        ),
        ("clock", "zzz", "help: its tools are "),
    ] {
        let output = explain("clock", &[server, tool]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn foreign_text_does_not_reach_the_terminal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/locks/hostile");
    let pin = std::fs::read_to_string(folder.join("generated/pins/texts.json")).expect("a pin");
    let pin: Value = serde_json::from_str(&pin).expect("a pin");
    for tool in pin["tools"].as_array().expect("tools") {
        let name = tool["name"].as_str().expect("a name");
        let output = explain("hostile", &["texts", name]);
        let text = String::from_utf8(output.stdout).expect("it is text");
        assert!(!text.is_empty(), "{name}");
        let steers = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
        assert!(!text.contains(steers), "{name}: {text:?}");
    }
}

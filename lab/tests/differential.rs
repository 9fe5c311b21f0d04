//! `mcpreg-lab corpus --differential`: what agrees, what the specification settles.

#[path = "../../fixtures/recorded.rs"]
mod recorded;

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn differential(folder: &std::path::Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mcpreg-lab"));
    command
        .arg("corpus")
        .arg(folder)
        .arg("--differential")
        .args(arguments)
        .stdin(Stdio::null());
    command.output().expect("mcpreg-compile starts")
}

/// The report on one tool with these arguments; nothing may be left unexplained.
#[track_caller]
fn report(schema: &Value) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let list = json!({"tools": [{"name": "tool", "inputSchema": schema}]});
    fs::write(folder.path().join("one.json"), list.to_string()).expect("a file");
    let output = differential(folder.path(), &["--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(output.status.code(), Some(0), "{report:#}");
    assert_eq!(report["disagreements"], json!([]));
    report
}

/// Insists on the reasons that the report gives, and that each cites a section.
#[track_caller]
fn check(schema: &Value, reasons: &[&str]) {
    let report = report(schema);
    let explained = report["explained"].as_object().expect("an object");
    let mut found: Vec<&str> = explained.keys().map(String::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, reasons, "{report:#}");
    for reason in explained.values() {
        assert!(
            reason["section"]
                .as_str()
                .is_some_and(|text| text.contains("section"))
        );
        assert!(reason["example"]["instance"].is_string());
    }
}

#[test]
fn plain_schemas_are_decided_alike() {
    check(
        &json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "maxLength": 3}}}),
        &["repeated-member"],
    );
    check(
        &json!({"type": "object", "additionalProperties": false}),
        &[],
    );
}

#[test]
fn huge_numbers_are_rounded_by_the_reference() {
    check(
        &json!({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}),
        &["repeated-member", "rounded-number"],
    );
}

#[test]
fn draft_4_knows_no_whole_fractions() {
    check(
        &json!({"$schema": "http://json-schema.org/draft-04/schema#", "type": "object",
            "properties": {"n": {"type": ["integer", "null"]}}}),
        &["draft-four-integer", "repeated-member"],
    );
}

#[test]
fn circles_are_refused() {
    check(
        &json!({"type": "object", "allOf": [{"$ref": "#"}]}),
        &["circle"],
    );
}

#[test]
fn every_kind_of_instance_is_counted() {
    let report = report(&json!({"type": "object", "required": ["n"],
        "properties": {"n": {"type": "integer", "minimum": 1}, "e": {"enum": ["x", 1]},
            "l": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
            "u": {"anyOf": [{"type": "string", "pattern": "^a"}, {"type": "null"}]}}}));
    let mutations = report["mutations"].as_object().expect("an object");
    assert_eq!(mutations.len(), 16, "{mutations:#?}");
    assert_eq!(mutations["minimal"]["accepted"], 1);
    let all: u64 = mutations
        .values()
        .filter_map(|counts| counts["instances"].as_u64())
        .sum();
    assert_eq!(report["instances"], all);
}

#[test]
fn people_read_counts_and_sections() {
    let folder = tempfile::tempdir().expect("a folder");
    let list =
        r#"{"tools": [{"name": "t", "inputSchema": {"type": "object", "required": ["a"]}}]}"#;
    fs::write(folder.path().join("one.json"), list).expect("a file");
    let output = differential(folder.path(), &[]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for expected in [
        "1 schemas of 1 tools",
        "are decided alike",
        "section 4.2.1",
        "no difference is left unexplained",
    ] {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_bad_file_fails_the_comparison() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("bad.json"), "[]").expect("a file");
    let output = differential(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("fault: bad.json"));
}

#[test]
fn the_recorded_corpus_leaves_nothing_unexplained() {
    let Some(folder) = recorded::corpus() else {
        return;
    };
    let output = differential(&folder, &["--json", "--instances", "40"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(report["disagreements"], json!([]));
    assert_eq!(report["unreferred"], json!([]));
    assert_eq!(output.status.code(), Some(0));
}

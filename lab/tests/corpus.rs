//! `mcpreg-lab corpus`: a small folder with one fault of each kind, and the recorded corpus.

#[path = "../../fixtures/recorded.rs"]
mod recorded;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn corpus(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mcpreg-lab"));
    command
        .arg("corpus")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null());
    command.output().expect("mcpreg-lab starts")
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file");
    }
}

/// Runs `corpus --json` on these files; it must end with `status`. Gives the report.
#[track_caller]
fn report(files: &[(&str, &str)], status: i32) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    let output = corpus(&["--json"], folder.path());
    assert_eq!(
        output.status.code(),
        Some(status),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("a report")
}

const GOOD: (&str, &str) = (
    "good.json",
    r#"{"tools": [
        {"name": "read", "inputSchema": {"type": "object", "properties": {"path": {"type": "string"}}}},
        {"name": "wait", "inputSchema": {"type": "object", "properties": {
            "places": {"type": "array", "items": {"type": "string"}, "contains": {"const": "here"}}}}}
    ]}"#,
);

/// A bad file beside a good one: it is named with `message`, and the good one is compiled.
#[track_caller]
fn check_fault(text: &str, message: &str) {
    let report = report(&[GOOD, ("bad.json", text)], 1);
    let faults = report["faults"].as_array().expect("an array");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0]["file"], "bad.json");
    assert!(
        faults[0]["message"]
            .as_str()
            .is_some_and(|said| said.contains(message)),
        "{faults:?}"
    );
    assert!(report["served"].as_u64() >= Some(2), "{report}");
}

#[test]
fn a_good_folder_is_counted() {
    let report = report(&[GOOD, ("notes.txt", "not looked at")], 0);
    assert_eq!(report["listed"], 2);
    assert_eq!(report["served"], 2);
    assert_eq!(report["faults"], json!([]));
    let counts = &report["coverage"]["servers"][0]["counts"];
    assert_eq!(
        (&counts["typed"], &counts["widened"], &counts["raw"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let losses = &report["coverage"]["servers"][0]["losses"];
    assert_eq!(losses[0]["tool"], "mcp_good_wait");
    assert_eq!(losses[0]["losses"][0]["keyword"], "contains");
}

#[test]
fn a_bad_file_is_named_and_the_others_go_on() {
    check_fault("{\"tools\": [", "");
    check_fault("[]", "expected an object with an array `tools`");
    check_fault(
        r#"{"tools": [{"inputSchema": {}}]}"#,
        "tool 0 has no `name`",
    );
    check_fault(
        r#"{"tools": [{"name": "a", "inputSchema": {"type": "object"}},
                      {"name": "a", "inputSchema": {"type": "object"}}]}"#,
        "two tools are called \"a\"",
    );
}

#[test]
fn a_tool_that_cannot_be_used_costs_only_itself() {
    let odd = (
        "odd.json",
        r#"{"tools": [
            {"name": "own", "inputSchema": {"$schema": "https://example.org/own"}},
            {"name": "none", "inputSchema": {"required": ["a"], "properties": {"a": {"enum": []}}}},
            {"name": "fine", "inputSchema": {}}
        ]}"#,
    );
    let report = report(&[GOOD, odd], 0);
    assert_eq!(report["faults"], json!([]));
    assert_eq!(
        (&report["listed"], &report["served"], &report["left_out"]),
        (&json!(5), &json!(3), &json!(2))
    );
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[odd]);
    let output = corpus(&[], folder.path());
    let said = String::from_utf8_lossy(&output.stdout);
    for part in [
        "tool odd/own cannot be used: its `inputSchema` is of the dialect",
        "tool odd/none cannot be used: its `inputSchema` accepts no object",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn an_empty_folder_is_no_failure() {
    assert_eq!(report(&[], 0)["listed"], 0);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let output = corpus(&[], Path::new("nowhere-at-all"));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere-at-all"));
}

#[test]
fn the_first_tools_can_be_asked_for_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[GOOD]);
    let output = corpus(&["--json", "--tools", "1"], folder.path());
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(
        (&report["listed"], &report["served"]),
        (&json!(1), &json!(1))
    );
}

#[test]
fn the_table_gives_counts_and_reasons() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[GOOD]);
    let output = corpus(&[], folder.path());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("2 of 2 tools"), "{said}");
    assert!(said.contains("0 of 2 schema leaves are"), "{said}");
    assert!(said.contains("contains"), "{said}");
}

#[test]
fn every_tool_of_the_recorded_corpus_is_compiled() {
    let Some(folder) = recorded::corpus() else {
        return;
    };
    let output = corpus(&["--json"], &folder);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(report["faults"], json!([]));
    assert!(
        report["listed"].as_u64() > Some(0),
        "the folder holds no tools"
    );
    let (listed, served) = (&report["listed"], &report["served"]);
    let left_out = report["left_out"].as_u64();
    assert_eq!(
        listed.as_u64(),
        served
            .as_u64()
            .zip(left_out)
            .map(|(one, other)| one + other)
    );
    for server in report["coverage"]["servers"].as_array().expect("an array") {
        let counts = &server["counts"];
        assert_eq!(counts["failed"], 0, "{}", server["server"]);
        assert!(counts["leaves"].as_u64() > Some(0), "{}", server["server"]);
    }
    assert_eq!(output.status.code(), Some(0));
    for server in report["coverage"]["servers"].as_array().expect("an array") {
        let counts = &server["counts"];
        let short = counts["widened"]
            .as_u64()
            .zip(counts["raw"].as_u64())
            .map(|(a, b)| a + b);
        let explained = server["losses"].as_array().map(Vec::len);
        assert_eq!(
            short,
            explained.map(|count| count as u64),
            "{}",
            server["server"]
        );
    }
}

/// Text that would fill a terminal's clipboard, clear it, and turn a line around.
const HOSTILE: &str = "\u{1b}]52;c;cm0gLXJmIH4=\u{7}\u{1b}[2J\u{9b}31m\u{202e}desrever";

#[test]
fn a_corpus_full_of_foreign_text_is_counted_in_visible_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = json!({
        "type": "object",
        "description": HOSTILE,
        "properties": { HOSTILE: { "type": "string", "pattern": format!("({HOSTILE}") } },
        "not": { "required": [HOSTILE] },
    });
    let tools = json!({ "tools": [{ "name": HOSTILE, "inputSchema": schema }] }).to_string();
    let broken = format!("{HOSTILE}.json");
    let files = [
        ("bad.json", &*tools),
        (&*broken, "{\"tools\": \"\\u001b[2J\\u202e\"}"),
    ];
    write(folder.path(), &files);
    for arguments in [&[][..], &["--differential", "--instances", "20"]] {
        let output = corpus(arguments, folder.path());
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        for printed in [output.stdout, output.stderr] {
            let text = String::from_utf8(printed).expect("it is text");
            let steers = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
            assert!(!text.contains(steers), "{arguments:?}: {text:?}");
        }
    }
}

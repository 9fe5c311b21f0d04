//! The command line of a gateway binary.

use std::process::Output;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use crate::client::{alive, pids};
use crate::registry::VARIABLE;
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "call_prints_a_result_and_says_how_it_went",
            call_says_how_it_went,
        ),
        trial("tools_lists_what_is_served", tools_lists_what_is_served),
        trial("doctor_finds_the_command", doctor_finds_the_command),
    ]
}

/// This binary as a gateway whose server leaves its marks in `folder`.
pub(crate) fn gateway(folder: &TempDir, words: &[&str]) -> Command {
    let program = std::env::current_exe().expect("a test has a program");
    let mut command = Command::new(program);
    command.args(words).env(
        VARIABLE,
        format!("legacy {} 20000", folder.path().display()),
    );
    command.env("MCPREG_LOG", "warn").kill_on_drop(true);
    command
}

async fn run(folder: &TempDir, words: &[&str]) -> (Output, String) {
    let output = gateway(folder, words)
        .output()
        .await
        .expect("the gateway runs");
    let text = String::from_utf8(output.stdout.clone()).expect("the output is text");
    (output, text)
}

async fn call_says_how_it_went() {
    let folder = TempDir::new().expect("a folder can be made");
    let check = async |words: &[&str], code: i32, out: &str| {
        let (output, text) = run(&folder, words).await;
        assert_eq!(output.status.code(), Some(code), "{words:?} {output:?}");
        assert_eq!(text.trim_end(), out, "{words:?}");
    };
    check(&["call", "mcp_t_strict", r#"{"text":"a"}"#], 0, "ok").await;
    check(&["call", "mcp_t_garbage"], 0, "after the garbage").await;
    check(&["call", "mcp_t_error"], 1, "").await;
    check(&["call", "mcp_t_strict", r#"{"text":1}"#], 2, "").await;
    check(&["call", "mcp_t_strict", "{"], 2, "").await;
    check(&["call", "mcp_t_stric"], 2, "").await;
    check(&["call"], 2, "").await;
    check(&["call", "mcp_t_die"], 3, "").await;
    let (_, text) = run(&folder, &["call", "mcp_t_structured", "--json"]).await;
    assert_eq!(
        text.trim_end(),
        r#"{"content":[],"structuredContent":{"text":7}}"#
    );
    assert!(!alive(&pids(folder.path())));
}

async fn tools_lists_what_is_served() {
    let folder = TempDir::new().expect("a folder can be made");
    let (_, text) = run(&folder, &["tools"]).await;
    assert!(
        text.contains("mcp_t_strict") && text.contains("scripted"),
        "{text}"
    );
    let (_, text) = run(&folder, &["tools", "--json"]).await;
    let tools: Value = serde_json::from_str(&text).expect("the list is JSON");
    assert_eq!(tools[0]["publicName"], "mcp_t_ask");
    assert_eq!(tools[0]["listing"]["name"], "mcp_t_ask");
    assert!(pids(folder.path()).is_empty());
}

async fn doctor_finds_the_command() {
    let folder = TempDir::new().expect("a folder can be made");
    let (output, text) = run(&folder, &["doctor", "--json"]).await;
    assert!(output.status.success(), "{text}");
    let findings: Value = serde_json::from_str(&text).expect("the findings are JSON");
    let command = findings
        .as_array()
        .and_then(|all| all.iter().find(|f| f["what"] == "command"));
    assert_eq!(
        command.map(|finding| &finding["isOk"]),
        Some(&Value::Bool(true)),
        "{text}"
    );
    let detail = command.and_then(|finding| finding["detail"].as_str());
    assert!(
        detail.is_some_and(|detail| detail.contains("not confined")),
        "{text}"
    );
    let (_, text) = run(&folder, &["doctor"]).await;
    assert!(text.contains("ok"), "{text}");
    assert!(pids(folder.path()).is_empty());
}

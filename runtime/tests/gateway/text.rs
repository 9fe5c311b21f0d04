//! Text of servers in what a gateway's commands print: it steers no terminal and hides nothing.

use std::process::Stdio;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use crate::commands::gateway;
use crate::registry::{HOSTILE, VARIABLE};
use crate::terminal::{Terminal, assert_visible};
use crate::trial;

/// What the `hostile` tool can be asked for: where the text is, and how the call ends.
const ANSWERS: [(&str, i32); 6] = [
    ("text", 0),
    ("block", 0),
    ("structured", 0),
    ("error", 1),
    ("protocol", 1),
    ("die", 3),
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("terminals_get_visible_text", terminals_get_visible_text),
        trial("people_get_visible_text_in_pipes_too", people_in_pipes),
        trial("programs_get_the_bytes_in_pipes", programs_in_pipes),
        trial("log_lines_are_visible", log_lines_are_visible),
        trial("a_call_logs_nothing", a_call_logs_nothing),
    ]
}

/// A gateway whose pin and whose server are full of hostile text.
fn hostile(folder: &TempDir, words: &[&str]) -> Command {
    let mut command = gateway(folder, words);
    command
        .env(
            VARIABLE,
            format!("hostile {} 20000", folder.path().display()),
        )
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

fn asking(answer: &str) -> String {
    format!(r#"{{"as":"{answer}"}}"#)
}

/// Every command, as people type it.
fn commands() -> Vec<Vec<String>> {
    let plain = [
        &["tools"][..],
        &["tools", "--json"],
        &["doctor"],
        &["doctor", "--json"],
        &["call", HOSTILE],
        &["call", "mcp_t_strict", r#"{"\u001b[2J\u202e":1}"#],
    ];
    let plain = plain
        .iter()
        .map(|words| words.iter().map(|word| (*word).to_owned()).collect());
    let calls = ANSWERS.iter().flat_map(|(answer, _)| {
        [None, Some("--json")].map(|json| {
            let words = ["call", "mcp_t_hostile", &asking(answer)].map(str::to_owned);
            words.into_iter().chain(json.map(str::to_owned)).collect()
        })
    });
    plain.chain(calls).collect()
}

async fn terminals_get_visible_text() {
    for words in commands() {
        let folder = TempDir::new().expect("a folder can be made");
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (terminal, end) = Terminal::open();
        let mut command = hostile(&folder, &words);
        let child = command.stdout(end).stderr(Stdio::piped()).spawn();
        let child = child.expect("the gateway starts");
        drop(command);
        let read = tokio::task::spawn_blocking(|| terminal.read());
        let output = child.wait_with_output().await.expect("the gateway ends");
        let shown = read.await.expect("the terminal is read");
        assert_visible(&shown, &format!("{words:?} on the terminal"));
        let said = String::from_utf8(output.stderr).expect("the output is text");
        assert_visible(&said, &format!("{words:?} on stderr"));
        if words[0] != "call" {
            assert!(shown.contains("start"), "{words:?}: {shown}");
        }
    }
}

async fn people_in_pipes() {
    let folder = TempDir::new().expect("a folder can be made");
    for words in [&["tools"][..], &["doctor"]] {
        let output = hostile(&folder, words).output().await;
        let output = output.expect("the gateway runs");
        let text = String::from_utf8(output.stdout).expect("the output is text");
        assert_visible(&text, &format!("{words:?}"));
        assert!(text.contains(r"start\u{1b}]52;c;"), "{words:?}: {text}");
    }
    for (answer, code) in ANSWERS {
        let words = ["call", "mcp_t_hostile", &asking(answer)];
        let output = hostile(&folder, &words).output().await;
        let output = output.expect("the gateway runs");
        let said = String::from_utf8(output.stderr).expect("the output is text");
        assert_eq!(output.status.code(), Some(code), "{answer}: {said}");
        assert_visible(&said, answer);
        let is_told = ["protocol", "die"].contains(&answer);
        assert_eq!(said.contains(r"start\u{1b}"), is_told, "{answer}: {said}");
    }
}

async fn programs_in_pipes() {
    let folder = TempDir::new().expect("a folder can be made");
    let print = async |words: &[&str]| {
        let output = hostile(&folder, words).output().await;
        let output = output.expect("the gateway runs");
        String::from_utf8(output.stdout).expect("the output is text")
    };
    let text = print(&["call", "mcp_t_hostile", &asking("text")]).await;
    assert_eq!(text, format!("{HOSTILE}\n"));
    let text = print(&["call", "mcp_t_hostile", &asking("text"), "--json"]).await;
    let result: Value = serde_json::from_str(&text).expect("the result is JSON");
    assert_eq!(result["content"][0]["text"], HOSTILE);
    assert!(text.contains('\u{202e}'), "{text:?}");
}

async fn log_lines_are_visible() {
    for format in ["text", "json"] {
        for answer in ["text", "die"] {
            let folder = TempDir::new().expect("a folder can be made");
            let words = ["call", "mcp_t_hostile", &asking(answer)];
            let mut command = hostile(&folder, &words);
            command.env("MCPREG_LOG", "trace");
            command.env("MCPREG_LOG_FORMAT", format);
            let output = command.output().await.expect("the gateway runs");
            let said = String::from_utf8(output.stderr).expect("the output is text");
            assert!(said.contains("start"), "{format}: {said}");
            assert_visible(&said, format);
            let lines = said.lines().filter(|line| line.starts_with('{'));
            for line in lines {
                serde_json::from_str::<Value>(line).expect("a line of JSON");
            }
        }
    }
}

async fn a_call_logs_nothing() {
    let folder = TempDir::new().expect("a folder can be made");
    for (tool, is_silent) in [("mcp_t_pid", true), ("mcp_t_die", false)] {
        let mut command = gateway(&folder, &["call", tool]);
        command.env_remove("MCPREG_LOG");
        let output = command.output().await.expect("the gateway runs");
        let said = String::from_utf8(output.stderr).expect("the output is text");
        assert_eq!(said.is_empty(), is_silent, "{tool}: {said}");
    }
}

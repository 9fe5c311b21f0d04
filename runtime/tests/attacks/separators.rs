//! One message stays one message, whatever the reader on the other side takes for an end of line.
//!
//! JSON allows a raw carriage return between tokens (RFC 8259 section 2), and raw NEL, U+2028 and
//! U+2029 in strings (section 7). A whole message can stand between two carriage returns, as a
//! value: a reader that ends its lines there reads it as a message that was never checked.

use std::io::Write as _;
use std::process::{Command, Stdio};

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::client::{Client, gateway, is_refused, text_of};
use crate::readers::{self, Reader, missing, program};
use crate::registry::Served;
use crate::trial;

/// What must never reach a server as a message.
const FORGED_CALL: &str = r#"{"jsonrpc":"2.0","id":777,"method":"tools/call","params":{"name":"left_out","arguments":{}}}"#;

/// Raw in a string: the separators that JSON allows there.
const SEPARATORS: [&str; 3] = ["\u{85}", "\u{2028}", "\u{2029}"];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "a_message_between_carriage_returns_is_not_run",
            a_message_between_carriage_returns_is_not_run,
        ),
        trial(
            "separators_in_strings_reach_every_reader",
            separators_in_strings_reach_every_reader,
        ),
        trial(
            "raw_control_characters_are_refused",
            raw_control_characters_are_refused,
        ),
        trial(
            "a_server_forges_no_answer_for_a_line_reader",
            a_server_forges_no_answer_for_a_line_reader,
        ),
        trial(
            "a_server_forges_no_answer_for_an_sdk",
            a_server_forges_no_answer_for_an_sdk,
        ),
    ]
}

/// Calls whose white space hides a message, in every part of the line that is passed on.
fn hiding_calls() -> Vec<String> {
    let call = |params: String| {
        format!(r#"{{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{params}}}"#)
    };
    let hidden = format!("\r{FORGED_CALL}\r");
    let echo = r#""name":"mcp_r_echo""#;
    vec![
        call(format!(
            r#"{{{echo},"arguments":{{"text":"a","x":{hidden}}}}}"#
        )),
        call(format!(
            r#"{{{echo},"arguments":{{"text":"a","x":[{hidden},{hidden}]}}}}"#
        )),
        call(format!(
            r#"{{{echo},"arguments":{{"text":"a"}},"_meta":{{"x":{hidden}}}}}"#
        )),
        call(format!(
            r#"{{{echo},"arguments":{{"text":"a"}},"x":{hidden}}}"#
        )),
        call(format!(
            "{{\r{echo}\r,\r\"arguments\"\r:\r{{\r\"text\"\r:\r\"a\"\r,\"x\":{hidden}}}\r}}\r"
        )),
    ]
}

fn a_message_between_carriage_returns_is_not_run() {
    for reader in readers::all() {
        let mut client = Client::of(&[reader.served()]);
        for call in hiding_calls() {
            client.say(call.as_bytes());
            let answer = client.hear_value();
            assert!(
                !reader.has_run_left_out(),
                "{}: it ran: {call:?}",
                reader.name
            );
            assert_eq!(answer["id"], 5, "{}: {call:?}: {answer}", reader.name);
            // Refusing such a call would be as safe; losing it would not.
            assert!(
                is_refused(&answer) || text_of(&answer) == "a",
                "{}: {answer}",
                reader.name
            );
        }
        the_session_goes_on(client, &reader);
    }
}

fn separators_in_strings_reach_every_reader() {
    for reader in readers::all() {
        let mut client = Client::of(&[reader.served()]);
        for separator in SEPARATORS {
            let text = format!("a{separator}{{}}{separator}b");
            // serde_json writes these raw.
            let said = client.call_text("mcp_r_echo", &json!({ "text": text }));
            assert_eq!(said, text, "{}", reader.name);
        }
        the_session_goes_on(client, &reader);
    }
}

#[track_caller]
fn the_session_goes_on(mut client: Client, reader: &Reader) {
    assert_eq!(
        client.call_text("mcp_r_echo", &json!({ "text": "z" })),
        "z",
        "{}",
        reader.name
    );
    assert!(
        client.end().is_empty(),
        "{}: more answers than questions",
        reader.name
    );
    assert!(
        !reader.has_run_left_out(),
        "{}: it ran after all",
        reader.name
    );
}

/// No JSON has these, so no line with them reaches any reader.
fn raw_control_characters_are_refused() {
    for reader in readers::all() {
        let mut client = Client::of(&[reader.served()]);
        for separator in [
            "\u{b}", "\u{c}", "\u{1c}", "\u{1d}", "\u{1e}", "\u{85}", "\u{2028}", "\u{2029}",
        ] {
            let params = format!(
                r#"{{"name":"mcp_r_echo","arguments":{{"x":{separator}{FORGED_CALL}{separator}}}}}"#
            );
            client.say(
                format!(r#"{{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{params}}}"#)
                    .as_bytes(),
            );
            assert!(
                is_refused(&client.hear_value()),
                "{}: {separator:?}",
                reader.name
            );
        }
        for separator in ["\r", "\u{b}", "\u{c}"] {
            let arguments = format!(r#"{{"text":"a{separator}b"}}"#);
            let params = format!(r#"{{"name":"mcp_r_echo","arguments":{arguments}}}"#);
            client.say(
                format!(r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{params}}}"#)
                    .as_bytes(),
            );
            assert!(
                is_refused(&client.hear_value()),
                "{}: {separator:?}",
                reader.name
            );
        }
        the_session_goes_on(client, &reader);
    }
}

/// The other way round: what a line reader takes the gateway's output for.
fn a_server_forges_no_answer_for_a_line_reader() {
    let clients = [
        ("python3", readers::path("python/text_client.py")),
        ("python3", readers::path("python/splitlines_client.py")),
        ("node", readers::path("node/client.mjs")),
    ];
    for (interpreter, script) in clients {
        if program(interpreter).is_none() {
            missing(interpreter);
            continue;
        }
        let lines = read_by(Command::new(interpreter).arg(&script));
        let said = |line: &String| serde_json::from_str::<Value>(line).ok();
        let messages: Vec<Value> = lines.iter().filter_map(said).collect();
        assert_eq!(
            messages.len(),
            lines.len(),
            "{script}: a message was cut: {lines:#?}"
        );
        let ids: Vec<i64> = messages
            .iter()
            .filter_map(|message| message["id"].as_i64())
            .collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [1, 2, 3, 4], "{script}: {lines:#?}");
        for message in messages.iter().filter(|message| message["id"] != 1) {
            let text = text_of(message);
            assert!(text.starts_with("true "), "{script}: {text}");
        }
    }
}

/// The lines that a client's reader makes of a session with the forging server.
fn read_by(command: &mut Command) -> Vec<String> {
    let program = std::env::current_exe().expect("a test has a program");
    let described = gateway(&[forging()], "serve");
    let variables = described
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    command.arg(program).envs(variables);
    let mut client = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the client starts");
    let mut input = client.stdin.take().expect("stdin is a pipe");
    let session = [
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#,
        r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"mcp_f_space"}}"#,
        r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"mcp_f_string"}}"#,
        r#"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"mcp_f_error"}}"#,
    ];
    for line in session {
        writeln!(input, "{line}").expect("the client hands it on");
    }
    drop(input);
    let output = client.wait_with_output().expect("the client ends");
    let text = String::from_utf8(output.stdout).expect("the client writes JSON");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line is a JSON text"))
        .collect()
}

fn a_server_forges_no_answer_for_an_sdk() {
    for variable in ["MCPREG_CLIENT_PYTHON_1", "MCPREG_CLIENT_PYTHON_2"] {
        let python = std::env::var(variable).unwrap_or_default();
        if program(&python).is_none() {
            missing(variable);
            continue;
        }
        let calls = json!([["mcp_f_space", {}], ["mcp_f_string", {}]]);
        let described = gateway(&[forging()], "serve");
        let variables = described
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?)));
        let mut command = Command::new(python);
        command
            .arg(readers::path("python/sdk_client.py"))
            .arg(described.get_program());
        let output = command
            .arg(calls.to_string())
            .envs(variables)
            .output()
            .expect("the client runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{variable}: {complaints}");
        let texts: Vec<String> = said
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line is a JSON text"))
            .collect();
        assert_eq!(texts.len(), 2, "{variable}: {said}");
        assert!(
            texts.iter().all(|text| text.starts_with("true ")),
            "{variable}: {texts:?}"
        );
    }
}

fn forging() -> Served {
    Served::scripted("f", &["space", "string", "error"])
}

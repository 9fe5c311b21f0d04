//! A server that lists what another one listed once: `replay FILE`, a recorded answer to
//! `tools/list`. The recorded text goes out as it is, number for number.

use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Serves stdin until it ends.
pub(crate) fn main(file: Option<&str>) -> ExitCode {
    let file = file.expect("a file is named");
    let text = std::fs::read_to_string(file).expect("the recording can be read");
    let recorded: &RawValue = serde_json::from_str(&text).expect("the recording is JSON");
    // JSON strings hold no raw line ends, so the only ones are white space.
    let recorded = recorded.get().replace(['\r', '\n'], " ");
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("stdin is text");
        let message: Value = serde_json::from_str(&line).expect("a peer writes JSON");
        let (id, method) = (
            &message["id"],
            message["method"].as_str().unwrap_or_default(),
        );
        if id.is_null() {
            continue;
        }
        let answer = match method {
            "initialize" => format!("\"result\":{}", opening(&message)),
            "tools/list" => format!("\"result\":{recorded}"),
            _ => r#""error":{"code":-32601,"message":"no such method"}"#.to_owned(),
        };
        let mut out = std::io::stdout().lock();
        let written = writeln!(out, "{{\"jsonrpc\":\"2.0\",\"id\":{id},{answer}}}");
        if written.and_then(|()| out.flush()).is_err() {
            break;
        }
    }
    ExitCode::SUCCESS
}

fn opening(message: &Value) -> Value {
    json!({
        "protocolVersion": message["params"]["protocolVersion"],
        "capabilities": { "tools": {} },
        "serverInfo": { "name": "replay", "version": "1" },
    })
}

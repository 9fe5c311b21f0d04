//! The scripted MCP server: `server MODE FOLDER`. Each tool does one thing.

use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::registry::HOSTILE;

/// Serves stdin until it ends.
pub(crate) fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(2);
    let mode = arguments.next().expect("the mode");
    let folder = arguments.next().expect("the folder");
    let mark = Path::new(&folder).join(std::process::id().to_string());
    std::fs::write(mark, "").expect("the folder is there");
    if mode == "failing" {
        eprintln!("no such luck");
        return ExitCode::from(7);
    }
    let mut server = Scripted {
        mode,
        cancelled: Vec::new(),
        asked: None,
    };
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("stdin is text");
        if let Some(code) = server.hear(&line) {
            return code;
        }
    }
    ExitCode::SUCCESS
}

struct Scripted {
    mode: String,
    /// The ids of the cancelled calls.
    cancelled: Vec<Value>,
    /// The call that waits for answers of the gateway, and those.
    asked: Option<(Value, Vec<Value>)>,
}

impl Scripted {
    fn hear(&mut self, line: &str) -> Option<ExitCode> {
        let message: Value = serde_json::from_str(line).expect("the gateway writes JSON");
        let id = message["id"].clone();
        match message["method"].as_str() {
            Some("initialize") if self.mode == "legacy" => say(&json!({
                "jsonrpc": "2.0", "id": id, "result": {
                    "protocolVersion": message["params"]["protocolVersion"],
                    "capabilities": { "tools": {} },
                    "serverInfo": { "name": "scripted", "version": "1" },
                },
            })),
            Some("server/discover") if self.mode == "modern" => say(&json!({
                "jsonrpc": "2.0", "id": id, "result": {
                    "resultType": "complete", "supportedVersions": ["2026-07-28"],
                    "capabilities": { "tools": {} }, "ttlMs": 0, "cacheScope": "private",
                },
            })),
            Some("notifications/cancelled") => {
                self.cancelled.push(message["params"].clone());
            }
            Some("tools/call") => return self.call(line, &message),
            Some(_) if id.is_null() || self.mode == "silent" => {}
            Some(_) => say(&json!({
                "jsonrpc": "2.0", "id": id, "error": { "code": -32601, "message": "no" },
            })),
            None => self.answered(message),
        }
        None
    }

    fn call(&mut self, line: &str, message: &Value) -> Option<ExitCode> {
        let id = &message["id"];
        match message["params"]["name"]
            .as_str()
            .expect("a call names a tool")
        {
            "line" | "seen" | "strict" => raw(&format!(
                r#"{{"jsonrpc":"2.0","id":{id},"result":{{ "zeta":1.50, "content":[{{"type":"text","text":"ok"}}],"line":{line}, "isError":false,"big":123456789012345678901234567890,"none":null }}}}"#
            )),
            "pid" => text(id, &pid(&message["params"]["arguments"])),
            "error" => raw(&format!(
                r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":-32055,"message":"sour","data":{{"n":1e2}}}}}}"#
            )),
            "hang" if message["params"]["arguments"]["cancelled"] == true => {
                text(id, &Value::from(self.cancelled.clone()).to_string());
            }
            "hang" => {}
            "die" if message["params"]["arguments"]["how"] == "abort" => std::process::abort(),
            "die" => {
                eprintln!("these are\nmy last words");
                return Some(ExitCode::from(3));
            }
            "garbage" => {
                raw("Listening on port 80!\n\n{\"a\":1}\n[]");
                text(id, "after the garbage");
            }
            "progress" => progress(id, &message["params"]["_meta"]["progressToken"]),
            "structured" => raw(&format!(
                r#"{{"jsonrpc":"2.0","id":{id},"result":{{"content":[],"structuredContent":{{"text":7}}}}}}"#
            )),
            "hostile" => return hostile(id, &message["params"]["arguments"]),
            "big" => big(id, &message["params"]["arguments"]),
            "ask" => self.ask(id),
            other => panic!("unknown tool {other}"),
        }
        None
    }

    fn ask(&mut self, id: &Value) {
        self.asked = Some((id.clone(), Vec::new()));
        for method in ["ping", "sampling/createMessage", "roots/list"] {
            say(&json!({ "jsonrpc": "2.0", "id": method, "method": method }));
        }
        for method in ["notifications/message", "notifications/tools/list_changed"] {
            say(&json!({ "jsonrpc": "2.0", "method": method, "params": {} }));
        }
    }

    fn answered(&mut self, message: Value) {
        let Some((id, mut answers)) = self.asked.take() else {
            return;
        };
        answers.push(message);
        if answers.len() == 3 {
            text(&id, &Value::from(answers).to_string());
        } else {
            self.asked = Some((id, answers));
        }
    }
}

/// Foreign text in every part of an answer that a command prints.
fn hostile(id: &Value, arguments: &Value) -> Option<ExitCode> {
    let result = match arguments["as"].as_str() {
        Some("block") => json!({ "content": [{ "type": "resource", "uri": HOSTILE }] }),
        Some("structured") => json!({ "content": [], "structuredContent": { HOSTILE: HOSTILE } }),
        Some("error") => {
            json!({ "content": [{ "type": "text", "text": HOSTILE }], "isError": true })
        }
        Some("protocol") => {
            say(&json!({
                "jsonrpc": "2.0", "id": id, "error": { "code": -32055, "message": HOSTILE },
            }));
            return None;
        }
        Some("die") => {
            eprintln!("{HOSTILE}");
            return Some(ExitCode::from(3));
        }
        _ => json!({ "content": [{ "type": "text", "text": HOSTILE }] }),
    };
    eprintln!("{HOSTILE}");
    say(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
    None
}

/// This process's number, or what it did to its host.
fn pid(arguments: &Value) -> String {
    let given = |name: &str| arguments[name].as_str();
    match (given("litter"), given("spy")) {
        (Some(mark), _) => crate::intruder::litter(mark),
        (_, Some(wanted)) => crate::intruder::spy(wanted),
        _ => std::process::id().to_string(),
    }
}

fn progress(id: &Value, token: &Value) {
    for step in 1..=50 {
        say(&json!({
            "jsonrpc": "2.0", "method": "notifications/progress",
            "params": { "progressToken": token, "progress": step, "total": 50, "vendor": null },
        }));
    }
    text(id, "done");
}

/// A result of `bytes`, with the id in front or behind.
fn big(id: &Value, arguments: &Value) {
    let bytes = usize::try_from(arguments["bytes"].as_u64().expect("bytes")).expect("a size");
    let body = "x".repeat(bytes);
    if arguments["id"] == "last" {
        raw(&format!(
            r#"{{"result":{{"content":[{{"type":"text","text":"{body}"}}]}},"jsonrpc":"2.0","id":{id}}}"#
        ));
    } else {
        text(id, &body);
    }
}

fn text(id: &Value, text: &str) {
    say(&json!({
        "jsonrpc": "2.0", "id": id, "result": { "content": [{ "type": "text", "text": text }] },
    }));
}

fn say(message: &Value) {
    raw(&message.to_string());
}

fn raw(line: &str) {
    let mut out = std::io::stdout().lock();
    // A gateway that is gone ends this server through its stdin.
    let _ = out
        .write_all(line.as_bytes())
        .and_then(|()| out.write_all(b"\n"));
    let _ = out.flush();
}

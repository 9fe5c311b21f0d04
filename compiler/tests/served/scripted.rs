//! Servers that can be pinned and are not easy to serve: `scripted MODE`.
//!
//! Each does one thing that servers in the world do; both the probe and the gateway meet it.

use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use serde_json::{Value, json};

/// Serves stdin until it ends.
pub(crate) fn main(mode: Option<&str>) -> ExitCode {
    let mode = mode.expect("a mode is named");
    if mode == "noisy" {
        raw("\u{feff}┌── demo server 1.0 ──┐\r\n\r\n\x1b[32mready\x1b[0m\r");
        raw("{\"level\":\"info\",\"msg\":\"listening\"}\r\n[]\r\nnull\r\n42\r\n\"text\"\r");
        raw("{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{}}\r");
    }
    if mode == "byte-order-mark" {
        // In front of the first answer, on its line.
        let mut out = std::io::stdout().lock();
        let _ = out
            .write_all("\u{feff}".as_bytes())
            .and_then(|()| out.flush());
    }
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("stdin is text");
        let mut message: Value = serde_json::from_str(&line).expect("a peer writes JSON");
        if message["method"] == "ping" || message.get("id").is_none() {
            continue;
        }
        if message["id"].is_string() && mode == "integer-ids" {
            let error = json!({ "code": -32602, "message": "\"id\" must be an integer" });
            say(
                mode,
                &json!({ "jsonrpc": "2.0", "id": null, "error": error }),
            );
            continue;
        }
        if message["id"].is_string() && mode == "zero-for-text-ids" {
            message["id"] = json!(0);
        }
        let id = &message["id"];
        let (member, value) = answer(mode, &message);
        if mode == "noisy" && message["method"] == "tools/call" {
            raw(
                "progress: 50%\r\n{\"jsonrpc\":\"2.0\"}\r\n{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{}}\r",
            );
            raw("{\"jsonrpc\":\"2.0\",\"id\":999999,\"result\":{\"content\":[]}}\r");
        }
        say(mode, &json!({ "jsonrpc": "2.0", "id": id, member: value }));
    }
    ExitCode::SUCCESS
}

fn answer(mode: &str, message: &Value) -> (&'static str, Value) {
    let params = &message["params"];
    let is_modern = mode == "modern-empty-cursor";
    let result = match message["method"].as_str().unwrap_or_default() {
        "initialize" if !is_modern => json!({
            "protocolVersion": params["protocolVersion"],
            "capabilities": { "tools": {} },
            "serverInfo": { "name": mode, "version": "1" },
        }),
        "server/discover" if is_modern => json!({
            "resultType": "complete", "supportedVersions": ["2026-07-28"],
            "capabilities": { "tools": {} }, "ttlMs": 0, "cacheScope": "public",
            "_meta": { "io.modelcontextprotocol/serverInfo": { "name": mode, "version": "1" } },
        }),
        "tools/list" => page(mode, params["cursor"].as_str()),
        "tools/call" => {
            let text = format!("{} answers", params["name"].as_str().unwrap_or_default());
            json!({ "resultType": "complete", "content": [{ "type": "text", "text": text }] })
        }
        _ => {
            return (
                "error",
                json!({ "code": -32601, "message": "no such method" }),
            );
        }
    };
    ("result", result)
}

/// A page of the list; the empty cursor leads to the second one where there are two.
fn page(mode: &str, cursor: Option<&str>) -> Value {
    let tool = |name: &str| json!({ "name": name, "inputSchema": { "type": "object" } });
    let mut page = json!({ "resultType": "complete", "ttlMs": 0, "cacheScope": "public" });
    match cursor {
        None => page["tools"] = json!([tool("ask")]),
        Some(_) => page["tools"] = json!([tool("second")]),
    }
    if mode.ends_with("empty-cursor") && cursor.is_none() {
        page["nextCursor"] = json!("");
    }
    page
}

fn say(mode: &str, message: &Value) {
    let end = if mode == "noisy" { "\r" } else { "" };
    raw(&format!("{message}{end}"));
}

fn raw(line: &str) {
    let mut out = std::io::stdout().lock();
    // A peer that is gone ends this server through its stdin.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

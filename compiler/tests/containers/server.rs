//! An MCP server for the tests of confinement: what it can see and do is the description of its
//! one tool. Built by the tests with plain `rustc`, statically, for an image that holds only it.

use std::io::{BufRead as _, Write as _};

fn main() {
    let mut output = std::io::stdout();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let Some(id) = id(&line) else { continue };
        let answer = if line.contains("\"initialize\"") {
            r#""result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"boxed","version":"1"}}"#.to_owned()
        } else if line.contains("\"tools/list\"") {
            format!(
                r#""result":{{"tools":[{{"name":"look","description":"{}","inputSchema":{{"type":"object"}}}}]}}"#,
                report().join("; ")
            )
        } else if line.contains("\"tools/call\"") {
            r#""result":{"content":[{"type":"text","text":"called"}]}"#.to_owned()
        } else {
            r#""error":{"code":-32601,"message":"no such method"}"#.to_owned()
        };
        writeln!(output, r#"{{"jsonrpc":"2.0","id":{id},{answer}}}"#).expect("stdout is open");
    }
}

/// The text of a request's id, which is a number here.
fn id(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("\"id\":")?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    Some(&rest[..end]).filter(|id| !id.is_empty())
}

fn report() -> Vec<String> {
    let mut report = Vec::new();
    for folder in ["", "/tmp", "/vol", "/mounted"] {
        report.push(format!("{folder}/ takes {} MiB", room(folder)));
    }
    let note = std::fs::read_to_string("/mounted/note").unwrap_or_default();
    report.push(format!("the note is {}", note.trim()));
    for file in ["/proc/self/status", "/proc/self/limits"] {
        for line in std::fs::read_to_string(file).unwrap_or_default().lines() {
            report.push(line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    report
}

/// How many MiB a folder takes, up to 64.
fn room(folder: &str) -> usize {
    let path = format!("{folder}/fill");
    let block = vec![b'x'; 1 << 20];
    let file = std::fs::File::create(&path);
    let room = file.map_or(0, |mut file| {
        (0..64).take_while(|_| file.write_all(&block).is_ok()).count()
    });
    let _ = std::fs::remove_file(&path);
    room
}

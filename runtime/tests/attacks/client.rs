//! A client of a gateway process that writes bytes and reads lines.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::process;
use crate::registry::{Served, VARIABLE};

/// How long an answer may take before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);

/// A client, and the gateway process where it has one of its own.
pub(crate) struct Client {
    gateway: Option<Child>,
    input: Box<dyn Write + Send>,
    lines: Receiver<String>,
    next: u64,
}

/// This binary as the gateway of these servers, in the role that `word` names.
pub(crate) fn gateway(servers: &[Served], word: &str) -> Command {
    let program = std::env::current_exe().expect("a test has a program");
    let mut command = Command::new(program);
    let described = serde_json::to_string(servers).expect("servers can be described");
    command
        .arg(word)
        .env(VARIABLE, described)
        .env("MCPREG_LOG", "error");
    command
}

impl Client {
    /// A client that has opened a session with a gateway of these servers.
    pub(crate) fn of(servers: &[Served]) -> Self {
        let mut command = gateway(servers, "serve");
        let mut gateway = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the gateway starts");
        let output = gateway.stdout.take().expect("stdout is a pipe");
        let input = gateway.stdin.take().expect("stdin is a pipe");
        let client = Self::over(output, input);
        Self {
            gateway: Some(gateway),
            ..client
        }
    }

    /// A client that has opened a session over these streams.
    pub(crate) fn over(
        output: impl Read + Send + 'static,
        input: impl Write + Send + 'static,
    ) -> Self {
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8(line).expect("the gateway writes UTF-8");
                // A test that does not listen any more has ended.
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let mut client = Self {
            gateway: None,
            input: Box::new(input),
            lines,
            next: 1_000,
        };
        let opening = json!({ "protocolVersion": "2025-11-25", "capabilities": {} });
        let opened = client.request("initialize", &opening.to_string());
        assert_eq!(
            opened["result"]["protocolVersion"], "2025-11-25",
            "{opened}"
        );
        client.say(br#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        client
    }

    /// Writes one line, and its end.
    pub(crate) fn say(&mut self, line: &[u8]) {
        self.write(line);
        self.write(b"\n");
    }

    /// Writes these bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let written = self.input.write_all(bytes);
        written
            .and_then(|()| self.input.flush())
            .expect("the gateway reads");
    }

    /// The next line, as it came.
    #[track_caller]
    pub(crate) fn hear(&mut self) -> String {
        self.lines
            .recv_timeout(PATIENCE)
            .expect("the gateway answers in time")
    }

    /// The next line, as a value.
    #[track_caller]
    pub(crate) fn hear_value(&mut self) -> Value {
        let line = self.hear();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:.300}"))
    }

    /// Starts a call and gives its id.
    pub(crate) fn start(&mut self, tool: &str, arguments: &Value) -> u64 {
        let params = json!({ "name": tool, "arguments": arguments });
        self.send("tools/call", &params.to_string())
    }

    /// The answers to these requests, in whatever order they come, by id.
    #[track_caller]
    pub(crate) fn answers(&mut self, ids: &[u64]) -> BTreeMap<u64, Value> {
        let mut answers = BTreeMap::new();
        while answers.len() < ids.len() {
            let answer = self.hear_value();
            let id = answer["id"].as_u64().filter(|id| ids.contains(id));
            let id = id.unwrap_or_else(|| panic!("an answer to nothing: {answer}"));
            assert!(
                answers.insert(id, answer).is_none(),
                "{id} is answered twice"
            );
        }
        answers
    }

    /// Sends a request and gives its answer; nothing else may come before it.
    #[track_caller]
    pub(crate) fn request(&mut self, method: &str, params: &str) -> Value {
        let id = self.send(method, params);
        let answer = self.hear_value();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    /// Calls a tool and gives its answer; nothing else may come before it.
    #[track_caller]
    pub(crate) fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        let params = json!({ "name": tool, "arguments": arguments });
        self.request("tools/call", &params.to_string())
    }

    /// The same, for the text of its result.
    #[track_caller]
    pub(crate) fn call_text(&mut self, tool: &str, arguments: &Value) -> String {
        text_of(&self.call(tool, arguments))
    }

    /// The most memory that the gateway has held so far, in MiB.
    pub(crate) fn gateway_peak_mib(&self) -> u64 {
        let gateway = self
            .gateway
            .as_ref()
            .expect("the gateway is this client's own");
        process::peak_mib(gateway.id())
    }

    /// Ends the input and waits for the gateway; the lines that were still on their way.
    pub(crate) fn end(self) -> Vec<String> {
        let Self {
            gateway,
            input,
            lines,
            ..
        } = self;
        drop(input);
        let rest = lines.iter().collect();
        if let Some(mut gateway) = gateway {
            let status = gateway.wait().expect("the gateway can be waited for");
            assert!(status.success(), "{status}");
        }
        rest
    }

    fn send(&mut self, method: &str, params: &str) -> u64 {
        self.next += 1;
        let id = self.next;
        self.say(
            format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#)
                .as_bytes(),
        );
        id
    }
}

/// The text of a result's first block, or of an error.
#[track_caller]
pub(crate) fn text_of(answer: &Value) -> String {
    let result = answer["result"]["content"][0]["text"].as_str();
    let text = result.or_else(|| answer["error"]["message"].as_str());
    text.unwrap_or_else(|| panic!("no text in {answer}"))
        .to_owned()
}

/// Whether an answer refuses: a JSON-RPC error, or a result that says so.
pub(crate) fn is_refused(answer: &Value) -> bool {
    answer.get("error").is_some() || answer["result"]["isError"] == true
}

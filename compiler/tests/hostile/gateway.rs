//! A gateway built from a project, and a client that talks to it over its pipes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// A built gateway.
pub(crate) struct Gateway {
    binary: PathBuf,
}

/// A client of a running gateway.
pub(crate) struct Client {
    gateway: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    answers: BTreeMap<u64, String>,
    next: u64,
}

/// Cargo in a project, with this test's own target folder, so that dependencies are built once.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        // As the workspace has it, whose dependencies these are too.
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .stdin(Stdio::null());
    command
}

fn target() -> PathBuf {
    let command = Path::new(env!("CARGO_BIN_EXE_mcpreg-compile"));
    let target = command.ancestors().nth(2);
    target
        .expect("a binary is in a profile's folder of a target folder")
        .to_owned()
}

impl Gateway {
    /// Builds the project's gateway.
    pub(crate) fn build(folder: &Path, name: &str) -> Self {
        let built = cargo(folder, &["build"]).output().expect("cargo runs");
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
        Self {
            binary: target().join("debug").join(name),
        }
    }

    /// Starts it and shakes hands.
    pub(crate) fn serve(&self) -> Client {
        let mut gateway = Command::new(&self.binary)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the gateway starts");
        let stdout = BufReader::new(gateway.stdout.take().expect("stdout is a pipe"));
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let stdin = gateway.stdin.take();
        let mut client = Client {
            gateway,
            stdin,
            lines,
            answers: BTreeMap::new(),
            next: 1,
        };
        let opening = r#"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}"#;
        let opened = client.request("initialize", opening);
        assert!(opened.contains("serverInfo"), "{opened}");
        client.write(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        client
    }
}

impl Client {
    /// Asks, waits, and gives the whole answer as it came: lists hold numbers and depths that no
    /// [`Value`] does.
    pub(crate) fn request(&mut self, method: &str, params: &str) -> String {
        let id = self.send(method, params);
        self.line(id)
    }

    /// Calls a tool without arguments and does not wait.
    pub(crate) fn call(&mut self, tool: &str) -> u64 {
        self.send(
            "tools/call",
            &format!(r#"{{"name":"{tool}","arguments":{{}}}}"#),
        )
    }

    /// The answer to a request, which may come before or after others.
    #[track_caller]
    pub(crate) fn answer(&mut self, id: u64) -> Value {
        serde_json::from_str(&self.line(id)).expect("the gateway writes JSON")
    }

    #[track_caller]
    fn line(&mut self, id: u64) -> String {
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            let line = self
                .lines
                .recv_timeout(PATIENCE)
                .expect("the gateway answers");
            let message: BTreeMap<&str, &RawValue> =
                serde_json::from_str(&line).expect("the gateway writes JSON");
            let id = message.get("id").and_then(|id| id.get().parse().ok());
            if let (Some(id), false) = (id, message.contains_key("method")) {
                self.answers.insert(id, line);
            }
        }
    }

    /// Closes the gateway's input and waits for its end.
    pub(crate) fn end(mut self) {
        drop(self.stdin.take());
        let status = self.gateway.wait().expect("the gateway can be waited for");
        assert!(status.success(), "{status}");
    }

    /// Kills the gateway with SIGKILL.
    pub(crate) fn kill(mut self) {
        self.gateway.kill().expect("the gateway runs");
        self.gateway.wait().expect("the gateway can be waited for");
    }

    fn send(&mut self, method: &str, params: &str) -> u64 {
        let id = self.next;
        self.next += 1;
        self.write(&format!(
            r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#
        ));
        id
    }

    fn write(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("stdin is open until the end");
        writeln!(stdin, "{line}").expect("the gateway reads");
    }
}

/// The processes that have this text in their environment.
pub(crate) fn processes_with(text: &str) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc")
        .expect("there is a /proc")
        .flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let has = |id: &u32| {
        let environment = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
        String::from_utf8_lossy(&environment).contains(text)
    };
    ids.filter(has).collect()
}

//! A client of the gateway that says and hears lines, over streams in memory.

use std::path::Path;
use std::time::Duration;

use mcpreg_runtime::Gateway;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, ReadHalf};
use tokio::io::{WriteHalf, split};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::registry::{Shape, registry};

/// How long an answer may take before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// A client with a gateway of its own.
pub(crate) struct Client {
    /// Where the server leaves its marks.
    pub(crate) folder: TempDir,
    reader: BufReader<ReadHalf<DuplexStream>>,
    writer: WriteHalf<DuplexStream>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
    next: u64,
}

impl Client {
    /// A client that has not said anything.
    pub(crate) fn silent(shape: &Shape) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let gateway = Gateway::start(registry(folder.path(), shape)).expect("the gateway starts");
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (reader, writer) = split(ours);
        let (gateway_reader, gateway_writer) = split(theirs);
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            let served = gateway.serve(gateway_reader, gateway_writer, stopped).await;
            served.expect("streams in memory do not fail");
            gateway.close().await;
        });
        let reader = BufReader::new(reader);
        Self {
            folder,
            reader,
            writer,
            stop: Some(stop),
            serving,
            next: 1,
        }
    }

    /// A client that has opened a legacy session.
    pub(crate) async fn legacy(shape: &Shape) -> Self {
        let mut client = Self::silent(shape);
        let opened = client
            .request(
                "initialize",
                json!({ "protocolVersion": "2025-11-25", "capabilities": {} }),
            )
            .await;
        assert_eq!(opened["result"]["protocolVersion"], "2025-11-25");
        client
            .say(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
            .await;
        client
    }

    /// Writes one line.
    pub(crate) async fn say(&mut self, line: &str) {
        let line = format!("{line}\n");
        self.writer
            .write_all(line.as_bytes())
            .await
            .expect("the gateway reads");
    }

    /// The next line.
    pub(crate) async fn hear(&mut self) -> String {
        let mut line = String::new();
        let read = tokio::time::timeout(PATIENCE, self.reader.read_line(&mut line));
        read.await
            .expect("the gateway answers in time")
            .expect("the gateway writes text");
        assert!(line.ends_with('\n'), "the gateway ended: {line:?}");
        line.pop();
        line
    }

    /// The next line as a value.
    pub(crate) async fn hear_value(&mut self) -> Value {
        serde_json::from_str(&self.hear().await).expect("the gateway writes JSON")
    }

    /// Sends a request and waits for the next message.
    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.next;
        self.next += 1;
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.say(&request.to_string()).await;
        let answer = self.hear_value().await;
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    /// Calls a tool of the scripted server, by the server's own name for it.
    pub(crate) async fn call(&mut self, tool: &str, arguments: Value) -> Value {
        let params = json!({ "name": format!("mcp_t_{tool}"), "arguments": arguments });
        self.request("tools/call", params).await
    }

    /// The same, for the text of the result.
    pub(crate) async fn call_text(&mut self, tool: &str, arguments: Value) -> String {
        text_of(&self.call(tool, arguments).await)
    }

    /// Ends the input and waits until the gateway has closed everything; the lines still heard.
    pub(crate) async fn end(mut self) -> Vec<String> {
        self.writer
            .shutdown()
            .await
            .expect("streams in memory do not fail");
        let mut lines = Vec::new();
        let mut line = String::new();
        while self
            .reader
            .read_line(&mut line)
            .await
            .expect("the gateway writes text")
            > 0
        {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        self.serving.await.expect("the gateway does not panic");
        lines
    }

    /// Tells the gateway to stop and waits until it has.
    pub(crate) async fn stop(mut self) {
        drop(self.stop.take());
        self.serving.await.expect("the gateway does not panic");
    }
}

/// The text of a result's first block.
pub(crate) fn text_of(answer: &Value) -> String {
    let text = answer["result"]["content"][0]["text"].as_str();
    text.unwrap_or_else(|| panic!("no text in {answer}"))
        .to_owned()
}

/// How many servers have been started.
pub(crate) fn starts(folder: &Path) -> usize {
    pids(folder).len()
}

/// The process numbers of the servers that have been started.
pub(crate) fn pids(folder: &Path) -> Vec<u32> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("the folder can be read").file_name());
    names
        .map(|name| name.to_string_lossy().parse().expect("a mark is a number"))
        .collect()
}

/// Whether any of these processes is alive, zombies aside.
pub(crate) fn alive(pids: &[u32]) -> bool {
    pids.iter().any(|pid| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let state = stat
            .rsplit(')')
            .next()
            .and_then(|rest| rest.trim().chars().next());
        state.is_some_and(|state| state != 'Z')
    })
}

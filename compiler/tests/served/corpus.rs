//! Every recorded tool list, pinned from a server that replays it, and read by the four official
//! SDKs: each server behind a gateway, and all behind one.
//!
//! What an SDK reads must be what the gateway says: as many tools, of those names, with those
//! schemas. What `pin` left out, it has named.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::sync::LazyLock;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::project::{Project, Run, server};
use crate::recorded;
use crate::sdk::{self, Read, Sdk};
use crate::trial;

/// How many recorded tools may be left out at pin, each by name.
const MOST_LEFT_OUT: usize = 16;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "every_recorded_tool_is_pinned_or_left_out_by_name",
            every_recorded_tool_is_pinned_or_left_out_by_name,
        ),
        trial(
            "every_recorded_tool_is_read_by_every_sdk",
            every_recorded_tool_is_read_by_every_sdk,
        ),
    ]
}

/// The recorded servers in a project.
struct Recorded {
    project: Project,
    pinned: Run,
    /// How many tools each file holds, and their names, by the server's id.
    tools: BTreeMap<String, Vec<String>>,
}

static RECORDED: LazyLock<Option<Recorded>> = LazyLock::new(|| {
    let folder = recorded::corpus()?;
    let mut tools = BTreeMap::new();
    let mut catalogue = String::from("name_budget = 128\n");
    for (number, file) in files(&folder).iter().enumerate() {
        let id = format!("r{number:02}");
        catalogue += &server(&id, &["replay", file], "timeouts = { start = \"60s\" }");
        tools.insert(id, names(file));
    }
    let project = Project::new(&catalogue);
    let pinned = project.pin();
    Some(Recorded {
        project,
        pinned,
        tools,
    })
});

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the corpus can be read");
    let paths = entries.map(|entry| entry.expect("the corpus can be read").path());
    let json = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let text = |path: std::path::PathBuf| path.to_str().expect("a path is UTF-8").to_owned();
    let mut files: Vec<_> = json.map(text).collect();
    files.sort();
    files
}

fn names(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("the corpus can be read");
    let list: Value = serde_json::from_str(&text).expect("a recording is JSON");
    let tools = list["tools"].as_array().expect("a recording has tools");
    let name = |tool: &Value| tool["name"].as_str().expect("a tool has a name").to_owned();
    tools.iter().map(name).collect()
}

fn every_recorded_tool_is_pinned_or_left_out_by_name() {
    let Some(recorded) = &*RECORDED else { return };
    let Run {
        status,
        stderr,
        stdout,
    } = &recorded.pinned;
    assert_eq!(*status, Some(0), "{stdout}{stderr}");
    let said = format!("{stdout}{stderr}");
    let lock = recorded.project.lock();
    let mut left_out = Vec::new();
    for (id, names) in &recorded.tools {
        let served = &lock.servers[id].tools;
        left_out.extend(names.iter().filter(|name| !served.contains_key(*name)));
    }
    for name in &left_out {
        assert!(
            said.contains(name.as_str()),
            "{name} is gone without a word:\n{said}"
        );
    }
    assert!(left_out.len() <= MOST_LEFT_OUT, "left out: {left_out:?}");
    let listed: usize = recorded.tools.values().map(Vec::len).sum();
    assert_eq!(listed, 2_287, "the corpus has changed");
}

fn every_recorded_tool_is_read_by_every_sdk() {
    let (Some(recorded), Some(sdks)) = (&*RECORDED, sdk::all()) else {
        return;
    };
    let lock = recorded.project.lock();
    let mut servers: Vec<&str> = lock.servers.keys().map(String::as_str).collect();
    servers.push("");
    let served: BTreeMap<&str, Served> = servers
        .iter()
        .map(|server| (*server, Served::of(&recorded.project, server)))
        .collect();
    // All at once: a client and a gateway wait for each other most of their lives.
    let faults: Vec<String> = std::thread::scope(|scope| {
        let read = |sdk: &'static Sdk| scope.spawn(|| faults(sdk, recorded, &servers, &served));
        let sdks: &'static [Sdk] = sdks.leak();
        let running: Vec<_> = sdks.iter().map(read).collect();
        let ended = running
            .into_iter()
            .map(|thread| thread.join().expect("a client runs"));
        ended.flatten().collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What one SDK did not read as it is served.
fn faults(
    sdk: &Sdk,
    recorded: &Recorded,
    servers: &[&str],
    served: &BTreeMap<&str, Served>,
) -> Vec<String> {
    let read = sdk.list(&recorded.project, servers);
    assert_eq!(read.len(), servers.len(), "{}", sdk.name);
    let fault = |Read { server, tools }| {
        let fault = match tools {
            Err(error) => error
                .split_whitespace()
                .take(40)
                .collect::<Vec<_>>()
                .join(" "),
            Ok(tools) => served[&*server].differs(&tools)?,
        };
        Some(format!("{}, server {server:?}: {fault}", sdk.name))
    };
    read.into_iter().filter_map(fault).collect()
}

/// The list that a gateway gives in either era.
struct Served {
    legacy: Vec<Value>,
    modern: Vec<Value>,
}

impl Served {
    fn of(project: &Project, server: &str) -> Self {
        let meta = json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {},
        });
        let requests = [
            json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "protocolVersion": "2025-11-25" } }),
            json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" }),
            json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/list", "params": { "_meta": meta } }),
        ];
        let mut command = project.gateway(server, &["serve"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut gateway = command.spawn().expect("the gateway starts");
        let mut input = gateway.stdin.take().expect("stdin is a pipe");
        for request in requests {
            writeln!(input, "{request}").expect("the gateway reads");
        }
        drop(input);
        let output = gateway.wait_with_output().expect("the gateway ends");
        let text = String::from_utf8(output.stdout).expect("the gateway writes text");
        let answers: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("the gateway writes JSON"))
            .collect();
        let list = |id: u64| {
            let answer = answers.iter().find(|answer| answer["id"] == id);
            let answer = answer.unwrap_or_else(|| panic!("no answer {id} for {server:?}"));
            let tools = answer["result"]["tools"]
                .as_array()
                .expect("the list has tools");
            tools.iter().map(comparable).collect()
        };
        Self {
            legacy: list(2),
            modern: list(3),
        }
    }

    /// How what was read differs from both lists, if it does.
    fn differs(&self, read: &[Value]) -> Option<String> {
        let read: Vec<Value> = read.iter().map(comparable).collect();
        if read == self.legacy || read == self.modern {
            return None;
        }
        if read.len() != self.legacy.len() {
            return Some(format!("{} of {} tools", read.len(), self.legacy.len()));
        }
        let pairs = read.iter().zip(&self.legacy).zip(&self.modern);
        let different = pairs.filter(|((read, legacy), modern)| read != legacy && read != modern);
        let names: Vec<String> = different
            .map(|((read, _), _)| read["name"].to_string())
            .collect();
        Some(format!("different: {}", names.join(", ")))
    }
}

/// What is compared of a tool. Numbers are compared as JavaScript keeps them.
fn comparable(tool: &Value) -> Value {
    let mut tool = json!({
        "name": tool["name"], "inputSchema": tool["inputSchema"], "outputSchema": tool["outputSchema"],
    });
    as_doubles(&mut tool);
    tool
}

fn as_doubles(value: &mut Value) {
    match value {
        Value::Number(number) => *value = json!(number.as_f64()),
        Value::Array(items) => items.iter_mut().for_each(as_doubles),
        Value::Object(members) => members.values_mut().for_each(as_doubles),
        _ => {}
    }
}

//! What a server on this host sees of its gateway, and what is left of it: nothing.

use std::process::Stdio;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin};

use crate::commands::gateway;
use crate::intruder::{contains, field, processes};
use crate::trial;

/// How long something may take that nobody tells the test about.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "nothing_of_a_server_outlives_its_gateway",
            nothing_of_a_server_outlives_its_gateway,
        ),
        trial(
            "nothing_of_a_server_outlives_it",
            nothing_of_a_server_outlives_it,
        ),
        trial(
            "a_server_sees_nothing_of_its_gateway",
            a_server_sees_nothing_of_its_gateway,
        ),
        trial(
            "a_signal_that_ends_a_server_is_named",
            a_signal_that_ends_a_server_is_named,
        ),
    ]
}

/// A gateway that has been called.
struct Called {
    child: Child,
    input: Option<ChildStdin>,
    text: String,
}

/// What the gateway has in its environment for another server.
fn secret(folder: &TempDir) -> String {
    format!("hunter22-{}", folder.path().display())
}

/// Starts a gateway under a shell that leaves a descriptor open, and has its server `act`.
async fn call(folder: &TempDir, act: &str, text: &str) -> Called {
    call_under("", folder, act, text).await
}

/// The same, with a command in front of the gateway's.
async fn call_under(prefix: &str, folder: &TempDir, act: &str, text: &str) -> Called {
    let own = gateway(folder, &["serve"]);
    let own = own.as_std();
    let mut command = tokio::process::Command::new("sh");
    command
        .args(["-c", &format!("exec {prefix} \"$0\" \"$@\" 7</dev/null")])
        .arg(own.get_program())
        .args(own.get_args())
        .envs(
            own.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("TOKEN_OF_ANOTHER", secret(folder))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().expect("the gateway starts");
    let mut input = child.stdin.take().expect("stdin is a pipe");
    let output = child.stdout.take().expect("stdout is a pipe");
    let arguments = json!({ act: text });
    for message in [
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "protocolVersion": "2025-06-18" } }),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": "mcp_t_pid", "arguments": arguments } }),
    ] {
        let line = format!("{message}\n");
        input
            .write_all(line.as_bytes())
            .await
            .expect("the gateway reads");
    }
    let mut lines = BufReader::new(output).lines();
    let mut answer = Value::Null;
    while answer["id"] != 2 {
        let line = lines.next_line().await.expect("the gateway writes text");
        answer = serde_json::from_str(&line.expect("the gateway answers")).expect("it is JSON");
    }
    let text = answer["result"]["content"][0]["text"].as_str();
    Called {
        text: text
            .unwrap_or_else(|| panic!("no text in {answer}"))
            .to_owned(),
        child,
        input: Some(input),
    }
}

impl Called {
    fn pid(&self) -> u32 {
        self.child.id().expect("it has not been waited for")
    }

    fn signal(&self, signal: Signal) {
        kill(self.pid(), signal);
    }
}

fn kill(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    kill_process(pid.expect("a process number"), signal).expect("it runs");
}

/// The processes with `mark` in their command lines.
fn marked(mark: &str) -> Vec<u32> {
    let mut found = processes();
    found.retain(|pid| {
        std::fs::read(format!("/proc/{pid}/cmdline"))
            .is_ok_and(|words| contains(&words, mark.as_bytes()))
    });
    found
}

/// A folder, and a mark in it that processes of one test carry.
fn marks() -> (TempDir, TempDir, String) {
    let folder = TempDir::new().expect("a folder can be made");
    let litter = TempDir::new().expect("a folder can be made");
    let mark = litter.path().join("litter").display().to_string();
    (folder, litter, mark)
}

async fn nothing_of_a_server_outlives_its_gateway() {
    for end in [
        None,
        Some(Signal::TERM),
        Some(Signal::INT),
        Some(Signal::KILL),
    ] {
        let (folder, _litter, mark) = marks();
        let mut called = call(&folder, "litter", &mark).await;
        assert_eq!(called.text, "littered");
        assert!(marked(&mark).len() >= 3, "{end:?}");
        match end {
            None => drop(called.input.take()),
            Some(signal) => called.signal(signal),
        }
        called.child.wait().await.expect("the gateway ends");
        let since = Instant::now();
        while end == Some(Signal::KILL) && !marked(&mark).is_empty() {
            assert!(since.elapsed() < PATIENCE, "they outlived a killed gateway");
            tokio::task::yield_now().await;
        }
        assert_eq!(marked(&mark), Vec::<u32>::new(), "{end:?}");
    }
}

async fn nothing_of_a_server_outlives_it() {
    let (folder, _litter, mark) = marks();
    let called = call(&folder, "litter", &mark).await;
    let server = crate::client::pids(folder.path());
    let [server] = server[..] else {
        panic!("one server was started: {server:?}")
    };
    kill(server, Signal::KILL);
    let since = Instant::now();
    while !marked(&mark).is_empty() {
        assert!(since.elapsed() < PATIENCE, "they outlived their server");
        tokio::task::yield_now().await;
    }
    drop(called);
}

async fn a_server_sees_nothing_of_its_gateway() {
    check_blindness("").await;
    // Between processes of one user without capabilities, as users have none.
    if rustix::process::geteuid().is_root() {
        check_blindness("setpriv --bounding-set=-all").await;
    }
}

async fn check_blindness(prefix: &str) {
    let (folder, ..) = marks();
    let called = call_under(prefix, &folder, "spy", &secret(&folder)).await;
    let seen: Value = serde_json::from_str(&called.text).expect("it is JSON");
    assert_eq!(seen["shown"], json!([]), "its environment can be read");
    let gateway = called.pid();
    let mut helpers = processes();
    helpers.retain(|pid| parent(*pid) == Some(gateway));
    let closed: Vec<u32> = helpers.into_iter().chain([gateway]).collect();
    assert_eq!(closed.len(), 3, "the gateway, its reaper and a keeper");
    for pid in closed {
        let opened = seen["opened"].as_array().expect("a list");
        assert!(!opened.contains(&json!(pid)), "the memory of {pid} is open");
    }
    assert_eq!(seen["descriptors"], json!(["0", "1", "2"]));
    assert_ne!(seen["session"], field(&gateway.to_string(), 3));
    let limits = seen["limits"].as_str().expect("text");
    let limit = |name: &str| {
        let line = limits.lines().find_map(|line| line.strip_prefix(name));
        let words: Vec<&str> = line.expect("the limit").split_whitespace().collect();
        (words[0].to_owned(), words[1].to_owned())
    };
    assert_eq!(
        limit("Max core file size"),
        ("0".to_owned(), "0".to_owned())
    );
    assert_eq!(limit("Max open files").0, "1024");
}

fn parent(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

async fn a_signal_that_ends_a_server_is_named() {
    let folder = TempDir::new().expect("a folder can be made");
    let mut command = gateway(&folder, &["call", "mcp_t_die", r#"{"how":"abort"}"#]);
    let output = command.output().await.expect("the gateway runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("it ended by signal 6"), "{said}");
}

//! The gateway as a real process: nothing outlives it, however it ends.

use std::os::unix::net::UnixStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::process::Child;

use crate::client::{alive, pids};
use crate::commands::gateway;
use crate::trial;

/// How long something may take that nobody tells the test about.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("end_of_input_ends_it", end_of_input_ends_it),
        trial("a_polite_signal_ends_it", a_polite_signal_ends_it),
        trial(
            "a_killed_gateway_leaves_no_server",
            a_killed_gateway_leaves_no_server,
        ),
        trial("a_panic_leaves_no_server", a_panic_leaves_no_server),
        trial(
            "a_client_that_is_gone_ends_it",
            a_client_that_is_gone_ends_it,
        ),
        trial(
            "socket_pairs_do_as_well_as_pipes",
            socket_pairs_do_as_well_as_pipes,
        ),
    ]
}

/// Calls a tool through a running gateway, which starts its server.
async fn call(input: &mut (impl AsyncWrite + Unpin), output: &mut (impl AsyncRead + Unpin)) {
    let lines = concat!(
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}"#,
        "\n",
        r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        "\n",
        r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"mcp_t_pid"}}"#,
        "\n",
    );
    input
        .write_all(lines.as_bytes())
        .await
        .expect("the gateway reads");
    let mut lines = BufReader::new(output).lines();
    for id in 1..=2 {
        let line = lines.next_line().await.expect("the gateway writes text");
        let line = line.expect("the gateway answers");
        assert!(line.contains(&format!(r#""id":{id},"result""#)), "{line}");
    }
}

/// A gateway whose server is running.
async fn started(folder: &TempDir) -> Child {
    let mut command = gateway(folder, &["serve"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the gateway starts");
    let mut input = child.stdin.take().expect("stdin is a pipe");
    let mut output = child.stdout.take().expect("stdout is a pipe");
    call(&mut input, &mut output).await;
    child.stdin = Some(input);
    child.stdout = Some(output);
    assert!(alive(&pids(folder.path())));
    child
}

async fn end_of_input_ends_it() {
    let folder = TempDir::new().expect("a folder can be made");
    let mut child = started(&folder).await;
    drop(child.stdin.take());
    let status = child.wait().await.expect("the gateway ends");
    assert_eq!(status.code(), Some(0));
    assert!(!alive(&pids(folder.path())));
}

async fn a_polite_signal_ends_it() {
    for signal in [Signal::TERM, Signal::INT] {
        let folder = TempDir::new().expect("a folder can be made");
        let mut child = started(&folder).await;
        send(&child, signal);
        let status = child.wait().await.expect("the gateway ends");
        assert_eq!(status.code(), Some(0));
        assert!(!alive(&pids(folder.path())));
    }
}

async fn a_killed_gateway_leaves_no_server() {
    let folder = TempDir::new().expect("a folder can be made");
    let mut child = started(&folder).await;
    send(&child, Signal::KILL);
    child.wait().await.expect("the gateway ends");
    its_servers_end(&folder).await;
}

async fn a_panic_leaves_no_server() {
    let folder = TempDir::new().expect("a folder can be made");
    let output = gateway(&folder, &["panic"]).output().await;
    let output = output.expect("the program ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(101), "{said}");
    assert!(said.contains("on purpose, after Ok"), "{said}");
    assert_eq!(pids(folder.path()).len(), 1, "the server was started");
    its_servers_end(&folder).await;
}

/// Waits for the servers of a gateway that could not wait itself.
async fn its_servers_end(folder: &TempDir) {
    let since = Instant::now();
    while alive(&pids(folder.path())) {
        assert!(
            since.elapsed() < PATIENCE,
            "the server outlived its gateway"
        );
        tokio::task::yield_now().await;
    }
}

async fn a_client_that_is_gone_ends_it() {
    let folder = TempDir::new().expect("a folder can be made");
    let mut child = started(&folder).await;
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("stdin is a pipe");
    let ping = b"{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}\n";
    input.write_all(ping).await.expect("the gateway reads");
    // Its stdin stays open: only the broken pipe tells the gateway.
    let status = child.wait().await.expect("the gateway ends");
    assert_eq!(status.code(), Some(0));
    assert!(!alive(&pids(folder.path())));
    drop(input);
}

async fn socket_pairs_do_as_well_as_pipes() {
    let folder = TempDir::new().expect("a folder can be made");
    let mut command = gateway(&folder, &["serve"]);
    let (input, their_input) = UnixStream::pair().expect("sockets can be made");
    let (output, their_output) = UnixStream::pair().expect("sockets can be made");
    command.stdin(std::os::fd::OwnedFd::from(their_input));
    command.stdout(std::os::fd::OwnedFd::from(their_output));
    let mut child = command.spawn().expect("the gateway starts");
    drop(command);
    let stream = |stream: UnixStream| {
        stream.set_nonblocking(true).expect("sockets can be polled");
        tokio::net::UnixStream::from_std(stream).expect("sockets can be polled")
    };
    let (mut input, mut output) = (stream(input), stream(output));
    call(&mut input, &mut output).await;
    drop(input);
    let status = child.wait().await.expect("the gateway ends");
    assert_eq!(status.code(), Some(0));
    assert!(!alive(&pids(folder.path())));
}

fn send(child: &Child, signal: Signal) {
    let number = child
        .id()
        .and_then(|id| i32::try_from(id).ok())
        .expect("the gateway runs");
    let pid = Pid::from_raw(number).expect("a process has a number");
    kill_process(pid, signal).expect("the gateway can be signalled");
}

//! One gateway process that serves many clients: stdio has one, so each comes over a socket.
//!
//! What they cost together is the memory of this one process. It runs on one thread, as `serve`
//! does, and ends when its stdin does.

use std::io::{Read as _, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mcpreg_runtime::Gateway;
use tempfile::TempDir;
use tokio::net::UnixListener;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::client::{Client, gateway};
use crate::process;
use crate::registry::{self, Served};

/// Such a process, and where its socket is.
pub(crate) struct Many {
    gateway: Child,
    folder: TempDir,
}

impl Many {
    /// A gateway of these servers that waits for clients.
    pub(crate) fn of(servers: &[Served]) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let mut command = gateway(servers, "serve-many");
        command
            .arg(folder.path().join("socket"))
            .stdin(Stdio::piped());
        let gateway = command.spawn().expect("the gateway starts");
        let many = Self { gateway, folder };
        many.stream();
        many
    }

    /// Where the gateway listens.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// A new connection that has said nothing yet.
    pub(crate) fn stream(&self) -> UnixStream {
        connect(&self.socket())
    }

    /// A client that has opened a session.
    pub(crate) fn client(&self) -> Client {
        let stream = self.stream();
        let output = stream
            .try_clone()
            .expect("a socket can be read and written");
        Client::over(output, Input(stream))
    }

    /// The most memory that the gateway has held so far, in MiB.
    pub(crate) fn peak_mib(&self) -> u64 {
        process::peak_mib(self.gateway.id())
    }

    /// Ends the gateway and waits for it.
    pub(crate) fn end(mut self) {
        drop(self.gateway.stdin.take());
        let status = self.gateway.wait().expect("the gateway can be waited for");
        assert!(status.success(), "{status}");
    }
}

/// A client's side of a socket that is written to; the end of input when it is dropped.
struct Input(UnixStream);

impl Write for Input {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        // A gateway that has broken off has read its end already.
        let _ = self.0.shutdown(Shutdown::Write);
    }
}

/// Connects as soon as there is somebody to connect to.
pub(crate) fn connect(socket: &Path) -> UnixStream {
    let since = Instant::now();
    loop {
        match UnixStream::connect(socket) {
            Ok(stream) => return stream,
            Err(error) => assert!(since.elapsed() < Duration::from_secs(30), "{error}"),
        }
        std::thread::yield_now();
    }
}

/// Serves whoever connects to `socket`.
pub(crate) fn main(socket: Option<&str>) -> ExitCode {
    let socket = socket.expect("a socket is named");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime
        .expect("a runtime can be made")
        .block_on(serve(socket));
    ExitCode::SUCCESS
}

async fn serve(socket: &str) {
    let gateway = Arc::new(Gateway::start(registry::of_environment()).expect("the gateway starts"));
    let listener = UnixListener::bind(socket).expect("the folder is there");
    let mut ended = end_of_input();
    let mut clients = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = &mut ended => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, _) = accepted.expect("connections can be taken");
        let gateway = Arc::clone(&gateway);
        clients.spawn(async move {
            let (reader, writer) = stream.into_split();
            // A client that breaks its connection off is what these tests do.
            let _ = gateway.serve(reader, writer, std::future::pending()).await;
        });
    }
    clients.shutdown().await;
    let gateway = Arc::into_inner(gateway).expect("no client is left");
    gateway.close().await;
}

/// Completes when stdin has ended.
fn end_of_input() -> oneshot::Receiver<()> {
    let (send, ended) = oneshot::channel();
    std::thread::spawn(move || {
        let mut rest = Vec::new();
        let _ = std::io::stdin().lock().read_to_end(&mut rest);
        let _ = send.send(());
    });
    ended
}

//! A started server: its two streams, and the control over its life.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A started server.
#[derive(Debug)]
pub struct Running {
    /// What the server reads. Dropping it closes the server's stdin.
    pub stdin: Stdin,
    /// What the server writes.
    pub stdout: Stdout,
    /// Its life. Dropping it stops the server.
    pub control: Control,
}

/// A server's stdin; dropping it, or shutting it down, is the end of input for the server.
#[derive(Debug)]
pub struct Stdin(tokio::io::Sink);

/// A server's stdout.
#[derive(Debug)]
pub struct Stdout(tokio::io::Empty);

/// What a server runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vessel {
    /// A container of the engine.
    Container {
        /// The engine's id.
        id: String,
    },
    /// A process on this host, the leader of its own process group.
    Process {
        /// Its process number.
        pid: u32,
    },
}

/// The life of one server. All methods take `&self`: share it behind an `Arc` when several tasks
/// need it. Dropping it stops the server in the background, without much patience.
#[derive(Debug)]
pub struct Control {
    vessel: Vessel,
}

/// How a server ended. Both fields are `None` when nobody could find out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exit {
    /// The exit code; for a container killed by a signal 128 plus its number.
    pub code: Option<i32>,
    /// The signal that killed it.
    pub signal: Option<i32>,
    /// Whether the memory limit killed it, as far as the engine says (Podman does not).
    pub oom: bool,
}

impl Control {
    /// What the server runs in.
    pub fn vessel(&self) -> &Vessel {
        &self.vessel
    }

    /// The last lines of stderr, oldest first, with known secrets replaced.
    pub fn stderr_tail(&self) -> Vec<String> {
        Vec::new()
    }

    /// How the server ended, if it has.
    pub fn exit(&self) -> Option<Exit> {
        None
    }

    /// Waits until the server has ended and everything of it is removed.
    pub async fn wait(&self) -> Exit {
        std::future::pending().await
    }

    /// Ends the server: closes its stdin and waits `grace`, sends TERM and waits `grace` again,
    /// kills it, removes it. Returns when nothing is left of it.
    pub async fn stop(&self, grace: Duration) -> Exit {
        tokio::time::sleep(grace).await;
        Exit::default()
    }
}

impl AsyncRead for Stdout {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stdin {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

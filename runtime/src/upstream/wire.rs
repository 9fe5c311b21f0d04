//! The two streams of one running server, with what is on its way to it.

use std::io;
use std::sync::Arc;

use mcpreg_container::{Control, Running, Stdin, Stdout};
use tokio::io::AsyncWriteExt;

use crate::line::{Lines, MAX_LINE_BYTES};
use crate::protocol::Era;
use crate::session::Session;

/// A running server.
#[derive(Debug)]
pub(super) struct Wire {
    /// Its life.
    pub(super) control: Control,
    /// How it speaks.
    pub(super) era: Era,
    /// What it has said.
    pub(super) lines: Lines,
    /// What it is to be told.
    pub(super) out: Vec<u8>,
    /// How many lines it wrote that are no messages.
    pub(super) garbage: u64,
    /// A client that has to read first before more is taken from this server.
    pub(super) slow: Option<Arc<Session>>,
    stdin: Stdin,
    stdout: Stdout,
    /// How much of `out` is written.
    written: usize,
    /// Whether something was written since the last flush; an engine's connection may buffer.
    is_unflushed: bool,
}

/// What one turn of the wire did.
#[derive(Debug)]
pub(super) enum Turn {
    /// A slow client has caught up.
    CaughtUp,
    /// There are new lines.
    Read,
    /// The server does not speak any more.
    Ended,
}

impl Wire {
    /// The wire of a server that has just been started.
    pub(super) fn new(running: Running) -> Self {
        let Running {
            stdin,
            stdout,
            control,
        } = running;
        Self {
            control,
            era: Era::Legacy,
            lines: Lines::new(MAX_LINE_BYTES),
            out: Vec::new(),
            garbage: 0,
            slow: None,
            stdin,
            stdout,
            written: 0,
            is_unflushed: false,
        }
    }

    /// How many bytes the server has not taken yet.
    pub(super) fn backlog(&self) -> usize {
        self.out.len() - self.written
    }

    /// Writes what there is to write, and reads once or waits for a slow client. Safe to cancel.
    pub(super) async fn turn(&mut self) -> Turn {
        let Self {
            stdin,
            stdout,
            lines,
            out,
            written,
            is_unflushed,
            slow,
            ..
        } = self;
        let pushing = async {
            match push(stdin, out, written, is_unflushed).await {
                Ok(()) => std::future::pending().await,
                Err(_) => Turn::Ended,
            }
        };
        tokio::select! {
            biased;
            ended = pushing => ended,
            () = caught_up(slow.as_deref()), if slow.is_some() => {
                *slow = None;
                Turn::CaughtUp
            }
            read = lines.fill(stdout), if slow.is_none() => match read {
                Ok(0) | Err(_) => Turn::Ended,
                Ok(_) => Turn::Read,
            },
        }
    }

    /// Writes all there is.
    ///
    /// # Errors
    ///
    /// When the server does not read any more.
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        self.stdin.write_all(&self.out[self.written..]).await?;
        self.stdin.flush().await?;
        self.out.clear();
        self.written = 0;
        Ok(())
    }

    /// Lets go of the streams, which is the end of input for the server.
    pub(super) fn into_control(self) -> Control {
        self.control
    }
}

/// A buffer that grew over this is given back, in bytes.
const KEEP_BYTES: usize = 1 << 20;

/// Writes all of `out` behind `written`, and flushes. Safe to cancel.
async fn push(
    stdin: &mut Stdin,
    out: &mut Vec<u8>,
    written: &mut usize,
    is_unflushed: &mut bool,
) -> io::Result<()> {
    while *written < out.len() {
        match stdin.write(&out[*written..]).await? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            count => *written += count,
        }
        *is_unflushed = true;
    }
    if *is_unflushed {
        *written = 0;
        out.clear();
        out.shrink_to(KEEP_BYTES);
        stdin.flush().await?;
        *is_unflushed = false;
    }
    Ok(())
}

async fn caught_up(slow: Option<&Session>) {
    if let Some(session) = slow {
        session.room().await;
    }
}

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
    /// Something was written, or a slow client has caught up.
    Went,
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

    /// Writes or reads once, whichever can be done first. Safe to cancel.
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
        let has_output = *written < out.len();
        tokio::select! {
            biased;
            sent = push(stdin, &out[*written..]), if has_output || *is_unflushed => {
                let Ok(sent) = sent else { return Turn::Ended };
                *is_unflushed = has_output;
                *written += sent;
                if *written == out.len() {
                    *written = 0;
                    out.clear();
                    out.shrink_to(KEEP_BYTES);
                }
                Turn::Went
            }
            () = caught_up(slow.as_deref()), if slow.is_some() => {
                *slow = None;
                Turn::Went
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

/// Writes once; flushes where there is nothing to write. Safe to cancel.
async fn push(stdin: &mut Stdin, bytes: &[u8]) -> io::Result<usize> {
    if bytes.is_empty() {
        return stdin.flush().await.map(|()| 0);
    }
    match stdin.write(bytes).await {
        Ok(0) => Err(io::ErrorKind::WriteZero.into()),
        written => written,
    }
}

async fn caught_up(slow: Option<&Session>) {
    if let Some(session) = slow {
        session.room().await;
    }
}

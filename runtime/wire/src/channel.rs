//! The two streams of a server: lines that it has written, and bytes on their way to it.

use std::io;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use crate::framing::Lines;

/// A buffer that grew over this is given back, in bytes.
const KEEP_BYTES: usize = 1 << 20;

/// A server's streams. What is appended to [`Channel::out`] is written in the next steps.
#[derive(Debug)]
pub struct Channel<R, W> {
    /// What the server has written.
    pub lines: Lines,
    /// What it is to read.
    pub out: Vec<u8>,
    reader: R,
    writer: W,
    /// How much of `out` is written.
    written: usize,
    /// Whether something was written since the last flush; an engine's connection may buffer.
    is_unflushed: bool,
}

/// What one step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many bytes were read, and there may be new lines.
    Read(usize),
    /// The server does not speak or does not read any more.
    Ended,
}

impl<R: AsyncRead + Unpin, W: AsyncWrite + Unpin> Channel<R, W> {
    /// The streams of a server that has just been started; lines over `limit` bytes are cut.
    pub fn new(reader: R, writer: W, limit: usize) -> Self {
        Self {
            lines: Lines::new(limit),
            out: Vec::new(),
            reader,
            writer,
            written: 0,
            is_unflushed: false,
        }
    }

    /// How many bytes the server has not taken yet.
    pub fn backlog(&self) -> usize {
        self.out.len() - self.written
    }

    /// Writes what there is to write, and reads once. Safe to cancel.
    pub async fn step(&mut self) -> Step {
        self.exchange(true).await
    }

    /// Writes what there is to write, and reads nothing; ends only when the server does not read
    /// any more. Safe to cancel.
    pub async fn push(&mut self) -> Step {
        self.exchange(false).await
    }

    /// Writes all there is.
    ///
    /// # Errors
    ///
    /// When the server does not read any more.
    pub async fn flush(&mut self) -> io::Result<()> {
        let Self {
            writer,
            out,
            written,
            is_unflushed,
            ..
        } = self;
        push(writer, out, written, is_unflushed).await
    }

    async fn exchange(&mut self, reads: bool) -> Step {
        let Self {
            lines,
            out,
            reader,
            writer,
            written,
            is_unflushed,
        } = self;
        let pushing = async {
            match push(writer, out, written, is_unflushed).await {
                Ok(()) => std::future::pending().await,
                Err(_) => Step::Ended,
            }
        };
        tokio::select! {
            biased;
            ended = pushing => ended,
            read = lines.fill(reader), if reads => match read {
                Ok(0) | Err(_) => Step::Ended,
                Ok(bytes) => Step::Read(bytes),
            },
        }
    }
}

/// Writes all of `out` behind `written`, and flushes. Safe to cancel.
async fn push<W: AsyncWrite + Unpin>(
    writer: &mut W,
    out: &mut Vec<u8>,
    written: &mut usize,
    is_unflushed: &mut bool,
) -> io::Result<()> {
    while *written < out.len() {
        match writer.write(&out[*written..]).await? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            count => *written += count,
        }
        *is_unflushed = true;
    }
    if *is_unflushed {
        *written = 0;
        out.clear();
        out.shrink_to(KEEP_BYTES);
        writer.flush().await?;
        *is_unflushed = false;
    }
    Ok(())
}

//! The stream that a client reads from, with the part of a batch that it has not taken yet.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::AsyncWrite;

/// A buffer that grew over this is not used again.
const KEEP_BYTES: usize = 1 << 20;

/// The stream, until the session lets go of it.
#[derive(Default)]
pub(super) struct Outlet {
    stream: Option<Box<dyn AsyncWrite + Unpin + Send>>,
    batch: Vec<u8>,
    /// How much of the batch is written.
    written: usize,
    /// Whether the stream may keep something back that was written to it.
    is_unflushed: bool,
    /// Whether the session's task waits for the stream, and goes on by itself.
    pub(super) is_stuck: bool,
}

impl Outlet {
    /// Nothing is written yet.
    pub(super) fn new(stream: Box<dyn AsyncWrite + Unpin + Send>) -> Self {
        Self {
            stream: Some(stream),
            ..Self::default()
        }
    }

    /// How long the batch is, in bytes.
    pub(super) fn len(&self) -> usize {
        self.batch.len()
    }

    /// Takes all of `out` as the next batch; the last one must be written.
    pub(super) fn fill(&mut self, out: &mut Vec<u8>) {
        if self.batch.capacity() > KEEP_BYTES {
            self.batch = Vec::new();
        }
        self.batch.clear();
        self.written = 0;
        std::mem::swap(&mut self.batch, out);
    }

    /// Writes the batch, and flushes.
    ///
    /// # Errors
    ///
    /// Those of the stream; without a stream a broken pipe.
    pub(super) fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(stream) = &mut self.stream else {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        };
        let mut stream = Pin::new(stream);
        while self.written < self.batch.len() {
            let rest = &self.batch[self.written..];
            match ready!(stream.as_mut().poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => self.written += written,
            }
            self.is_unflushed = true;
        }
        if self.is_unflushed {
            ready!(stream.as_mut().poll_flush(cx))?;
            self.is_unflushed = false;
        }
        Poll::Ready(Ok(()))
    }
}

impl std::fmt::Debug for Outlet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outlet")
            .field("unwritten", &(self.batch.len() - self.written))
            .field("is_stuck", &self.is_stuck)
            .finish_non_exhaustive()
    }
}

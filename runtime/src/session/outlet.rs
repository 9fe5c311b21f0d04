//! The stream that a client reads from, with the part of a batch that it has not taken yet.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::AsyncWrite;

use crate::account::Share;

/// A buffer that grew over this is not used again.
const KEEP_BYTES: usize = 1 << 20;

/// The stream, until the session lets go of it.
pub(super) struct Outlet {
    stream: Option<Box<dyn AsyncWrite + Unpin + Send>>,
    batch: Vec<u8>,
    /// What the batch takes.
    share: Share,
    /// How much of the batch is written.
    written: usize,
    /// Whether the stream may keep something back that was written to it.
    is_unflushed: bool,
    /// Whether the session's task waits for the stream, and goes on by itself.
    pub(super) is_stuck: bool,
}

impl Outlet {
    /// Nothing is written yet.
    pub(super) fn new(stream: Box<dyn AsyncWrite + Unpin + Send>, share: Share) -> Self {
        Self {
            stream: Some(stream),
            batch: Vec::new(),
            share,
            written: 0,
            is_unflushed: false,
            is_stuck: false,
        }
    }

    /// Lets go of the stream and of what is not written.
    pub(super) fn let_go(&mut self) {
        self.stream = None;
        self.batch = Vec::new();
        self.written = 0;
        self.share.settle(0);
    }

    /// Takes the next batch in exchange for the last one, which must be written.
    pub(super) fn fill(&mut self, exchange: impl FnOnce(Vec<u8>) -> Vec<u8>) {
        self.batch = exchange(std::mem::take(&mut self.batch));
        self.share.settle(self.batch.capacity());
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
        self.empty();
        Poll::Ready(Ok(()))
    }
}

impl Outlet {
    /// Forgets what is written.
    fn empty(&mut self) {
        self.batch.clear();
        self.written = 0;
        if self.batch.capacity() > KEEP_BYTES {
            self.batch = Vec::new();
            self.share.settle(0);
        }
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

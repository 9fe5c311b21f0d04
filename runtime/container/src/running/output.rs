//! A server's stdout. A process has a pipe of its own for it; a container's stdout and stderr come
//! on one connection and are taken apart here.
//!
//! Whoever reads stdout polls the connection itself, so a byte crosses no task on its way. When
//! the server is being stopped, or nobody reads any more, the supervisor [`drain`]s instead, so
//! that stderr is complete and a server that writes a lot can still end.
//!
//! [`drain`]: Demux::drain

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use bollard::container::LogOutput;
use bytes::{Buf as _, Bytes};
use futures_util::Stream;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::process::ChildStdout;

use crate::stderr::Tail;

/// How much stdout is kept for a reader that is slower than the drain.
const QUEUE_BYTES: usize = 16 << 20;

/// A server's stdout.
#[derive(Debug)]
pub struct Stdout(Reader);

#[derive(Debug)]
enum Reader {
    Process(ChildStdout),
    Container(Arc<Demux>),
}

impl Stdout {
    pub(crate) fn of_process(stdout: ChildStdout) -> Self {
        Self(Reader::Process(stdout))
    }

    pub(crate) fn of_container(output: Arc<Demux>) -> Self {
        Self(Reader::Container(output))
    }
}

impl AsyncRead for Stdout {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.0 {
            Reader::Process(stdout) => Pin::new(stdout).poll_read(cx, buffer),
            Reader::Container(output) => output.poll_read(cx, buffer),
        }
    }
}

impl Drop for Stdout {
    fn drop(&mut self) {
        if let Reader::Container(output) = &self.0 {
            output.abandon();
        }
    }
}

/// The connection that an engine attaches to a container.
pub(crate) type Attached =
    Pin<Box<dyn Stream<Item = Result<LogOutput, bollard::errors::Error>> + Send>>;

type StderrSink = Box<dyn Fn(&[u8]) + Send + Sync>;

/// Takes stdout and stderr of one container apart.
pub(crate) struct Demux {
    stderr: StderrSink,
    state: Mutex<State>,
}

struct State {
    /// `None` once it has ended.
    stream: Option<Attached>,
    failure: Option<io::Error>,
    queue: VecDeque<Bytes>,
    queued_bytes: usize,
    is_draining: bool,
    is_abandoned: bool,
    reader: Option<Waker>,
    drainer: Option<Waker>,
}

impl std::fmt::Debug for Demux {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Demux")
            .field("queued_bytes", &self.lock().queued_bytes)
            .finish()
    }
}

impl Demux {
    /// Takes `stream` apart; `stderr` gets what is not stdout.
    pub(crate) fn new(stream: Attached, stderr: impl Fn(&[u8]) + Send + Sync + 'static) -> Self {
        let state = State {
            stream: Some(stream),
            failure: None,
            queue: VecDeque::new(),
            queued_bytes: 0,
            is_draining: false,
            is_abandoned: false,
            reader: None,
            drainer: None,
        };
        Self {
            stderr: Box::new(stderr),
            state: Mutex::new(state),
        }
    }

    /// From now on [`Self::drain`] reads the connection, whether or not somebody reads stdout.
    pub(crate) fn take_over(&self) {
        let mut state = self.lock();
        state.is_draining = true;
        wake(&mut state.drainer);
    }

    /// Reads until the connection ends, once it has been told to take over.
    pub(crate) async fn drain(&self) {
        poll_fn(|cx| self.poll_drain(cx)).await;
    }

    fn abandon(&self) {
        let mut state = self.lock();
        state.is_abandoned = true;
        state.queue.clear();
        state.queued_bytes = 0;
        state.is_draining = true;
        wake(&mut state.drainer);
    }

    fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let mut state = self.lock();
        loop {
            if state.take_queued(buffer) {
                return Poll::Ready(Ok(()));
            }
            if state.stream.is_none() {
                return Poll::Ready(state.failure.take().map_or(Ok(()), Err));
            }
            if state.is_draining {
                state.reader = Some(cx.waker().clone());
                return Poll::Pending;
            }
            if self.poll_stream(&mut state, cx).is_pending() {
                return Poll::Pending;
            }
        }
    }

    fn poll_drain(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.lock();
        loop {
            if !state.is_draining || state.queued_bytes >= QUEUE_BYTES {
                state.drainer = Some(cx.waker().clone());
                return Poll::Pending;
            }
            if state.stream.is_none() {
                return Poll::Ready(());
            }
            let progress = self.poll_stream(&mut state, cx);
            if state.is_abandoned {
                state.queue.clear();
                state.queued_bytes = 0;
            }
            if progress.is_pending() {
                return Poll::Pending;
            }
            wake(&mut state.reader);
        }
    }

    /// Takes one frame of the connection, or notices its end.
    fn poll_stream(&self, state: &mut State, cx: &mut Context<'_>) -> Poll<()> {
        let Some(stream) = &mut state.stream else {
            return Poll::Ready(());
        };
        match stream.as_mut().poll_next(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(Ok(LogOutput::StdOut { message }))) => {
                state.queued_bytes += message.len();
                state.queue.push_back(message);
            }
            Poll::Ready(Some(Ok(LogOutput::StdErr { message }))) => (self.stderr)(&message),
            Poll::Ready(Some(Ok(LogOutput::StdIn { .. }))) => {}
            Poll::Ready(Some(Ok(LogOutput::Console { .. }))) => {
                state.stream = None;
                state.failure = Some(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "the engine's output is not framed: the container has a terminal",
                ));
            }
            Poll::Ready(Some(Err(error))) => {
                state.stream = None;
                state.failure = Some(io::Error::new(io::ErrorKind::ConnectionAborted, error));
            }
            Poll::Ready(None) => state.stream = None,
        }
        Poll::Ready(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Copies what is queued into `buffer`; false when nothing is.
    fn take_queued(&mut self, buffer: &mut ReadBuf<'_>) -> bool {
        let before = self.queued_bytes;
        while buffer.remaining() > 0
            && let Some(chunk) = self.queue.front_mut()
        {
            let length = chunk.len().min(buffer.remaining());
            buffer.put_slice(&chunk[..length]);
            chunk.advance(length);
            self.queued_bytes -= length;
            if chunk.is_empty() {
                self.queue.pop_front();
            }
        }
        if before >= QUEUE_BYTES {
            wake(&mut self.drainer);
        }
        self.queued_bytes < before
    }
}

fn wake(waker: &mut Option<Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

/// Reads a process's stderr into `tail` until it ends.
pub(crate) async fn drain_stderr(mut stderr: tokio::process::ChildStderr, tail: &Tail) {
    use tokio::io::AsyncReadExt as _;
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = stderr.read(&mut buffer).await {
        tail.push(&buffer[..length]);
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    fn out(text: &'static str) -> LogOutput {
        LogOutput::StdOut {
            message: Bytes::from_static(text.as_bytes()),
        }
    }

    fn err(text: &'static str) -> LogOutput {
        LogOutput::StdErr {
            message: Bytes::from_static(text.as_bytes()),
        }
    }

    type Seen = Arc<Mutex<Vec<u8>>>;

    fn demux(frames: Vec<LogOutput>) -> (Arc<Demux>, Seen) {
        let seen: Seen = Arc::default();
        let sink = seen.clone();
        let stream = futures_util::stream::iter(frames.into_iter().map(Ok));
        let demux = Demux::new(Box::pin(stream), move |bytes: &[u8]| {
            sink.lock()
                .expect("no panic in this test")
                .extend_from_slice(bytes);
        });
        (Arc::new(demux), seen)
    }

    #[track_caller]
    fn check_seen(seen: &Seen, expected: &str) {
        assert_eq!(
            seen.lock().expect("no panic in this test").as_slice(),
            expected.as_bytes()
        );
    }

    #[tokio::test]
    async fn the_two_streams_are_taken_apart() {
        let (demux, seen) = demux(vec![out("a"), err("x"), out(""), out("bc"), err("y")]);
        let mut read = String::new();
        Stdout::of_container(demux)
            .read_to_string(&mut read)
            .await
            .expect("it ends");
        assert_eq!(read, "abc");
        check_seen(&seen, "xy");
    }

    #[tokio::test]
    async fn draining_keeps_stdout_for_its_reader() {
        let (demux, seen) = demux(vec![out("a"), err("x"), out("b")]);
        demux.take_over();
        demux.drain().await;
        check_seen(&seen, "x");
        let mut read = String::new();
        Stdout::of_container(demux)
            .read_to_string(&mut read)
            .await
            .expect("it ends");
        assert_eq!(read, "ab");
    }

    #[tokio::test]
    async fn draining_goes_on_without_a_reader() {
        let (demux, seen) = demux(vec![out("a"), err("x"), out("b"), err("y")]);
        drop(Stdout::of_container(demux.clone()));
        demux.drain().await;
        check_seen(&seen, "xy");
    }

    #[tokio::test]
    async fn a_terminal_is_an_error() {
        let message = Bytes::from_static(b"raw");
        let (demux, _) = demux(vec![LogOutput::Console { message }]);
        let mut read = Vec::new();
        let error = Stdout::of_container(demux).read_to_end(&mut read).await;
        assert_eq!(
            error.expect_err("no frames").kind(),
            io::ErrorKind::InvalidData
        );
    }
}

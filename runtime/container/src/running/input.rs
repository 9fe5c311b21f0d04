//! A server's stdin, closable from two sides: by who writes to it, and by who stops the server.
//!
//! The engines differ: a process's pipe is closed by dropping it, a container's half of an
//! upgraded connection only by an explicit shutdown (dropping it leaves the other half open, and
//! the server waits for ever).

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::process::ChildStdin;

const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(5);

/// A server's stdin; dropping it, or shutting it down, is the end of input for the server.
#[derive(Debug)]
pub struct Stdin(Gate);

/// The writer of one server's stdin, until somebody closes it.
#[derive(Debug, Clone)]
pub(crate) struct Gate(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    writer: Option<Writer>,
    /// Who waits for room; woken when the gate closes.
    waiting: Option<Waker>,
}

type Sink = dyn AsyncWrite + Send;

/// The engine's own writer.
pub(crate) enum Writer {
    Process(ChildStdin),
    Container(Pin<Box<Sink>>),
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Process(_) => "Process",
            Self::Container(_) => "Container",
        })
    }
}

impl Gate {
    pub(crate) fn new(writer: Writer) -> Self {
        Self(Arc::new(Mutex::new(State {
            writer: Some(writer),
            waiting: None,
        })))
    }

    /// The end of input for the server. Later writes fail with a broken pipe.
    pub(crate) fn close(&self) {
        let (writer, waiting) = {
            let mut state = self.lock();
            (state.writer.take(), state.waiting.take())
        };
        if let Some(waiting) = waiting {
            waiting.wake();
        }
        if let Some(Writer::Container(mut writer)) = writer
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move {
                // A connection that cannot be shut down is closed when the container is removed.
                let _ = tokio::time::timeout(SHUTDOWN_PATIENCE, writer.shutdown()).await;
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        step: impl FnOnce(Pin<&mut Sink>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        let mut state = self.lock();
        let outcome = match &mut state.writer {
            None => return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            Some(Writer::Process(writer)) => {
                let writer: Pin<&mut ChildStdin> = Pin::new(writer);
                step(writer, cx)
            }
            Some(Writer::Container(writer)) => step(writer.as_mut(), cx),
        };
        if outcome.is_pending() {
            state.waiting = Some(cx.waker().clone());
        }
        outcome
    }
}

impl Stdin {
    pub(crate) fn new(gate: Gate) -> Self {
        Self(gate)
    }
}

impl Drop for Stdin {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl AsyncWrite for Stdin {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.poll(cx, |writer, cx| writer.poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.0
            .poll(cx, |writer, cx| writer.poll_write_vectored(cx, slices))
    }

    fn is_write_vectored(&self) -> bool {
        match &self.0.lock().writer {
            Some(Writer::Process(writer)) => writer.is_write_vectored(),
            Some(Writer::Container(writer)) => writer.is_write_vectored(),
            None => false,
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll(cx, AsyncWrite::poll_flush)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.0.lock().writer.is_none() {
            return Poll::Ready(Ok(()));
        }
        let outcome = self.0.poll(cx, AsyncWrite::poll_shutdown);
        if outcome.is_ready() {
            self.0.lock().writer = None;
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    fn pair() -> (Stdin, Gate, tokio::io::DuplexStream) {
        let (here, there) = tokio::io::duplex(8);
        let gate = Gate::new(Writer::Container(Box::pin(here)));
        (Stdin::new(gate.clone()), gate, there)
    }

    #[tokio::test]
    async fn dropping_is_the_end_of_input() {
        let (mut stdin, _gate, mut there) = pair();
        stdin.write_all(b"hello").await.expect("there is room");
        drop(stdin);
        let mut read = String::new();
        there.read_to_string(&mut read).await.expect("it ends");
        assert_eq!(read, "hello");
    }

    #[tokio::test]
    async fn closing_wakes_who_waits_for_room() {
        let (mut stdin, gate, _there) = pair();
        let (written, ()) = tokio::join!(stdin.write_all(&[0; 100]), async {
            tokio::task::yield_now().await;
            gate.close();
        });
        assert_eq!(
            written.expect_err("it is closed").kind(),
            io::ErrorKind::BrokenPipe
        );
        stdin.shutdown().await.expect("closing twice is no mistake");
    }
}

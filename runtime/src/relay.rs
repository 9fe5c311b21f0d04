//! One client's side of the gateway: reads what is there, decides each message, writes once.
//!
//! Refusals and lists are answered here; accepted calls go to the server's mailbox with the
//! client's id and token, and are answered from there through the same [`Session`].

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::Error;
use crate::line::{Lines, MAX_LINE_BYTES};
use crate::session::Session;
use crate::shared::Shared;

mod client;

use client::ClientSide;

/// How long open calls get after the end of input.
const INPUT_GRACE: Duration = Duration::from_secs(5);

/// How long open calls get when the gateway is told to stop.
const STOP_GRACE: Duration = Duration::from_millis(250);

/// How long a client gets to take what it has been sent, at the end.
const WRITE_GRACE: Duration = Duration::from_secs(1);

/// Why serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The client has nothing more to ask.
    EndOfInput,
    /// The gateway was told to stop.
    Stopped,
    /// The client does not read any more.
    Gone,
}

/// Serves one client.
pub(crate) async fn run<R, W>(
    shared: &Arc<Shared>,
    mut reader: R,
    writer: W,
    stop: impl Future<Output = ()>,
) -> Result<Ending, Error>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let session = Arc::new(Session::new(Box::new(writer)));
    let writing = Arc::clone(&session);
    let writer = tokio::spawn(async move { writing.write().await });
    let mut stop = pin!(stop);
    let read = read(shared, &session, &mut reader);
    let ended = tokio::select! {
        biased;
        () = &mut stop => Ok(Ending::Stopped),
        ended = read => ended,
    };
    let grace = match ended {
        Ok(Ending::EndOfInput) => INPUT_GRACE,
        _ => STOP_GRACE,
    };
    if !matches!(ended, Ok(Ending::Gone)) {
        tokio::select! {
            () = session.idle() => {}
            () = tokio::time::sleep(grace) => {}
            () = stop, if grace == INPUT_GRACE => {}
        }
    }
    session.close();
    finish(&session, writer).await;
    ended.map_err(|source| Error::Streams {
        action: "read from the client",
        source,
    })
}

async fn read<R: AsyncRead + Unpin>(
    shared: &Arc<Shared>,
    session: &Arc<Session>,
    reader: &mut R,
) -> io::Result<Ending> {
    let mut lines = Lines::new(MAX_LINE_BYTES);
    let mut client = ClientSide::new(shared, session);
    let mut gone = pin!(session.gone());
    loop {
        let count = tokio::select! {
            biased;
            () = &mut gone => return Ok(Ending::Gone),
            count = fill(&mut lines, reader, session) => count?,
        };
        while let Some(line) = lines.next_line() {
            client.hear(line);
        }
        if count == 0
            && let Some(line) = lines.rest()
        {
            client.hear(line);
        }
        client.flush();
        if count == 0 {
            return Ok(Ending::EndOfInput);
        }
    }
}

async fn fill<R: AsyncRead + Unpin>(
    lines: &mut Lines,
    reader: &mut R,
    session: &Session,
) -> io::Result<usize> {
    if !session.has_room() {
        session.room().await;
    }
    lines.fill(reader).await
}

async fn finish(session: &Session, mut writer: JoinHandle<()>) {
    if timeout(WRITE_GRACE, &mut writer).await.is_err() {
        writer.abort();
    }
    session.hang_up();
}

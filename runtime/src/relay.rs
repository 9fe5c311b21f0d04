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

use mcpreg_wire::{Line, Lines, MAX_LINE_BYTES};

use crate::Error;
use crate::account::Share;
use crate::limits::{LARGE_BYTES, SMALL_BYTES};
use crate::session::Session;
use crate::shared::Shared;
use crate::turn::Turn;

mod client;
mod decision;

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
    let session = Arc::new(Session::new(Box::new(writer), &shared.core.account));
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
    // Servers need not go on with what is not waited for.
    for open in session.forget_all() {
        shared.upstream(open.server).cancel(open.number, None);
    }
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
    let mut input = Input::new(shared);
    let mut client = ClientSide::new(Arc::clone(shared), Arc::clone(session));
    let mut gone = pin!(session.gone());
    let mut turn = Turn::default();
    loop {
        let count = tokio::select! {
            biased;
            () = &mut gone => return Ok(Ending::Gone),
            count = input.fill(reader, session) => count?,
        };
        turn.read(count);
        while let Some(line) = input.lines.next_line() {
            match line {
                Line::Whole(line) if line.len() > LARGE_BYTES => {
                    let line = input.take_last();
                    client = client.hear_aside(line).await;
                }
                line => client.hear(line),
            }
            turn.handled(1);
            // One short question can have a long answer.
            if !session.has_room() {
                client.flush();
                session.room().await;
            }
            if turn.is_over() {
                client.flush();
                turn.pass().await;
            }
        }
        if count == 0
            && let Some(line) = input.lines.rest()
        {
            client.hear(line);
        }
        client.flush();
        if count == 0 {
            return Ok(Ending::EndOfInput);
        }
        if turn.is_over() {
            turn.pass().await;
        }
    }
}

/// What a client writes, and the memory that takes.
struct Input {
    lines: Lines,
    share: Share,
}

impl Input {
    fn new(shared: &Shared) -> Self {
        Self {
            lines: Lines::new(MAX_LINE_BYTES),
            share: Share::of(&shared.core.account, 0),
        }
    }

    async fn fill<R: AsyncRead + Unpin>(
        &mut self,
        reader: &mut R,
        session: &Session,
    ) -> io::Result<usize> {
        if !session.has_room() {
            session.room().await;
        }
        self.share.settle(self.lines.capacity());
        if self.lines.capacity() > 2 * SMALL_BYTES && !self.share.may_double() {
            self.lines.give_up();
        }
        self.lines.make_room();
        self.share.settle(self.lines.capacity());
        self.lines.fill(reader).await
    }

    /// The bytes of the last line, which its new owner counts from now on.
    fn take_last(&mut self) -> Vec<u8> {
        let line = self.lines.take_last();
        self.share.settle(self.lines.capacity());
        line
    }
}

async fn finish(session: &Session, mut writer: JoinHandle<()>) {
    if timeout(WRITE_GRACE, &mut writer).await.is_err() {
        writer.abort();
    }
    session.hang_up();
}

//! One client: its open calls, and the bytes on their way to it.
//!
//! Whoever has something for the client appends it here, and then writes all there is at once
//! ([`Session::flush`]) or leaves that to the session's own task ([`Session::leave`]), which also
//! takes over whatever the client does not take at once. The order of appending is the order on
//! the wire. Locks are held for moments and never across an `await`.

use std::collections::HashMap;
use std::future::poll_fn;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use tokio::io::AsyncWrite;
use tokio::sync::{Notify, Semaphore};
use tracing::{debug, warn};

use crate::account::{Account, Share};
use crate::limits::{CLIENT_BYTES, CLIENT_CALLS, UNREAD_BYTES};

mod backlog;
pub(crate) mod batch;
mod outlet;

use backlog::Backlog;
use batch::Batch;
use outlet::Outlet;

/// A line of this size is written before the session is locked.
const LONG_BYTES: usize = 64 << 10;

/// The gateway's side of one client.
#[derive(Debug)]
pub(crate) struct Session {
    /// What waits for the client, and what it has sent that is still to be decided.
    account: Arc<Account>,
    /// Held by the one decision of this client that runs on another thread.
    pub(crate) deciding: Semaphore,
    state: Mutex<State>,
    /// Locked by whoever writes. Taken before `state`, never after it.
    outlet: Mutex<Outlet>,
    /// There is something for the session's task to do.
    pending: Notify,
    /// There is room again, the last call was settled, or the client is gone.
    changed: Notify,
}

#[derive(Debug)]
struct State {
    backlog: Backlog,
    /// What the backlog takes.
    share: Share,
    open: HashMap<Box<str>, Open>,
    life: Life,
    /// Whether somebody waits for the last call to be settled.
    is_ending: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Life {
    #[default]
    Open,
    /// What is there is written, then the writer ends.
    Closing,
    /// The client does not read any more.
    Gone,
}

/// A call that has not been answered.
#[derive(Debug)]
pub(crate) struct Open {
    /// The gateway's own number for it.
    pub(crate) number: u64,
    /// The position of its server in the registry.
    pub(crate) server: usize,
    /// The batch that it came in.
    pub(crate) batch: Option<Arc<Batch>>,
}

/// A line for a client.
enum Line<W> {
    /// What writes it.
    Short(W),
    /// Itself.
    Long(Vec<u8>),
}

/// What has become of something that was appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "what nobody writes never reaches the client"]
pub(crate) enum Appended {
    /// It is the first of what waits: whoever appended it flushes or leaves it.
    First,
    /// It will be written with what waited already, or by nobody any more.
    Behind,
}

impl Session {
    /// The session of a client that reads from `writer`.
    pub(crate) fn new(writer: Box<dyn AsyncWrite + Unpin + Send>, gateway: &Arc<Account>) -> Self {
        let account = Account::below(gateway, CLIENT_BYTES);
        let state = State {
            backlog: Backlog::default(),
            share: Share::of(&account, 0),
            open: HashMap::new(),
            life: Life::default(),
            is_ending: false,
        };
        Self {
            deciding: Semaphore::new(1),
            state: Mutex::new(state),
            outlet: Mutex::new(Outlet::new(writer, Share::of(&account, 0))),
            account,
            pending: Notify::new(),
            changed: Notify::new(),
        }
    }

    /// Appends to what is written to the client.
    pub(crate) fn send(&self, write: impl FnOnce(&mut Vec<u8>)) -> Appended {
        let mut state = self.state();
        let appended = state.append(Line::Short(write));
        self.notice_loss(&state);
        appended
    }

    /// Notes a call under the client's id; `false` if too many are open.
    pub(crate) fn open(&self, id: &str, open: Open) -> bool {
        let mut state = self.state();
        let has_room = state.open.len() < CLIENT_CALLS;
        if has_room {
            state.open.insert(id.into(), open);
        }
        has_room
    }

    /// Whether the call `number` is still open under the client's id.
    pub(crate) fn awaits(&self, id: &str, number: u64) -> bool {
        let state = self.state();
        state.open.get(id).is_some_and(|open| open.number == number)
    }

    /// So many bytes of the client's account.
    pub(crate) fn share(&self, bytes: usize) -> Share {
        Share::of(&self.account, bytes)
    }

    /// Whether a message of so many bytes may be taken on for the client.
    pub(crate) fn grants(&self, bytes: usize) -> bool {
        self.account.grants(bytes)
    }

    /// Whether a call is open under the client's id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.state().open.contains_key(id)
    }

    /// Appends the answer of a call, unless it was cancelled; it takes about so many bytes.
    pub(crate) fn settle(
        &self,
        id: &str,
        number: u64,
        bytes: usize,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Appended {
        // Before the lock is taken: this may take long.
        let line = Line::of(bytes, write);
        let mut state = self.state();
        let batch = match state.open.remove_entry(id) {
            Some((_, open)) if open.number == number => open.batch,
            // The client has used the id of a cancelled call again.
            Some((id, other)) => {
                state.open.insert(id, other);
                return Appended::Behind;
            }
            None => return Appended::Behind,
        };
        let appended = match batch {
            None => state.append(line),
            Some(batch) => state.append_whole(batch.answer(|out| line.append_to(out))),
        };
        self.notice_loss(&state);
        if state.is_ending && state.open.is_empty() {
            self.changed.notify_waiters();
        }
        appended
    }

    /// Writes what there is, as far as the client takes it now.
    pub(crate) fn flush(&self) {
        // Somebody who writes at this moment may have looked for more already.
        let Ok(mut outlet) = self.outlet.try_lock() else {
            return self.leave();
        };
        if outlet.is_stuck {
            return;
        }
        let mut context = Context::from_waker(Waker::noop());
        if self.poll_write(&mut outlet, &mut context).is_pending() {
            self.leave();
        }
    }

    /// Has the session's task write what there is.
    pub(crate) fn leave(&self) {
        self.pending.notify_one();
    }

    /// Forgets a call that the client has cancelled. What is left of its batch is to be flushed.
    pub(crate) fn cancel(&self, id: &str) -> Option<Open> {
        let mut state = self.state();
        let open = state.open.remove(id)?;
        let rest = open.batch.as_ref().and_then(|batch| batch.forgo());
        if state.append_whole(rest) == Appended::First {
            self.leave();
        }
        self.notice_loss(&state);
        Some(open)
    }

    /// Forgets all calls: the client is not there any more.
    pub(crate) fn forget_all(&self) -> Vec<Open> {
        let open = std::mem::take(&mut self.state().open);
        open.into_values().collect()
    }

    /// Whether the client takes what it is sent fast enough.
    pub(crate) fn has_room(&self) -> bool {
        self.account.has_room()
    }

    /// Waits for [`Session::has_room`], or until the client is gone.
    pub(crate) async fn room(&self) {
        tokio::select! {
            () = self.account.room() => {}
            () = self.gone() => {}
        }
    }

    /// Waits until no call is open.
    pub(crate) async fn idle(&self) {
        self.state().is_ending = true;
        self.when(|state| state.open.is_empty() || state.life == Life::Gone)
            .await;
    }

    /// Waits until the client does not read any more.
    pub(crate) async fn gone(&self) {
        self.when(|state| state.life == Life::Gone).await;
    }

    /// Lets the session's task end after what is there.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        if state.life == Life::Open {
            state.life = Life::Closing;
        }
        self.leave();
    }

    /// Gives the client up: what is there and what comes is dropped.
    pub(crate) fn abandon(&self) {
        let mut state = self.state();
        state.give_up();
        self.changed.notify_waiters();
        self.leave();
    }

    /// Lets go of what the client reads from.
    pub(crate) fn hang_up(&self) {
        self.abandon();
        self.outlet().let_go();
    }

    /// The session's task: writes what others leave, until [`Session::close`] or
    /// [`Session::abandon`].
    pub(crate) async fn write(&self) {
        loop {
            poll_fn(|cx| {
                let mut outlet = self.outlet();
                let written = self.poll_write(&mut outlet, cx);
                outlet.is_stuck = written.is_pending();
                written
            })
            .await;
            if self.state().is_over() {
                return;
            }
            self.pending.notified().await;
        }
    }

    /// Writes until there is nothing more, or the client does not read any more.
    fn poll_write(&self, outlet: &mut Outlet, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            match outlet.poll_write(cx) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(error)) => return self.lose(&error),
                Poll::Pending => return Poll::Pending,
            }
            let mut state = self.state();
            if state.backlog.is_empty() {
                return Poll::Ready(());
            }
            outlet.fill(|empty| state.backlog.exchange(empty));
            state.settle_share();
        }
    }

    /// Wakes those who wait for a client that has just been given up.
    fn notice_loss(&self, state: &State) {
        if state.life == Life::Gone {
            self.changed.notify_waiters();
            self.leave();
        }
    }

    fn lose(&self, error: &io::Error) -> Poll<()> {
        debug!(%error, "the client does not read any more");
        self.abandon();
        Poll::Ready(())
    }

    async fn when(&self, holds: impl Fn(&State) -> bool) {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if holds(&self.state()) {
                return;
            }
            changed.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("nothing panics while it holds the lock")
    }

    fn outlet(&self) -> MutexGuard<'_, Outlet> {
        self.outlet
            .lock()
            .expect("nothing panics while it holds the lock")
    }
}

impl<W: FnOnce(&mut Vec<u8>)> Line<W> {
    /// The line of about so many bytes that `write` appends.
    fn of(bytes: usize, write: W) -> Self {
        if bytes < LONG_BYTES {
            return Self::Short(write);
        }
        let mut line = Vec::with_capacity(bytes);
        write(&mut line);
        Self::Long(line)
    }

    fn append_to(self, out: &mut Vec<u8>) {
        match self {
            Self::Short(write) => write(out),
            Self::Long(line) => out.extend_from_slice(&line),
        }
    }
}

impl State {
    /// Whether nothing more is to be written.
    fn is_over(&self) -> bool {
        self.life != Life::Open && self.backlog.is_empty()
    }

    fn append<W: FnOnce(&mut Vec<u8>)>(&mut self, line: Line<W>) -> Appended {
        if self.life == Life::Gone {
            return Appended::Behind;
        }
        let was_empty = self.backlog.is_empty();
        match line {
            Line::Short(write) => self.backlog.append(write),
            Line::Long(line) => self.backlog.push(line),
        }
        self.settle_share();
        if self.is_overdrawn() {
            let bytes = self.backlog.len();
            warn!(
                bytes,
                "a client is given up: it does not read what it is sent"
            );
            self.give_up();
            return Appended::Behind;
        }
        if was_empty {
            Appended::First
        } else {
            Appended::Behind
        }
    }

    /// Appends the line of a batch, if that is complete.
    fn append_whole(&mut self, line: Option<Vec<u8>>) -> Appended {
        match line {
            Some(line) => self.append(Line::<fn(&mut Vec<u8>)>::Long(line)),
            None => Appended::Behind,
        }
    }

    fn settle_share(&mut self) {
        self.share.settle(self.backlog.capacity());
    }

    /// Whether more waits for the client than it may leave unread.
    fn is_overdrawn(&self) -> bool {
        let bytes = self.backlog.len();
        bytes > UNREAD_BYTES || (bytes > CLIENT_BYTES && !self.share.gateway_has_room())
    }

    fn give_up(&mut self) {
        self.life = Life::Gone;
        self.backlog = Backlog::default();
        self.settle_share();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::io::{AsyncReadExt as _, DuplexStream, duplex};

    use super::{Account, Appended, Session};

    /// Appends `parts`, each by its own caller, to a client that takes `room` bytes at a time, and
    /// compares what it reads.
    #[track_caller]
    fn check(room: usize, parts: &[&str]) -> impl Future<Output = ()> {
        let (near, far) = duplex(room);
        let session = Arc::new(session(near));
        for part in parts {
            say(&session, part);
        }
        let expected = parts.concat();
        async move { assert_eq!(heard(session, far).await, expected) }
    }

    fn session(near: DuplexStream) -> Session {
        Session::new(Box::new(near), &Account::of_gateway())
    }

    fn say(session: &Session, text: &str) {
        if session.send(|out| out.extend_from_slice(text.as_bytes())) == Appended::First {
            session.flush();
        }
    }

    /// What the client reads until the session is over.
    async fn heard(session: Arc<Session>, mut far: DuplexStream) -> String {
        let mut heard = String::new();
        let over = async {
            session.close();
            session.write().await;
            session.hang_up();
        };
        let (read, ()) = tokio::join!(far.read_to_string(&mut heard), over);
        read.expect("it ends");
        heard
    }

    #[tokio::test]
    async fn the_order_of_appending_is_the_order_on_the_wire() {
        check(64, &[]).await;
        check(64, &["one\n", "two\n"]).await;
        check(1, &["one\n", "two\n", "three\n"]).await;
        check(8, &["longer than the room\n", "short\n", "longer again\n"]).await;
    }

    #[tokio::test]
    async fn a_flush_needs_no_task() {
        let (near, mut far) = duplex(64);
        let session = session(near);
        say(&session, "at once");
        let mut heard = [0; 7];
        far.read_exact(&mut heard).await.expect("it is there");
        assert_eq!(&heard, b"at once");
    }

    #[tokio::test]
    async fn a_flush_does_not_wait_where_the_task_does() {
        let (near, mut far) = duplex(4);
        let session = Arc::new(session(near));
        let writing = Arc::clone(&session);
        let task = tokio::spawn(async move { writing.write().await });
        say(&session, "longer than the room, ");
        tokio::task::yield_now().await;
        say(&session, "and more");
        let mut heard = [0; 30];
        far.read_exact(&mut heard).await.expect("the task goes on");
        assert_eq!(&heard, b"longer than the room, and more");
        session.close();
        task.await.expect("it ends");
    }

    #[tokio::test]
    async fn a_client_that_goes_away_is_noticed_by_the_next_flush() {
        let (near, far) = duplex(64);
        let session = session(near);
        drop(far);
        say(&session, "nobody reads this");
        session.gone().await;
        session.write().await;
        let appended = session.send(|_| unreachable!("nobody reads it"));
        assert_eq!(appended, Appended::Behind);
    }
}

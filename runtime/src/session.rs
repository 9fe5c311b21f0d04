//! One client: its open calls, and the bytes on their way to it.
//!
//! Whoever has something for the client appends it here; one writer takes all of it at once.
//! The order of appending is the order on the wire. The lock is held for moments and never
//! across an `await`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::{Mutex, MutexGuard};

use serde_json::value::RawValue;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::Notify;

/// With more than this waiting for the client, in bytes, nothing more is read for it.
const ROOM_BYTES: usize = 8 << 20;

/// A buffer that grew over this is not used again.
const KEEP_BYTES: usize = 1 << 20;

/// The gateway's side of one client.
#[derive(Debug, Default)]
pub(crate) struct Session {
    state: Mutex<State>,
    /// There is something to write, or nothing will come any more.
    pending: Notify,
    /// The writer took something, a call was settled, or the client is gone.
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    out: Vec<u8>,
    open: HashMap<Box<str>, Open>,
    life: Life,
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
#[derive(Debug, Clone, Copy)]
pub(crate) struct Open {
    /// The gateway's own number for it.
    pub(crate) number: u64,
    /// The position of its server in the registry.
    pub(crate) server: usize,
}

impl Session {
    /// Appends to what is written to the client.
    pub(crate) fn send(&self, write: impl FnOnce(&mut Vec<u8>)) {
        self.append(&mut self.state(), write);
    }

    /// Notes a call under the client's id; `false` if that id is open already.
    pub(crate) fn open(&self, id: &RawValue, open: Open) -> bool {
        match self.state().open.entry(id.get().into()) {
            Entry::Occupied(_) => false,
            Entry::Vacant(vacant) => {
                vacant.insert(open);
                true
            }
        }
    }

    /// Whether a call is open under the client's id.
    pub(crate) fn has(&self, id: &RawValue) -> bool {
        self.state().open.contains_key(id.get())
    }

    /// Writes the answer of a call, unless it was cancelled.
    pub(crate) fn settle(&self, id: &RawValue, number: u64, write: impl FnOnce(&mut Vec<u8>)) {
        let mut state = self.state();
        if state
            .open
            .get(id.get())
            .is_some_and(|open| open.number == number)
        {
            state.open.remove(id.get());
            self.append(&mut state, write);
            if state.open.is_empty() {
                self.changed.notify_waiters();
            }
        }
    }

    /// Forgets a call that the client has cancelled.
    pub(crate) fn cancel(&self, id: &RawValue) -> Option<Open> {
        self.state().open.remove(id.get())
    }

    /// Whether the client takes what it is sent fast enough.
    pub(crate) fn has_room(&self) -> bool {
        self.state().out.len() < ROOM_BYTES
    }

    /// Waits for [`Session::has_room`].
    pub(crate) async fn room(&self) {
        self.when(|state| state.out.len() < ROOM_BYTES || state.life == Life::Gone)
            .await;
    }

    /// Waits until no call is open.
    pub(crate) async fn idle(&self) {
        self.when(|state| state.open.is_empty() || state.life == Life::Gone)
            .await;
    }

    /// Waits until the client does not read any more.
    pub(crate) async fn gone(&self) {
        self.when(|state| state.life == Life::Gone).await;
    }

    /// Lets the writer end after what is there.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        if state.life == Life::Open {
            state.life = Life::Closing;
        }
        self.pending.notify_one();
    }

    /// Gives the client up: what is there and what comes is dropped.
    pub(crate) fn abandon(&self) {
        let mut state = self.state();
        state.life = Life::Gone;
        state.out = Vec::new();
        self.changed.notify_waiters();
    }

    /// Writes everything to the client until [`Session::close`].
    ///
    /// # Errors
    ///
    /// Those of the writer; the session is gone then.
    pub(crate) async fn write_to(&self, writer: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        let mut spare = Vec::new();
        while let Some(batch) = self.take(std::mem::take(&mut spare)).await {
            let written = async {
                writer.write_all(&batch).await?;
                writer.flush().await
            };
            if let Err(error) = written.await {
                self.abandon();
                return Err(error);
            }
            if batch.capacity() <= KEEP_BYTES {
                spare = batch;
                spare.clear();
            }
        }
        Ok(())
    }

    /// Everything there is, as soon as there is something; `spare` becomes the next buffer.
    async fn take(&self, spare: Vec<u8>) -> Option<Vec<u8>> {
        loop {
            {
                let mut state = self.state();
                if !state.out.is_empty() {
                    let batch = std::mem::replace(&mut state.out, spare);
                    if batch.len() >= ROOM_BYTES {
                        self.changed.notify_waiters();
                    }
                    return Some(batch);
                }
                if state.life == Life::Closing {
                    return None;
                }
            }
            self.pending.notified().await;
        }
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

    fn append(&self, state: &mut State, write: impl FnOnce(&mut Vec<u8>)) {
        if state.life == Life::Gone {
            return;
        }
        let was_empty = state.out.is_empty();
        write(&mut state.out);
        if was_empty {
            self.pending.notify_one();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("nothing panics while it holds the lock")
    }
}

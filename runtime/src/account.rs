//! Accounts of memory: who holds how many bytes, and who has to wait.
//!
//! Each client and each server has an [`Account`] below the gateway's. A buffer that can grow
//! holds a [`Share`], which is settled whenever the buffer's size changes and returned when the
//! buffer goes. An account only counts; what is done when one is overdrawn, the buffer's owner
//! decides (see [`crate::limits`]).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

use crate::limits::{GATEWAY_BYTES, LITTLE_BYTES, SMALL_BYTES};

/// A count of bytes with a limit.
#[derive(Debug)]
pub(crate) struct Account {
    above: Option<Arc<Account>>,
    limit_bytes: usize,
    held_bytes: AtomicUsize,
    /// Something was returned and there is room again.
    room: Notify,
}

/// What one buffer holds of an account.
#[derive(Debug)]
pub(crate) struct Share {
    account: Arc<Account>,
    bytes: usize,
}

impl Account {
    /// The account of a gateway.
    pub(crate) fn of_gateway() -> Arc<Self> {
        Arc::new(Self {
            above: None,
            limit_bytes: GATEWAY_BYTES,
            held_bytes: AtomicUsize::new(0),
            room: Notify::new(),
        })
    }

    /// The account of one peer: what it holds, the gateway holds as well.
    pub(crate) fn below(gateway: &Arc<Self>, limit_bytes: usize) -> Arc<Self> {
        Arc::new(Self {
            above: Some(Arc::clone(gateway)),
            limit_bytes,
            held_bytes: AtomicUsize::new(0),
            room: Notify::new(),
        })
    }

    /// Whether more can be held.
    pub(crate) fn has_room(&self) -> bool {
        self.held_bytes.load(Ordering::Relaxed) < self.limit_bytes
    }

    /// Whether so many bytes can be held beside what is held, or nothing is.
    pub(crate) fn has_room_for(&self, bytes: usize) -> bool {
        let held = self.held_bytes.load(Ordering::Relaxed);
        held == 0 || held + bytes <= self.limit_bytes
    }

    /// Whether a message of so many bytes may be taken on. An overdrawn gateway still takes small
    /// ones of peers that hold little.
    pub(crate) fn grants(&self, bytes: usize) -> bool {
        let holds_little = self.held_bytes.load(Ordering::Relaxed) <= LITTLE_BYTES;
        self.gateway().has_room_for(bytes) || (bytes <= SMALL_BYTES && holds_little)
    }

    /// The account at the top.
    pub(crate) fn gateway(&self) -> &Self {
        self.above.as_deref().unwrap_or(self)
    }

    /// Waits for [`Account::has_room`].
    pub(crate) async fn room(&self) {
        loop {
            let room = self.room.notified();
            tokio::pin!(room);
            room.as_mut().enable();
            if self.has_room() {
                return;
            }
            room.await;
        }
    }

    fn add(&self, bytes: usize) {
        self.held_bytes.fetch_add(bytes, Ordering::Relaxed);
        if let Some(above) = &self.above {
            above.add(bytes);
        }
    }

    fn subtract(&self, bytes: usize) {
        let before = self.held_bytes.fetch_sub(bytes, Ordering::Relaxed);
        if before >= self.limit_bytes && before - bytes < self.limit_bytes {
            self.room.notify_waiters();
        }
        if let Some(above) = &self.above {
            above.subtract(bytes);
        }
    }
}

impl Share {
    /// So many bytes of an account.
    pub(crate) fn of(account: &Arc<Account>, bytes: usize) -> Self {
        account.add(bytes);
        Self {
            account: Arc::clone(account),
            bytes,
        }
    }

    /// Makes the share as large as its buffer is now.
    #[inline]
    pub(crate) fn settle(&mut self, bytes: usize) {
        if bytes > self.bytes {
            self.account.add(bytes - self.bytes);
        } else if bytes < self.bytes {
            self.account.subtract(self.bytes - bytes);
        }
        self.bytes = bytes;
    }

    /// Whether the gateway that it belongs to is not overdrawn.
    pub(crate) fn gateway_has_room(&self) -> bool {
        self.account.gateway().has_room()
    }

    /// Whether its buffer may grow to twice its size.
    pub(crate) fn may_double(&self) -> bool {
        self.account.gateway().has_room_for(self.bytes)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.settle(0);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Account, Share};
    use crate::limits::{GATEWAY_BYTES, SMALL_BYTES};

    #[test]
    fn what_a_peer_holds_the_gateway_holds() {
        let gateway = Account::of_gateway();
        let peer = Account::below(&gateway, 100);
        let mut share = Share::of(&peer, 60);
        assert!(peer.has_room() && peer.has_room_for(40) && !peer.has_room_for(41));
        share.settle(100);
        assert!(!peer.has_room() && gateway.has_room());
        let all = Share::of(&Account::below(&gateway, 1), GATEWAY_BYTES - 100);
        assert!(!gateway.has_room());
        assert!(peer.grants(SMALL_BYTES) && !peer.grants(SMALL_BYTES + 1));
        drop(all);
        assert!(peer.grants(SMALL_BYTES + 1));
        drop(share);
        assert!(
            peer.has_room_for(1_000),
            "one message always fits an empty account"
        );
    }

    #[tokio::test]
    async fn room_is_waited_for() {
        let peer = Account::below(&Account::of_gateway(), 10);
        let share = Share::of(&peer, 11);
        let waiting = Arc::clone(&peer);
        let waiter = tokio::spawn(async move { waiting.room().await });
        tokio::task::yield_now().await;
        assert!(!waiter.is_finished());
        drop(share);
        waiter.await.expect("there is room");
    }
}

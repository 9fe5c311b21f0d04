//! Turns: how much of one peer is handled before the others get theirs.
//!
//! One thread relays for everybody. A peer that has used its turn up lets the others go round
//! several times, so that one who sends little never waits long for those who send much; where
//! nobody else has anything to do, this takes no time.

use tokio::task::yield_now;

use mcpreg_wire::READ_BYTES;

use crate::limits::{REST_ROUNDS, TURN_BYTES, TURN_MESSAGES};

/// What was handled of one peer since the others last had their turn.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    bytes: usize,
    messages: usize,
}

impl Turn {
    /// Counts what one read gave. Less than it could give is all there was: the peer does not
    /// keep ahead of the gateway, and the others have had their turn while it was waited for.
    pub(crate) fn read(&mut self, bytes: usize) {
        if bytes < READ_BYTES {
            *self = Self::default();
        }
        self.bytes += bytes;
    }

    /// Counts messages that were handled.
    pub(crate) fn handled(&mut self, messages: usize) {
        self.messages += messages;
    }

    /// Whether it is up.
    pub(crate) fn is_over(&self) -> bool {
        self.bytes >= TURN_BYTES || self.messages >= TURN_MESSAGES
    }

    /// Lets the others have theirs, and begins the next one.
    pub(crate) async fn pass(&mut self) {
        *self = Self::default();
        for _ in 0..REST_ROUNDS {
            yield_now().await;
        }
    }
}

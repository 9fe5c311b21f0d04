//! How much a server writes that answers no call.
//!
//! Noise on stdout, log messages, progress and a server's own requests cost the gateway work that
//! no caller waits for. A server may write some of it; one that writes more than anybody reads is
//! ended, so that its siblings do not notice.

use std::time::Instant;

use crate::limits::{FLOOD_BYTES, FLOOD_LINES, FLOOD_WINDOW};

/// A count of such lines since the last look at the clock.
#[derive(Debug)]
pub(super) struct Flood {
    since: Instant,
    lines: u64,
    bytes: u64,
}

impl Flood {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            since: Instant::now(),
            lines: 0,
            bytes: 0,
        }
    }

    /// Counts one line. Returns why the server is to be ended, if it is.
    pub(super) fn count(&mut self, bytes: usize) -> Option<String> {
        self.lines += 1;
        self.bytes += bytes as u64;
        if self.lines <= FLOOD_LINES && self.bytes <= FLOOD_BYTES {
            return None;
        }
        let is_flood = self.since.elapsed() < FLOOD_WINDOW;
        let reason = format!(
            "it was ended: within {} s it wrote {} lines ({} bytes) that answer no call",
            FLOOD_WINDOW.as_secs(),
            self.lines,
            self.bytes
        );
        *self = Self::new();
        is_flood.then_some(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::{FLOOD_BYTES, FLOOD_LINES, Flood};

    #[test]
    fn many_lines_or_bytes_at_once_are_a_flood() {
        let mut flood = Flood::new();
        assert!((0..FLOOD_LINES).all(|_| flood.count(1).is_none()));
        let reason = flood.count(1).expect("it is one line too many");
        assert!(reason.contains("20001 lines"), "{reason}");
        assert_eq!(flood.count(1), None, "counting begins anew");
        let bytes = usize::try_from(FLOOD_BYTES).expect("it fits");
        assert!(flood.count(bytes).is_some());
    }
}

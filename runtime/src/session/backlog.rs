//! What waits for a client, in the order in which it came.
//!
//! Short lines share a buffer, so that they are written at once; a long one has its own, so that
//! nothing long is copied or moved while others wait for the session.

use std::collections::VecDeque;

/// A buffer of this size takes no further line.
const FULL_BYTES: usize = 64 << 10;

/// Lines that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    buffers: VecDeque<Vec<u8>>,
    bytes: usize,
    capacity: usize,
}

impl Backlog {
    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// How many bytes wait.
    pub(super) fn len(&self) -> usize {
        self.bytes
    }

    /// How much memory they take, in bytes.
    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    /// Appends what `write` appends.
    pub(super) fn append(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let is_full = |buffer: &Vec<u8>| buffer.len() >= FULL_BYTES;
        if self.buffers.back().is_none_or(is_full) {
            self.buffers.push_back(Vec::new());
        }
        if let Some(buffer) = self.buffers.back_mut() {
            let (length, capacity) = (buffer.len(), buffer.capacity());
            write(buffer);
            self.bytes += buffer.len() - length;
            self.capacity += buffer.capacity() - capacity;
        }
    }

    /// Appends a whole line without copying it.
    pub(super) fn push(&mut self, line: Vec<u8>) {
        self.bytes += line.len();
        self.capacity += line.capacity();
        self.buffers.push_back(line);
    }

    /// Takes the first buffer; `empty` is used for what comes next, if nothing else is there.
    pub(super) fn exchange(&mut self, empty: Vec<u8>) -> Vec<u8> {
        let first = self.buffers.pop_front().unwrap_or_default();
        self.bytes -= first.len();
        self.capacity -= first.capacity();
        if self.buffers.is_empty() {
            self.push(empty);
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::{Backlog, FULL_BYTES};

    #[test]
    fn lines_leave_in_the_order_in_which_they_came() {
        let mut backlog = Backlog::default();
        backlog.append(|out| out.extend_from_slice(b"a\n"));
        backlog.append(|out| out.extend_from_slice(b"b\n"));
        backlog.push(vec![b'c'; FULL_BYTES]);
        backlog.append(|out| out.extend_from_slice(b"d\n"));
        assert_eq!(backlog.len(), FULL_BYTES + 6);
        assert_eq!(backlog.exchange(Vec::new()), b"a\nb\n");
        assert_eq!(backlog.exchange(Vec::new()).len(), FULL_BYTES);
        assert!(!backlog.is_empty());
        assert_eq!(backlog.exchange(Vec::with_capacity(7)), b"d\n");
        assert!(backlog.is_empty());
        assert_eq!(backlog.capacity(), 7, "the empty buffer is used again");
    }
}

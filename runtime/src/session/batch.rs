//! The answers to one batch, which go out together as one array (JSON-RPC 2.0, section 6).

use std::sync::{Mutex, MutexGuard};

/// A batch that is being answered.
#[derive(Debug)]
pub(crate) struct Batch(Mutex<State>);

#[derive(Debug)]
struct State {
    /// How many answers are still to come.
    owed: usize,
    /// The array so far, each answer with what stands in front of it.
    array: Vec<u8>,
}

impl Batch {
    /// A batch that owes so many answers.
    pub(crate) fn new(owed: usize) -> Self {
        Self(Mutex::new(State {
            owed,
            array: Vec::new(),
        }))
    }

    /// How long the array is by now, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.state().array.len()
    }

    /// Adds one answer, which `write` appends as a line. Returns the whole line after the last one.
    pub(crate) fn answer(&self, write: impl FnOnce(&mut Vec<u8>)) -> Option<Vec<u8>> {
        let mut state = self.state();
        let separator = if state.array.is_empty() { b'[' } else { b',' };
        state.array.push(separator);
        write(&mut state.array);
        if state.array.ends_with(b"\n") {
            state.array.pop();
        }
        state.settle_one()
    }

    /// Gives one answer up: its request was cancelled.
    pub(crate) fn forgo(&self) -> Option<Vec<u8>> {
        self.state().settle_one()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        let state = self.0.lock();
        state.expect("nothing panics while it holds the lock")
    }
}

impl State {
    fn settle_one(&mut self) -> Option<Vec<u8>> {
        self.owed = self.owed.saturating_sub(1);
        if self.owed > 0 || self.array.is_empty() {
            return None;
        }
        self.array.extend_from_slice(b"]\n");
        Some(std::mem::take(&mut self.array))
    }
}

#[cfg(test)]
mod tests {
    use super::Batch;

    #[test]
    fn answers_go_out_together() {
        let batch = Batch::new(3);
        assert_eq!(
            batch.answer(|out| out.extend_from_slice(b"{\"id\":1}\n")),
            None
        );
        assert_eq!(batch.forgo(), None);
        let line = batch.answer(|out| out.extend_from_slice(b"{\"id\":2}\n"));
        assert_eq!(line.as_deref(), Some(&b"[{\"id\":1},{\"id\":2}]\n"[..]));
    }

    #[test]
    fn a_batch_without_answers_is_not_answered() {
        let batch = Batch::new(1);
        assert_eq!(batch.forgo(), None);
    }
}

//! The last lines of a server's stderr, bounded in lines and in bytes, without its secrets.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::redact::Redactor;

const LINES: usize = 50;
const LINE_BYTES: usize = 4096;

/// A ring of lines. Takes bytes as they come, in any pieces.
#[derive(Debug)]
pub(crate) struct Tail {
    server: String,
    redactor: Redactor,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    lines: VecDeque<String>,
    /// The line being written.
    open: Vec<u8>,
    /// Whether the rest of the open line did not fit.
    overflowed: bool,
    /// The variables of the secrets in closed lines.
    secrets: BTreeSet<String>,
}

impl Tail {
    /// An empty tail of `server`.
    pub(crate) fn new(server: &str, redactor: Redactor) -> Self {
        Self {
            server: server.to_owned(),
            redactor,
            state: Mutex::default(),
        }
    }

    /// Takes what the server wrote.
    pub(crate) fn push(&self, bytes: &[u8]) {
        let mut state = self.lock();
        let mut pieces = bytes.split(|byte| *byte == b'\n');
        if let Some(first) = pieces.next() {
            self.extend(&mut state, first);
        }
        for piece in pieces {
            self.close_line(&mut state);
            self.extend(&mut state, piece);
        }
    }

    /// The lines, oldest first, with an unfinished last one.
    pub(crate) fn lines(&self) -> Vec<String> {
        let state = self.lock();
        let mut lines: Vec<String> = state.lines.iter().cloned().collect();
        if !state.open.is_empty() {
            lines.push(self.text(&state));
        }
        lines
    }

    /// The variables of the secrets in all lines so far.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let state = self.lock();
        let open = self.found(&state).map(str::to_owned);
        let mut secrets = state.secrets.clone();
        secrets.extend(open);
        secrets.into_iter().collect()
    }

    /// The variable of a secret in the open line.
    fn found(&self, state: &State) -> Option<&str> {
        self.redactor.find(&String::from_utf8_lossy(&state.open))
    }

    fn extend(&self, state: &mut State, bytes: &[u8]) {
        let room = (LINE_BYTES + self.redactor.longest()).saturating_sub(state.open.len());
        let taken = &bytes[..bytes.len().min(room)];
        state.open.extend_from_slice(taken);
        state.overflowed |= taken.len() < bytes.len();
    }

    fn close_line(&self, state: &mut State) {
        let text = self.text(state);
        tracing::debug!(target: "mcpreg::stderr", server = %self.server, "{text}");
        if let Some(variable) = self.found(state) {
            state.secrets.insert(variable.to_owned());
        }
        state.open.clear();
        state.overflowed = false;
        if state.lines.len() == LINES {
            state.lines.pop_front();
        }
        state.lines.push_back(text);
    }

    /// The open line as text. What a cut may have left of a secret at its end goes too.
    fn text(&self, state: &State) -> String {
        let raw = String::from_utf8_lossy(&state.open);
        let mut text = self.redactor.clean(raw.trim_end_matches('\r'));
        if state.overflowed {
            let end = text.len().saturating_sub(self.redactor.longest());
            text.truncate(text.floor_char_boundary(end));
            text.push('…');
        }
        text
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SecretValues;

    #[track_caller]
    fn check(pieces: &[&str], expected: &[&str]) {
        let mut secrets = SecretValues::none();
        secrets.insert("TOKEN", "hunter22".into());
        let tail = Tail::new("s", Redactor::new(&secrets));
        for piece in pieces {
            tail.push(piece.as_bytes());
        }
        assert_eq!(tail.lines(), expected);
        let is_redacted = expected.iter().any(|line| line.contains("[redacted]"));
        assert_eq!(!tail.secrets().is_empty(), is_redacted);
    }

    #[test]
    fn lines_are_put_together_from_pieces() {
        check(&["on", "e\ntw", "o\n"], &["one", "two"]);
        check(&["one\r\n\nthree"], &["one", "", "three"]);
        check(&[""], &[]);
    }

    #[test]
    fn a_secret_in_pieces_is_replaced() {
        check(&["token hunt", "er22\n"], &["token [redacted]"]);
    }

    #[test]
    fn only_the_last_lines_stay() {
        let tail = Tail::new("s", Redactor::default());
        for number in 0..1000 {
            tail.push(format!("line {number}\n").as_bytes());
        }
        let lines = tail.lines();
        assert_eq!(lines.len(), LINES);
        assert_eq!(lines.last().map(String::as_str), Some("line 999"));
    }

    #[test]
    fn a_long_line_is_cut_and_keeps_no_part_of_a_secret() {
        let mut secrets = SecretValues::none();
        secrets.insert("TOKEN", "hunter22".into());
        for padding in LINE_BYTES - 9..=LINE_BYTES + 9 {
            let tail = Tail::new("s", Redactor::new(&secrets));
            tail.push(format!("{}hunter22{}\n", "x".repeat(padding), "y".repeat(9000)).as_bytes());
            let [line] = &tail.lines()[..] else {
                panic!("one line was written")
            };
            assert!(
                !line.contains("hun"),
                "{padding}: {}",
                &line[line.len() - 30..]
            );
            assert!(line.len() <= LINE_BYTES + 20, "{padding}: {}", line.len());
        }
    }
}

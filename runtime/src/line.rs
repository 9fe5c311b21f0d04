//! Framing: one JSON-RPC message per line, cut out of whatever one read gave.
//!
//! [`Lines`] reads into one growing buffer and lends out each complete line of it, so that a
//! wake-up handles everything that has arrived. A line over the limit is not kept: its first and
//! last bytes are, which is enough to find out whom it was for, and the stream goes on behind it.

use std::io;

use memchr::memchr;
use tokio::io::{AsyncRead, AsyncReadExt};

/// The longest line that is accepted, in bytes, from clients and from servers.
pub(crate) const MAX_LINE_BYTES: usize = 16 << 20;

/// How much one read asks for, in bytes; a Linux pipe holds as much.
const READ_BYTES: usize = 64 << 10;

/// A buffer that grew over this is given back once it is empty.
const KEEP_BYTES: usize = 1 << 20;

/// How much of each end of an over-long line is kept, in bytes.
const END_BYTES: usize = 512;

/// A byte stream, line by line.
#[derive(Debug)]
pub(crate) struct Lines {
    buffer: Vec<u8>,
    /// Where the next line begins.
    start: usize,
    /// Up to where there is known to be no line end.
    scanned: usize,
    limit: usize,
    overlong: Option<Overlong>,
}

/// One line.
#[derive(Debug)]
pub(crate) enum Line<'a> {
    /// Without its line end; never empty.
    Whole(&'a [u8]),
    /// Longer than the limit.
    Overlong(Overlong),
}

/// What is left of a line over the limit.
#[derive(Debug)]
pub(crate) struct Overlong {
    /// Its first bytes.
    pub(crate) head: Vec<u8>,
    /// Its last bytes.
    pub(crate) tail: Vec<u8>,
}

impl Lines {
    /// An empty buffer that refuses lines over `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            start: 0,
            scanned: 0,
            limit,
            overlong: None,
        }
    }

    /// Reads once, whatever is there; 0 at the end of the stream. Safe to cancel.
    pub(crate) async fn fill<R>(&mut self, reader: &mut R) -> io::Result<usize>
    where
        R: AsyncRead + Unpin + ?Sized,
    {
        self.make_room();
        reader.read_buf(&mut self.buffer).await
    }

    /// The next complete line, if one is there.
    pub(crate) fn next_line(&mut self) -> Option<Line<'_>> {
        loop {
            let Some(at) = memchr(b'\n', &self.buffer[self.scanned..]) else {
                self.scanned = self.buffer.len();
                self.cut_overlong();
                return None;
            };
            let end = self.scanned + at;
            let start = std::mem::replace(&mut self.start, end + 1);
            self.scanned = end + 1;
            if let Some(mut overlong) = self.overlong.take() {
                overlong.extend(&self.buffer[start..end]);
                return Some(Line::Overlong(overlong));
            }
            if end - start > self.limit {
                return Some(Line::Overlong(Overlong::of(&self.buffer[start..end])));
            }
            let (start, end) = trimmed(&self.buffer, start, end);
            if start < end {
                return Some(Line::Whole(&self.buffer[start..end]));
            }
        }
    }

    /// What stands behind the last line end, once the stream has ended.
    pub(crate) fn rest(&mut self) -> Option<Line<'_>> {
        let (start, end) = trimmed(&self.buffer, self.start, self.buffer.len());
        self.start = self.buffer.len();
        match self.overlong.take() {
            Some(overlong) => Some(Line::Overlong(overlong)),
            None if start < end => Some(Line::Whole(&self.buffer[start..end])),
            None => None,
        }
    }

    fn make_room(&mut self) {
        if self.start == self.buffer.len() {
            if self.buffer.capacity() > KEEP_BYTES {
                self.buffer = Vec::new();
            }
            self.buffer.clear();
        } else if self.start > 0 {
            self.buffer.drain(..self.start);
        }
        self.scanned -= self.start.min(self.scanned);
        self.start = 0;
        self.buffer.reserve(READ_BYTES);
    }

    /// Drops the bytes of an unfinished line that is too long already.
    fn cut_overlong(&mut self) {
        let unfinished = &self.buffer[self.start..];
        match &mut self.overlong {
            Some(overlong) => overlong.extend(unfinished),
            None if unfinished.len() > self.limit => {
                self.overlong = Some(Overlong::of(unfinished));
            }
            None => return,
        }
        self.start = self.buffer.len();
    }
}

impl Overlong {
    fn of(line: &[u8]) -> Self {
        let head = line[..line.len().min(END_BYTES)].to_vec();
        Self {
            head,
            tail: line[line.len().saturating_sub(END_BYTES)..].to_vec(),
        }
    }

    fn extend(&mut self, more: &[u8]) {
        self.tail
            .extend_from_slice(&more[more.len().saturating_sub(END_BYTES)..]);
        let surplus = self.tail.len().saturating_sub(END_BYTES);
        self.tail.drain(..surplus);
    }
}

fn trimmed(buffer: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end && buffer[end - 1].is_ascii_whitespace() {
        end -= 1;
    }
    while start < end && buffer[start].is_ascii_whitespace() {
        start += 1;
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};

    /// Feeds `chunks` one by one and compares the lines that come out.
    #[track_caller]
    fn check(limit: usize, chunks: &[&str], expected: &[&str]) {
        let mut lines = Lines::new(limit);
        let mut seen = Vec::new();
        for chunk in chunks {
            lines.make_room();
            lines.buffer.extend_from_slice(chunk.as_bytes());
            while let Some(line) = lines.next_line() {
                seen.push(show(&line));
            }
        }
        seen.extend(lines.rest().map(|line| show(&line)));
        assert_eq!(seen, expected);
    }

    fn show(line: &Line<'_>) -> String {
        match line {
            Line::Whole(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Line::Overlong(overlong) => {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                format!("{}..{}", text(&overlong.head), text(&overlong.tail))
            }
        }
    }

    #[test]
    fn lines_are_cut_out_of_any_chunks() {
        check(9, &["one\ntwo\nth", "ree\n"], &["one", "two", "three"]);
        check(9, &["a", "b", "\n", "c\n"], &["ab", "c"]);
        check(9, &["one\r\n\r\n  \ntwo\n"], &["one", "two"]);
        check(9, &["one\ntwo"], &["one", "two"]);
        check(9, &["\n\n"], &[]);
    }

    #[test]
    fn an_overlong_line_is_dropped_and_the_stream_goes_on() {
        check(3, &["abcd\nxy\n"], &["abcd..abcd", "xy"]);
        check(3, &["abcd", "ef\nxy\n"], &["abcd..abcdef", "xy"]);
        check(3, &["abcd", "ef", "gh\nxy\n"], &["abcd..abcdefgh", "xy"]);
        check(3, &["abcd", "ef"], &["abcd..abcdef"]);
        check(3, &["abc\nxy\n"], &["abc", "xy"]);
    }
}

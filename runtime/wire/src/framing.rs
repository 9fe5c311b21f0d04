//! Framing: one JSON-RPC message per line, cut out of whatever one read gave.
//!
//! [`Lines`] reads into one growing buffer and lends out each complete line of it, so that a
//! wake-up handles everything that has arrived. A line over the limit, or one that its reader has
//! no room for, is not kept: its first and last bytes are, which is enough to find out which
//! request it was about, and the stream goes on behind it. White space and a byte-order mark
//! around a line are cut off.

use std::io;
use std::ops::Range;

use bytes::BufMut as _;
use memchr::memchr;
use tokio::io::{AsyncRead, AsyncReadExt};

/// The longest line that is accepted, in bytes, from clients and from servers.
pub const MAX_LINE_BYTES: usize = 16 << 20;

/// The most that one read takes, in bytes; a Linux pipe holds as much.
pub const READ_BYTES: usize = 64 << 10;

/// A buffer that grew over this is given back once it is empty.
const KEEP_BYTES: usize = 1 << 20;

/// How much of each end of an over-long line is kept, in bytes.
pub(crate) const END_BYTES: usize = 512;

/// What some programs write in front of UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A byte stream, line by line.
#[derive(Debug)]
pub struct Lines {
    buffer: Vec<u8>,
    /// Where the next line begins.
    start: usize,
    /// Up to where there is known to be no line end.
    scanned: usize,
    limit: usize,
    overlong: Option<Overlong>,
    /// How many bytes were read in all.
    read_bytes: u64,
    /// Where the line stands that was lent last.
    last: Range<usize>,
}

/// One line.
#[derive(Debug)]
pub enum Line<'a> {
    /// Without its line end; never empty.
    Whole(&'a [u8]),
    /// Not kept whole.
    Overlong(Overlong),
}

/// What is left of a line that was not kept.
#[derive(Debug)]
pub struct Overlong {
    /// Why it was not.
    pub cut: Cut,
    /// Its first bytes.
    pub head: Vec<u8>,
    /// Its last bytes.
    pub tail: Vec<u8>,
    /// How long it is.
    pub bytes: usize,
}

/// Why a line was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It is longer than the limit.
    TooLong,
    /// Its reader had no memory for it ([`Lines::give_up`]).
    NoRoom,
}

impl Lines {
    /// An empty buffer that refuses lines over `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            start: 0,
            scanned: 0,
            limit,
            overlong: None,
            read_bytes: 0,
            last: 0..0,
        }
    }

    /// How much memory the buffer takes, in bytes.
    pub fn capacity(&self) -> usize {
        self.buffer.capacity()
    }

    /// The longest line that is kept, in bytes.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// How many bytes were read so far.
    pub fn read_bytes(&self) -> u64 {
        self.read_bytes
    }

    /// Drops the unfinished line at the end of the buffer, but for its ends.
    pub fn give_up(&mut self) {
        self.cut(Cut::NoRoom);
        self.make_room();
    }

    /// Reads once, whatever is there; 0 at the end of the stream. Safe to cancel.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub async fn fill<R>(&mut self, reader: &mut R) -> io::Result<usize>
    where
        R: AsyncRead + Unpin + ?Sized,
    {
        self.make_room();
        // No more at once than can be handled before others get their turn.
        let mut room = (&mut self.buffer).limit(READ_BYTES);
        let count = reader.read_buf(&mut room).await?;
        self.read_bytes += count as u64;
        Ok(count)
    }

    /// The bytes of the line that [`Lines::next_line`] has just lent, as their own buffer; nothing
    /// is copied where the buffer held that line alone, as it does where it is long.
    pub fn take_last(&mut self) -> Vec<u8> {
        let last = self.last.clone();
        if self.start == self.buffer.len() {
            let mut line = std::mem::take(&mut self.buffer);
            (self.start, self.scanned) = (0, 0);
            line.truncate(last.end);
            line.drain(..last.start);
            return line;
        }
        self.buffer[last].to_vec()
    }

    /// The next complete line, if one is there.
    pub fn next_line(&mut self) -> Option<Line<'_>> {
        loop {
            let Some(at) = memchr(b'\n', &self.buffer[self.scanned..]) else {
                self.scanned = self.buffer.len();
                if self.overlong.is_some() || self.buffer.len() - self.start > self.limit {
                    self.cut(Cut::TooLong);
                }
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
                let overlong = Overlong::of(Cut::TooLong, &self.buffer[start..end]);
                return Some(Line::Overlong(overlong));
            }
            let (start, end) = trimmed(&self.buffer, start, end);
            if start < end {
                self.last = start..end;
                return Some(Line::Whole(&self.buffer[start..end]));
            }
        }
    }

    /// What stands behind the last line end, once the stream has ended.
    pub fn rest(&mut self) -> Option<Line<'_>> {
        let (start, end) = trimmed(&self.buffer, self.start, self.buffer.len());
        self.start = self.buffer.len();
        match self.overlong.take() {
            Some(overlong) => Some(Line::Overlong(overlong)),
            None if start < end => Some(Line::Whole(&self.buffer[start..end])),
            None => None,
        }
    }

    /// Makes room for one read; [`Lines::capacity`] is settled then.
    pub fn make_room(&mut self) {
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
        if self.buffer.capacity() - self.buffer.len() < READ_BYTES {
            // Doubled, but never to more than the longest line needs.
            let wanted = self
                .buffer
                .len()
                .clamp(READ_BYTES, self.limit.max(READ_BYTES));
            let most = (self.limit + 2 * READ_BYTES).saturating_sub(self.buffer.len());
            self.buffer.reserve_exact(wanted.min(most).max(READ_BYTES));
        }
    }

    /// Drops the bytes of an unfinished line.
    fn cut(&mut self, cut: Cut) {
        let unfinished = &self.buffer[self.start..];
        match &mut self.overlong {
            Some(overlong) => overlong.extend(unfinished),
            None if unfinished.is_empty() => return,
            None => self.overlong = Some(Overlong::of(cut, unfinished)),
        }
        self.start = self.buffer.len();
        self.scanned = self.start;
    }
}

impl Overlong {
    fn of(cut: Cut, line: &[u8]) -> Self {
        Self {
            cut,
            head: line[..line.len().min(END_BYTES)].to_vec(),
            tail: line[line.len().saturating_sub(END_BYTES)..].to_vec(),
            bytes: line.len(),
        }
    }

    fn extend(&mut self, more: &[u8]) {
        self.bytes += more.len();
        self.tail
            .extend_from_slice(&more[more.len().saturating_sub(END_BYTES)..]);
        let surplus = self.tail.len().saturating_sub(END_BYTES);
        self.tail.drain(..surplus);
    }
}

fn trimmed(buffer: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    if buffer[start..end].starts_with(BYTE_ORDER_MARK) {
        start += BYTE_ORDER_MARK.len();
    }
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
    use super::{Cut, Line, Lines};

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
        check(9, &["\u{feff}one\n", "\u{feff}\n"], &["one"]);
    }

    #[test]
    fn a_line_that_is_given_up_is_cut_like_a_long_one() {
        let mut lines = Lines::new(900);
        lines.buffer.extend_from_slice(b"abc\ndef");
        assert_eq!(
            lines.next_line().map(|line| show(&line)).as_deref(),
            Some("abc")
        );
        assert!(lines.next_line().is_none());
        lines.give_up();
        lines.buffer.extend_from_slice(b"ghi\njkl\n");
        let Some(Line::Overlong(overlong)) = lines.next_line() else {
            panic!("the second line was given up")
        };
        assert_eq!((overlong.cut, overlong.bytes), (Cut::NoRoom, 6));
        assert_eq!(
            lines.next_line().map(|line| show(&line)).as_deref(),
            Some("jkl")
        );
    }

    #[test]
    fn the_last_line_can_be_taken() {
        let mut lines = Lines::new(900);
        lines.buffer.extend_from_slice(b" one\n");
        assert!(lines.next_line().is_some());
        assert_eq!(lines.take_last(), b"one");
        lines.buffer.extend_from_slice(b"two\nthree\n");
        assert!(lines.next_line().is_some());
        assert_eq!(lines.take_last(), b"two");
        assert_eq!(
            lines.next_line().map(|line| show(&line)).as_deref(),
            Some("three")
        );
    }

    #[test]
    fn the_buffer_grows_no_further_than_the_longest_line_needs() {
        let mut lines = Lines::new(16 << 20);
        while lines.buffer.len() < lines.limit {
            lines.make_room();
            let room = lines.buffer.capacity() - lines.buffer.len();
            lines.buffer.resize(lines.buffer.len() + room, b'x');
            assert!(lines.next_line().is_none());
        }
        assert!(
            lines.capacity() <= lines.limit + 3 * super::READ_BYTES,
            "{}",
            lines.capacity()
        );
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

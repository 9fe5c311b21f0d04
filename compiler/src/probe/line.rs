//! Lines of a server's stdout, none longer than the cap and not more of them than the cap in all.
//!
//! Reading is cancel safe: a dropped `next` loses nothing, which rmcp's `select!` needs.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// How much of a too long line is kept, to see what it answers.
const HEAD_BYTES: usize = 1024;

/// Reads lines.
pub(super) struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    /// Bytes of the line so far that were not kept.
    skipped: usize,
    line_bytes: usize,
    bytes_left: u64,
}

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A whole line, without its end.
    Line(Vec<u8>),
    /// A line over the cap: its beginning, and its length.
    TooLong(Vec<u8>, usize),
    /// More than the cap in all.
    TooMuch,
    /// The server closed its stdout.
    End,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub(super) fn new(reader: R, line_bytes: usize, total_bytes: u64) -> Self {
        let reader = BufReader::with_capacity(64 << 10, reader);
        Self {
            reader,
            line: Vec::new(),
            skipped: 0,
            line_bytes,
            bytes_left: total_bytes,
        }
    }

    pub(super) async fn next(&mut self) -> io::Result<Next> {
        loop {
            if self.bytes_left == 0 {
                return Ok(Next::TooMuch);
            }
            let available = self.reader.fill_buf().await?;
            if available.is_empty() {
                return Ok(self.last());
            }
            let newline = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..newline.unwrap_or(available.len())];
            if self.skipped == 0 && self.line.len() + part.len() <= self.line_bytes {
                self.line.extend_from_slice(part);
            } else {
                self.skipped += part.len() + self.line.len().saturating_sub(HEAD_BYTES);
                self.line.truncate(HEAD_BYTES);
            }
            let used = part.len() + usize::from(newline.is_some());
            self.bytes_left = self.bytes_left.saturating_sub(used as u64);
            self.reader.consume(used);
            if newline.is_some() {
                return Ok(self.take());
            }
        }
    }

    fn last(&mut self) -> Next {
        if self.line.is_empty() {
            Next::End
        } else {
            self.take()
        }
    }

    fn take(&mut self) -> Next {
        let line = std::mem::take(&mut self.line);
        match std::mem::take(&mut self.skipped) {
            0 => Next::Line(line),
            skipped => {
                let length = line.len() + skipped;
                Next::TooLong(line, length)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Next};

    async fn read(text: &str, line: usize, total: u64) -> Vec<Next> {
        let mut lines = Lines::new(text.as_bytes(), line, total);
        let mut all = Vec::new();
        loop {
            let next = lines.next().await.unwrap();
            let is_end = matches!(next, Next::End | Next::TooMuch);
            all.push(next);
            if is_end {
                return all;
            }
        }
    }

    #[tokio::test]
    async fn lines_end_at_newlines_and_at_the_end() {
        let line = |text: &str| Next::Line(text.as_bytes().to_vec());
        assert_eq!(
            read("a\n\nb", 10, 99).await,
            [line("a"), line(""), line("b"), Next::End]
        );
    }

    #[tokio::test]
    async fn a_long_line_is_skipped_and_the_next_one_read() {
        let text = format!("{}\nb\n", "x".repeat(5000));
        let lines = read(&text, 2000, 99_999).await;
        let Next::TooLong(head, length) = &lines[0] else {
            panic!("{lines:?}")
        };
        assert!(head.len() <= 1024, "{}", head.len());
        assert_eq!(*length, 5000);
        assert_eq!(lines[1], Next::Line(b"b".to_vec()));
    }

    #[tokio::test]
    async fn all_of_it_is_capped() {
        assert_eq!(
            read(&"ab\n".repeat(100), 10, 6).await.last(),
            Some(&Next::TooMuch)
        );
    }
}

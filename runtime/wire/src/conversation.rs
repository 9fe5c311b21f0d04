//! Requests to a server one after the other, for as long as it is opened and listed.
//!
//! Whatever the server writes in between is skipped and counted ([`Noise`]), except for its own
//! requests, which are answered. Ids are integers: some servers accept nothing else.

use tokio::io::{AsyncRead, AsyncWrite};

use crate::channel::{Channel, Step};
use crate::envelope::{Answer, Malformed, Message, id_in_ends};
use crate::error::Error;
use crate::excerpt::excerpt;
use crate::framing::{Line, Lines, Overlong};
use crate::line_end::OneLine;
use crate::members::Members;
use crate::protocol::METHOD_NOT_FOUND;
use crate::raw::{Raw, string};
use crate::reply::{ReplyError, write_result};

/// How much of a server's error message is repeated, in bytes.
const MESSAGE_BYTES: usize = 4 << 10;

/// A server that is asked one thing after the other.
#[derive(Debug)]
pub struct Conversation<'c, R, W> {
    channel: &'c mut Channel<R, W>,
    next_id: u64,
    most_bytes: u64,
    noise: Noise,
}

/// What a server wrote besides messages and answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Noise {
    /// Lines that are not messages, or answer nothing.
    pub lines: usize,
    /// The longest line that was skipped for its length, in bytes; 0 without one.
    pub longest_bytes: usize,
}

/// A request that has been sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    id: u64,
    pub(crate) method: &'static str,
}

/// An answer to one of the requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reply {
    /// The result's JSON text, as it came.
    Result(String),
    /// A JSON-RPC error.
    Error { code: i64, message: String },
}

type Received = Option<Result<(Asked, Reply), Error>>;

impl<'c, R: AsyncRead + Unpin, W: AsyncWrite + Unpin> Conversation<'c, R, W> {
    /// A conversation whose requests are numbered from `first_id`.
    pub fn new(channel: &'c mut Channel<R, W>, first_id: u64) -> Self {
        Self {
            channel,
            next_id: first_id,
            most_bytes: u64::MAX,
            noise: Noise::default(),
        }
    }

    /// The same with a limit on what the server may write in all.
    #[must_use]
    pub fn with_limit(mut self, most_bytes: u64) -> Self {
        self.most_bytes = most_bytes;
        self
    }

    /// What was skipped so far.
    pub fn noise(&self) -> Noise {
        self.noise
    }

    /// What keeps `method` from being answered, if a line was skipped for its length.
    pub(crate) fn too_long(&self, method: &'static str) -> Option<Error> {
        let bytes = self.noise.longest_bytes;
        (bytes > 0).then(|| Error::LineTooLong {
            method,
            bytes,
            most: self.channel.lines.limit(),
        })
    }

    /// Appends a request; it is sent while its answer is waited for.
    pub(crate) fn ask(&mut self, method: &'static str, params: &str) -> Asked {
        let id = self.next_id;
        self.next_id += 1;
        let line = format!(
            "{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"{method}\",\"params\":{params}}}\n"
        );
        self.channel.out.extend_from_slice(line.as_bytes());
        Asked { id, method }
    }

    /// Sends a notification without parameters.
    pub(crate) async fn tell(&mut self, method: &'static str) -> Result<(), Error> {
        let line = format!("{{\"jsonrpc\":\"2.0\",\"method\":\"{method}\"}}\n");
        self.channel.out.extend_from_slice(line.as_bytes());
        let flushed = self.channel.flush().await;
        flushed.map_err(|_| Error::Ended(method))
    }

    /// Waits for the answer to one of the requests in `asked`, of which there is at least one.
    pub(crate) async fn answer(&mut self, asked: &[Asked]) -> Result<(Asked, Reply), Error> {
        let latest = asked.last().expect("something was asked").method;
        loop {
            if let Some(received) = self.received(asked, Lines::next_line) {
                return received;
            }
            if self.channel.lines.read_bytes() > self.most_bytes {
                return Err(Error::TooMuch(self.most_bytes));
            }
            if self.channel.step().await == Step::Ended {
                // Something may stand behind the last line end of a server that has ended.
                let last = self.received(asked, Lines::rest);
                return last.unwrap_or(Err(Error::Ended(latest)));
            }
        }
    }

    /// The first answer among the lines that `next` gives.
    fn received(
        &mut self,
        asked: &[Asked],
        next: for<'l> fn(&'l mut Lines) -> Option<Line<'l>>,
    ) -> Received {
        let Channel { lines, out, .. } = &mut *self.channel;
        let mut ear = Ear {
            asked,
            out,
            noise: &mut self.noise,
            limit: lines.limit(),
        };
        while let Some(line) = next(lines) {
            if let Some(received) = ear.hear(line) {
                return Some(received);
            }
        }
        None
    }
}

/// What reads the lines of a server that owes an answer.
struct Ear<'e> {
    asked: &'e [Asked],
    out: &'e mut Vec<u8>,
    noise: &'e mut Noise,
    limit: usize,
}

impl Ear<'_> {
    fn hear(&mut self, line: Line<'_>) -> Received {
        let bytes = match line {
            Line::Whole(bytes) => bytes,
            Line::Overlong(overlong) => return self.overlong(&overlong),
        };
        let Some(text) = OneLine::of(bytes) else {
            return self.unreadable(bytes, "it is not UTF-8");
        };
        if let Some(messages) = Message::batch(&text) {
            if messages.is_empty() {
                self.noise.lines += 1;
            }
            // Only one answer is waited for, so what follows it in a batch answers nothing.
            let mut received = messages
                .into_iter()
                .map(|message| self.message(bytes, message));
            return received.find_map(|received| received);
        }
        self.message(bytes, Message::parse_deep(&text))
    }

    fn message(&mut self, line: &[u8], message: Result<Message<'_>, Malformed<'_>>) -> Received {
        match message {
            Ok(Message::Response { id, answer }) => {
                let asked = self.asked_as(id.get(), answer);
                self.noise.lines += usize::from(asked.is_none());
                asked.map(|asked| Ok((asked, Reply::of(answer))))
            }
            Ok(Message::Request { id, method, .. }) => {
                answer_server(self.out, id, &method);
                None
            }
            Ok(Message::Notification { .. }) => None,
            Err(fault) => match fault.id.and_then(|id| self.asked_with(id.get())) {
                Some(asked) => Some(Err(malformed(asked, fault.message))),
                None => self.unreadable(line, &fault.message),
            },
        }
    }

    /// A line that cannot be read, but may show which request it was to answer.
    fn unreadable(&mut self, line: &[u8], reason: &str) -> Received {
        let asked = id_in_ends(line, line).and_then(|id| self.asked_with(&id));
        if asked.is_none() {
            self.noise.lines += 1;
        }
        asked.map(|asked| Err(malformed(asked, reason.to_owned())))
    }

    fn overlong(&mut self, overlong: &Overlong) -> Received {
        let id = id_in_ends(&overlong.head, &overlong.tail);
        let Some(asked) = id.and_then(|id| self.asked_with(&id)) else {
            self.noise.longest_bytes = self.noise.longest_bytes.max(overlong.bytes);
            return None;
        };
        Some(Err(Error::LineTooLong {
            method: asked.method,
            bytes: overlong.bytes,
            most: self.limit,
        }))
    }

    /// The request that a response is about; an error without an id is about the latest one.
    fn asked_as(&self, id: &str, answer: Answer<'_>) -> Option<Asked> {
        match (id, answer) {
            ("null", Answer::Error(_)) => self.asked.last().copied(),
            _ => self.asked_with(id),
        }
    }

    fn asked_with(&self, id: &str) -> Option<Asked> {
        let id: u64 = id.parse().ok()?;
        self.asked.iter().find(|asked| asked.id == id).copied()
    }
}

impl Reply {
    fn of(answer: Answer<'_>) -> Self {
        match answer {
            Answer::Result(result) => Self::Result(result.get().to_owned()),
            Answer::Error(error) => {
                let members = Members::parse(error.get()).unwrap_or_default();
                let code = members.get("code").and_then(|code| code.get().parse().ok());
                let message = members.get("message").and_then(string).unwrap_or_default();
                Self::Error {
                    code: code.unwrap_or_default(),
                    message: excerpt(&message, MESSAGE_BYTES),
                }
            }
        }
    }
}

fn malformed(asked: Asked, reason: String) -> Error {
    Error::Malformed {
        method: asked.method,
        reason,
    }
}

/// Answers a server's request: `ping` only, for this client declares no capabilities.
pub fn answer_server(out: &mut Vec<u8>, id: Raw<'_>, method: &str) {
    if method == "ping" {
        write_result(out, id.get(), "{}");
    } else {
        let method = excerpt(method, 128);
        let message = format!("{method}: not offered by this client");
        ReplyError::new(METHOD_NOT_FOUND, message).write(out, Some(id.get()));
    }
}

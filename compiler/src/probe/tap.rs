//! The transport between rmcp and a server, which keeps each answer exactly as it was sent.
//!
//! rmcp's types drop unknown members, re-sort, round big integers, and let one malformed tool
//! hide a whole list. So every response is recorded here as raw text, by its id, and rmcp is told
//! only that it came. Lines that are no JSON-RPC are counted and skipped.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use mcpreg_container::{Stdin, Stdout};
use rmcp::RoleClient;
use rmcp::model::{
    ClientJsonRpcMessage, ErrorData, NumberOrString, ServerJsonRpcMessage, ServerResult,
};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::io::AsyncWriteExt;

use super::limits::Limits;
use super::line::{Lines, Next};

/// A response as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// The result's JSON text.
    Result(String),
    /// A JSON-RPC error.
    Error(i64, String),
    /// A line over the cap, of this many bytes.
    TooLong(usize),
}

/// What was seen on stdout; shared with the transport, which rmcp owns.
#[derive(Debug, Clone, Default)]
pub(super) struct Record(Arc<Mutex<Seen>>);

/// What was seen so far.
#[derive(Debug, Default)]
struct Seen {
    answers: BTreeMap<i64, Answer>,
    /// The request that was sent last; an error without an id is about it.
    asked: Option<i64>,
    garbage: usize,
    longest_skipped: usize,
    too_much: bool,
}

/// The transport.
pub(super) struct Tap {
    lines: Lines<Stdout>,
    stdin: Arc<tokio::sync::Mutex<Option<Stdin>>>,
    record: Record,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    method: Option<&'a RawValue>,
    #[serde(borrow, default)]
    result: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct WireError {
    code: i64,
    #[serde(default)]
    message: String,
}

impl Record {
    /// Takes the answer to a request, if it came.
    pub(super) fn take(&self, id: i64) -> Option<Answer> {
        self.with(|seen| seen.answers.remove(&id))
    }

    /// How many lines were no JSON-RPC, or answered nothing.
    pub(super) fn garbage(&self) -> usize {
        self.with(|seen| seen.garbage)
    }

    /// The length of the longest line that was skipped for its length; 0 without one.
    pub(super) fn longest_skipped(&self) -> usize {
        self.with(|seen| seen.longest_skipped)
    }

    /// Whether the server wrote more than it may in all.
    pub(super) fn is_too_much(&self) -> bool {
        self.with(|seen| seen.too_much)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Seen) -> T) -> T {
        // Nothing panics while the lock is held, so what is in it is whole.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Tap {
    /// A transport over a started server's streams.
    pub(super) fn new(stdin: Stdin, stdout: Stdout, limits: &Limits) -> Self {
        Self {
            lines: Lines::new(stdout, limits.line_bytes, limits.total_bytes),
            stdin: Arc::new(tokio::sync::Mutex::new(Some(stdin))),
            record: Record::default(),
        }
    }

    /// What was and will be seen.
    pub(super) fn record(&self) -> Record {
        self.record.clone()
    }

    /// What rmcp is told of one line; nothing where the line is not for it.
    fn message(&self, line: &[u8]) -> Option<ServerJsonRpcMessage> {
        let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(line) else {
            self.record.with(|seen| seen.garbage += 1);
            return None;
        };
        if envelope.method.is_some() {
            // What rmcp does not know is none of the answers that are waited for.
            return serde_json::from_slice(line).ok();
        }
        let id = match envelope.id {
            Some(id) => id.get().parse::<i64>().ok(),
            None => envelope
                .error
                .and_then(|_| self.record.with(|seen| seen.asked)),
        };
        let answer = match (envelope.result, envelope.error) {
            (Some(result), _) => Some(Answer::Result(result.get().to_owned())),
            (None, Some(error)) => Some(wire_error(error)),
            (None, None) => None,
        };
        let (Some(id), Some(answer)) = (id, answer) else {
            self.record.with(|seen| seen.garbage += 1);
            return None;
        };
        Some(self.answered(id, answer))
    }

    /// Records an answer; rmcp is told that it came, and no more.
    fn answered(&self, id: i64, answer: Answer) -> ServerJsonRpcMessage {
        let number = NumberOrString::Number(id);
        let stub = match &answer {
            Answer::Error(..) | Answer::TooLong(_) => ServerJsonRpcMessage::error(
                ErrorData::internal_error("kept as raw text", None),
                Some(number),
            ),
            Answer::Result(_) => ServerJsonRpcMessage::response(ServerResult::empty(()), number),
        };
        // The first answer counts; a second one cannot take its place.
        self.record.with(|seen| {
            seen.answers.entry(id).or_insert(answer);
        });
        stub
    }

    fn too_long(&self, head: &[u8], length: usize) -> Option<ServerJsonRpcMessage> {
        self.record
            .with(|seen| seen.longest_skipped = seen.longest_skipped.max(length));
        let id = id_in(head)?;
        Some(self.answered(id, Answer::TooLong(length)))
    }
}

impl Transport<RoleClient> for Tap {
    type Error = io::Error;

    fn send(
        &mut self,
        item: TxJsonRpcMessage<RoleClient>,
    ) -> impl Future<Output = Result<(), io::Error>> + Send + 'static {
        if let ClientJsonRpcMessage::Request(request) = &item
            && let NumberOrString::Number(id) = request.id
        {
            self.record.with(|seen| seen.asked = Some(id));
        }
        let stdin = Arc::clone(&self.stdin);
        async move { write(&stdin, &item).await }
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleClient>> {
        loop {
            let message = match self.lines.next().await {
                Ok(Next::Line(line)) if line.iter().all(u8::is_ascii_whitespace) => None,
                Ok(Next::Line(line)) => self.message(&line),
                Ok(Next::TooLong(head, length)) => self.too_long(&head, length),
                Ok(Next::TooMuch) => {
                    self.record.with(|seen| seen.too_much = true);
                    return None;
                }
                Ok(Next::End) | Err(_) => return None,
            };
            if message.is_some() {
                return message;
            }
        }
    }

    async fn close(&mut self) -> Result<(), io::Error> {
        drop(self.stdin.lock().await.take());
        Ok(())
    }
}

async fn write(
    stdin: &tokio::sync::Mutex<Option<Stdin>>,
    message: &ClientJsonRpcMessage,
) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    let mut stdin = stdin.lock().await;
    let Some(stdin) = stdin.as_mut() else {
        return Err(io::Error::from(io::ErrorKind::NotConnected));
    };
    stdin.write_all(&line).await?;
    stdin.flush().await
}

fn wire_error(error: &RawValue) -> Answer {
    match serde_json::from_str::<WireError>(error.get()) {
        Ok(error) => Answer::Error(error.code, error.message),
        Err(_) => Answer::Error(0, "an error that is not of the JSON-RPC form".to_owned()),
    }
}

/// The id that the beginning of a too long line answers, if it says so.
fn id_in(head: &[u8]) -> Option<i64> {
    let head = String::from_utf8_lossy(head);
    let after = head
        .split_once("\"id\"")?
        .1
        .trim_start()
        .strip_prefix(':')?
        .trim_start();
    let digits = after
        .split(|character: char| !character.is_ascii_digit())
        .next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::id_in;

    #[test]
    fn the_id_of_a_long_line() {
        assert_eq!(id_in(br#"{"jsonrpc":"2.0","id": 7,"result":{"#), Some(7));
        assert_eq!(id_in(br#"{"jsonrpc":"2.0","result":{"#), None);
        assert_eq!(id_in(br#"{"id":"x"#), None);
        assert_eq!(id_in(&[0xff; 20]), None);
    }
}

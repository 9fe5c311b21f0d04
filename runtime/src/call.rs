//! One call between its caller and its server.

use std::borrow::Cow;
use std::sync::Arc;

use mcpreg_contract::{CallError, Server, Tool};
use mcpreg_wire::{Answer, Era, Raw, range_of, write_edited, write_raw_error, write_result};
use serde_json::value::RawValue;
use tokio::sync::oneshot;

use crate::account::{Account, Share};
use crate::forward::CallLine;
use crate::outcome::{Outcome, Route, Verdict, protocol_error};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::session::{Appended, Session};

/// A call whose arguments have been accepted.
#[derive(Debug)]
pub(crate) struct Call {
    /// Who asked for what.
    pub(crate) ticket: Ticket,
    /// What the server is sent.
    pub(crate) line: CallLine,
    /// What the line takes of its server's account while it waits.
    share: Option<Share>,
}

impl Call {
    /// A call that waits for nothing yet.
    pub(crate) fn new(ticket: Ticket, line: CallLine) -> Self {
        Self {
            ticket,
            line,
            share: None,
        }
    }

    /// Draws the memory of the line from `account` until the call is sent.
    pub(crate) fn draw_from(&mut self, account: &Arc<Account>) {
        self.share = Some(Share::of(account, self.line.len()));
    }
}

/// A call while it is open: who asked for what.
#[derive(Debug)]
pub(crate) struct Ticket {
    /// Unique in this gateway; the id and the progress token on the way to the server.
    pub(crate) number: u64,
    /// The server that has the tool.
    pub(crate) server: &'static Server,
    /// The tool.
    pub(crate) tool: &'static Tool,
    /// Who wants the answer.
    pub(crate) caller: Caller,
}

/// Who wants the answer of a call.
#[derive(Debug)]
pub(crate) enum Caller {
    /// A client of a session.
    Client(Client),
    /// Something in this process.
    Local(oneshot::Sender<Result<Box<RawValue>, CallError>>),
}

/// A client's own words for one call.
#[derive(Debug)]
pub(crate) struct Client {
    /// The client.
    pub(crate) session: Arc<Session>,
    /// Its id for the call, as it wrote it.
    pub(crate) id: Box<str>,
    /// Its progress token, as it wrote it.
    pub(crate) token: Option<Box<str>>,
    /// How it speaks.
    pub(crate) era: Era,
}

impl Ticket {
    /// Whether the call is of that client.
    pub(crate) fn is_of(&self, session: &Arc<Session>) -> bool {
        self.session().is_some_and(|own| Arc::ptr_eq(own, session))
    }

    /// Whether the caller may be given an answer of so many bytes now.
    pub(crate) fn grants(&self, bytes: usize) -> bool {
        self.session().is_none_or(|session| session.grants(bytes))
    }

    /// The session to wait for when its client reads slowly.
    pub(crate) fn session(&self) -> Option<&Arc<Session>> {
        match &self.caller {
            Caller::Client(client) => Some(&client.session),
            Caller::Local(_) => None,
        }
    }

    /// Ends the call without an answer of its server.
    pub(crate) fn refuse(self, refusal: Refusal) {
        match self.caller {
            Caller::Client(client) => {
                let result = refusal.result(self.server, self.tool, client.era);
                let session = client.settle(self.number, &result, write_result);
                if let Some(session) = session {
                    session.leave();
                }
            }
            // A caller that stopped waiting misses nothing.
            Caller::Local(caller) => {
                let _ = caller.send(Err(refusal.into_call_error(self.server, self.tool)));
            }
        }
    }

    /// Ends the call with its server's answer, whose structured content was found to be `verdict`.
    /// Returns the session that is to be flushed.
    pub(crate) fn answer(
        self,
        answer: Answer<'_>,
        verdict: Verdict,
        from: Era,
    ) -> Option<Arc<Session>> {
        let to = match &self.caller {
            Caller::Client(client) => client.era,
            Caller::Local(_) => Era::Legacy,
        };
        match Outcome::of(answer, verdict, Route { from, to }) {
            Outcome::Result(result) => self.settle(&result),
            Outcome::Error(error) => self.fail(&error),
            Outcome::Unusable(reason) => {
                self.refuse(Refusal::Unusable(reason));
                None
            }
            Outcome::Broken(violations) => {
                self.refuse(Refusal::Output(violations));
                None
            }
        }
    }

    /// Passes a progress notification on, under the client's own token. Returns the session that
    /// is to be flushed.
    pub(crate) fn progress(&self, params: Raw<'_>, parsed: &Params<'_>) -> Option<&Arc<Session>> {
        let Caller::Client(Client {
            session,
            token: Some(token),
            ..
        }) = &self.caller
        else {
            return None;
        };
        let ours = parsed.progress_token?;
        let edit = (range_of(params.get(), ours.get()), Cow::Borrowed(&**token));
        let appended = session.send(|out| {
            out.extend_from_slice(
                b"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":",
            );
            write_edited(out, params.get(), &mut [edit]);
            out.extend_from_slice(b"}\n");
        });
        (appended == Appended::First).then_some(session)
    }

    fn settle(self, result: &str) -> Option<Arc<Session>> {
        match self.caller {
            Caller::Client(client) => client.settle(self.number, result, write_result),
            Caller::Local(caller) => {
                let result = RawValue::from_string(result.to_owned());
                // A caller that stopped waiting misses nothing.
                let _ = caller.send(Ok(result.expect("the result was JSON already")));
                None
            }
        }
    }

    fn fail(self, error: &str) -> Option<Arc<Session>> {
        match self.caller {
            Caller::Client(client) => client.settle(self.number, error, write_raw_error),
            // A caller that stopped waiting misses nothing.
            Caller::Local(caller) => {
                let _ = caller.send(Err(protocol_error(self.server, self.tool, error)));
                None
            }
        }
    }
}

/// What an answer has around its id and its result.
const ENVELOPE_BYTES: usize = 64;

impl Client {
    /// Appends the answer of the call `number`, which `write` makes of the client's id and `text`.
    /// Returns the session if it is to be flushed.
    fn settle(
        self,
        number: u64,
        text: &str,
        write: fn(&mut Vec<u8>, &str, &str),
    ) -> Option<Arc<Session>> {
        let Self { session, id, .. } = self;
        let bytes = id.len() + text.len() + ENVELOPE_BYTES;
        let appended = session.settle(&id, number, bytes, |out| write(out, &id, text));
        (appended == Appended::First).then_some(session)
    }
}

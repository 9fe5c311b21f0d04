//! The messages of one client.

use std::sync::Arc;

use tracing::{debug, warn};

use crate::call::{Caller, Client};
use crate::envelope::{Malformed, Message, id_in_ends};
use crate::face::era_of;
use crate::forward::call_line;
use crate::line::{Line, MAX_LINE_BYTES, Overlong};
use crate::params::{Meta, Params, string};
use crate::protocol::{Era, INVALID_PARAMS, INVALID_REQUEST};
use crate::raw::Raw;
use crate::refusal::Refusal;
use crate::reply::{ReplyError, write_result};
use crate::session::{Appended, Open, Session};
use crate::shared::Shared;
use crate::{face::Face, tools::Entry};

/// What the gateway knows of one client.
pub(super) struct ClientSide<'a> {
    shared: &'a Shared,
    session: &'a Arc<Session>,
    /// Whether the client has opened a session with `initialize`.
    has_session: bool,
    /// Whether an answer was the first thing that waits for the client.
    owes_flush: bool,
}

/// A `tools/call` as far as it is read.
struct Asked<'a> {
    params: Raw<'a>,
    parsed: Params<'a>,
    meta: Meta<'a>,
    era: Era,
}

impl<'a> ClientSide<'a> {
    /// A client that has said nothing yet.
    pub(super) fn new(shared: &'a Shared, session: &'a Arc<Session>) -> Self {
        Self {
            shared,
            session,
            has_session: false,
            owes_flush: false,
        }
    }

    /// Writes the answers that were given here.
    pub(super) fn flush(&mut self) {
        if std::mem::take(&mut self.owes_flush) {
            self.session.flush();
        }
    }

    /// Handles one line.
    pub(super) fn hear(&mut self, line: Line<'_>) {
        let line = match line {
            Line::Whole(line) => line,
            Line::Overlong(overlong) => return self.overlong(&overlong),
        };
        match Message::parse(line) {
            Ok(Message::Request { id, method, params }) => {
                if let Err(error) = self.request(id, &method, params) {
                    self.fail(Some(id.get()), &error);
                }
            }
            Ok(Message::Notification { method, params }) => self.notice(&method, params),
            Ok(Message::Response { .. }) => debug!("a response to nothing the gateway asked"),
            Err(Malformed { code, message, id }) => {
                self.fail(id.map(Raw::get), &ReplyError::new(code, message));
            }
        }
    }

    fn request(
        &mut self,
        id: Raw<'_>,
        method: &str,
        params: Option<Raw<'_>>,
    ) -> Result<(), ReplyError> {
        if self.session.has(id.get()) {
            let message = format!("id {} belongs to a call that is still open", id.get());
            return Err(ReplyError::new(INVALID_REQUEST, message));
        }
        let invalid = |message| ReplyError::new(INVALID_PARAMS, message);
        let parsed = Params::parse(params).map_err(invalid)?;
        if method == "initialize" {
            let result = self.shared.face.initialize(&parsed)?;
            self.has_session = true;
            self.answer(id, &result);
            return Ok(());
        }
        let meta = parsed.meta().map_err(invalid)?;
        // A session may be probed before it is opened.
        let era = era_of(&meta, self.has_session || method == "ping")?;
        match params {
            Some(params) if method == "tools/call" => self.call(
                id,
                &Asked {
                    params,
                    parsed,
                    meta,
                    era,
                },
            ),
            None if method == "tools/call" => Err(invalid("params.name is missing".to_owned())),
            _ => {
                let result = self.shared.face.answer(era, method, &parsed)?;
                self.answer(id, result);
                Ok(())
            }
        }
    }

    fn call(&mut self, id: Raw<'_>, asked: &Asked<'_>) -> Result<(), ReplyError> {
        let Asked {
            params,
            parsed,
            meta,
            era,
        } = asked;
        let entry = self.entry(parsed)?;
        let arguments = parsed.arguments.map_or("{}", Raw::get);
        if let Err(violations) = entry.tool.arguments.decide(arguments) {
            self.refuse(id, entry, *era, violations);
            return Ok(());
        }
        let token = meta.get("progressToken");
        if token.is_some_and(|token| !token.get().starts_with(is_token)) {
            let message = "params._meta.progressToken must be a string or a number";
            return Err(ReplyError::new(INVALID_PARAMS, message));
        }
        let number = self.shared.next_number();
        let line = call_line(entry, number, *params, parsed, meta);
        let client = Client {
            session: Arc::clone(self.session),
            id: id.get().into(),
            token: token.map(|token| token.get().into()),
            era: *era,
        };
        self.session.open(
            id.get(),
            Open {
                number,
                server: entry.server,
            },
        );
        self.shared
            .send(entry, number, Caller::Client(client), line);
        Ok(())
    }

    fn entry(&self, parsed: &Params<'_>) -> Result<&'a Entry, ReplyError> {
        let name = parsed
            .name
            .and_then(string)
            .ok_or_else(|| ReplyError::new(INVALID_PARAMS, "params.name must be a string"))?;
        self.shared.tools.get(&name).ok_or_else(|| {
            let nearest = self.shared.tools.nearest(&name);
            let hint = nearest.map_or(String::new(), |name| format!("; did you mean {name}?"));
            ReplyError::new(INVALID_PARAMS, format!("unknown tool: {name}{hint}"))
        })
    }

    fn refuse(&mut self, id: Raw<'_>, entry: &Entry, era: Era, why: mcpreg_contract::Violations) {
        let server = self.shared.server(entry);
        debug!(
            tool = entry.tool.public_name,
            violations = why.0.len(),
            "arguments refused"
        );
        let result = Refusal::Arguments(why).result(server, entry.tool, Face::own_members(era));
        self.answer(id, &result);
    }

    fn notice(&self, method: &str, params: Option<Raw<'_>>) {
        if method != "notifications/cancelled" {
            return debug!(method, "notification ignored");
        }
        let Ok(Params {
            request_id: Some(id),
            reason,
            ..
        }) = Params::parse(params)
        else {
            return debug!("a cancellation that names no request");
        };
        if let Some(open) = self.session.cancel(id.get()) {
            let reason = reason.filter(|reason| reason.get().starts_with('"'));
            let upstream = self.shared.upstream(open.server);
            upstream.cancel(open.number, reason.map(|reason| reason.get().into()));
        }
    }

    fn overlong(&mut self, overlong: &Overlong) {
        warn!("the client sent a line over the size limit");
        let message = format!("the message is longer than {MAX_LINE_BYTES} bytes");
        let id = id_in_ends(&overlong.head, &overlong.tail);
        self.fail(id.as_deref(), &ReplyError::new(INVALID_REQUEST, message));
    }

    fn answer(&mut self, id: Raw<'_>, result: &str) {
        let appended = self.session.send(|out| write_result(out, id.get(), result));
        self.owes_flush |= appended == Appended::First;
    }

    fn fail(&mut self, id: Option<&str>, error: &ReplyError) {
        let appended = self.session.send(|out| error.write(out, id));
        self.owes_flush |= appended == Appended::First;
    }
}

fn is_token(first: char) -> bool {
    first == '"' || first == '-' || first.is_ascii_digit()
}

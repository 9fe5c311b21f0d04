//! The messages of one client.

use std::sync::Arc;

use mcpreg_wire::{
    Era, INVALID_PARAMS, INVALID_REQUEST, Line, MAX_LINE_BYTES, Malformed, Members, Message,
    OneLine, Overlong, Raw, ReplyError, WITH_BATCHES, excerpt, id_in_ends, string, write_result,
};
use tracing::{debug, warn};

use super::decision::Decision;
use crate::call::{Caller, Client, Ticket};
use crate::face::era_of;
use crate::forward::call_line;
use crate::limits::{BATCH_MESSAGES, CHECKED_HERE_BYTES, CLIENT_BYTES, NAME_BYTES, SMALL_BYTES};
use crate::params::{MAX_TOKEN_BYTES, Params};
use crate::refusal::Refusal;
use crate::session::batch::Batch;
use crate::session::{Appended, Open, Session};
use crate::shared::Shared;
use crate::tools::Entry;

/// What the gateway knows of one client.
pub(super) struct ClientSide {
    shared: Arc<Shared>,
    session: Arc<Session>,
    /// The revision of the session that the client has opened with `initialize`.
    revision: Option<&'static str>,
    /// The batch whose messages are being handled.
    batch: Option<Arc<Batch>>,
    /// Whether an answer was the first thing that waits for the client.
    owes_flush: bool,
    /// Whether this thread may take its time.
    is_aside: bool,
}

/// A `tools/call` as far as it is read.
pub(super) struct Asked<'a> {
    pub(super) params: Raw<'a>,
    pub(super) parsed: Params<'a>,
    pub(super) meta: Members<'a>,
    pub(super) era: Era,
}

impl ClientSide {
    /// A client that has said nothing yet.
    pub(super) fn new(shared: Arc<Shared>, session: Arc<Session>) -> Self {
        Self {
            shared,
            session,
            revision: None,
            batch: None,
            owes_flush: false,
            is_aside: false,
        }
    }

    /// Handles one long line on another thread; this client waits for it, others do not.
    pub(super) async fn hear_aside(self, line: Vec<u8>) -> Self {
        let (shared, session) = (Arc::clone(&self.shared), Arc::clone(&self.session));
        let share = session.share(line.len());
        let mut client = self;
        let work = move || {
            client.is_aside = true;
            client.hear(Line::Whole(&line));
            client.is_aside = false;
            drop((line, share));
            client
        };
        let heard = shared.core.deciders.run(work).await;
        heard.unwrap_or_else(|| {
            // It panicked: whose message it was is not known any more.
            session.abandon();
            Self::new(shared, session)
        })
    }

    /// Writes the answers that were given here.
    pub(super) fn flush(&mut self) {
        if std::mem::take(&mut self.owes_flush) {
            self.session.flush();
        }
    }

    /// Handles one line.
    pub(super) fn hear(&mut self, line: Line<'_>) {
        let bytes = match line {
            Line::Whole(bytes) => bytes,
            Line::Overlong(overlong) => return self.overlong(&overlong),
        };
        let Some(text) = OneLine::of(bytes) else {
            return self.fail(None, &ReplyError::new(-32700, "the line is not UTF-8"));
        };
        if text.get().starts_with('[')
            && self.revision == Some(WITH_BATCHES)
            && let Some(messages) = Message::batch(&text)
        {
            return self.hear_batch(messages);
        }
        self.hear_message(Message::parse(&text));
    }

    fn hear_message(&mut self, message: Result<Message<'_>, Malformed<'_>>) {
        match message {
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

    /// Handles the messages of a batch; its answers are sent together.
    fn hear_batch(&mut self, messages: Vec<Result<Message<'_>, Malformed<'_>>>) {
        let is_answered = |message: &Result<Message<'_>, _>| {
            matches!(message, Ok(Message::Request { .. }) | Err(_))
        };
        let owed = messages
            .iter()
            .filter(|message| is_answered(message))
            .count();
        if messages.is_empty() || messages.len() > BATCH_MESSAGES {
            let message = format!("a batch has 1 to {BATCH_MESSAGES} messages");
            return self.fail(None, &ReplyError::new(INVALID_REQUEST, message));
        }
        self.batch = Some(Arc::new(Batch::new(owed)));
        for message in messages {
            self.hear_message(message);
        }
        self.batch = None;
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
            let opened = self.shared.face.initialize(&parsed)?;
            self.revision = Some(opened.revision);
            self.answer(id, &opened.result);
            return Ok(());
        }
        let meta = parsed.meta().map_err(invalid)?;
        // A session may be probed before it is opened.
        let era = era_of(&meta, self.revision.is_some() || method == "ping")?;
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
                let shared = Arc::clone(&self.shared);
                let result = shared.face.answer(era, method, &parsed)?;
                self.answer(id, result);
                Ok(())
            }
        }
    }

    fn call(&mut self, id: Raw<'_>, asked: &Asked<'_>) -> Result<(), ReplyError> {
        let shared = Arc::clone(&self.shared);
        let entry = entry(&shared, &asked.parsed)?;
        if self.is_aside {
            entry.prepare();
        }
        let arguments = asked.parsed.arguments.map_or("{}", Raw::get);
        let is_short = arguments.len() <= CHECKED_HERE_BYTES || self.is_aside;
        let is_decided_here = is_short && entry.is_prepared();
        if is_decided_here && let Err(violations) = entry.decide(arguments) {
            self.refuse(id, entry, asked.era, &Refusal::Arguments(violations));
            return Ok(());
        }
        if !self.session.grants(asked.params.get().len()) {
            self.refuse(id, entry, asked.era, &Refusal::NoMemory);
            return Ok(());
        }
        let ticket = self.ticket(id, entry, asked)?;
        let open = Open {
            number: ticket.number,
            server: entry.server,
            batch: self.batch.clone(),
        };
        if !self.session.open(id.get(), open) {
            self.refuse(id, entry, asked.era, &Refusal::Busy);
            return Ok(());
        }
        if is_decided_here {
            let Asked {
                params,
                parsed,
                meta,
                ..
            } = asked;
            let line = call_line(entry, ticket.number, *params, parsed, meta);
            shared.send(entry, ticket, line);
        } else {
            Decision::new(&shared, ticket, asked.params.get()).start(&self.session);
        }
        Ok(())
    }

    fn ticket(&self, id: Raw<'_>, entry: &Entry, asked: &Asked<'_>) -> Result<Ticket, ReplyError> {
        let token = asked.meta.get("progressToken");
        if token.is_some_and(|token| !is_token(token)) {
            let message = format!(
                "params._meta.progressToken must be a string or a number of at most \
                 {MAX_TOKEN_BYTES} bytes"
            );
            return Err(ReplyError::new(INVALID_PARAMS, message));
        }
        let caller = Caller::Client(Client {
            session: Arc::clone(&self.session),
            id: id.get().into(),
            token: token.map(|token| token.get().into()),
            era: asked.era,
        });
        Ok(self.shared.ticket(entry, caller))
    }

    fn refuse(&mut self, id: Raw<'_>, entry: &Entry, era: Era, why: &Refusal) {
        debug!(tool = entry.tool.public_name, reason = %why.kind(), "a call is refused");
        let result = why.result(self.shared.server(entry), entry.tool, era);
        self.answer(id, &result);
    }

    fn notice(&self, method: &str, params: Option<Raw<'_>>) {
        if method != "notifications/cancelled" {
            let method = excerpt(method, NAME_BYTES);
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
            // A long reason is worth less than the memory it would wait in.
            let reason = reason.filter(|reason| {
                reason.get().starts_with('"') && reason.get().len() <= SMALL_BYTES / 16
            });
            let upstream = self.shared.upstream(open.server);
            upstream.cancel(open.number, reason.map(|reason| reason.get().into()));
        }
    }

    fn overlong(&mut self, overlong: &Overlong) {
        let message = match overlong.cut {
            mcpreg_wire::Cut::TooLong => {
                format!("the message is longer than {MAX_LINE_BYTES} bytes")
            }
            mcpreg_wire::Cut::NoRoom => format!(
                "the message of {} bytes was dropped: the gateway has no memory for it now",
                overlong.bytes
            ),
        };
        warn!(
            bytes = overlong.bytes,
            reason = message,
            "a client's message was dropped"
        );
        let id = id_in_ends(&overlong.head, &overlong.tail);
        self.fail(id.as_deref(), &ReplyError::new(INVALID_REQUEST, message));
    }

    fn answer(&mut self, id: Raw<'_>, result: &str) {
        let is_too_long = |batch: &Arc<Batch>| batch.len() + result.len() > CLIENT_BYTES;
        if self.batch.as_ref().is_some_and(is_too_long) {
            let message = "the answers to this batch are too long together; send fewer messages";
            return self.fail(Some(id.get()), &ReplyError::new(INVALID_REQUEST, message));
        }
        self.reply(|out| write_result(out, id.get(), result));
    }

    fn fail(&mut self, id: Option<&str>, error: &ReplyError) {
        self.reply(|out| error.write(out, id));
    }

    fn reply(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let appended = match &self.batch {
            None => self.session.send(write),
            Some(batch) => match batch.answer(write) {
                Some(line) => self.session.send(|out| out.extend_from_slice(&line)),
                None => return,
            },
        };
        self.owes_flush |= appended == Appended::First;
    }
}

/// The tool that a call names.
fn entry<'s>(shared: &'s Shared, parsed: &Params<'_>) -> Result<&'s Entry, ReplyError> {
    let name = parsed
        .name
        .and_then(string)
        .ok_or_else(|| ReplyError::new(INVALID_PARAMS, "params.name must be a string"))?;
    shared.tools.get(&name).ok_or_else(|| {
        let nearest = shared.tools.nearest(&name);
        let hint = nearest.map_or(String::new(), |name| format!("; did you mean {name}?"));
        let name = excerpt(&name, NAME_BYTES);
        ReplyError::new(INVALID_PARAMS, format!("unknown tool: {name}{hint}"))
    })
}

fn is_token(token: Raw<'_>) -> bool {
    let starts = |first: char| first == '"' || first == '-' || first.is_ascii_digit();
    token.get().starts_with(starts) && token.get().len() <= MAX_TOKEN_BYTES
}

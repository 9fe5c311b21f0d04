//! What a server says, line by line, in its order.
//!
//! Answers and progress go to the callers. Its own requests are answered here. Log messages and
//! `list_changed` go no further: the gateway declares no logging, and its list is pinned. Lines
//! that are not messages are skipped; what answers no call is counted, and a server that floods
//! the gateway is ended.

use std::sync::Arc;

use mcpreg_wire::{
    Answer, Channel, Cut, Line, Lines, MAX_LINE_BYTES, Malformed, Message, OneLine, Overlong, Raw,
    answer_server, excerpt, id_in_ends,
};
use tracing::{debug, warn};

use super::answer::Judge;
use super::{State, Task};
use crate::call::Ticket;
use crate::limits::{LARGE_BYTES, NAME_BYTES, UNASKED_MESSAGES};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::session::Session;
use crate::turn::Turn;
use crate::upstream::flood::Flood;
use crate::upstream::open_calls::OpenCalls;
use crate::upstream::wire::Wire;

/// One server's listener.
struct Ear<'a> {
    server: &'static str,
    judge: Judge<'a>,
    out: &'a mut Vec<u8>,
    flood: &'a mut Flood,
    turn: &'a mut Turn,
    is_noisy: &'a mut bool,
    slow: &'a mut Option<Arc<Session>>,
    open: &'a mut OpenCalls,
    unflushed: &'a mut Vec<Arc<Session>>,
    has_answered: bool,
    /// Why the server is to be ended.
    verdict: Option<String>,
}

impl Task {
    /// Handles the complete lines that are there, in as many turns as it takes.
    pub(super) async fn hear_all(&mut self) {
        self.hear();
        while self.turn.is_over() {
            self.turn.pass().await;
            self.hear();
        }
    }

    /// Handles complete lines that are there, until the turn is over.
    fn hear(&mut self) {
        self.listen(|lines, ear| {
            while !ear.turn.is_over()
                && ear.verdict.is_none()
                && let Some(line) = lines.next_line()
            {
                ear.turn.handled(1);
                if let Line::Whole(line) = line
                    && line.len() > LARGE_BYTES
                    && let Some(ticket) = ear.take_by_ends(line)
                {
                    ear.judge.answer_aside(ticket, lines.take_last());
                } else {
                    ear.hear(line);
                }
            }
        });
    }

    /// Handles what stands behind the last line end, once the server has ended.
    pub(super) fn hear_the_rest(&mut self) {
        self.listen(|lines, ear| {
            if let Some(line) = lines.rest() {
                ear.hear(line);
            }
        });
    }

    fn listen(&mut self, hear: impl FnOnce(&mut Lines, &mut Ear<'_>)) {
        let State::Ready(wire) = &mut self.state else {
            return;
        };
        let Wire {
            channel: Channel { lines, out, .. },
            era,
            flood,
            is_noisy,
            slow,
            deciding,
            ..
        } = &mut **wire;
        let judge = Judge {
            era: *era,
            core: &self.start.core,
            deciding,
        };
        let mut ear = Ear {
            server: self.start.server.id,
            judge,
            out,
            flood,
            turn: &mut self.turn,
            is_noisy,
            slow,
            open: &mut self.open,
            unflushed: &mut self.unflushed,
            has_answered: false,
            verdict: None,
        };
        hear(lines, &mut ear);
        let (has_answered, mut verdict) = (ear.has_answered, ear.verdict);
        if verdict.is_none() && wire.is_overdrawn() {
            verdict = Some("it was ended: it does not read what it is sent".to_owned());
        }
        if has_answered {
            self.failures = 0;
        }
        for session in self.unflushed.drain(..) {
            session.flush();
        }
        if let Some(reason) = verdict {
            self.drain(Some(reason));
        }
    }
}

impl Ear<'_> {
    fn hear(&mut self, line: Line<'_>) {
        let bytes = match line {
            Line::Whole(bytes) => bytes,
            Line::Overlong(overlong) => return self.overlong(&overlong),
        };
        let Some(text) = OneLine::of(bytes) else {
            return self.unreadable(bytes, "it is not UTF-8");
        };
        match Message::batch(&text) {
            Some(messages) if !messages.is_empty() => {
                for message in messages {
                    self.message(bytes, message);
                }
            }
            _ => self.message(bytes, Message::parse(&text)),
        }
    }

    fn message(&mut self, line: &[u8], message: Result<Message<'_>, Malformed<'_>>) {
        match message {
            Ok(Message::Response { id, answer }) => self.answer(id, answer, line.len()),
            Ok(Message::Notification { method, params }) => {
                self.count(line.len());
                self.notice(&method, params);
            }
            Ok(Message::Request { id, method, .. }) => {
                self.count(line.len());
                answer_server(self.out, id, &method);
            }
            Err(fault) => match fault.id.and_then(|id| self.take(id.get())) {
                Some(ticket) => ticket.refuse(Refusal::Unusable(fault.message)),
                None => self.unreadable(line, &fault.message),
            },
        }
    }

    fn answer(&mut self, id: Raw<'_>, answer: Answer<'_>, bytes: usize) {
        let Some(ticket) = self.take(id.get()) else {
            self.count(bytes);
            return debug!(
                server = self.server,
                id = id.get(),
                "an answer to no open call"
            );
        };
        self.mind(&ticket);
        self.unflushed.extend(self.judge.answer(ticket, answer));
    }

    fn notice(&mut self, method: &str, params: Option<Raw<'_>>) {
        let ("notifications/progress", Some(params)) = (method, params) else {
            let method = excerpt(method, NAME_BYTES);
            return debug!(server = self.server, method, "not passed on");
        };
        let Ok(parsed) = Params::parse(Some(params)) else {
            return;
        };
        let number = parsed
            .progress_token
            .and_then(|token| token.get().parse().ok());
        if let Some(ticket) = number.and_then(|number| self.open.get(number)) {
            self.unflushed
                .extend(ticket.progress(params, &parsed).cloned());
            if let Some(session) = slow_session(ticket, self.open) {
                *self.slow = Some(session);
            }
        }
    }

    /// A line that is not JSON, or not a message; it may still show which call it was to answer.
    fn unreadable(&mut self, line: &[u8], reason: &str) {
        let id = id_in_ends(line, line);
        if let Some(ticket) = id.and_then(|id| self.take(&id)) {
            return ticket.refuse(Refusal::Unusable(reason.to_owned()));
        }
        self.count(line.len());
        if !std::mem::replace(self.is_noisy, true) {
            warn!(
                server = self.server,
                "it writes lines to stdout that are not messages; skipped"
            );
        }
    }

    fn overlong(&mut self, overlong: &Overlong) {
        self.count(overlong.bytes);
        let reason = match overlong.cut {
            Cut::TooLong => format!("it is one line of more than {MAX_LINE_BYTES} bytes"),
            Cut::NoRoom => format!(
                "it is one line of {} bytes, and the gateway has no memory for it now",
                overlong.bytes
            ),
        };
        warn!(server = self.server, reason, "a message was dropped");
        let id = id_in_ends(&overlong.head, &overlong.tail);
        if let Some(ticket) = id.and_then(|id| self.take(&id)) {
            ticket.refuse(Refusal::Unusable(reason));
        }
    }

    /// Counts a line that answers no call.
    fn count(&mut self, bytes: usize) {
        self.turn.handled(UNASKED_MESSAGES);
        if let Some(reason) = self.flood.count(bytes) {
            self.verdict = Some(reason);
        }
    }

    /// The open call that a long line answers, as far as its ends show that. Where the line is
    /// something else after all, the call has no answer that could be passed on.
    fn take_by_ends(&mut self, line: &[u8]) -> Option<Ticket> {
        let ticket = self.take(&id_in_ends(line, line)?)?;
        self.mind(&ticket);
        Some(ticket)
    }

    /// The open call that a server's id means. Only the numbers the gateway gave are looked up.
    fn take(&mut self, id: &str) -> Option<Ticket> {
        let ticket = self.open.remove(id.parse().ok()?)?;
        self.has_answered = true;
        Some(ticket)
    }

    /// Notes the client of a call if it has to read before this server is listened to again.
    fn mind(&mut self, ticket: &Ticket) {
        if let Some(session) = slow_session(ticket, self.open) {
            *self.slow = Some(session);
        }
    }
}

/// The client of a call, if it reads slowly and is the only one that waits for this server.
///
/// Where others wait too, the server is listened to, and the slow client's answers pile up until
/// it has read them or is given up.
fn slow_session(ticket: &Ticket, open: &OpenCalls) -> Option<Arc<Session>> {
    let session = ticket.session().filter(|session| !session.has_room())?;
    open.are_all_of(session).then(|| Arc::clone(session))
}

//! What a server says, line by line, in its order.
//!
//! Answers and progress go to the callers. Its own requests are answered here. Log messages and
//! `list_changed` go no further: the gateway declares no logging, and its list is pinned. Lines
//! that are no messages are counted and skipped.

use std::sync::Arc;

use tracing::{debug, warn};

use super::{State, Task};
use crate::call::Ticket;
use crate::envelope::{Answer, Malformed, Message, id_in_ends};
use crate::line::{Line, MAX_LINE_BYTES, Overlong};
use crate::params::Params;
use crate::protocol::Era;
use crate::raw::Raw;
use crate::refusal::Refusal;
use crate::session::Session;
use crate::upstream::open_calls::OpenCalls;
use crate::upstream::opening::answer_server;
use crate::upstream::wire::Wire;

/// One server's listener.
struct Ear<'a> {
    server: &'static str,
    era: Era,
    out: &'a mut Vec<u8>,
    garbage: &'a mut u64,
    slow: &'a mut Option<Arc<Session>>,
    open: &'a mut OpenCalls,
    unflushed: &'a mut Vec<Arc<Session>>,
    has_answered: bool,
}

impl Task {
    /// Handles every complete line that is there.
    pub(super) fn hear(&mut self) {
        self.listen(|lines, ear| {
            while let Some(line) = lines.next_line() {
                ear.hear(line);
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

    fn listen(&mut self, hear: impl FnOnce(&mut crate::line::Lines, &mut Ear<'_>)) {
        let State::Ready(wire) = &mut self.state else {
            return;
        };
        let Wire {
            lines,
            out,
            era,
            garbage,
            slow,
            ..
        } = &mut **wire;
        let mut ear = Ear {
            server: self.server.id,
            era: *era,
            out,
            garbage,
            slow,
            open: &mut self.open,
            unflushed: &mut self.unflushed,
            has_answered: false,
        };
        hear(lines, &mut ear);
        if ear.has_answered {
            self.failures = 0;
        }
        for session in self.unflushed.drain(..) {
            session.flush();
        }
    }
}

impl Ear<'_> {
    fn hear(&mut self, line: Line<'_>) {
        let line = match line {
            Line::Whole(line) => line,
            Line::Overlong(overlong) => return self.overlong(&overlong),
        };
        match Message::parse(line) {
            Ok(Message::Response { id, answer }) => self.answer(id, answer),
            Ok(Message::Notification { method, params }) => self.notice(&method, params),
            Ok(Message::Request { id, method, .. }) => answer_server(self.out, id, &method),
            Err(fault) => self.malformed(&fault),
        }
    }

    fn answer(&mut self, id: Raw<'_>, answer: Answer<'_>) {
        let Some(ticket) = self.take(id.get()) else {
            return debug!(
                server = self.server,
                id = id.get(),
                "an answer nobody waits for"
            );
        };
        mind(self.slow, &ticket);
        self.unflushed.extend(ticket.answer(answer, self.era));
    }

    fn notice(&mut self, method: &str, params: Option<Raw<'_>>) {
        let ("notifications/progress", Some(params)) = (method, params) else {
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
            mind(self.slow, ticket);
        }
    }

    fn malformed(&mut self, fault: &Malformed<'_>) {
        if let Some(ticket) = fault.id.and_then(|id| self.take(id.get())) {
            return ticket.refuse(Refusal::Unusable(fault.message.clone()));
        }
        *self.garbage += 1;
        if *self.garbage == 1 {
            warn!(
                server = self.server,
                "it writes lines to stdout that are no messages; skipped"
            );
        }
    }

    fn overlong(&mut self, overlong: &Overlong) {
        let id = id_in_ends(&overlong.head, &overlong.tail);
        let reason = format!("it is one line of more than {MAX_LINE_BYTES} bytes");
        if let Some(ticket) = id.and_then(|id| self.take(&id)) {
            ticket.refuse(Refusal::Unusable(reason));
        } else {
            warn!(
                server = self.server,
                "a message over the size limit was dropped"
            );
        }
    }

    /// The open call that a server's id means. Only the numbers the gateway gave are looked up.
    fn take(&mut self, id: &str) -> Option<Ticket> {
        let ticket = self.open.remove(id.parse().ok()?)?;
        self.has_answered = true;
        Some(ticket)
    }
}

/// Notes a client that has to read before this server is listened to again.
fn mind(slow: &mut Option<Arc<Session>>, ticket: &Ticket) {
    if let Some(session) = ticket.session().filter(|session| !session.has_room()) {
        *slow = Some(Arc::clone(session));
    }
}

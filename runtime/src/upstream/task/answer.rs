//! A server's answer on its way to the caller: decided at once, or on another thread where that
//! takes long.

use std::sync::Arc;

use mcpreg_wire::{Answer, Era, Message, OneLine, Raw};

use crate::account::{Account, Share};
use crate::call::Ticket;
use crate::core::Core;
use crate::limits::CHECKED_HERE_BYTES;
use crate::outcome::Verdict;
use crate::refusal::Refusal;
use crate::session::Session;

/// What deciding an answer takes.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    /// How the server speaks.
    pub(super) era: Era,
    pub(super) core: &'a Arc<Core>,
    /// What is still to be decided.
    pub(super) deciding: &'a Arc<Account>,
}

impl Judge<'_> {
    /// Ends a call with its answer. Returns the session that is to be flushed.
    pub(super) fn answer(&self, ticket: Ticket, answer: Answer<'_>) -> Option<Arc<Session>> {
        let (Answer::Result(text) | Answer::Error(text)) = answer;
        if !ticket.grants(text.get().len()) {
            ticket.refuse(no_memory());
            return None;
        }
        let (tool, output) = (ticket.tool, ticket.server.output_check);
        if let Answer::Result(result) = answer
            && result.get().len() > CHECKED_HERE_BYTES
            && Verdict::is_needed(tool, output)
        {
            self.answer_later(ticket, result);
            return None;
        }
        let verdict = match answer {
            Answer::Result(result) => Verdict::of(result.get(), tool, output),
            Answer::Error(_) => Verdict::PassOn,
        };
        ticket.answer(answer, verdict, self.era)
    }

    fn answer_later(&self, ticket: Ticket, result: Raw<'_>) {
        let line = format!(
            "{{\"jsonrpc\":\"2.0\",\"id\":{},\"result\":{}}}",
            ticket.number,
            result.get()
        );
        self.answer_aside(ticket, line.into_bytes());
    }

    /// Ends a call with a long line on another thread; others do not wait for it.
    pub(super) fn answer_aside(&self, ticket: Ticket, line: Vec<u8>) {
        if !ticket.grants(line.len()) {
            return ticket.refuse(no_memory());
        }
        let share = Share::of(self.deciding, line.capacity());
        let (core, era) = (Arc::clone(self.core), self.era);
        tokio::spawn(async move {
            let work = move || {
                let session = ended(ticket, &line, era);
                drop((line, share));
                if let Some(session) = session {
                    session.flush();
                }
            };
            core.deciders.run(work).await;
        });
    }
}

fn no_memory() -> Refusal {
    Refusal::Unusable("it is large, and the gateway has no memory for it now".to_owned())
}

/// Ends a call with the line that answers it. Returns the session that is to be flushed.
fn ended(ticket: Ticket, line: &[u8], era: Era) -> Option<Arc<Session>> {
    let unusable = |ticket: Ticket, reason: &str| {
        ticket.refuse(Refusal::Unusable(reason.to_owned()));
        None
    };
    let Some(text) = OneLine::of(line) else {
        return unusable(ticket, "it is not UTF-8");
    };
    let number = ticket.number.to_string();
    match Message::parse(&text) {
        Ok(Message::Response { id, answer }) if id.get() == number => {
            let verdict = match answer {
                Answer::Result(result) => {
                    Verdict::of(result.get(), ticket.tool, ticket.server.output_check)
                }
                Answer::Error(_) => Verdict::PassOn,
            };
            ticket.answer(answer, verdict, era)
        }
        Ok(_) => unusable(ticket, "its id is not that of the call at both ends"),
        Err(fault) => unusable(ticket, &fault.message),
    }
}

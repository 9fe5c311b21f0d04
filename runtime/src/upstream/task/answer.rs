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
        let (core, era, line) = (Arc::clone(self.core), self.era, Arc::new(line));
        tokio::spawn(async move {
            let judged = judgement(&ticket, Arc::clone(&line));
            match core.deciders.run(judged).await {
                None => ticket.refuse(Refusal::Unusable("it could not be decided".to_owned())),
                Some(Err(reason)) => ticket.refuse(Refusal::Unusable(reason)),
                Some(Ok(verdict)) => {
                    // What is long takes long to be copied, too.
                    let end = move || end(ticket, &line, verdict, era);
                    core.deciders.run(end).await;
                }
            }
            drop(share);
        });
    }
}

fn no_memory() -> Refusal {
    Refusal::Unusable("it is large, and the gateway has no memory for it now".to_owned())
}

/// What finds out whether a line answers the call, and how its result is handled.
fn judgement(
    ticket: &Ticket,
    line: Arc<Vec<u8>>,
) -> impl FnOnce() -> Result<Verdict, String> + use<> {
    let (number, tool) = (ticket.number.to_string(), ticket.tool);
    let output = ticket.server.output_check;
    move || {
        let text = OneLine::of(&line).ok_or("it is not UTF-8")?;
        match Message::parse(&text) {
            Ok(Message::Response { id, .. }) if id.get() != number => {
                Err("its id is not that of the call at both ends".to_owned())
            }
            Ok(Message::Response { answer, .. }) => Ok(match answer {
                Answer::Result(result) => Verdict::of(result.get(), tool, output),
                Answer::Error(_) => Verdict::PassOn,
            }),
            Ok(_) => Err("it is not a response".to_owned()),
            Err(fault) => Err(fault.message),
        }
    }
}

/// Ends a call with the line that was found to answer it.
fn end(ticket: Ticket, line: &[u8], verdict: Verdict, era: Era) {
    let text = OneLine::of(line);
    let session = match text.as_ref().map(Message::parse) {
        Some(Ok(Message::Response { answer, .. })) => ticket.answer(answer, verdict, era),
        _ => return ticket.refuse(Refusal::Unusable("it is not a response".to_owned())),
    };
    if let Some(session) = session {
        session.flush();
    }
}

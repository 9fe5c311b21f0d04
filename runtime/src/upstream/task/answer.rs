//! A server's answer on its way to the caller: decided at once, or on another thread where that
//! takes long.

use std::sync::Arc;

use mcpreg_wire::{Answer, Era, Raw};

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
            ticket.refuse(Refusal::Unusable(
                "it is large, and the gateway has no memory for it now".to_owned(),
            ));
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
        let text: Arc<str> = result.get().into();
        let share = Share::of(self.deciding, text.len());
        let (core, era) = (Arc::clone(self.core), self.era);
        tokio::spawn(async move {
            let (tool, output) = (ticket.tool, ticket.server.output_check);
            let decided = Arc::clone(&text);
            let decide = move || Verdict::of(&decided, tool, output);
            let verdict = core.deciders.run(decide).await;
            let raw: Result<Raw<'_>, _> = serde_json::from_str(&text);
            match (verdict, raw) {
                (Some(verdict), Ok(raw)) => {
                    if let Some(session) = ticket.answer(Answer::Result(raw), verdict, era) {
                        session.flush();
                    }
                }
                _ => ticket.refuse(Refusal::Unusable("it could not be decided".to_owned())),
            }
            drop(share);
        });
    }
}

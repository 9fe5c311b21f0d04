//! A call whose arguments are decided on another thread, because they are long or because the
//! tool's patterns are still to be compiled.

use std::sync::Arc;

use mcpreg_contract::Violations;
use mcpreg_wire::Raw;

use crate::call::{Caller, Ticket};
use crate::forward::{CallLine, call_line};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::session::Session;
use crate::shared::Shared;

/// A call that is noted as open in its session and not yet accepted.
pub(super) struct Decision {
    shared: Arc<Shared>,
    ticket: Ticket,
    params: Arc<str>,
}

impl Decision {
    /// The call of `ticket` with these `params`.
    pub(super) fn new(shared: &Arc<Shared>, ticket: Ticket, params: &str) -> Self {
        Self {
            shared: Arc::clone(shared),
            ticket,
            params: params.into(),
        }
    }

    /// Decides in the background: one call of a client after the other, so that one client cannot
    /// have all the threads.
    pub(super) fn start(self, session: &Arc<Session>) {
        let session = Arc::clone(session);
        let share = session.share(self.params.len());
        tokio::spawn(async move {
            let turn = session.deciding.acquire().await;
            self.carry_out().await;
            drop((turn, share));
        });
    }

    async fn carry_out(self) {
        let Self {
            shared,
            ticket,
            params,
        } = self;
        let (tool, number) = (ticket.tool.public_name, ticket.number);
        let (its, text) = (Arc::clone(&shared), Arc::clone(&params));
        let decide = move || decided(&its, tool, number, &text);
        let outcome = shared.core.deciders.run(decide).await;
        if !is_awaited(&ticket) {
            return;
        }
        let entry = shared.tools.get(tool);
        match (outcome.flatten(), entry) {
            (Some(Ok(line)), Some(entry)) => shared.send(entry, ticket, line),
            (Some(Err(violations)), _) => ticket.refuse(Refusal::Arguments(violations)),
            _ => ticket.refuse(Refusal::Undecided),
        }
    }
}

/// Whether the client still waits for an answer.
fn is_awaited(ticket: &Ticket) -> bool {
    match &ticket.caller {
        Caller::Client(client) => client.session.awaits(&client.id, ticket.number),
        Caller::Local(_) => true,
    }
}

/// The line of a call with these `params`, which were read before, or what is wrong with its
/// arguments.
fn decided(
    shared: &Shared,
    tool: &str,
    number: u64,
    params: &str,
) -> Option<Result<CallLine, Violations>> {
    let entry = shared.tools.get(tool)?;
    entry.prepare();
    let raw: Raw<'_> = serde_json::from_str(params).ok()?;
    let parsed = Params::parse(Some(raw)).ok()?;
    let meta = parsed.meta().ok()?;
    let arguments = parsed.arguments.map_or("{}", Raw::get);
    let decided = entry.decide(arguments);
    Some(decided.map(|()| call_line(entry, number, raw, &parsed, &meta)))
}

//! The calls of one server that have no answer yet, oldest first.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::call::Ticket;
use crate::session::Session;

/// Calls by number; numbers only grow, and every call has the same limit, so the first one is
/// also the first to run out of time.
#[derive(Debug)]
pub(super) struct OpenCalls {
    limit: Duration,
    calls: BTreeMap<u64, (Instant, Ticket)>,
}

impl OpenCalls {
    /// None yet; each will have `limit` from when it is sent.
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            calls: BTreeMap::new(),
        }
    }

    /// How long a call may take.
    pub(super) fn limit(&self) -> Duration {
        self.limit
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether every open call is of that client.
    pub(super) fn are_all_of(&self, session: &Arc<Session>) -> bool {
        self.calls.values().all(|(_, ticket)| ticket.is_of(session))
    }

    /// Notes a call that is being sent.
    pub(super) fn insert(&mut self, ticket: Ticket) {
        self.calls
            .insert(ticket.number, (Instant::now() + self.limit, ticket));
    }

    /// An open call.
    pub(super) fn get(&self, number: u64) -> Option<&Ticket> {
        self.calls.get(&number).map(|(_, ticket)| ticket)
    }

    /// Takes a call out that is answered or cancelled.
    pub(super) fn remove(&mut self, number: u64) -> Option<Ticket> {
        self.calls.remove(&number).map(|(_, ticket)| ticket)
    }

    /// When the first one runs out of time.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.calls
            .first_key_value()
            .map(|(_, (deadline, _))| *deadline)
    }

    /// Takes one call out that has run out of time.
    pub(super) fn pop_expired(&mut self) -> Option<Ticket> {
        let first = self.calls.first_entry()?;
        (first.get().0 <= Instant::now()).then(|| first.remove().1)
    }

    /// Takes all of them out.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Ticket> {
        std::mem::take(&mut self.calls)
            .into_values()
            .map(|(_, ticket)| ticket)
    }
}

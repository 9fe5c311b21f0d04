//! What every client of a gateway shares: the tools, the gateway's own answers, the way to the
//! servers, and the numbers of calls.

use std::sync::atomic::{AtomicU64, Ordering};

use mcpreg_contract::{Registry, Server};

use crate::call::{Call, Caller, Ticket};
use crate::face::Face;
use crate::forward::CallLine;
use crate::tools::{Entry, Tools};
use crate::upstream::Upstream;

/// What every client of a gateway shares.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) registry: &'static Registry,
    pub(crate) tools: Tools,
    pub(crate) face: Face,
    /// In the order of the registry.
    upstreams: Vec<Upstream>,
    numbers: AtomicU64,
}

impl Shared {
    /// What is served, and by whom.
    pub(crate) fn new(
        registry: &'static Registry,
        tools: Tools,
        face: Face,
        upstreams: Vec<Upstream>,
    ) -> Self {
        let numbers = AtomicU64::new(1);
        Self {
            registry,
            tools,
            face,
            upstreams,
            numbers,
        }
    }

    /// A number no other call of this gateway has.
    pub(crate) fn next_number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// The server that has the tool.
    pub(crate) fn server(&self, entry: &Entry) -> &'static Server {
        self.registry.servers[entry.server]
    }

    /// The mailbox of the server at that position of the registry.
    pub(crate) fn upstream(&self, server: usize) -> &Upstream {
        &self.upstreams[server]
    }

    /// Hands an accepted call to its server.
    pub(crate) fn send(&self, entry: &Entry, number: u64, caller: Caller, line: CallLine) {
        let ticket = Ticket {
            number,
            server: self.server(entry),
            tool: entry.tool,
            caller,
        };
        self.upstream(entry.server).call(Call { ticket, line });
    }
}

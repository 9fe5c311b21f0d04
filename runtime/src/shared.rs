//! What every client of a gateway shares: the tools, the gateway's own answers and the way to the
//! servers.

use std::sync::Arc;

use mcpreg_contract::{Registry, Server};

use crate::call::{Call, Caller, Ticket};
use crate::core::Core;
use crate::face::Face;
use crate::forward::CallLine;
use crate::tools::{Entry, Tools};
use crate::upstream::Upstream;

/// What every client of a gateway shares.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) core: Arc<Core>,
    pub(crate) registry: &'static Registry,
    pub(crate) tools: Tools,
    pub(crate) face: Face,
    /// In the order of the registry.
    upstreams: Vec<Upstream>,
}

impl Shared {
    /// What is served, and by whom.
    pub(crate) fn new(
        core: Arc<Core>,
        registry: &'static Registry,
        upstreams: Vec<Upstream>,
    ) -> Self {
        Self {
            tools: Tools::of(registry),
            face: Face::of(registry, &core.introduction.info),
            core,
            registry,
            upstreams,
        }
    }

    /// A ticket for a call of the tool, with a number that no other call of this gateway has.
    pub(crate) fn ticket(&self, entry: &Entry, caller: Caller) -> Ticket {
        Ticket {
            number: self.core.numbers(1),
            server: self.server(entry),
            tool: entry.tool,
            caller,
        }
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
    pub(crate) fn send(&self, entry: &Entry, ticket: Ticket, line: CallLine) {
        self.upstream(entry.server).call(Call::new(ticket, line));
    }
}

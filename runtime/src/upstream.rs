//! One server of the gateway: a mailbox in front of the task that owns its life.
//!
//! The task ([`task`]) starts the server at its first call, forwards, answers, gives up on calls
//! and restarts; nothing else touches the server. What waits for a server is drawn from its
//! account: one that does not keep up costs its own callers an error and others nothing.

mod flood;
mod open_calls;
mod opening;
mod outage;
mod start;
mod task;
mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mcpreg_container::{Host, Launch};
use mcpreg_contract::Server;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::account::Account;
use crate::call::Call;
use crate::core::Core;
use crate::limits::{SERVER_BYTES, SERVER_CALLS};
use crate::refusal::Refusal;

/// The mailbox of one server.
#[derive(Debug)]
pub(crate) struct Upstream {
    mailbox: mpsc::UnboundedSender<Command>,
    /// What waits for the server.
    account: Arc<Account>,
    /// How many calls wait or are open.
    calls: Arc<AtomicUsize>,
}

/// What the task is asked to do.
#[derive(Debug)]
enum Command {
    Call(Box<Call>),
    Cancel {
        number: u64,
        reason: Option<Box<str>>,
    },
}

impl Upstream {
    /// Sets the task up; it ends after the last mailbox is dropped. Starts no server.
    pub(crate) fn spawn(
        server: &'static Server,
        launch: Launch,
        host: Host,
        core: &Arc<Core>,
    ) -> (Self, JoinHandle<()>) {
        let (mailbox, commands) = mpsc::unbounded_channel();
        let account = Account::below(&core.account, SERVER_BYTES);
        let calls = Arc::new(AtomicUsize::new(0));
        let start = start::Start {
            server,
            launch,
            host,
            core: Arc::clone(core),
            account: Arc::clone(&account),
            calls: Arc::clone(&calls),
        };
        let task = task::Task::new(start, commands);
        let upstream = Self {
            mailbox,
            account,
            calls,
        };
        (upstream, tokio::spawn(task.run()))
    }

    /// Hands a call over; it is answered in any case.
    pub(crate) fn call(&self, mut call: Call) {
        let bytes = call.line.len();
        let is_full =
            self.calls.load(Ordering::Relaxed) >= SERVER_CALLS || !self.account.has_room_for(bytes);
        if is_full {
            return call.ticket.refuse(Refusal::Busy);
        }
        if !self.account.grants(bytes) {
            return call.ticket.refuse(Refusal::NoMemory);
        }
        call.draw_from(&self.account);
        self.calls.fetch_add(1, Ordering::Relaxed);
        if let Err(mpsc::error::SendError(Command::Call(call))) =
            self.mailbox.send(Command::Call(Box::new(call)))
        {
            let closing = Refusal::Unavailable("the gateway is closing".to_owned());
            call.ticket.refuse(closing);
        }
    }

    /// Tells the server that a call is no longer waited for.
    pub(crate) fn cancel(&self, number: u64, reason: Option<Box<str>>) {
        // Without a task there is no call either.
        let _ = self.mailbox.send(Command::Cancel { number, reason });
    }
}

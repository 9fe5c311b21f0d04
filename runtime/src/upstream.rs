//! One server of the gateway: a mailbox in front of the task that owns its life.
//!
//! The task ([`task`]) starts the server at its first call, forwards, answers, gives up on calls
//! and restarts; nothing else touches the server. The mailbox is bounded: a server that does not
//! keep up costs its own callers an error and nobody else anything.

mod open_calls;
mod opening;
mod outage;
mod task;
mod wire;

use mcpreg_container::{Host, Launch};
use mcpreg_contract::Server;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::call::Call;
use crate::refusal::Refusal;

/// How many calls may wait for the task to look at them.
const MAILBOX: usize = 1024;

/// The mailbox of one server.
#[derive(Debug)]
pub(crate) struct Upstream {
    mailbox: mpsc::Sender<Command>,
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
        client_info: &str,
    ) -> (Self, JoinHandle<()>) {
        let (mailbox, commands) = mpsc::channel(MAILBOX);
        let task = task::Task::new(server, launch, host, client_info, commands);
        (Self { mailbox }, tokio::spawn(task.run()))
    }

    /// Hands a call over; it is answered in any case.
    pub(crate) fn call(&self, call: Call) {
        let full = match self.mailbox.try_send(Command::Call(Box::new(call))) {
            Ok(()) => return,
            Err(mpsc::error::TrySendError::Full(command)) => (command, Refusal::Busy),
            Err(mpsc::error::TrySendError::Closed(command)) => (
                command,
                Refusal::Unavailable("the gateway is closing".to_owned()),
            ),
        };
        if let (Command::Call(call), refusal) = full {
            call.ticket.refuse(refusal);
        }
    }

    /// Tells the server that nobody waits for a call any more.
    pub(crate) fn cancel(&self, number: u64, reason: Option<Box<str>>) {
        // A mailbox that is full loses the notice: the answer is dropped when it comes.
        let _ = self.mailbox.try_send(Command::Cancel { number, reason });
    }
}

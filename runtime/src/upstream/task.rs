//! The life of one server, owned by one task.
//!
//! `Cold → Starting → Ready → Draining → Cold`; a server that fails again and again is left
//! alone for a while (`Failed`). Calls that come while it is not ready wait in order; those that
//! it had when it died are told how it ended.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use std::sync::atomic::Ordering;

use tokio::sync::mpsc;
use tokio::time::{Instant, Sleep, sleep_until};
use tracing::{debug, warn};

use super::Command;
use super::open_calls::OpenCalls;
use super::opening::open;
use super::outage::{ending, pause};
use super::start::Start;
use super::wire::{Step, Wire};
use crate::call::Call;
use crate::limits::TURN_MESSAGES;
use crate::refusal::Refusal;
use crate::session::Session;
use crate::turn::Turn;

mod answer;
mod hear;

/// How long a server that is no longer needed gets to end before it is made to, per step.
const STOP_GRACE: Duration = Duration::from_secs(2);

/// How long a server that stopped talking gets to end before it is made to, per step.
const LOST_GRACE: Duration = Duration::from_millis(500);

/// The task of one server.
#[derive(Debug)]
pub(super) struct Task {
    start: Start,
    commands: mpsc::UnboundedReceiver<Command>,
    state: State,
    /// Calls that are sent once the server is ready.
    waiting: VecDeque<Call>,
    /// Calls that the server has.
    open: OpenCalls,
    /// Clients that have been told something since the last flush.
    unflushed: Vec<Arc<Session>>,
    /// Rings when the first open call may have run out of time.
    alarm: Option<Pin<Box<Sleep>>>,
    /// Failures in a row, without an answer between them.
    failures: u32,
    turn: Turn,
}

type Opening = Pin<Box<dyn Future<Output = Result<Box<Wire>, String>> + Send>>;
type Ending = Pin<Box<dyn Future<Output = String> + Send>>;

enum State {
    Cold,
    Starting(Opening),
    Ready(Box<Wire>),
    Draining(Ending),
    Failed { until: Instant, reason: String },
}

enum Event {
    Command(Command),
    Opened(Result<Box<Wire>, String>),
    Ended(String),
    Step(Step),
    Alarm,
    Close,
}

impl Task {
    /// A task that has done nothing yet.
    pub(super) fn new(start: Start, commands: mpsc::UnboundedReceiver<Command>) -> Self {
        let limit = Duration::from_millis(start.server.timeouts.call_ms);
        Self {
            start,
            commands,
            state: State::Cold,
            waiting: VecDeque::new(),
            open: OpenCalls::new(limit),
            unflushed: Vec::new(),
            alarm: None,
            failures: 0,
            turn: Turn::default(),
        }
    }

    /// Lives until the last mailbox is dropped, and stops the server then.
    pub(super) async fn run(mut self) {
        loop {
            match self.next_event().await {
                Event::Command(command) => self.obey_all(command).await,
                Event::Opened(Ok(wire)) => {
                    self.become_ready(wire);
                    // Something may stand behind the answer to the opening request.
                    self.hear_all().await;
                }
                Event::Opened(Err(reason)) | Event::Ended(reason) => self.become_down(reason),
                Event::Step(Step::Room) => {}
                Event::Step(Step::Read(bytes)) => {
                    self.turn.read(bytes);
                    self.hear_all().await;
                }
                Event::Step(Step::Ended) => self.become_draining(),
                Event::Alarm => self.give_up_on_the_late(),
                Event::Close => break,
            }
            let calls = self.waiting.len() + self.open.len();
            self.settle_calls(calls);
        }
        self.close().await;
    }

    async fn next_event(&mut self) -> Event {
        let Self {
            commands,
            state,
            alarm,
            ..
        } = self;
        let doing = async {
            match state {
                State::Cold | State::Failed { .. } => std::future::pending().await,
                State::Starting(opening) => Event::Opened(opening.await),
                State::Draining(ending) => Event::Ended(ending.await),
                State::Ready(wire) => Event::Step(wire.step().await),
            }
        };
        tokio::select! {
            biased;
            command = commands.recv() => command.map_or(Event::Close, Event::Command),
            event = doing => event,
            () = ring(alarm.as_mut()) => Event::Alarm,
        }
    }

    /// Counts the calls that wait in the mailbox besides those that are `known` here.
    fn settle_calls(&self, known: usize) {
        let calls = known + self.commands.len();
        self.start.calls.store(calls, Ordering::Relaxed);
    }

    /// Does what is asked, and whatever else has been asked for: it is sent in the same write.
    async fn obey_all(&mut self, command: Command) {
        self.obey(command);
        for _ in 1..TURN_MESSAGES {
            let Ok(command) = self.commands.try_recv() else {
                return;
            };
            self.obey(command);
        }
        tokio::task::yield_now().await;
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Call(call) => self.take(*call),
            Command::Cancel { number, reason } => self.cancel(number, reason.as_deref()),
        }
    }

    /// Takes a call on: sends it, lets it wait, or refuses it.
    fn take(&mut self, call: Call) {
        if let State::Failed { until, reason } = &self.state {
            let left = until.saturating_duration_since(Instant::now());
            if !left.is_zero() {
                let again = format!("{reason}\nit is tried again in {:.1} s", left.as_secs_f64());
                return call.ticket.refuse(Refusal::Unavailable(again));
            }
            self.state = State::Cold;
        }
        if matches!(self.state, State::Ready(_)) {
            return self.send(call);
        }
        self.waiting.push_back(call);
        if matches!(self.state, State::Cold) {
            self.become_starting();
        }
    }

    fn send(&mut self, call: Call) {
        let State::Ready(wire) = &mut self.state else {
            return;
        };
        if wire
            .slow
            .as_ref()
            .is_some_and(|slow| !call.ticket.is_of(slow))
        {
            // One slow client does not keep the server from its others.
            wire.slow = None;
        }
        let meta = &self.start.core.introduction.modern_meta;
        call.line.write(&mut wire.channel.out, wire.era, meta);
        self.open.insert(call.ticket);
        if self.alarm.is_none() {
            self.set_alarm();
        }
    }

    fn cancel(&mut self, number: u64, reason: Option<&str>) {
        if let Some(at) = self
            .waiting
            .iter()
            .position(|call| call.ticket.number == number)
        {
            self.waiting.remove(at);
        } else if self.open.remove(number).is_some() {
            self.tell_cancelled(number, reason);
        }
    }

    fn tell_cancelled(&mut self, number: u64, reason: Option<&str>) {
        let State::Ready(wire) = &mut self.state else {
            return;
        };
        let reason = reason.map_or(String::new(), |reason| format!(",\"reason\":{reason}"));
        let line = format!(
            "{{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\
             \"params\":{{\"requestId\":{number}{reason}}}}}\n"
        );
        wire.channel.out.extend_from_slice(line.as_bytes());
    }

    fn give_up_on_the_late(&mut self) {
        while let Some(ticket) = self.open.pop_expired() {
            let number = ticket.number;
            warn!(
                server = self.start.server.id,
                tool = ticket.tool.public_name,
                "call timed out"
            );
            ticket.refuse(Refusal::Timeout(self.open.limit()));
            self.tell_cancelled(number, Some("\"timeout\""));
        }
        self.set_alarm();
    }

    fn set_alarm(&mut self) {
        self.alarm = self
            .open
            .deadline()
            .map(|deadline| Box::pin(sleep_until(deadline)));
    }

    fn become_starting(&mut self) {
        debug!(server = self.start.server.id, "starting");
        self.state = State::Starting(Box::pin(open(self.start.clone())));
    }

    fn become_ready(&mut self, wire: Box<Wire>) {
        self.state = State::Ready(wire);
        for call in std::mem::take(&mut self.waiting) {
            self.send(call);
        }
    }

    /// The server does not talk any more: finds out how it ended.
    fn become_draining(&mut self) {
        self.hear_the_rest();
        self.drain(None);
    }

    /// Ends the server, for a reason of the gateway's where there is one.
    fn drain(&mut self, reason: Option<String>) {
        let State::Ready(wire) = std::mem::replace(&mut self.state, State::Cold) else {
            return;
        };
        let control = wire.into_control();
        let grace = if reason.is_some() {
            Duration::ZERO
        } else {
            LOST_GRACE
        };
        self.state = State::Draining(Box::pin(async move {
            let exit = control.stop(grace).await;
            reason.unwrap_or_else(|| ending(&exit, &control.stderr_tail()))
        }));
    }

    /// The server is gone, or never came.
    fn become_down(&mut self, reason: String) {
        warn!(server = self.start.server.id, reason, "not available");
        let was_starting = matches!(self.state, State::Starting(_));
        for ticket in self.open.take() {
            ticket.refuse(Refusal::Unavailable(format!("during the call {reason}")));
        }
        self.failures = self.failures.saturating_add(1);
        let pause = pause(self.failures);
        if was_starting || !pause.is_zero() {
            for call in std::mem::take(&mut self.waiting) {
                call.ticket.refuse(Refusal::Unavailable(reason.clone()));
            }
            self.state = State::Failed {
                until: Instant::now() + pause,
                reason,
            };
        } else if self.waiting.is_empty() {
            self.state = State::Cold;
        } else {
            self.become_starting();
        }
    }

    async fn close(mut self) {
        let refusal = || Refusal::Unavailable("the gateway is closing".to_owned());
        for ticket in self.open.take() {
            ticket.refuse(refusal());
        }
        for call in std::mem::take(&mut self.waiting) {
            call.ticket.refuse(refusal());
        }
        match self.state {
            // A server that is not open yet is stopped by dropping it, and by the host's end.
            State::Cold | State::Failed { .. } | State::Starting(_) => {}
            State::Draining(ending) => {
                ending.await;
            }
            State::Ready(wire) => {
                wire.into_control().stop(STOP_GRACE).await;
            }
        }
    }
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Cold => "Cold",
            Self::Starting(_) => "Starting",
            Self::Ready(_) => "Ready",
            Self::Draining(_) => "Draining",
            Self::Failed { .. } => "Failed",
        })
    }
}

async fn ring(alarm: Option<&mut Pin<Box<Sleep>>>) {
    match alarm {
        Some(alarm) => alarm.await,
        None => std::future::pending().await,
    }
}

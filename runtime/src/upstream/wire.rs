//! A running server: its streams, its life and the memory that both take.

use std::sync::Arc;

use mcpreg_container::{Control, Running, Stdin, Stdout};
use mcpreg_wire::{Channel, Era, MAX_LINE_BYTES, Step as ChannelStep};

use super::flood::Flood;
use crate::account::{Account, Share};
use crate::limits::{SERVER_BYTES, SMALL_BYTES};
use crate::session::Session;

/// A running server.
#[derive(Debug)]
pub(super) struct Wire {
    /// Its life.
    pub(super) control: Control,
    /// How it speaks.
    pub(super) era: Era,
    /// Its streams.
    pub(super) channel: Channel<Stdout, Stdin>,
    /// What it wrote that answers no call.
    pub(super) flood: Flood,
    /// Whether it has written a line that is not a message.
    pub(super) is_noisy: bool,
    /// The one client that has to read first before more is taken from this server.
    pub(super) slow: Option<Arc<Session>>,
    /// What waits for the server.
    account: Arc<Account>,
    /// What it wrote that is still to be decided.
    pub(super) deciding: Arc<Account>,
    /// What it has written and is not handled.
    lines: Share,
    /// What it is to read.
    out: Share,
}

/// What one step of the wire did.
#[derive(Debug)]
pub(super) enum Step {
    /// There is room again for what the server writes.
    Room,
    /// So many bytes were read, and there may be new lines.
    Read(usize),
    /// The server does not speak any more.
    Ended,
}

impl Wire {
    /// The wire of a server that has just been started.
    pub(super) fn new(running: Running, account: &Arc<Account>, gateway: &Arc<Account>) -> Self {
        let Running {
            stdin,
            stdout,
            control,
        } = running;
        Self {
            control,
            era: Era::Legacy,
            channel: Channel::new(stdout, stdin, MAX_LINE_BYTES),
            flood: Flood::new(),
            is_noisy: false,
            slow: None,
            account: Arc::clone(account),
            deciding: Account::below(gateway, SERVER_BYTES),
            lines: Share::of(gateway, 0),
            out: Share::of(account, 0),
        }
    }

    /// Writes what there is to write, and reads once or waits for room. Safe to cancel.
    pub(super) async fn step(&mut self) -> Step {
        self.settle();
        let Self {
            channel,
            slow,
            deciding,
            ..
        } = self;
        if slow.is_none() && deciding.has_room() {
            return match channel.step().await {
                ChannelStep::Read(bytes) => Step::Read(bytes),
                ChannelStep::Ended => Step::Ended,
            };
        }
        let room = async {
            if let Some(session) = &slow {
                session.room().await;
            }
            deciding.room().await;
        };
        tokio::select! {
            biased;
            _ended = channel.push() => Step::Ended,
            () = room => {
                *slow = None;
                Step::Room
            }
        }
    }

    /// Whether the server has stopped reading what it is sent.
    pub(super) fn is_overdrawn(&self) -> bool {
        !self.account.has_room() && self.channel.backlog() > SMALL_BYTES
    }

    /// Counts the buffers; over the gateway's account a long unfinished line is dropped.
    fn settle(&mut self) {
        self.out.settle(self.channel.out.capacity());
        let lines = &mut self.channel.lines;
        self.lines.settle(lines.capacity());
        if lines.capacity() > 2 * SMALL_BYTES && !self.lines.may_double() {
            lines.give_up();
        }
        lines.make_room();
        self.lines.settle(lines.capacity());
    }

    /// Lets go of the streams, which is the end of input for the server.
    pub(super) fn into_control(self) -> Control {
        self.control
    }
}

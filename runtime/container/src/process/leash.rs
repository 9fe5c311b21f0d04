//! How a running process is signalled and collected: through its keeper, or as a process group.
//!
//! Holds a process number that stays the process's own until [`Leash::wait`] has collected it, so
//! nothing here signals another process.

use std::process::ExitStatus;

use rustix::process::{Signal, kill_process};
use tokio::process::Child;

use crate::process_id::{End, ProcessId, pid, signal_group};
use crate::reaper::line::Line;
use crate::running::Exit;

/// One started process.
#[derive(Debug)]
pub(super) struct Leash {
    pid: u32,
    kind: Kind,
    is_collected: bool,
}

#[derive(Debug)]
enum Kind {
    /// The process is a keeper; it ends only after all that is below it.
    Keeper,
    /// The process leads a group, which is killed before the leader is collected, while no other
    /// group can have its number.
    Group(Option<End>),
}

impl Leash {
    /// A leash on a child that has just been started.
    pub(super) fn new(pid: u32, is_kept: bool) -> Self {
        let kind = if is_kept {
            Kind::Keeper
        } else {
            Kind::Group(End::of(pid).ok())
        };
        Self {
            pid,
            kind,
            is_collected: false,
        }
    }

    pub(super) fn pid(&self) -> u32 {
        self.pid
    }

    /// What the reaper is told of it.
    pub(super) fn line(&self, id: ProcessId) -> Line {
        match self.kind {
            Kind::Keeper => Line::Keeper(id),
            Kind::Group(_) => Line::Group(id),
        }
    }

    /// Signals the server and what it started.
    pub(super) fn signal(&self, signal: Signal) {
        if self.is_collected {
            return;
        }
        match (&self.kind, pid(self.pid)) {
            (Kind::Group(_), _) => signal_group(self.pid, signal),
            (Kind::Keeper, Some(keeper)) => {
                // A keeper that is killed leaves its server behind.
                let signal = if signal == Signal::KILL {
                    Signal::QUIT
                } else {
                    signal
                };
                let _ = kill_process(keeper, signal);
            }
            (Kind::Keeper, None) => {}
        }
    }

    /// Waits until the process has ended and nothing of its group is left; cancel safe.
    pub(super) async fn wait(&mut self, child: &mut Child) -> Option<ExitStatus> {
        if let Kind::Group(Some(end)) = &self.kind {
            end.wait().await;
            signal_group(self.pid, Signal::KILL);
        }
        let status = child.wait().await.ok();
        self.is_collected = true;
        status
    }

    /// How the server ended, from how the process did.
    pub(super) fn exit(&self, code: Option<i32>, signal: Option<i32>) -> Exit {
        let (code, signal) = match (&self.kind, code) {
            (Kind::Keeper, Some(code @ 129..=192)) => (None, Some(code - 128)),
            _ => (code, signal),
        };
        Exit {
            code,
            signal,
            oom: false,
        }
    }
}

impl Drop for Leash {
    /// The runtime is shut down under a running server. A child that is not kept is killed by its
    /// own handle then.
    fn drop(&mut self) {
        if matches!(self.kind, Kind::Keeper) {
            self.signal(Signal::KILL);
        }
    }
}

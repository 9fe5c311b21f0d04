//! Process numbers that cannot be mistaken: each with the time at which its process started.
//!
//! Linux reuses process numbers. What is signalled later than it was seen is therefore named by a
//! [`ProcessId`], and signalled through a descriptor that pins the process while it is compared.
//! Where there is no `/proc`, nothing is found and nothing is signalled.

mod end;

use rustix::process::{Pid, Signal};
use serde::{Deserialize, Serialize};

pub(crate) use self::end::End;

/// One process of this boot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct ProcessId {
    /// The process number.
    pub(crate) number: u32,
    /// When it started, in clock ticks since the boot.
    pub(crate) started: u64,
}

/// What `/proc/PID/stat` says of a process (`proc_pid_stat(5)`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Status {
    pub(crate) id: ProcessId,
    /// The process number of its parent.
    pub(crate) parent: u32,
    /// Whether it has ended and only waits to be collected by its parent.
    pub(crate) is_zombie: bool,
}

impl ProcessId {
    /// The process that has `number` now, a zombie included.
    pub(crate) fn of(number: u32) -> Option<Self> {
        Status::of(number).map(|status| status.id)
    }

    /// Whether the process still runs.
    pub(crate) fn is_running(self) -> bool {
        Status::of(self.number).is_some_and(|status| status.id == self && !status.is_zombie)
    }

    /// Signals the process if it is still the same one; says whether it was.
    pub(crate) fn signal(self, signal: Signal) -> bool {
        self.pinned(|| Self::of(self.number) == Some(self), signal)
    }

    /// Signals the process if `is_wanted` holds while its number cannot be reused.
    #[cfg(target_os = "linux")]
    pub(crate) fn pinned(self, is_wanted: impl FnOnce() -> bool, signal: Signal) -> bool {
        use rustix::process::{PidfdFlags, pidfd_open, pidfd_send_signal};
        pid(self.number).is_some_and(|pid| {
            pidfd_open(pid, PidfdFlags::empty())
                .is_ok_and(|process| is_wanted() && pidfd_send_signal(process, signal).is_ok())
        })
    }

    /// Nothing can be pinned here.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn pinned(self, _: impl FnOnce() -> bool, _: Signal) -> bool {
        false
    }

    /// Signals the process group that this process leads, if it is still the same process.
    pub(crate) fn signal_group(self, signal: Signal) {
        if Self::of(self.number) == Some(self) {
            signal_group(self.number, signal);
        }
    }
}

impl Status {
    pub(crate) fn of(number: u32) -> Option<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
        // The program's name, in brackets, may hold spaces and brackets of its own.
        let (_, fields) = stat.rsplit_once(") ")?;
        let mut fields = fields.split(' ');
        let is_zombie = matches!(fields.next()?, "Z" | "X");
        let parent = fields.next()?.parse().ok()?;
        let started = fields.nth(17)?.parse().ok()?;
        Some(Self {
            id: ProcessId { number, started },
            parent,
            is_zombie,
        })
    }

    /// All processes that can be seen.
    pub(crate) fn all() -> Vec<Self> {
        let Ok(entries) = std::fs::read_dir("/proc") else {
            return Vec::new();
        };
        entries
            .filter_map(Result::ok)
            .filter_map(|entry| Self::of(entry.file_name().to_str()?.parse().ok()?))
            .collect()
    }
}

/// A process number as system calls take it.
pub(crate) fn pid(number: u32) -> Option<Pid> {
    i32::try_from(number).ok().and_then(Pid::from_raw)
}

/// Signals a whole process group, if there still is one. Only for groups whose leader is known
/// not to be collected yet.
pub(crate) fn signal_group(leader: u32, signal: Signal) {
    if let Some(group) = pid(leader) {
        // The one failure there is: the group is gone.
        let _ = rustix::process::kill_process_group(group, signal);
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn only_the_process_that_was_meant_is_signalled() {
        let mut child = Command::new("sleep")
            .arg("1000")
            .spawn()
            .expect("`sleep` exists");
        let id = ProcessId::of(child.id()).expect("it runs");
        let earlier = ProcessId {
            started: id.started - 1,
            ..id
        };
        assert!(!earlier.signal(Signal::KILL) && !earlier.is_running());
        earlier.signal_group(Signal::KILL);
        assert!(id.is_running());
        assert!(id.signal(Signal::KILL));
        child.wait().expect("it is our child");
        assert!(!id.signal(Signal::KILL));
    }

    #[test]
    fn the_parent_is_read() {
        let mut child = Command::new("sleep")
            .arg("1000")
            .spawn()
            .expect("`sleep` exists");
        let status = Status::of(child.id()).expect("it runs");
        assert_eq!(status.parent, std::process::id());
        assert!(Status::all().iter().any(|other| other.id == status.id));
        child.kill().expect("it runs");
        child.wait().expect("it is our child");
    }
}

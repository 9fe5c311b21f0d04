//! Finding processes by the marks in their environment (Linux; nothing is found elsewhere).
//!
//! A process group is not enough: a server may have made another one for its own children, and
//! the owner may have been killed before it told anybody about the group.

use std::time::Duration;

use rustix::process::{Pid, Signal};

use crate::order::{INSTANCE_VARIABLE, OWNER_VARIABLE};
use crate::process_id::ProcessId;
use crate::{Owner, OwnerState};

/// How long killed processes are waited for.
const KILLED: Duration = Duration::from_secs(10);

const POLL: Duration = Duration::from_millis(20);

/// The marks of one process.
struct Marked {
    pid: Pid,
    instance: String,
    owner: Option<Owner>,
}

/// Kills the processes that carry `instance`: TERM, then KILL after `grace`. Returns how many
/// there were.
pub(crate) async fn kill_instance(instance: &str, grace: Duration) -> usize {
    kill_where(&|marked: &Marked| marked.instance == instance, grace).await
}

/// Kills the processes whose owner is dead, as seen by `observer`.
pub(crate) async fn kill_of_dead_owners(observer: &Owner, grace: Duration) -> usize {
    let is_orphan = |marked: &Marked| {
        marked
            .owner
            .as_ref()
            .is_some_and(|owner| owner.state(observer) == OwnerState::Dead)
    };
    kill_where(&is_orphan, grace).await
}

async fn kill_where(wanted: &(dyn Fn(&Marked) -> bool + Send + Sync), grace: Duration) -> usize {
    let found = signal_where(wanted, Signal::TERM).await;
    let patience = tokio::time::Instant::now() + grace;
    let deadline = patience + KILLED;
    // Two looks in a row: a process has no marks to be read in the moment of its exec.
    let mut empty_looks = 0;
    while empty_looks < 2 && tokio::time::Instant::now() < deadline {
        tokio::time::sleep(POLL).await;
        let left = if tokio::time::Instant::now() < patience {
            marked().await.iter().filter(|found| wanted(found)).count()
        } else {
            signal_where(wanted, Signal::KILL).await
        };
        empty_looks = if left == 0 { empty_looks + 1 } else { 0 };
    }
    found
}

/// Signals what is wanted; returns how many that were.
async fn signal_where(wanted: &(dyn Fn(&Marked) -> bool + Send + Sync), signal: Signal) -> usize {
    let own = rustix::process::getpid();
    let mut signalled = 0;
    for found in marked().await {
        if found.pid == own || !wanted(&found) {
            continue;
        }
        if send(found.pid, signal, wanted) {
            signalled += 1;
        }
    }
    signalled
}

/// Signals `pid` if it still is what is wanted: its marks are read again while it is pinned.
fn send(pid: Pid, signal: Signal, wanted: &(dyn Fn(&Marked) -> bool + Send + Sync)) -> bool {
    let number = u32::try_from(pid.as_raw_nonzero().get()).ok();
    number.and_then(ProcessId::of).is_some_and(|process| {
        process.pinned(|| read(pid).is_some_and(|again| wanted(&again)), signal)
    })
}

/// All marked processes. Reading every environment takes milliseconds, so a thread of its own does
/// it: the caller's may have a client to answer.
async fn marked() -> Vec<Marked> {
    tokio::task::spawn_blocking(read_all)
        .await
        .unwrap_or_default()
}

fn read_all() -> Vec<Marked> {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?))
        .filter_map(read)
        .collect()
}

fn read(pid: Pid) -> Option<Marked> {
    let environment = std::fs::read(format!("/proc/{}/environ", pid.as_raw_nonzero())).ok()?;
    let value = |name: &str| {
        environment.split(|byte| *byte == 0).find_map(|entry| {
            let value = entry.strip_prefix(name.as_bytes())?.strip_prefix(b"=")?;
            std::str::from_utf8(value).ok()
        })
    };
    Some(Marked {
        pid,
        instance: value(INSTANCE_VARIABLE)?.to_owned(),
        owner: value(OWNER_VARIABLE).and_then(|owner| owner.parse().ok()),
    })
}

//! What child processes cost: CPU time and peak memory, as the kernel counted them.

use std::time::Duration;

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeVal;
use serde::Serialize;

/// The cost of child processes that have ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChildUsage {
    /// CPU time, user and system, of all of them, in milliseconds.
    pub cpu_ms: u128,
    /// The most memory one of them held at a time, in bytes.
    pub peak_bytes: u64,
}

/// Runs `action`, and gives what the children that ended in it cost.
///
/// The peak is that of the largest child since this process started: start no larger one before.
pub fn measure<T>(action: impl FnOnce() -> T) -> (T, ChildUsage) {
    let before = cpu(children().as_ref());
    let result = action();
    let after = children();
    let peak_bytes = after.as_ref().map_or(0, peak_bytes);
    let cpu_ms = cpu(after.as_ref()).saturating_sub(before).as_millis();
    (result, ChildUsage { cpu_ms, peak_bytes })
}

fn children() -> Option<Usage> {
    getrusage(UsageWho::RUSAGE_CHILDREN).ok()
}

fn cpu(usage: Option<&Usage>) -> Duration {
    usage.map_or(Duration::ZERO, |usage| {
        duration(usage.user_time()) + duration(usage.system_time())
    })
}

fn duration(time: TimeVal) -> Duration {
    let microseconds = time
        .tv_sec()
        .saturating_mul(1_000_000)
        .saturating_add(time.tv_usec());
    Duration::from_micros(microseconds.try_into().unwrap_or(0))
}

/// Linux counts `ru_maxrss` in KiB, macOS in bytes (getrusage(2) of each).
fn peak_bytes(usage: &Usage) -> u64 {
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    u64::try_from(usage.max_rss())
        .unwrap_or(0)
        .saturating_mul(unit)
}

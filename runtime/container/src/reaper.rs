//! The process that outlives its owner.
//!
//! It reads what to clean up from its stdin, as [`line`]s. When that ends without a dismissal, the
//! owner is dead, and everything that carries the owner's mark is removed: containers by label,
//! processes by their group and (on Linux) by their environment. It holds nothing of its owner
//! open but that pipe, and sits in a process group of its own, so that neither Ctrl-C nor the
//! owner's death takes it along. Once it is deaf to the signals that end its owner it writes
//! `mcpreg reaper ready` to its stdout, and nothing after that.

mod clean;
pub(crate) mod guard;
pub(crate) mod line;

use std::io::Write as _;
use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};

use self::line::{Duties, Line};
use crate::forbid_inspection;
use crate::keeper::close_inherited;

/// What a reaper says, on a line of its own, once nothing but its owner can end it.
pub(crate) const READY: &str = "mcpreg reaper ready";

/// Runs the reaper until its owner dismisses it or dies; blocks. This is the whole of a hidden
/// `reap` subcommand: it takes no arguments and builds its own tokio runtime, so call it outside
/// of one.
pub fn run() -> ExitCode {
    forbid_inspection();
    close_inherited();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return ExitCode::FAILURE;
    };
    runtime.block_on(async { deafen() });
    // An owner that is dead already does not hear it, and that is no reason to stop.
    let _ = writeln!(std::io::stdout(), "\n{READY}");
    let is_clean = match listen() {
        Some(duties) => runtime.block_on(clean::all(&duties)),
        None => true,
    };
    if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Keeps polite signals from ending this process: a reaper that obeys the TERM that ends its
/// owner would reap nothing. Only the end of stdin, or KILL, ends it.
fn deafen() {
    for kind in [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::hangup(),
        SignalKind::quit(),
    ] {
        // A handler stays for the life of the process, also when nobody listens to it.
        drop(signal(kind));
    }
}

/// Listens to the owner until it is gone; `None` when it said that nothing is left to do.
fn listen() -> Option<Duties> {
    let mut duties = Duties::default();
    for text in std::io::stdin().lines().map_while(Result::ok) {
        match serde_json::from_str(&text) {
            Ok(Line::Dismiss) => return None,
            Ok(line) => duties.note(line),
            // A half-written line is the last word of an owner that was killed.
            Err(_) => {}
        }
    }
    Some(duties)
}

//! The process that outlives its owner.
//!
//! It reads what to clean up from its stdin. When that ends without a dismissal, the owner is
//! dead, and everything that carries the owner's mark is removed.

use std::process::ExitCode;

/// Runs the reaper until its owner dismisses it or dies; blocks. This is the whole of a hidden
/// `reap` subcommand: it takes no arguments and builds its own tokio runtime, so call it outside
/// of one.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}

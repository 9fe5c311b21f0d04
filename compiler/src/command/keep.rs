//! `mcpreg-compile keep`: stands between the command and one server on this host.
//!
//! Started by the command itself through `mcpreg_container`. It is not in the command line that
//! people see: its words are another program's.

use std::process::ExitCode;

/// The name of the subcommand.
pub const KEEP: &str = "keep";

/// Keeps a server if the command line says so; to be called first in `main`.
pub fn run_if_called() -> Option<ExitCode> {
    let mut words = std::env::args_os().skip(1);
    let is_called = words.next().is_some_and(|word| word == KEEP);
    is_called.then(|| mcpreg_container::keeper::run(words))
}

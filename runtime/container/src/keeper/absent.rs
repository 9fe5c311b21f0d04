//! Keepers need Linux; elsewhere servers are started without one.

use std::ffi::OsString;
use std::process::ExitCode;

/// Keeps nothing here.
pub fn run(_words: impl IntoIterator<Item = OsString>) -> ExitCode {
    eprintln!("mcpreg: keepers need Linux");
    ExitCode::from(2)
}

/// Closes nothing here.
pub(crate) fn close_inherited() {}

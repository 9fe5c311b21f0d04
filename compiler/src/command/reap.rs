//! `mcpreg-compile reap`: outlives the command and removes what it left running.
//!
//! Started by the command itself through `mcpreg_container`; nobody types it.

use std::process::ExitCode;

use crate::exit::Exit;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Waits for the owner to end, then removes what it left.
///
/// # Errors
///
/// None; the exit says whether everything could be removed.
pub fn run(_arguments: &Arguments) -> anyhow::Result<Exit> {
    let is_clean = mcpreg_container::reaper::run() == ExitCode::SUCCESS;
    Ok(if is_clean { Exit::Done } else { Exit::Failed })
}

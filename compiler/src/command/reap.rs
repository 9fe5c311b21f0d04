//! `mcpreg-compile reap`: Remove what a dead owner left running.

use crate::exit::Exit;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs the command.
///
/// # Errors
///
/// What stops the command.
pub fn run(_arguments: &Arguments) -> anyhow::Result<Exit> {
    anyhow::bail!("not built yet")
}

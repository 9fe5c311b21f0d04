//! `mcpreg-compile demo`: Walk the whole line with this repository's own servers.

use crate::demo;
use crate::exit::Exit;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs the command.
///
/// # Errors
///
/// The step that failed, with what it said.
pub fn run(_arguments: &Arguments) -> anyhow::Result<Exit> {
    demo::run()?;
    Ok(Exit::Done)
}

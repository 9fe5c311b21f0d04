//! `mcpreg-lab demo`: Walk the whole line with this repository's own servers.

use crate::demo;
use mcpreg_compile::exit::Exit;
use mcpreg_compile::project::cargo::Profile;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Build without optimisations, which is quicker.
    #[arg(long)]
    dev: bool,
}

/// Runs the command.
///
/// # Errors
///
/// The step that failed, with what it said.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    demo::run(if arguments.dev {
        Profile::Dev
    } else {
        Profile::Release
    })?;
    Ok(Exit::Done)
}

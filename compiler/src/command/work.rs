//! `mcpreg-compile work`: one task of the compiler, within limits; started by the command itself.

use std::io::{self, Read, Write};

use anyhow::Context as _;

use crate::exit::Exit;
use crate::worker::Task;
use crate::worker::budget::Budget;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    budget: Budget,
}

/// Reads a task from stdin and writes its outcome to stdout.
///
/// # Errors
///
/// When the limits cannot be set, or stdin has no task.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    end_with_the_parent();
    arguments
        .budget
        .enforce()
        .context("cannot limit the worker")?;
    let mut task = Vec::new();
    io::stdin().lock().read_to_end(&mut task)?;
    let task: Task = serde_json::from_slice(&task).context("stdin has no task")?;
    let outcome = serde_json::to_vec(&task.done())?;
    io::stdout().lock().write_all(&outcome)?;
    Ok(Exit::Done)
}

/// Has the system kill this process when its parent is gone; elsewhere it ends with its budget.
fn end_with_the_parent() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

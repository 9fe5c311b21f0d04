//! `mcpreg-compile schema`: the JSON Schema of `mcpreg.toml`, so that editors complete it.

use std::io::Write;

use crate::catalogue::keys;
use crate::exit::Exit;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Prints the schema on stdout.
///
/// # Errors
///
/// Stdout cannot be written to.
pub fn run(_arguments: &Arguments) -> anyhow::Result<Exit> {
    let text = serde_json::to_string_pretty(&keys::schema())?;
    writeln!(std::io::stdout(), "{text}")?;
    Ok(Exit::Done)
}

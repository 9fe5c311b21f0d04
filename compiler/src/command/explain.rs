//! `mcpreg-compile explain`: Show one tool through the whole line.

use std::path::PathBuf;

use mcpreg_codegen::drift;
use mcpreg_text::{errln, print, print_json};

use crate::exit::Exit;
use crate::explain;
use crate::layout::Layout;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The server's id in the lock.
    server: String,
    /// The tool: the server's own name for it, or the one clients see.
    tool: String,
    /// The catalogue; its folder holds the lock and the pins.
    #[arg(long, value_name = "FILE", default_value = "mcpreg.toml")]
    catalogue: PathBuf,
    /// Print everything as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
///
/// What stops the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let layout = Layout::of_catalogue(&arguments.catalogue);
    let typed =
        drift::load(layout.root()).and_then(|(lock, pins)| mcpreg_codegen::typed(&lock, &pins));
    let typed = match typed {
        Ok(typed) => typed,
        Err(problems) => {
            errln!("{problems}");
            return Ok(Exit::BadInput);
        }
    };
    match explain::explain(&typed, &arguments.server, &arguments.tool) {
        Ok(explanation) if arguments.json => {
            print_json(&(serde_json::to_string_pretty(&explanation)? + "\n"));
        }
        Ok(explanation) => print(&explanation.to_string()),
        Err(unknown) => {
            errln!("error: {unknown}");
            return Ok(Exit::BadInput);
        }
    }
    Ok(Exit::Done)
}

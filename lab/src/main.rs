//! `mcpreg-lab`: the measurements and the demo that are run from a checkout.

#![warn(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mcpreg_compile::exit::Exit;
use mcpreg_lab::command::{corpus, demo};
use mcpreg_text::errln;

/// Measures and demonstrates mcpreg, from a checkout of its repository.
#[derive(Debug, Parser)]
#[command(name = "mcpreg-lab", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show how well a folder of tool lists compiles.
    Corpus(corpus::Arguments),
    /// Walk the whole line with this repository's own servers.
    Demo(demo::Arguments),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    mcpreg_compile::log::start();
    let ended = match &cli.command {
        Command::Corpus(arguments) => corpus::run(arguments),
        Command::Demo(arguments) => demo::run(arguments),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(error) => {
            errln!("error: {error:#}");
            Exit::Failed.into()
        }
    }
}

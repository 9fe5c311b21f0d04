//! `mcpreg-compile`: the command that people and CI run.
//!
//! Only reads the command line and hands over to [`mcpreg_compile::command`]; what a command
//! ends with becomes the exit status here.

#![warn(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mcpreg_compile::command::{build, explain, generate, keep, new, pin, reap, schema, work};
use mcpreg_compile::exit::Exit;
use mcpreg_compile::transaction::TransactionError;
use mcpreg_text::errln;

/// Pins MCP servers in a reviewed lock and compiles their tools into a typed, checked gateway.
#[derive(Debug, Parser)]
#[command(name = "mcpreg-compile", version, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit status:
  0    everything asked for was done
  1    something failed; what could be done without it was done, and the message says so
  2    bad input: the command line, the catalogue or the lock
  4    stale: files are not what the lock makes of them
  130  interrupted: everything started was stopped and nothing was written";

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the catalogue's servers, write down what they offer, and generate the crate.
    Pin(pin::Arguments),
    /// Generate the crate from the lock and its pins; offline.
    Generate(generate::Arguments),
    /// Write a new gateway project into a folder.
    New(new::Arguments),
    /// Pin, generate and build the gateway in one go.
    Build(build::Arguments),
    /// Show one tool through the whole line: pin, passes, types, check.
    Explain(explain::Arguments),
    /// Print the JSON Schema of `mcpreg.toml`, for editors.
    Schema(schema::Arguments),
    /// Remove what a dead owner left running; started by the command itself.
    #[command(hide = true)]
    Reap(reap::Arguments),
    /// Do one task of the compiler within limits; started by the command itself.
    #[command(hide = true)]
    Work(work::Arguments),
}

fn main() -> ExitCode {
    if let Some(exit) = keep::run_if_called() {
        return exit;
    }
    let cli = Cli::parse();
    mcpreg_compile::log::start();
    let ended = match &cli.command {
        Command::Pin(arguments) => pin::run(arguments),
        Command::Generate(arguments) => generate::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Build(arguments) => build::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Reap(arguments) => reap::run(arguments),
        Command::Work(arguments) => work::run(arguments),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(error) => {
            errln!("error: {error:#}");
            if let Some(help) = error
                .downcast_ref::<TransactionError>()
                .and_then(TransactionError::help)
            {
                errln!("  help: {help}");
            }
            Exit::Failed.into()
        }
    }
}

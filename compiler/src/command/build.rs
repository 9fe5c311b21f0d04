//! `mcpreg-compile build`: Pin, generate and build the gateway in one go.
//!
//! Pins only what was never pinned, so that a build does not move what was reviewed; `--pin`
//! asks every server again. The last line on standard output is the path of the binary.

use std::path::PathBuf;

use mcpreg_codegen::{Lock, drift};
use mcpreg_text::{errln, outln};

use super::{generate, pin};
use crate::catalogue::Catalogue;
use crate::diagnostic::{self, Style};
use crate::exit::Exit;
use crate::layout::Layout;
use crate::project::cargo::{Cargo, CargoError, Profile};
use crate::worker::budget::Budget;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The catalogue; its folder is the gateway's project.
    #[arg(long, value_name = "FILE", default_value = "mcpreg.toml")]
    catalogue: PathBuf,
    /// Build with optimisations.
    #[arg(long)]
    release: bool,
    /// Pin all servers anew, not only those that the lock does not have yet.
    #[arg(long)]
    pin: bool,
    #[command(flatten)]
    budget: Budget,
}

/// Runs the command.
///
/// # Errors
///
/// What stops the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let layout = Layout::of_catalogue(&arguments.catalogue);
    let catalogue = match Catalogue::load(&arguments.catalogue) {
        Ok(catalogue) => catalogue,
        Err(error) => {
            diagnostic::print(&error.render(Style::of_stderr()));
            return Ok(Exit::BadInput);
        }
    };
    if arguments.pin || !is_pinned(&catalogue, &layout) {
        let pinned = pin::run(&pin_arguments(arguments))?;
        if pinned != Exit::Done {
            return Ok(pinned);
        }
    }
    let generated = generate::run(&generate::Arguments {
        catalogue: arguments.catalogue.clone(),
        check: false,
        quiet: true,
        budget: arguments.budget,
    })?;
    if generated != Exit::Done {
        return Ok(generated);
    }
    cargo_build(arguments, &layout, &catalogue.gateway.name)
}

/// Whether the lock has every server of the catalogue.
fn is_pinned(catalogue: &Catalogue, layout: &Layout) -> bool {
    let has_all = |lock: Lock| {
        catalogue
            .servers
            .keys()
            .all(|id| lock.servers.contains_key(id))
    };
    drift::load(layout.root()).is_ok_and(|(lock, _)| has_all(lock))
}

fn pin_arguments(arguments: &Arguments) -> pin::Arguments {
    pin::Arguments {
        servers: Vec::new(),
        catalogue: arguments.catalogue.clone(),
        jobs: pin::JOBS,
        timeout: None,
        budget: arguments.budget,
    }
}

fn cargo_build(arguments: &Arguments, layout: &Layout, name: &str) -> anyhow::Result<Exit> {
    let cargo = Cargo {
        folder: layout.root(),
        package: None,
        profile: if arguments.release {
            Profile::Release
        } else {
            Profile::Dev
        },
        arguments: &[],
        environment: &[],
    };
    match cargo.build_binary(name) {
        Ok(binary) => {
            outln!("{}", binary.display());
            Ok(Exit::Done)
        }
        Err(error @ CargoError::NoBinary(_)) => {
            let manifest = layout.root().join("Cargo.toml");
            errln!(
                "error: {error}\n  help: call the package {name:?} in {}, as `gateway.name` in the catalogue does",
                manifest.display()
            );
            Ok(Exit::BadInput)
        }
        Err(error) => Err(error.into()),
    }
}

//! `mcpreg-compile pin`: start the catalogue's servers, write down what they offer, generate.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use mcpreg_text::errln;

use crate::catalogue::{Catalogue, CatalogueError};
use crate::diagnostic::{self, Style};
use crate::exit::Exit;
use crate::layout::Layout;
use crate::pinning::{self, Job};
use crate::worker::budget::Budget;

/// How many servers are asked at once unless the command line says otherwise.
pub const JOBS: usize = 4;

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Arguments {
    /// The servers to pin, by their ids in the catalogue; all of them by default.
    #[arg(value_name = "SERVER")]
    pub servers: Vec<String>,
    /// The catalogue; lock, pins and generated crate stand beside it.
    #[arg(long, value_name = "FILE", default_value = "mcpreg.toml")]
    pub catalogue: PathBuf,
    /// How many servers are asked at once.
    #[arg(long, value_name = "N", default_value_t = JOBS, value_parser = jobs)]
    pub jobs: usize,
    /// How long to wait for each answer, such as `90s`, instead of the catalogue's timeouts.
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    pub timeout: Option<Duration>,
    /// What the compiler may take.
    #[command(flatten)]
    pub budget: Budget,
}

/// Runs the command.
///
/// # Errors
///
/// What stops the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let catalogue = match Catalogue::load(&arguments.catalogue) {
        Ok(catalogue) => catalogue,
        Err(error) => return Ok(refuse(&error)),
    };
    let Some(servers) = chosen(&catalogue, &arguments.servers) else {
        return Ok(Exit::BadInput);
    };
    pinning::run(&Job {
        catalogue,
        layout: Layout::of_catalogue(&arguments.catalogue),
        servers,
        jobs: arguments.jobs,
        timeout: arguments.timeout,
        budget: arguments.budget,
    })
}

fn refuse(error: &CatalogueError) -> Exit {
    diagnostic::print(&error.render(Style::of_stderr()));
    Exit::BadInput
}

/// The servers to ask; nothing, and words on stderr, where one is not in the catalogue.
fn chosen(catalogue: &Catalogue, asked: &[String]) -> Option<BTreeSet<String>> {
    if asked.is_empty() {
        return Some(catalogue.servers.keys().cloned().collect());
    }
    let unknown: Vec<&String> = asked
        .iter()
        .filter(|id| !catalogue.servers.contains_key(*id))
        .collect();
    for id in &unknown {
        errln!("error: the catalogue has no server `{id}`");
        let known: Vec<&str> = catalogue.servers.keys().map(String::as_str).collect();
        match mcpreg_text::nearest(id, known.iter().copied()) {
            Some(meant) => errln!("  help: did you mean `{meant}`?"),
            None => errln!("  help: its servers are: {}", known.join(", ")),
        }
    }
    unknown.is_empty().then(|| asked.iter().cloned().collect())
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs @ 1..=64) => Ok(jobs),
        _ => Err("expected a number from 1 to 64".to_owned()),
    }
}

//! `mcpreg-compile generate`: Generate the crate from the lock and its pins; offline.
//!
//! Loads, compiles, and either writes what changed as one transaction or, with `--check`, only
//! compares. Needs no engine, no server and no generated crate that compiles.

use std::path::PathBuf;

use mcpreg_codegen::drift::{self, Drift};
use mcpreg_codegen::{Problems, SourceTree, emit};

use crate::coverage::Coverage;
use crate::exit::Exit;
use crate::layout::Layout;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The catalogue; its folder holds the lock and the generated crate.
    #[arg(long, value_name = "FILE", default_value = "mcpreg.toml")]
    pub catalogue: PathBuf,
    /// Compare only: end with 4 and the list of files when they are not what the lock says.
    #[arg(long)]
    pub check: bool,
    /// Do not print how much of each tool's schemas became Rust types.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Runs the command.
///
/// # Errors
///
/// What stops the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let layout = Layout::of_catalogue(&arguments.catalogue);
    let compiled = compile(&layout).and_then(|(tree, coverage)| {
        let drift = drift::compare(&tree, &drift::read(&layout.generated())?);
        Ok((tree, coverage, drift))
    });
    let (tree, coverage, drift) = match compiled {
        Ok(compiled) => compiled,
        Err(problems) => {
            eprintln!("{problems}");
            return Ok(Exit::BadInput);
        }
    };
    if arguments.check {
        return Ok(tell(&drift));
    }
    write(&layout, &tree, &drift)?;
    if !arguments.quiet {
        print(&coverage);
    }
    Ok(Exit::Done)
}

/// Compiles a project's lock and pins.
///
/// # Errors
///
/// What is wrong with them.
pub fn compile(layout: &Layout) -> Result<(SourceTree, Coverage), Problems> {
    let (lock, pins) = drift::load(layout.root())?;
    let typed = mcpreg_codegen::typed(&lock, &pins)?;
    Ok((emit::emit(&typed), Coverage::of(&typed)))
}

/// Prints the coverage table, and the reasons of every tool that is not fully typed.
pub fn print(coverage: &Coverage) {
    println!("{}", coverage.table());
    let reasons = coverage.reasons();
    if !reasons.is_empty() {
        println!("\nnot fully typed (every argument is checked all the same):\n{reasons}");
    }
}

fn tell(drift: &Drift) -> Exit {
    if drift.is_empty() {
        println!("{drift}");
        Exit::Done
    } else {
        eprintln!("{drift}");
        Exit::Stale
    }
}

fn write(layout: &Layout, tree: &SourceTree, drift: &Drift) -> anyhow::Result<()> {
    for path in drift.missing.iter().chain(&drift.changed) {
        let full = layout.generated().join(path);
        std::fs::create_dir_all(full.parent().unwrap_or(&full))?;
        std::fs::write(full, &tree.files[path])?;
    }
    for path in &drift.extra {
        std::fs::remove_file(layout.generated().join(path))?;
    }
    Ok(())
}

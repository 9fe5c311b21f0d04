//! `mcpreg-compile generate`: Generate the crate from the lock and its pins; offline.
//!
//! Loads, compiles, and either writes what changed as one transaction or, with `--check`, only
//! compares. Needs no engine, no server and no generated crate that compiles.

use std::io;
use std::path::{Path, PathBuf};

use mcpreg_build::STAMP;
use mcpreg_codegen::drift::{self, Drift};
use mcpreg_codegen::{Problem, ProblemKind, Problems, SourceTree};
use mcpreg_text::{errln, outln, print as print_text};

use crate::coverage::Coverage;
use crate::exit::Exit;
use crate::layout::Layout;
use crate::transaction::{self, Transaction};
use crate::worker::budget::Budget;
use crate::worker::{self, Compiled};
use crate::written::{self, Leftovers, WrittenFiles};

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
    let layout = Layout::of_catalogue(&arguments.catalogue);
    if !arguments.check {
        transaction::recover(layout.root())?;
    }
    let generated = match Generated::compile(&layout, &arguments.budget) {
        Ok(generated) => generated,
        Err(problems) => {
            errln!("{problems}");
            return Ok(Exit::BadInput);
        }
    };
    if arguments.check {
        return Ok(tell(&generated.drift));
    }
    let committed = generated.transaction(layout.root()).commit()?;
    let complaint = generated.leftovers.complaint();
    if !arguments.quiet {
        let (written, removed) = (committed.written.len(), committed.removed.len());
        let folder = layout.generated();
        outln!("{}: written {written}, removed {removed}", folder.display());
        print(&generated.coverage);
    }
    Ok(complaint.map_or(Exit::Done, |complaint| {
        errln!("{complaint}");
        Exit::Failed
    }))
}

/// What the lock and its pins compile to, beside what is on disk.
#[derive(Debug)]
pub struct Generated {
    /// The sources there should be.
    pub tree: SourceTree,
    /// How the ones on disk differ.
    pub drift: Drift,
    /// The files on disk that should not be there.
    pub leftovers: Leftovers,
    /// The stamp there should be.
    stamp: String,
    /// How much of each tool became Rust types.
    pub coverage: Coverage,
}

impl Generated {
    /// Compiles a project's lock and pins, and compares.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn compile(layout: &Layout, budget: &Budget) -> Result<Self, Problems> {
        let inputs = drift::inputs(layout.root())?;
        let Compiled { tree, coverage } = worker::compile(&inputs.lock, &inputs.pins, budget)?;
        let found = drift::read(&layout.generated())?;
        let mut drift = drift::compare(&tree, &found);
        let listed = written::stamp_text(layout.root()).map_err(|error| unreadable(&error))?;
        let stamp = written::stamp(&inputs.lock_text, &inputs.pins, &tree).to_text();
        match &listed {
            None => drift.missing.push(STAMP.to_owned()),
            Some(listed) if *listed != stamp => drift.changed.push(STAMP.to_owned()),
            Some(_) => {}
        }
        let extra = drift.extra.iter().filter_map(|path| {
            let (path, text) = found.files.get_key_value(path)?;
            Some((path.as_str(), text.as_str()))
        });
        let written = WrittenFiles::of(&listed.unwrap_or_default());
        let leftovers = Leftovers::sort(&written, extra);
        Ok(Self {
            tree,
            drift,
            leftovers,
            stamp,
            coverage,
        })
    }

    /// What makes the sources on disk the ones there should be.
    pub fn transaction(&self, root: &Path) -> Transaction {
        let mut transaction = Transaction::new(root);
        for (path, text) in &self.tree.files {
            transaction.write(format!("{}/{path}", drift::GENERATED), text);
        }
        for path in &self.leftovers.own {
            transaction.remove(path);
        }
        transaction.write(written::stamp_path(), &self.stamp);
        transaction
    }
}

fn unreadable(error: &io::Error) -> Problems {
    Problems(vec![Problem {
        kind: ProblemKind::Malformed,
        subject: drift::GENERATED.to_owned(),
        message: format!("its stamp cannot be read: {error}"),
        help: Some("remove that file, and run `mcpreg-compile generate`".to_owned()),
    }])
}

/// Prints the coverage table, and the reasons of every tool that is not fully typed.
pub fn print(coverage: &Coverage) {
    outln!("\n{}", coverage.table());
    print_text(&coverage.left_out());
    let reasons = coverage.reasons();
    if !reasons.is_empty() {
        outln!("\nnot fully typed (every argument is checked all the same):\n{reasons}");
    }
}

fn tell(drift: &Drift) -> Exit {
    if drift.is_empty() {
        outln!("{drift}");
        Exit::Done
    } else {
        errln!("{drift}");
        Exit::Stale
    }
}

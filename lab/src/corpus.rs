//! How well whole folders of recorded tool lists compile, without one server running.
//!
//! A folder goes in; out come the coverage of its tools, what was wrong with which file, and on
//! request what Cargo and rustc made of the generated packages and at which cost. The passes and
//! the emission are those of a real gateway.

pub mod list;
pub mod usage;

use std::io;
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use mcpreg_codegen::{Problems, SourceTree, emit};
use serde::Serialize;

use list::{Fault, Lists};
use mcpreg_compile::coverage::Coverage;
use mcpreg_compile::project::cargo::{Cargo, CargoError, Profile};
use mcpreg_compile::project::{self, GatewayName, RuntimeSource};
use usage::ChildUsage;

/// What became of a folder of tool lists.
#[derive(Debug, Serialize)]
pub struct Report {
    /// How many tools the files hold.
    pub listed: usize,
    /// How many are in the generated packages.
    pub served: usize,
    /// How many no client or call could use; the coverage has the reasons.
    pub left_out: usize,
    /// What was wrong with which file.
    pub faults: Vec<Fault>,
    /// How each tool ended.
    pub coverage: Coverage,
    /// The size of the generated sources, in bytes.
    pub source_bytes: usize,
    /// How long the passes and the emission took, in milliseconds.
    pub compile_ms: u128,
    /// What building the crate gave, if it was asked for.
    pub build: Option<BuildReport>,
}

/// What Cargo made of the generated crate.
#[derive(Debug, Serialize)]
pub struct BuildReport {
    /// The command.
    pub command: String,
    /// Whether it succeeded.
    pub succeeded: bool,
    /// How long it took, in milliseconds, its dependencies not counted.
    pub elapsed_ms: u128,
    /// What it cost.
    pub usage: ChildUsage,
}

/// How far the generated crate is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum BuildMode {
    /// `cargo check`: types and borrows, no machine code.
    Check,
    /// `cargo build`.
    Dev,
    /// `cargo build --release`.
    Release,
}

/// Sends up to `most_tools` tools of a folder through the passes and the emission.
///
/// # Errors
///
/// When the folder cannot be listed, or lists that can be lowered one by one cannot be together.
pub fn compile(folder: &Path, most_tools: usize) -> anyhow::Result<(Report, SourceTree)> {
    let lists = list::read(folder, most_tools)
        .with_context(|| format!("cannot list {}", folder.display()))?;
    let started = Instant::now();
    let typed = mcpreg_codegen::typed(&lists.lock, &lists.pins).map_err(together)?;
    let tree = emit::emit(&typed);
    let compile_ms = started.elapsed().as_millis();
    let coverage = Coverage::of(&typed).with_unfit(&lists.screened);
    let Lists { listed, faults, .. } = lists;
    let report = Report {
        listed,
        served: coverage.total().tools,
        left_out: coverage.servers.iter().map(|it| it.unfit.len()).sum(),
        faults,
        coverage,
        source_bytes: tree.files.values().map(String::len).sum(),
        compile_ms,
        build: None,
    };
    Ok((report, tree))
}

fn together(problems: Problems) -> anyhow::Error {
    anyhow::Error::new(problems).context("the lists do not go together")
}

/// Builds a source tree as a crate of its own in a temporary folder, and measures that.
///
/// # Errors
///
/// When the crate cannot be written or its dependencies do not build; that the crate itself does
/// not build is in the report.
pub fn build(
    tree: &SourceTree,
    mode: BuildMode,
    runtime: &RuntimeSource,
) -> anyhow::Result<BuildReport> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let name = GatewayName::new("corpus")?;
    project::create(folder.path(), &name, runtime)?;
    let target = folder.path().join("target");
    let package = name.generated();
    let (verb, profile) = match mode {
        BuildMode::Check => ("check", Profile::Dev),
        BuildMode::Dev => ("build", Profile::Dev),
        BuildMode::Release => ("build", Profile::Release),
    };
    let cargo = Cargo {
        folder: folder.path(),
        package: Some(&package),
        profile,
        arguments: &["--quiet"],
        environment: &[("CARGO_TARGET_DIR", &target.to_string_lossy())],
    };
    cargo
        .run(verb)
        .context("the crate does not build without any server")?;
    write(tree, &folder.path().join("generated")).context("cannot write the crate")?;
    let started = Instant::now();
    let (ended, usage) = usage::measure(|| cargo.run(verb));
    let elapsed_ms = started.elapsed().as_millis();
    let succeeded = match ended {
        Ok(()) => true,
        Err(CargoError::Failed(_)) => false,
        Err(error) => return Err(error.into()),
    };
    let release = if profile == Profile::Release {
        " --release"
    } else {
        ""
    };
    let command = format!("cargo {verb}{release}");
    Ok(BuildReport {
        command,
        succeeded,
        elapsed_ms,
        usage,
    })
}

fn write(tree: &SourceTree, generated: &Path) -> io::Result<()> {
    for (path, text) in &tree.files {
        let path = generated.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(generated))?;
        std::fs::write(path, text)?;
    }
    Ok(())
}

impl Report {
    /// Whether every tool of every file that can be used is in the packages, the passes failed on none, and the
    /// packages build where they were built.
    pub fn is_clean(&self) -> bool {
        let built = self.build.as_ref().is_none_or(|build| build.succeeded);
        let failed = self.coverage.total().failed;
        self.faults.is_empty() && self.served + self.left_out == self.listed && failed == 0 && built
    }
}

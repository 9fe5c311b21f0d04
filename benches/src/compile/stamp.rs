//! What a gateway's build script costs: every file of a project against its stamp.
//!
//! The project is written into a temporary folder as `generate` writes it, without being compiled.

use std::fs;
use std::path::Path;
use std::time::Instant;

use mcpreg_compile::written;
use mcpreg_lab::corpus::list::{self, Lists};

use super::gateway::write_new;
use crate::measure::median;
use crate::table::milliseconds;

/// The number of tools the goal is stated for.
const TOOLS: usize = 1000;

/// The goal, in milliseconds.
const GOAL_MS: u32 = 50;

/// Prints how long the check of a build script takes.
///
/// # Errors
///
/// The project cannot be written, or the check finds something.
pub fn run(folder: &Path, rounds: usize) -> anyhow::Result<()> {
    let lists = list::read(folder, TOOLS)?;
    let project = tempfile::tempdir()?;
    write(&lists, project.path())?;
    let mut times = Vec::new();
    for _ in 0..rounds {
        let started = Instant::now();
        mcpreg_build::check(project.path())?;
        times.push(started.elapsed().as_secs_f64());
    }
    let stamp = mcpreg_build::Stamp::load(project.path())?;
    let mut bytes = 0;
    for path in stamp.files().keys() {
        let path = project.path().join(mcpreg_build::GENERATED).join(path);
        bytes += fs::metadata(path)?.len();
    }
    let (tools, files) = (lists.listed, stamp.files().len());
    println!(
        "stamp: {tools} tools, {files} files of {} MiB compared in {} ms; the goal is under \
         {GOAL_MS} ms\n",
        bytes >> 20,
        milliseconds(median(times))
    );
    Ok(())
}

/// Writes lock, pins, sources and stamp.
fn write(lists: &Lists, root: &Path) -> anyhow::Result<()> {
    let tree = mcpreg_codegen::compile(&lists.lock, &lists.pins)?;
    let lock = lists.lock.to_text();
    let stamp = written::stamp(&lock, &lists.pins, &tree).to_text();
    write_new(&root.join(mcpreg_build::LOCK), &lock)?;
    write_new(&root.join(written::stamp_path()), &stamp)?;
    for (id, pin) in &lists.pins {
        write_new(&root.join(written::pin_path(id)), pin)?;
    }
    for (path, text) in &tree.files {
        write_new(&root.join(mcpreg_build::GENERATED).join(path), text)?;
    }
    Ok(())
}

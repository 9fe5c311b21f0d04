//! What compiling costs: the passes over a folder of tool lists, and rustc over what they emit.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value;

use crate::measure::median;
use crate::table::{Table, number, seconds};
use crate::workspace::{Workspace, run as run_command};

const METHOD: &str = "\
Compile: `mcpreg-compile corpus DIR` over recorded tool lists; DIR is MCPREG_CORPUS, by default
../shared/corpus. The passes and the emission are those of `generate`; their time is the
command's own figure, reading the files not counted. The crate is then built by Cargo as a
package of its own, with all its types; CPU and the largest process (rusage of children) are
those of the crate alone, its dependencies built before.";

/// Measures and prints.
///
/// # Errors
///
/// The folder is absent, or a command fails.
pub fn run(workspace: &Workspace, quick: bool) -> anyhow::Result<()> {
    let folder = std::env::var_os("MCPREG_CORPUS").map_or_else(default_folder, PathBuf::from);
    println!("{METHOD}\n");
    if !folder.is_dir() {
        println!(
            "SKIPPED: there is no folder {}; set MCPREG_CORPUS to one.\n",
            folder.display()
        );
        return Ok(());
    }
    let corpus = |arguments: &[&str]| corpus(workspace, &folder, arguments);
    let mut times = Vec::new();
    let mut whole = corpus(&[])?;
    for _ in 0..if quick { 2 } else { 9 } {
        times.push(whole["compile_ms"].as_f64().unwrap_or(f64::NAN));
        whole = corpus(&[])?;
    }
    let (served, bytes) = (
        &whole["served"],
        whole["source_bytes"].as_f64().unwrap_or(f64::NAN),
    );
    let mib = bytes / f64::from(1 << 20);
    let middle = median(times);
    println!("passes and emission: {served} tools in {middle:.0} ms, {mib:.1} MiB of Rust\n");

    let counts: &[&str] = if quick {
        &["10", "100"]
    } else {
        &["10", "100", "1000", "2287"]
    };
    let mut table = Table::new(&[
        "tools",
        "command",
        "elapsed s",
        "CPU s",
        "largest process MiB",
    ]);
    for count in counts {
        for mode in if quick {
            &["check"][..]
        } else {
            &["check", "release"]
        } {
            let report = corpus(&["--tools", count, "--build", mode])?;
            let (build, usage) = (&report["build"], &report["build"]["usage"]);
            let figure = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
            let mut command = build["command"].as_str().unwrap_or("?").to_owned();
            if build["succeeded"] != true {
                command.push_str(" FAILED");
            }
            table.row([
                report["served"].to_string(),
                command,
                seconds(figure(&build["elapsed_ms"]) / 1e3),
                seconds(figure(&usage["cpu_ms"]) / 1e3),
                number(figure(&usage["peak_bytes"]) / f64::from(1 << 20)),
            ]);
        }
    }
    println!("{table}");
    Ok(())
}

fn corpus(workspace: &Workspace, folder: &Path, arguments: &[&str]) -> anyhow::Result<Value> {
    let mut command = Command::new(workspace.program("mcpreg-compile"));
    command
        .arg("corpus")
        .arg(folder)
        .arg("--json")
        .args(arguments);
    let printed = run_command(&mut command)?;
    serde_json::from_slice(&printed).with_context(|| format!("{command:?} printed no JSON"))
}

fn default_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus")
}

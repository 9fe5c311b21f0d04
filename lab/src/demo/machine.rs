//! What the demo asks this machine: where Cargo builds, what rustc builds for, what still runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use mcpreg_compile::project::cargo;

/// How long a process may take to end after the gateway has.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
struct Metadata {
    target_directory: PathBuf,
}

/// The target folder of the workspace in `folder`.
pub(super) fn target_folder(folder: &Path) -> anyhow::Result<PathBuf> {
    let arguments = ["metadata", "--no-deps", "--format-version=1"];
    let mut command = Command::new(cargo::program());
    let output = command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output();
    let output = output.context("cannot run cargo metadata")?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo metadata failed: {stderr}");
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    Ok(metadata.target_directory)
}

/// The target rustc builds for, where it is one that links static binaries with a mere flag.
pub(super) fn linux_gnu_target() -> Option<String> {
    let output = Command::new("rustc")
        .arg("-vV")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))?;
    host.ends_with("-linux-gnu").then(|| host.to_owned())
}

/// Processes whose program or working folder lies under `folder`, once they had time to end.
///
/// Looks into `/proc`, so it finds nothing on other systems than Linux.
pub(super) fn processes_left_under(folder: &Path) -> Vec<String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let left = processes_under(folder);
        if left.is_empty() || Instant::now() > deadline {
            return left;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

fn processes_under(folder: &Path) -> Vec<String> {
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for process in processes.flatten() {
        let place = |link: &str| fs::read_link(process.path().join(link)).ok();
        let under = |path: &PathBuf| path.starts_with(folder);
        if let Some(path) = [place("exe"), place("cwd")]
            .into_iter()
            .flatten()
            .find(under)
        {
            found.push(format!(
                "{} ({})",
                process.file_name().display(),
                path.display()
            ));
        }
    }
    found
}

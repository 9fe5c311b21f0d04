//! What rustc cost: builds a package with Cargo, and reads what the `rustc-meter` wrote down.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::str::FromStr;

use anyhow::{Context as _, bail};

use crate::workspace::Workspace;

/// The environment variable that names the file `rustc-meter` writes to.
pub const LOG: &str = "MCPREG_METER_LOG";

/// One run of rustc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// The crate.
    pub name: String,
    /// When it started, in milliseconds.
    pub started: u64,
    /// When it ended, in milliseconds.
    pub ended: u64,
    /// Its CPU time, the linker's included, in microseconds.
    pub cpu_us: u64,
    /// The most memory it held, in KiB.
    pub peak_kib: u64,
}

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            started,
            ended,
            cpu_us,
            peak_kib,
        } = self;
        write!(f, "{name} {started} {ended} {cpu_us} {peak_kib}")
    }
}

impl FromStr for Process {
    type Err = anyhow::Error;

    fn from_str(line: &str) -> anyhow::Result<Self> {
        let words: Vec<_> = line.split(' ').collect();
        let [name, started, ended, cpu_us, peak_kib] = words[..] else {
            bail!("{line:?} is no line of rustc-meter");
        };
        Ok(Self {
            name: name.to_owned(),
            started: started.parse()?,
            ended: ended.parse()?,
            cpu_us: cpu_us.parse()?,
            peak_kib: peak_kib.parse()?,
        })
    }
}

/// What all runs of rustc for one build cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// How many crates were compiled.
    pub crates: usize,
    /// Their CPU time, in seconds.
    pub cpu: f64,
    /// The most memory held at a time, in MiB: the peaks of the processes that ran together,
    /// added up, which is never too little.
    pub peak_mib: f64,
}

impl Cost {
    /// The one in the middle by its CPU time; there must be one.
    pub fn middle(mut costs: Vec<Self>) -> Self {
        costs.sort_by(|one, other| one.cpu.total_cmp(&other.cpu));
        costs[costs.len() / 2]
    }

    fn of(processes: &[Process]) -> Self {
        let cpu_us: u64 = processes.iter().map(|process| process.cpu_us).sum();
        let together = |at: u64| -> u64 {
            let running = processes.iter().filter(|process| {
                process.started <= at && at < process.ended.max(process.started + 1)
            });
            running.map(|process| process.peak_kib).sum()
        };
        let peak_kib = processes
            .iter()
            .map(|process| together(process.started))
            .max();
        Self {
            crates: processes.len(),
            cpu: real(cpu_us) / 1e6,
            peak_mib: real(peak_kib.unwrap_or(0)) / 1024.0,
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "figures to be printed with few digits"
)]
fn real(number: u64) -> f64 {
    number as f64
}

/// Which runs of rustc are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Those for the project's own packages.
    Own,
    /// Those for its dependencies too, as far as they are built.
    All,
}

impl Counted {
    /// Cargo's environment variable for a program that is put before rustc.
    fn wrapper(self) -> &'static str {
        match self {
            Self::Own => "RUSTC_WORKSPACE_WRAPPER",
            Self::All => "RUSTC_WRAPPER",
        }
    }
}

/// Builds a project in release mode, its dependencies included, and gives the cost of what is
/// counted; or else what rustc said.
///
/// # Errors
///
/// Cargo cannot be started, or the meter wrote nothing to be understood.
pub fn build(
    workspace: &Workspace,
    project: &Path,
    target: &Path,
    counted: Counted,
) -> anyhow::Result<Result<Cost, String>> {
    let log = project.join("meter.log");
    if log.exists() {
        fs::remove_file(&log)?;
    }
    let mut cargo = Command::new(crate::workspace::cargo());
    cargo
        .args([
            "build",
            "--release",
            "--quiet",
            "--offline",
            "--message-format=short",
        ])
        .current_dir(project)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env(counted.wrapper(), workspace.program("rustc-meter"))
        .env(LOG, &log)
        .stdin(Stdio::null());
    let output = cargo.output().context("cannot start cargo")?;
    if !output.status.success() {
        return Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let text = if log.exists() {
        fs::read_to_string(&log)?
    } else {
        String::new()
    };
    let processes: anyhow::Result<Vec<Process>> = text.lines().map(str::parse).collect();
    Ok(Ok(Cost::of(&processes?)))
}

#[cfg(test)]
mod tests {
    use super::{Cost, Process};

    fn process(started: u64, ended: u64, peak_kib: u64) -> Process {
        let (name, cpu_us) = ("one".to_owned(), 500_000);
        Process {
            name,
            started,
            ended,
            cpu_us,
            peak_kib,
        }
    }

    #[test]
    fn a_line_is_read_back() {
        let line = process(1, 2, 3).to_string();
        assert_eq!(
            line.parse::<Process>().expect("it is a line"),
            process(1, 2, 3)
        );
        assert!("rustc 1".parse::<Process>().is_err());
    }

    #[track_caller]
    fn check(processes: &[Process], peak_mib: f64) {
        let cost = Cost::of(processes);
        assert!((cost.peak_mib - peak_mib).abs() < f64::EPSILON, "{cost:?}");
        assert_eq!(cost.crates, processes.len());
    }

    #[test]
    fn memory_held_together_adds_up() {
        check(&[], 0.0);
        check(&[process(0, 10, 1024), process(10, 20, 2048)], 2.0);
        check(&[process(0, 10, 1024), process(9, 20, 2048)], 3.0);
        check(&[process(5, 5, 1024)], 1.0);
    }
}

//! Runs rustc for Cargo, and adds a line of what it cost to a file.
//!
//! Cargo calls it for the packages of a workspace only (`RUSTC_WORKSPACE_WRAPPER`), where their
//! dependencies are not counted, or for all (`RUSTC_WRAPPER`). CPU time and peak memory are the
//! kernel's own figures for the child (getrusage); the linker is a child of rustc and counted with
//! it.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use anyhow::Context as _;
use mcpreg_benches::compile::meter::{LOG, Process};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments
        .next()
        .context("expected rustc and its arguments")?;
    let arguments: Vec<_> = arguments.collect();
    let name = arguments
        .iter()
        .position(|argument| argument == "--crate-name");
    let name = name
        .and_then(|at| arguments.get(at + 1)?.to_str())
        .map(str::to_owned);
    let started = now_ms()?;
    let status = Command::new(&rustc).args(&arguments).status()?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    // Cargo's questions about rustc itself compile no crate, or one called `___`.
    if let Some(name) = name.filter(|name| name != "___") {
        let cpu = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
        let process = Process {
            name,
            started,
            ended: now_ms()?,
            cpu_us: u64::try_from(cpu)?,
            peak_kib: u64::try_from(usage.max_rss())?,
        };
        let path = std::env::var_os(LOG).with_context(|| format!("{LOG} is not set"))?;
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        file.write_all(format!("{process}\n").as_bytes())?;
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn now_ms() -> anyhow::Result<u64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(u64::try_from(since.as_millis())?)
}

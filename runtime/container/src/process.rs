//! Servers as processes on this host: with a bare environment, and a keeper where the host has one.
//!
//! A process inherits [`INHERITED`] and nothing else, so that what the gateway knows (its other
//! servers' tokens among it) stays with the gateway; the launch's own variables and secrets come
//! on top. A [`keeper`](crate::keeper) adds what `exec` alone cannot give: a session, limits, no
//! inherited descriptor, and the end of everything the server started. Without one, a server is in
//! its owner's session with its owner's limits and descriptors, and what leaves its process group
//! outlives it. There is no confinement here either way: that takes an image.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::process::Signal;
use tokio::process::{Child, ChildStderr, Command};

use crate::Error;
use crate::launch::CommandProgram;
use crate::order::{INSTANCE_VARIABLE, OWNER_VARIABLE, Order};
use crate::process_id::ProcessId;
use crate::reaper::guard::Guard;
use crate::reaper::line::Line;
use crate::running::input::{Gate, Writer};
use crate::running::output::drain_stderr;
use crate::running::{Control, Life, Running, Stdin, Stdout, Supervisor, Vessel};

mod leash;

use leash::Leash;

/// The variables that a server's process inherits, beside those whose name begins with `LC_`.
pub(crate) const INHERITED: [&str; 10] = [
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "TZ", "TMPDIR",
];

/// How long a grandchild may keep stderr open after the server has ended.
const STDERR_PATIENCE: Duration = Duration::from_secs(1);

/// Starts `program`, through the command line of a keeper where there is one.
pub(crate) fn start(
    order: &Order,
    program: &CommandProgram,
    keeper: Option<&[OsString]>,
) -> Result<Running, Error> {
    let mut child = command(order, program, keeper)?
        .spawn()
        .map_err(|error| refused(order, program, &error))?;
    let pid = child.id().expect("it has not been waited for");
    let leash = Leash::new(pid, keeper.is_some());
    // An orphan of the moment between these two lines is found by its environment, or by its
    // keeper.
    if let Some(id) = ProcessId::of(pid) {
        order.guard.tell(&leash.line(id))?;
    }
    let stdin = child.stdin.take().expect("stdin is piped");
    let stdout = child.stdout.take().expect("stdout is piped");
    let stderr = child.stderr.take().expect("stderr is piped");
    let gate = Gate::new(Writer::Process(stdin));
    let supervisor = Life::begin(Vessel::Process { pid }, order.tail(), gate.clone());
    let control = Control::new(supervisor.life.clone());
    let guard = order.guard.clone();
    tokio::spawn(supervise(supervisor, child, leash, stderr, guard));
    Ok(Running {
        stdin: Stdin::new(gate),
        stdout: Stdout::of_process(stdout),
        control,
    })
}

fn command(
    order: &Order,
    program: &CommandProgram,
    keeper: Option<&[OsString]>,
) -> Result<Command, Error> {
    let mut command = match keeper {
        Some(keeper) => kept(order, program, keeper)?,
        None => bare(order, program),
    };
    let arguments = program.leading.iter().chain(&order.launch.args);
    command
        .args(arguments)
        .env_clear()
        .envs(inherited())
        .envs(order.environment()?)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if keeper.is_none() {
        command
            .env(INSTANCE_VARIABLE, order.marks.instance.as_str())
            .env(OWNER_VARIABLE, order.marks.owner.to_string());
    }
    if let Some(directory) = &program.directory {
        if !directory.is_dir() {
            return Err(order.start_failed(&format!(
                "its folder `{}` does not exist",
                directory.display()
            )));
        }
        command.current_dir(directory);
    }
    Ok(command)
}

fn inherited() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os().filter(|(name, _)| {
        name.to_str()
            .is_some_and(|name| INHERITED.contains(&name) || name.starts_with("LC_"))
    })
}

/// The program as a child of this process.
fn bare(order: &Order, program: &CommandProgram) -> Command {
    tracing::debug!(server = %order.server, "started without a keeper");
    let mut command = Command::new(&program.program);
    command.process_group(0).kill_on_drop(true);
    command
}

/// The program as a child of a keeper. A keeper that is killed keeps nothing, so it is not.
fn kept(order: &Order, program: &CommandProgram, keeper: &[OsString]) -> Result<Command, Error> {
    let [own, words @ ..] = keeper else {
        return Err(order.unusable("the command line of its keeper is empty".to_owned()));
    };
    let environment = order.environment()?;
    let path = match environment.get("PATH") {
        Some(path) => OsString::from(path),
        None => std::env::var_os("PATH").unwrap_or_default(),
    };
    // A keeper could only say so on the server's own stderr.
    if find_program(program, &path).is_none() {
        return Err(refused(
            order,
            program,
            &std::io::ErrorKind::NotFound.into(),
        ));
    }
    let mut command = Command::new(own);
    command
        .args(words)
        .arg(order.marks.owner.to_string())
        .arg(order.marks.instance.as_str())
        .arg(&program.program);
    Ok(command)
}

/// Where `program` is, looked for in `path` as the operating system would; `None` if it is not on
/// this host or may not be run.
pub fn find_program(program: &CommandProgram, path: &std::ffi::OsStr) -> Option<PathBuf> {
    let is_program = |path: &PathBuf| {
        use std::os::unix::fs::PermissionsExt as _;
        path.metadata()
            .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
    };
    let folder = program.directory.as_deref().unwrap_or(Path::new(""));
    if program.program.contains('/') {
        return Some(folder.join(&program.program)).filter(is_program);
    }
    std::env::split_paths(path)
        .map(|entry| folder.join(entry).join(&program.program))
        .find(is_program)
}

fn refused(order: &Order, program: &CommandProgram, error: &std::io::Error) -> Error {
    let server = order.server.clone();
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::CommandNotFound {
            server,
            program: program.program.clone(),
        },
        _ => order.start_failed(&format!("`{}` cannot be run: {error}", program.program)),
    }
}

/// Sees one process to its end, and all that it left with it.
async fn supervise(
    mut supervisor: Supervisor,
    mut child: Child,
    mut leash: Leash,
    stderr: ChildStderr,
    guard: Arc<Guard>,
) {
    let life = supervisor.life.clone();
    let mut drain = pin!(drain_stderr(stderr, &life.tail));
    let mut is_drained = false;
    let status = {
        let mut end = pin!(see_out(&mut supervisor, &mut child, &mut leash));
        loop {
            tokio::select! {
                status = &mut end => break status,
                () = &mut drain, if !is_drained => is_drained = true,
            }
        }
    };
    guard.mention(&Line::Forget(leash.pid()));
    if !is_drained {
        let _ = tokio::time::timeout(STDERR_PATIENCE, drain).await;
    }
    supervisor.finish(leash.exit(
        status.and_then(|status| status.code()),
        status.and_then(|status| status.signal()),
    ));
}

/// Waits for the end of the process, and brings it about once it is wanted.
async fn see_out(
    supervisor: &mut Supervisor,
    child: &mut Child,
    leash: &mut Leash,
) -> Option<ExitStatus> {
    tokio::select! {
        status = leash.wait(child) => return status,
        () = supervisor.stop_requested() => supervisor.life.input.close(),
    }
    for signal in [Signal::TERM, Signal::KILL] {
        tokio::select! {
            status = leash.wait(child) => return status,
            () = supervisor.patience() => leash.signal(signal),
        }
    }
    leash.wait(child).await
}

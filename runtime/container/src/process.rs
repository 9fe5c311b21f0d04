//! Servers as processes on this host: in a process group of their own, with a bare environment.
//!
//! A process inherits [`INHERITED`] and nothing else, so that what the gateway knows (its other
//! servers' tokens among it) stays with the gateway; the launch's own variables and secrets come
//! on top. There is no confinement here: who needs one names an image.

use std::os::unix::process::ExitStatusExt as _;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, ChildStderr, Command};

use crate::Error;
use crate::launch::CommandProgram;
use crate::order::{INSTANCE_VARIABLE, OWNER_VARIABLE, Order};
use crate::reaper::guard::Guard;
use crate::reaper::line::Line;
use crate::running::input::{Gate, Writer};
use crate::running::output::drain_stderr;
use crate::running::{Control, Exit, Life, Running, Stdin, Stdout, Supervisor, Vessel};

/// The variables that a server's process inherits, beside those whose name begins with `LC_`.
pub(crate) const INHERITED: [&str; 10] = [
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "TZ", "TMPDIR",
];

/// How long a grandchild may keep stderr open after the server has ended.
const STDERR_PATIENCE: Duration = Duration::from_secs(1);

/// Starts `program`.
pub(crate) fn start(order: &Order, program: &CommandProgram) -> Result<Running, Error> {
    let mut child = command(order, program)?
        .spawn()
        .map_err(|error| refused(order, program, &error))?;
    let pid = child.id().expect("it has not been waited for");
    // An orphan of the moment between these two lines is found by its environment.
    order.guard.tell(&Line::Group(pid))?;
    let stdin = child.stdin.take().expect("stdin is piped");
    let stdout = child.stdout.take().expect("stdout is piped");
    let stderr = child.stderr.take().expect("stderr is piped");
    let gate = Gate::new(Writer::Process(stdin));
    let supervisor = Life::begin(Vessel::Process { pid }, order.tail(), gate.clone());
    let control = Control::new(supervisor.life.clone());
    tokio::spawn(supervise(supervisor, child, stderr, order.guard.clone()));
    Ok(Running {
        stdin: Stdin::new(gate),
        stdout: Stdout::of_process(stdout),
        control,
    })
}

fn command(order: &Order, program: &CommandProgram) -> Result<Command, Error> {
    let mut command = Command::new(&program.program);
    command
        .args(&program.leading)
        .args(&order.launch.args)
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| {
            name.to_str()
                .is_some_and(|name| INHERITED.contains(&name) || name.starts_with("LC_"))
        }))
        .envs(order.environment()?)
        .env(INSTANCE_VARIABLE, order.marks.instance.as_str())
        .env(OWNER_VARIABLE, order.marks.owner.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
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

/// Sees one process to its end, and its group with it.
async fn supervise(
    mut supervisor: Supervisor,
    mut child: Child,
    stderr: ChildStderr,
    guard: Arc<Guard>,
) {
    let life = supervisor.life.clone();
    let Vessel::Process { pid } = life.vessel else {
        return;
    };
    let mut drain = pin!(drain_stderr(stderr, &life.tail));
    let mut is_drained = false;
    let status = {
        let mut end = pin!(see_out(&mut supervisor, &mut child, pid));
        loop {
            tokio::select! {
                status = &mut end => break status,
                () = &mut drain, if !is_drained => is_drained = true,
            }
        }
    };
    // The server is gone; what it left in its group goes too.
    signal_group(pid, Signal::KILL);
    guard.mention(&Line::Forget(pid));
    if !is_drained {
        let _ = tokio::time::timeout(STDERR_PATIENCE, drain).await;
    }
    supervisor.finish(Exit {
        code: status.and_then(|status| status.code()),
        signal: status.and_then(|status| status.signal()),
        oom: false,
    });
}

/// Waits for the end of the process, and brings it about when somebody wants it.
async fn see_out(supervisor: &mut Supervisor, child: &mut Child, pid: u32) -> Option<ExitStatus> {
    tokio::select! {
        status = child.wait() => return status.ok(),
        () = supervisor.stop_requested() => supervisor.life.input.close(),
    }
    for signal in [Signal::TERM, Signal::KILL] {
        tokio::select! {
            status = child.wait() => return status.ok(),
            () = supervisor.patience() => signal_group(pid, signal),
        }
    }
    child.wait().await.ok()
}

/// Signals a whole process group, if there still is one.
pub(crate) fn signal_group(group: u32, signal: Signal) {
    if let Some(group) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        // The one failure there is: the group is gone.
        let _ = kill_process_group(group, signal);
    }
}

//! The owner's side of the reaper: starts it on first need, tells it what there is to clean up,
//! starts another one when it died, and dismisses it in the end.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::READY;
use super::line::{Duties, Line};
use crate::{Error, InstanceId};

/// What a reaper needs from its owner's environment to reach the same engine.
const INHERITED: [&str; 6] = [
    "PATH",
    "HOME",
    "XDG_RUNTIME_DIR",
    "DOCKER_CONFIG",
    "DOCKER_CERT_PATH",
    "TMPDIR",
];
const FAREWELL: Duration = Duration::from_secs(5);
const ENDED: &str = "it ended at once; it does not run a reaper";
const GREETING: Duration = Duration::from_secs(20);

/// Keeps a reaper informed; does nothing where there is no command line for one.
#[derive(Debug)]
pub(crate) struct Guard {
    command: Option<Vec<OsString>>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    duties: Duties,
    reaper: Option<(Child, ChildStdin)>,
    /// Nothing is left to clean up, and nothing will be started any more.
    is_dismissed: bool,
}

impl Guard {
    pub(crate) fn new(command: Option<Vec<OsString>>, instance: &InstanceId) -> Self {
        let instance = Some(instance.to_string());
        let duties = Duties {
            instance,
            ..Duties::default()
        };
        Self {
            command,
            state: Mutex::new(State {
                duties,
                reaper: None,
                is_dismissed: false,
            }),
        }
    }

    /// Starts the reaper if there is none yet, away from the threads that must not block.
    ///
    /// # Errors
    /// When the command line does not run a reaper.
    pub(crate) async fn ready(self: &Arc<Self>) -> Result<(), Error> {
        let instance = {
            let state = self.lock();
            let is_wanted = self.command.is_some() && state.reaper.is_none();
            state.duties.instance.clone().filter(|_| is_wanted)
        };
        let Some(instance) = instance else {
            return Ok(());
        };
        let guard = self.clone();
        tokio::task::spawn_blocking(move || guard.tell(&Line::Instance(instance)))
            .await
            .unwrap_or(Ok(()))
    }

    /// Tells the reaper. Lines are short and the reaper reads all the time, so this does not
    /// block, unless the reaper died and another one is started.
    ///
    /// # Errors
    /// When there is no reaper and none can be started.
    pub(crate) fn tell(&self, line: &Line) -> Result<(), Error> {
        let Some(command) = &self.command else {
            return Ok(());
        };
        let mut state = self.lock();
        if state.is_dismissed {
            return Ok(());
        }
        state.duties.note(line.clone());
        if let Some((_, pipe)) = &mut state.reaper
            && write(pipe, line).is_ok()
        {
            return Ok(());
        }
        if let Some((mut dead, pipe)) = state.reaper.take() {
            tracing::warn!("the reaper ended; starting another one");
            drop(pipe);
            let _ = dead.try_wait();
        }
        state.reaper = Some(start(command, &state.duties)?);
        Ok(())
    }

    /// Tells the reaper something that it can do without.
    pub(crate) fn mention(&self, line: &Line) {
        if let Err(error) = self.tell(line) {
            tracing::warn!(%error, "the reaper was not told");
        }
    }

    /// Lets the reaper go, and waits until it has gone.
    pub(crate) async fn dismiss(&self) {
        let farewell = {
            let mut state = self.lock();
            state.is_dismissed = true;
            state.reaper.take()
        };
        let Some((mut reaper, mut pipe)) = farewell else {
            return;
        };
        let _ = write(&mut pipe, &Line::Dismiss);
        drop(pipe);
        let gone = tokio::task::spawn_blocking(move || reaper.wait());
        if tokio::time::timeout(FAREWELL, gone).await.is_err() {
            tracing::warn!("the reaper does not go");
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn start(command: &[OsString], duties: &Duties) -> Result<(Child, ChildStdin), Error> {
    let failed = |message: String| Error::Reaper {
        command: command.join(" ".as_ref()).to_string_lossy().into_owned(),
        message,
    };
    let [program, arguments @ ..] = command else {
        return Err(failed("the command line is empty".to_owned()));
    };
    let mut reaper = Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(
            INHERITED
                .iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        )
        .stdin(Stdio::piped())
        // Nothing of the owner's is held open: who reads the owner's output waits for its end.
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let mut pipe = reaper.stdin.take().expect("its stdin is piped");
    let greeting = reaper.stdout.take().expect("its stdout is piped");
    let is_told = duties
        .lines()
        .iter()
        .all(|line| write(&mut pipe, line).is_ok());
    let outcome = if is_told {
        await_ready(greeting)
    } else {
        Err(ENDED.to_owned())
    };
    if let Err(message) = outcome {
        let _ = reaper.kill();
        let _ = reaper.wait();
        return Err(failed(message));
    }
    Ok((reaper, pipe))
}

/// Waits until the reaper says that it is ready, which also shows that the command line runs one.
fn await_ready(greeting: ChildStdout) -> Result<(), String> {
    let (said, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(greeting).lines().map_while(Result::ok);
        if lines.any(|line| line == READY) {
            // Nobody listens any more when it took too long.
            let _ = said.send(());
        }
    });
    heard.recv_timeout(GREETING).map_err(|reason| match reason {
        RecvTimeoutError::Timeout => {
            format!(
                "it did not say that it is ready within {} s",
                GREETING.as_secs()
            )
        }
        RecvTimeoutError::Disconnected => ENDED.to_owned(),
    })
}

fn write(pipe: &mut ChildStdin, line: &Line) -> std::io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    pipe.write_all(&text)
}

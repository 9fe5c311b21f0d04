//! A started server: its two streams, and the control over its life.
//!
//! One supervising task per server owns the container or process; a [`Control`] sends it wishes
//! through a [`Life`] and reads how it ended.

pub(crate) mod input;
pub(crate) mod output;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

pub use self::input::Stdin;
pub use self::output::Stdout;
use crate::running::input::Gate;
use crate::stderr::Tail;

/// How long a server gets that nobody holds any more.
const DROPPED_GRACE: Duration = Duration::from_millis(500);

/// A started server.
#[derive(Debug)]
pub struct Running {
    /// What the server reads. Dropping it closes the server's stdin.
    pub stdin: Stdin,
    /// What the server writes.
    pub stdout: Stdout,
    /// Its life. Dropping it stops the server.
    pub control: Control,
}

/// What a server runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vessel {
    /// A container of the engine.
    Container {
        /// The engine's id.
        id: String,
    },
    /// A process on this host, the leader of its own process group.
    Process {
        /// Its process number.
        pid: u32,
    },
}

impl std::fmt::Display for Vessel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Container { id } => write!(f, "container {}", id.get(..12).unwrap_or(id)),
            Self::Process { pid } => write!(f, "process {pid}"),
        }
    }
}

/// How a server ended. Code and signal are both `None` when nobody could find out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exit {
    /// The exit code; for a container killed by a signal 128 plus its number.
    pub code: Option<i32>,
    /// The signal that killed it.
    pub signal: Option<i32>,
    /// Whether the memory limit killed it, as far as the engine says (Podman does not).
    pub oom: bool,
}

impl Exit {
    /// Whether it ended by itself with code 0.
    pub fn is_success(&self) -> bool {
        self.code == Some(0)
    }
}

impl std::fmt::Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.oom, self.signal, self.code) {
            (true, ..) => f.write_str("killed for using more memory than its limit"),
            (_, Some(signal), _) => write!(f, "killed by signal {signal}"),
            (_, None, Some(code)) => write!(f, "exited with code {code}"),
            (_, None, None) => f.write_str("ended; how is not known"),
        }
    }
}

/// The life of one server. All methods take `&self`: share it behind an `Arc` when several tasks
/// need it. Dropping it stops the server in the background, without much patience.
#[derive(Debug)]
pub struct Control {
    life: Arc<Life>,
}

impl Control {
    pub(crate) fn new(life: Arc<Life>) -> Self {
        Self { life }
    }

    pub(crate) fn life(&self) -> &Arc<Life> {
        &self.life
    }

    /// What the server runs in.
    pub fn vessel(&self) -> &Vessel {
        &self.life.vessel
    }

    /// The last lines of stderr, oldest first, with known secrets replaced.
    pub fn stderr_tail(&self) -> Vec<String> {
        self.life.tail.lines()
    }

    /// The variables of the secrets that stderr held so far, sorted; the tail has them replaced.
    pub fn secrets_in_stderr(&self) -> Vec<String> {
        self.life.tail.secrets()
    }

    /// How the server ended, if it has.
    pub fn exit(&self) -> Option<Exit> {
        self.life.exit.borrow().clone()
    }

    /// Waits until the server has ended and everything of it is removed.
    pub async fn wait(&self) -> Exit {
        self.life.ended().await
    }

    /// Ends the server: closes its stdin, wherever that is held, and waits `grace`; sends TERM and
    /// waits `grace` again; kills it; removes it. Returns when nothing is left of it. A second
    /// call with less grace hurries the first one.
    pub async fn stop(&self, grace: Duration) -> Exit {
        self.life.request_stop(grace);
        self.wait().await
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        self.life.request_stop(DROPPED_GRACE);
    }
}

/// What a [`Control`] and the task that supervises its server share.
#[derive(Debug)]
pub(crate) struct Life {
    pub(crate) vessel: Vessel,
    pub(crate) tail: Arc<Tail>,
    pub(crate) input: Gate,
    stop: watch::Sender<Option<Duration>>,
    exit: watch::Receiver<Option<Exit>>,
}

/// The supervisor's end of a [`Life`].
pub(crate) struct Supervisor {
    pub(crate) life: Arc<Life>,
    stop: watch::Receiver<Option<Duration>>,
    exit: watch::Sender<Option<Exit>>,
}

impl Life {
    /// A life that begins, and the supervisor's end of it.
    pub(crate) fn begin(vessel: Vessel, tail: Arc<Tail>, input: Gate) -> Supervisor {
        let (stop, stop_wish) = watch::channel(None);
        let (exit, exit_report) = watch::channel(None);
        let life = Arc::new(Self {
            vessel,
            tail,
            input,
            stop,
            exit: exit_report,
        });
        Supervisor {
            life,
            stop: stop_wish,
            exit,
        }
    }

    /// Asks for the end; the shortest grace that anybody asked for counts.
    pub(crate) fn request_stop(&self, grace: Duration) {
        self.stop.send_if_modified(|wish| {
            let hurries = wish.is_none_or(|earlier| grace < earlier);
            if hurries {
                *wish = Some(grace);
            }
            hurries
        });
    }

    /// Waits for the end.
    pub(crate) async fn ended(&self) -> Exit {
        let mut exit = self.exit.clone();
        // An error means that the supervisor is gone without a word: its runtime was shut down.
        exit.wait_for(Option::is_some)
            .await
            .ok()
            .and_then(|exit| exit.clone())
            .unwrap_or_default()
    }
}

impl Supervisor {
    /// Waits until somebody wants the end.
    pub(crate) async fn stop_requested(&mut self) {
        if self.stop.wait_for(Option::is_some).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits as long as the grace is, by the latest wish.
    pub(crate) async fn patience(&mut self) {
        let begun = Instant::now();
        loop {
            let grace = self.stop.borrow_and_update().unwrap_or_default();
            tokio::select! {
                () = tokio::time::sleep_until(begun + grace) => return,
                Ok(()) = self.stop.changed() => {}
            }
        }
    }

    /// Reports the end; the last thing a supervisor does.
    pub(crate) fn finish(self, exit: Exit) {
        self.life.input.close();
        self.exit.send_replace(Some(exit));
    }
}

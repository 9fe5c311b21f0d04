//! The process between an owner and one server on this host.
//!
//! It gives the server a session without a terminal, no descriptor but the first three and the
//! limits of `limits`, adopts every process that the server leaves (`PR_SET_CHILD_SUBREAPER`, so
//! `setsid`, a double fork or a cleared environment hide none), and removes them all once the
//! server ends or its owner does. The server has the keeper's own stdin, stdout and stderr, so no
//! byte goes through here.
//!
//! TERM passes to every process below the keeper, QUIT kills them. It exits with the server's
//! code, or with 128 plus the number of the signal that ended it. A server that kills its keeper
//! escapes it: this is tidiness, not confinement.

mod descendants;
mod descriptors;
mod limits;

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, set_child_subreaper, setsid};
use tokio::signal::unix::{Signal as Signals, SignalKind, signal};
use tokio::time::{Instant, sleep_until, timeout};

pub(crate) use self::descriptors::close_inherited;
use crate::order::{INSTANCE_VARIABLE, OWNER_VARIABLE};
use crate::process_id::{End, pid};
use crate::{Owner, forbid_inspection};

/// How long what a server left gets between TERM and KILL.
const LEFT_GRACE: Duration = Duration::from_millis(500);
/// How long a server gets between TERM and KILL when its owner is dead.
const ORPHAN_GRACE: Duration = Duration::from_secs(1);
/// How long killed processes may take to go; more, and the kernel holds them.
const DYING: Duration = Duration::from_secs(5);
/// How often processes that were killed are looked for again.
const AGAIN: Duration = Duration::from_millis(20);

/// What [`run`] is called with, after the words that run a keeper: the owner, the instance, the
/// program and its arguments.
struct Words {
    owner: Owner,
    instance: OsString,
    program: OsString,
    arguments: Vec<OsString>,
}

/// Starts the server that `words` name and keeps it until it ends; blocks. This is the whole of a
/// hidden `keep` subcommand, with its arguments. Call it first in `main`: it closes every
/// descriptor but the first three, and builds a tokio runtime.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Some(words) = parse(words) else {
        eprintln!("mcpreg: the keeper of a server is started by its gateway");
        return ExitCode::from(2);
    };
    forbid_inspection();
    close_inherited();
    limits::apply();
    // Fails where this process leads a group already, and then it is apart from its owner's.
    let _ = setsid();
    if let Err(error) = set_child_subreaper(Some(rustix::process::getpid())) {
        eprintln!("mcpreg: what the server leaves behind cannot be adopted: {error}");
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let kept = runtime.and_then(|runtime| runtime.block_on(keep(&words)));
    kept.unwrap_or_else(|error| {
        let program = words.program.display();
        eprintln!("mcpreg: `{program}` cannot be run: {error}");
        ExitCode::from(126)
    })
}

fn parse(words: impl IntoIterator<Item = OsString>) -> Option<Words> {
    let mut words = words.into_iter();
    Some(Words {
        owner: words.next()?.to_str()?.parse().ok()?,
        instance: words.next()?,
        program: words.next()?,
        arguments: words.collect(),
    })
}

/// What a keeper listens to. Made before the server is, so that nothing is missed.
struct Ears {
    term: Signals,
    quit: Signals,
    child: Signals,
    owner: End,
}

impl Ears {
    fn new(owner: &Owner) -> std::io::Result<Self> {
        // As its reaper, a keeper outlives the signals that a terminal sends to its owner.
        for kind in [SignalKind::interrupt(), SignalKind::hangup()] {
            drop(signal(kind)?);
        }
        let end = End::of(owner.pid)?;
        if end.process().started != owner.started {
            return Err(std::io::Error::other("its owner has ended"));
        }
        Ok(Self {
            term: signal(SignalKind::terminate())?,
            quit: signal(SignalKind::quit())?,
            child: signal(SignalKind::child())?,
            owner: end,
        })
    }
}

async fn keep(words: &Words) -> std::io::Result<ExitCode> {
    let mut ears = Ears::new(&words.owner)?;
    let server = start(words)?;
    let code = see_out(&mut ears, server).await;
    clear(&mut ears.child, LEFT_GRACE).await;
    Ok(ExitCode::from(code))
}

/// Starts the server and lets go of its streams.
fn start(words: &Words) -> std::io::Result<Pid> {
    let server = Command::new(&words.program)
        .args(&words.arguments)
        .env(INSTANCE_VARIABLE, &words.instance)
        .env(OWNER_VARIABLE, OsStr::new(&words.owner.to_string()))
        .process_group(0)
        .spawn()?;
    let nothing = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdin(&nothing)?;
    rustix::stdio::dup2_stdout(&nothing)?;
    rustix::stdio::dup2_stderr(&nothing)?;
    // The server's folder is the server's; nothing here keeps it from being unmounted.
    let _ = std::env::set_current_dir("/");
    pid(server.id()).ok_or_else(|| std::io::Error::other("it has no process number"))
}

/// Waits for the end of the server, passing on what its owner wants; gives its code.
async fn see_out(ears: &mut Ears, server: Pid) -> u8 {
    let mut is_orphan = false;
    let mut deadline = None;
    loop {
        if let Some(code) = collect(server) {
            return code;
        }
        tokio::select! {
            _ = ears.child.recv() => {}
            _ = ears.term.recv() => descendants::signal(Signal::TERM),
            _ = ears.quit.recv() => descendants::signal(Signal::KILL),
            () = ears.owner.wait(), if !is_orphan => {
                is_orphan = true;
                descendants::signal(Signal::TERM);
                deadline = Some(Instant::now() + ORPHAN_GRACE);
            }
            () = until(deadline) => {
                descendants::signal(Signal::KILL);
                deadline = Some(Instant::now() + AGAIN);
            }
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

/// Collects every child that has ended; gives the code of `server` if it is among them.
fn collect(server: Pid) -> Option<u8> {
    let mut code = None;
    while let Ok(Some((ended, status))) = rustix::process::wait(WaitOptions::NOHANG) {
        if ended == server {
            code = Some(code_of(status));
        }
    }
    code
}

fn code_of(status: WaitStatus) -> u8 {
    let code = match (status.exit_status(), status.terminating_signal()) {
        (Some(code), _) => code,
        (None, Some(signal)) => 128 + signal,
        (None, None) => 1,
    };
    u8::try_from(code).unwrap_or(1)
}

/// Ends everything below this process: TERM, then KILL after `grace` until nothing is left.
async fn clear(child: &mut Signals, grace: Duration) {
    if is_alone() {
        return;
    }
    descendants::signal(Signal::TERM);
    let ended = async {
        while !is_alone() {
            child.recv().await;
        }
    };
    if timeout(grace, ended).await.is_ok() {
        return;
    }
    let given_up = Instant::now() + DYING;
    while !is_alone() && Instant::now() < given_up {
        descendants::signal(Signal::KILL);
        // Those whose parent was killed are adopted now, and are found in the next round.
        let _ = timeout(AGAIN, child.recv()).await;
    }
}

/// Collects what has ended, and says whether no child is left.
fn is_alone() -> bool {
    loop {
        match rustix::process::wait(WaitOptions::NOHANG) {
            Ok(Some(_)) => {}
            Ok(None) => return false,
            Err(_) => return true,
        }
    }
}

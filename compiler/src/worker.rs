//! The compiler in a child process, with limits on its time and memory.
//!
//! What servers define is foreign, and typing it runs through other people's code. So the pure
//! half works where it can be stopped: this binary again, with a hidden subcommand that reads one
//! [`Task`] from stdin and writes one [`Outcome`] to stdout, both JSON. A worker that dies or
//! takes too long is a problem with a name, and its parent goes on.

pub mod budget;
mod death;
mod task;

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::schema::Formats;
use mcpreg_codegen::{Lock, Pins, Problem, ProblemKind, Problems};

use crate::screening::Screened;
use budget::Budget;
use death::Death;
pub use task::{Compiled, Outcome, Task};

/// The hidden subcommand.
pub const SUBCOMMAND: &str = "work";

/// Which tools of a server can be offered.
///
/// # Errors
///
/// What ended the worker, as a problem of this server.
pub fn screen(
    server: &str,
    tools: &[Json],
    formats: Formats,
    budget: &Budget,
) -> Result<Screened, Problems> {
    let tools = tools.iter().map(Json::to_compact).collect();
    let subject = format!("server {server}");
    match run(&Task::Screen { tools, formats }, &subject, budget)? {
        Outcome::Screened(screened) => Ok(screened),
        Outcome::Compiled(_) => Err(confused(&subject)),
        Outcome::Refused(problems) => Err(problems),
    }
}

/// Compiles a lock with its pins. Where that ends the worker, each server is compiled alone, so
/// that the one that is too much is named.
///
/// # Errors
///
/// Every problem of the input, or what ended the worker.
pub fn compile(lock: &Lock, pins: &Pins, budget: &Budget) -> Result<Compiled, Problems> {
    let ended = compile_as(mcpreg_codegen::lock::FILE_NAME, lock, pins, budget);
    let Err(problems) = ended else {
        return ended;
    };
    let is_limit = |problem: &Problem| {
        problem.kind == ProblemKind::Limit && problem.subject == mcpreg_codegen::lock::FILE_NAME
    };
    if lock.servers.len() < 2 || !problems.0.iter().any(is_limit) {
        return Err(problems);
    }
    let alone: Vec<Problem> = lock
        .servers
        .keys()
        .filter_map(|id| compile_alone(id, lock, pins, budget).err())
        .flat_map(|problems| problems.0)
        .collect();
    Err(if alone.is_empty() {
        problems
    } else {
        Problems(alone)
    })
}

/// Compiles one server of a lock, as if there were no other.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_alone(
    server: &str,
    lock: &Lock,
    pins: &Pins,
    budget: &Budget,
) -> Result<Compiled, Problems> {
    let (mut lock, mut pins) = (lock.clone(), pins.clone());
    lock.servers.retain(|other, _| other == server);
    pins.retain(|other, _| other == server);
    compile_as(&format!("server {server}"), &lock, &pins, budget)
}

fn compile_as(
    subject: &str,
    lock: &Lock,
    pins: &Pins,
    budget: &Budget,
) -> Result<Compiled, Problems> {
    let task = Task::Compile {
        lock: lock.to_text(),
        pins: pins.clone(),
    };
    match run(&task, subject, budget)? {
        Outcome::Compiled(compiled) => Ok(compiled),
        Outcome::Screened(_) => Err(confused(subject)),
        Outcome::Refused(problems) => Err(problems),
    }
}

/// Gives a task to a worker; `subject` is what it is about.
fn run(task: &Task, subject: &str, budget: &Budget) -> Result<Outcome, Problems> {
    let failed = |message: String| failure(subject, message, None);
    let task = serde_json::to_vec(task).map_err(|error| failed(error.to_string()))?;
    let answer = ask(&task, budget).map_err(|error| failed(format!("no worker: {error}")))?;
    let text = answer.map_err(|death| failure(subject, death.message(budget), death.help()))?;
    serde_json::from_slice(&text).map_err(|error| failed(format!("its worker wrote {error}")))
}

/// Starts a worker, writes the task, and waits for its answer or its death.
fn ask(task: &[u8], budget: &Budget) -> io::Result<Result<Vec<u8>, Death>> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg(SUBCOMMAND)
        .args(budget.arguments())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (answers, answered) = mpsc::channel();
    thread::scope(|scope| {
        // A worker that dies early does not read to the end; its death says why.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(task)));
        let errors = scope.spawn(move || read(stderr));
        scope.spawn(move || answers.send(read(stdout)));
        let answer = answered.recv_timeout(budget.time);
        if answer.is_err() {
            child.kill()?;
        }
        let status = child.wait()?;
        let errors = errors.join().unwrap_or_default();
        Ok(match answer {
            Ok(answer) if status.success() => Ok(answer),
            Ok(_) => Err(Death::of(status, &errors)),
            Err(_) => Err(Death::Late),
        })
    })
}

/// All of a stream, up to where it breaks.
fn read(stream: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        drop(stream.read_to_end(&mut bytes));
    }
    bytes
}

fn failure(subject: &str, message: String, help: Option<String>) -> Problems {
    Problems(vec![Problem {
        kind: ProblemKind::Limit,
        subject: subject.to_owned(),
        message,
        help,
    }])
}

fn confused(subject: &str) -> Problems {
    failure(subject, "its worker answered another task".to_owned(), None)
}

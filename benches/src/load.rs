//! The load: a client on one thread that keeps calls open and verifies every answer.
//!
//! It speaks the stateful era over the child's pipes, reads what is there and writes all new
//! calls at once. Each call carries its own number as text; an answer counts only if it bears
//! the id of an open call and that call's text.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use memchr::memmem;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde_json::Value;

use crate::measure;

/// How long a peer may say nothing.
const PATIENCE: Timespec = Timespec {
    tv_sec: 60,
    tv_nsec: 0,
};
/// The arguments of a call take 32 bytes: `{"text":"` + 21 digits + `"}`.
const DIGITS: usize = 21;

/// A connection to a peer, past the handshake and the first `tools/list`.
pub struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    held: Vec<u8>,
    chunk: Vec<u8>,
    call: String,
    next: u64,
    open: BTreeMap<u64, Instant>,
    /// From the start of the process to the whole answer to the first `tools/list`.
    pub started_in: Duration,
    /// How many tools that answer had.
    pub tools: usize,
}

/// What a phase of calls gave.
#[derive(Debug, Clone)]
pub struct Phase {
    /// Answers, every one of them right.
    pub calls: u32,
    /// From the first call to the last answer.
    pub elapsed: Duration,
    /// The peer's own CPU time, without its children's.
    pub cpu: Duration,
    /// How long each call was open, sorted.
    pub latencies: Vec<Duration>,
}

impl Client {
    /// Starts a peer and shakes hands.
    ///
    /// # Errors
    ///
    /// The peer does not start, does not answer, or has no tool called `echo`.
    pub fn start(command: &mut Command) -> anyhow::Result<Self> {
        let started = Instant::now();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let (stdin, stdout) = (
            child.stdin.take(),
            child.stdout.take().context("no stdout")?,
        );
        let (held, chunk) = (Vec::new(), vec![0; 256 * 1024]);
        let (call, open) = (String::new(), BTreeMap::new());
        let started_in = Duration::ZERO;
        let mut client = Self {
            child,
            stdin,
            stdout,
            held,
            chunk,
            call,
            next: 10,
            open,
            started_in,
            tools: 0,
        };
        client
            .shake_hands()
            .with_context(|| format!("{command:?} does not serve"))?;
        client.started_in = started.elapsed();
        Ok(client)
    }

    /// The peer's process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Keeps `open` calls open for `time`, then waits for the last answers.
    ///
    /// # Errors
    ///
    /// A wrong answer, an error, or none at all.
    pub fn run(&mut self, open: usize, time: Duration) -> anyhow::Result<Phase> {
        let cpu = measure::cpu_time(self.pid())?;
        let (started, mut latencies, mut out) = (Instant::now(), Vec::new(), Vec::new());
        for _ in 0..open {
            self.ask(&mut out)?;
        }
        while !self.open.is_empty() {
            self.write(&out)?;
            out.clear();
            let lines = self.read()?;
            let asking = started.elapsed() < time;
            for line in memchr_lines(&lines) {
                let Some(id) = check(line)? else { continue };
                let asked = self.open.remove(&id);
                latencies.push(
                    asked
                        .with_context(|| format!("nobody asked {id}"))?
                        .elapsed(),
                );
                if asking {
                    self.ask(&mut out)?;
                }
            }
        }
        let elapsed = started.elapsed();
        let cpu = measure::cpu_time(self.pid())?.saturating_sub(cpu);
        latencies.sort_unstable();
        Ok(Phase {
            calls: u32::try_from(latencies.len())?,
            elapsed,
            cpu,
            latencies,
        })
    }

    fn shake_hands(&mut self) -> anyhow::Result<()> {
        let opening = concat!(
            r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"#,
            r#""2025-11-25","capabilities":{},"clientInfo":{"name":"load","version":"1"}}}"#,
            "\n",
        );
        self.write(opening.as_bytes())?;
        self.answer(1)?;
        let listing = concat!(
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            "\n",
            r#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#,
            "\n",
        );
        self.write(listing.as_bytes())?;
        let tools = self.answer(2)?["tools"].take();
        let names = tools.as_array().context("tools/list has no tools")?;
        let mut names = names.iter().filter_map(|tool| tool["name"].as_str());
        let name = names.find(|name| *name == "echo" || name.ends_with("_echo"));
        let name = serde_json::to_string(name.context("there is no tool echo")?)?;
        self.call = format!(r#""method":"tools/call","params":{{"name":{name},"arguments":"#);
        self.tools = tools.as_array().map_or(0, Vec::len);
        Ok(())
    }

    /// The result of the request `id`, whatever else comes before it.
    fn answer(&mut self, id: u64) -> anyhow::Result<Value> {
        loop {
            let lines = self.read()?;
            for line in memchr_lines(&lines) {
                let mut message: Value = serde_json::from_slice(line)?;
                if message["id"] == id {
                    ensure!(
                        message["result"].is_object(),
                        "request {id} failed: {message}"
                    );
                    return Ok(message["result"].take());
                }
            }
        }
    }

    fn ask(&mut self, out: &mut Vec<u8>) -> anyhow::Result<()> {
        let (id, call) = (self.next, &self.call);
        self.next += 1;
        writeln!(
            out,
            r#"{{"jsonrpc":"2.0","id":{id},{call}{{"text":"{id:0DIGITS$}"}}}}}}"#
        )?;
        self.open.insert(id, Instant::now());
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let stdin = self.stdin.as_mut().context("stdin is closed")?;
        stdin.write_all(bytes).context("the peer closed its stdin")
    }

    /// At least one whole line.
    fn read(&mut self) -> anyhow::Result<Vec<u8>> {
        loop {
            let mut ready = [PollFd::from_borrowed_fd(self.stdout.as_fd(), PollFlags::IN)];
            ensure!(
                poll(&mut ready, Some(&PATIENCE))? > 0,
                "the peer says nothing"
            );
            let count = self.stdout.read(&mut self.chunk)?;
            ensure!(count > 0, "the peer closed its stdout");
            self.held.extend_from_slice(&self.chunk[..count]);
            if let Some(end) = memchr::memrchr(b'\n', &self.held) {
                let rest = self.held.split_off(end + 1);
                return Ok(std::mem::replace(&mut self.held, rest));
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // The end of stdin is what a peer's own children are stopped by.
        drop(self.stdin.take());
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        eprintln!("process {} does not end by itself; killed", self.child.id());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn memchr_lines(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
}

/// The id of a right answer; `None` for a notification.
fn check(line: &[u8]) -> anyhow::Result<Option<u64>> {
    let shown = || String::from_utf8_lossy(&line[..line.len().min(400)]).into_owned();
    let Some(id) = number_after(line, br#""id":"#) else {
        ensure!(
            memmem::find(line, br#""method":"#).is_some(),
            "no answer: {}",
            shown()
        );
        return Ok(None);
    };
    if number_after(line, br#""text":""#) != Some(id) {
        bail!("a wrong answer to {id}: {}", shown());
    }
    Ok(Some(id))
}

fn number_after(line: &[u8], mark: &[u8]) -> Option<u64> {
    let rest = &line[memmem::find(line, mark)? + mark.len()..];
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
    let number =
        |sum: Option<u64>, digit: &u8| sum?.checked_mul(10)?.checked_add(u64::from(digit - b'0'));
    rest.first()
        .filter(|byte| byte.is_ascii_digit())
        .and(digits.fold(Some(0), number))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[track_caller]
    fn accepts(line: &str, expected: Option<u64>) {
        assert_eq!(check(line.as_bytes()).expect("a right answer"), expected);
    }

    #[track_caller]
    fn refuses(line: &str) {
        assert!(check(line.as_bytes()).is_err(), "{line}");
    }

    #[test]
    fn answers_are_verified() {
        accepts(
            r#"{"id":7,"result":{"content":[{"type":"text","text":"000000000000000000007"}]}}"#,
            Some(7),
        );
        accepts(
            r#"{"result":{"content":[{"text":"000000000000000000012"}]},"id":12}"#,
            Some(12),
        );
        accepts(r#"{"method":"notifications/message","params":{}}"#, None);
        refuses(
            r#"{"id":7,"result":{"content":[{"type":"text","text":"000000000000000000008"}]}}"#,
        );
        refuses(r#"{"id":7,"error":{"code":-32603,"message":"text"}}"#);
        refuses(r#"{"id":null,"error":{"code":-32603,"message":"text"}}"#);
    }
}

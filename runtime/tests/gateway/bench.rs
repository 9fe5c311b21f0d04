//! A load client for one's own measurements: `load OPEN SECONDS PROGRAM [ARGUMENT…]`.
//!
//! Keeps that many `tools/call`s of `mcp_t_strict` open against a stdio MCP server and prints
//! calls a second and the CPU time a call costs in that process. No test runs it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The public name that is called, unless `MCPREG_TEST_TOOL` names another.
fn tool() -> String {
    std::env::var("MCPREG_TEST_TOOL").unwrap_or_else(|_| "mcp_t_strict".to_owned())
}

/// Runs the client.
pub(crate) fn main() -> ExitCode {
    let mut words = std::env::args().skip(2);
    let mut number = || words.next().and_then(|word| word.parse().ok()).expect("a number");
    let (open, seconds): (usize, u64) = (usize::try_from(number()).expect("few"), number());
    let words: Vec<String> = words.collect();
    let mut child = Command::new(&words[0])
        .args(&words[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let mut load = Load::open(&mut child);
    load.run(open, Duration::from_millis(500));
    let (since, before) = (Instant::now(), cpu_ticks(child.id()));
    let calls = load.run(open, Duration::from_secs(seconds));
    let (took, ticks) = (since.elapsed().as_secs_f64(), cpu_ticks(child.id()) - before);
    let per_second = calls as f64 / took;
    // A tick is 10 ms on Linux.
    let cpu = ticks as f64 * 10_000.0 / calls as f64;
    println!("open {open}: {per_second:.0} calls/s, {:.1} us a call, {cpu:.1} us CPU a call", 1e6 / per_second);
    drop(load);
    child.wait().expect("the server ends");
    ExitCode::SUCCESS
}

struct Load {
    input: std::process::ChildStdin,
    output: BufReader<std::process::ChildStdout>,
    request: String,
    next: u64,
    out: Vec<u8>,
}

impl Load {
    fn open(child: &mut Child) -> Self {
        let input = child.stdin.take().expect("stdin is a pipe");
        let output = BufReader::with_capacity(1 << 16, child.stdout.take().expect("a pipe"));
        let request = format!(
            r#""method":"tools/call","params":{{"name":"{}","arguments":{{"text":"abcdefghijklmnopqrst"}}}}}}"#,
            tool()
        );
        let mut load = Self { input, output, request, next: 0, out: Vec::new() };
        load.input
            .write_all(b"{\"jsonrpc\":\"2.0\",\"id\":\"i\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"load\",\"version\":\"1\"}}}\n{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n")
            .expect("the server reads");
        load.answer();
        load
    }

    fn answer(&mut self) {
        let mut line = Vec::new();
        let read = self.output.read_until(b'\n', &mut line).expect("the server writes");
        assert!(read > 0, "the server ended");
        assert!(!line.windows(7).any(|part| part == b"isError"[..].as_ref() && line.windows(14).any(|p| p == b"\"isError\":true")), "{}", String::from_utf8_lossy(&line));
    }

    /// Sends as many calls as have been answered in one read, in one write.
    fn run(&mut self, open: usize, time: Duration) -> u64 {
        let until = Instant::now() + time;
        let mut calls = 0;
        let mut missing = open;
        while Instant::now() < until {
            for _ in 0..missing {
                self.next += 1;
                writeln!(self.out, r#"{{"jsonrpc":"2.0","id":{},{}"#, self.next, self.request)
                    .expect("a buffer takes it all");
            }
            self.input.write_all(&self.out).expect("the server reads");
            self.out.clear();
            self.answer();
            missing = 1;
            while self.output.buffer().contains(&b'\n') && missing < open {
                self.answer();
                missing += 1;
            }
            calls += missing as u64;
        }
        for _ in 0..open - missing {
            self.answer();
        }
        calls
    }
}

/// The user and system time of a process so far, in clock ticks.
fn cpu_ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("the server runs");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    [11, 12].iter().map(|at| fields[*at].parse::<u64>().expect("a number")).sum()
}

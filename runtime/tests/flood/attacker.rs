//! The attackers: one process each, which does its worst until it is killed.
//!
//! `attack NAME SOCKET` connects again whenever the gateway breaks off, and says so on stdout each
//! time before it attacks.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use crate::many::connect;
use crate::registry::Served;

/// Every attack: what a client does itself, and what it has a server do.
pub(crate) const ATTACKS: [&str; 7] = [
    "long-ids",
    "never-reads",
    "large-messages",
    "server-pings",
    "server-garbage",
    "server-answers",
    "server-never-reads",
];

const OPENING: &str = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}\n";

/// Just under the longest message, in bytes.
const LARGE_BYTES: usize = (16 << 20) - 1024;

/// The hostile servers, one for each attack, at the idle priority.
pub(crate) fn servers() -> Vec<Served> {
    let tools = ["big", "hang", "pings", "garbage", "deaf"];
    let served = |attack: &&str| {
        let mut served = Served::scripted(&attack.replace('-', "_"), &tools);
        served
            .command
            .splice(0..0, ["chrt", "--idle", "0"].map(str::to_owned));
        served.call_ms = 5_000;
        served
    };
    ATTACKS.iter().map(served).collect()
}

/// The attacking processes.
pub(crate) struct Attackers(Vec<(String, Child)>);

impl Attackers {
    /// Starts these attacks.
    pub(crate) fn start(socket: &Path, attacks: &[&str]) -> Self {
        let program = std::env::current_exe().expect("a test has a program");
        let start = |attack: &&str| {
            let mut command = Command::new("chrt");
            command
                .args(["--idle", "0"])
                .arg(&program)
                .args(["attack", attack])
                .arg(socket);
            let child = command
                .stdout(Stdio::piped())
                .spawn()
                .expect("the attacker starts");
            ((*attack).to_owned(), child)
        };
        Self(attacks.iter().map(start).collect())
    }

    /// Kills them, and says how often each has attacked.
    pub(crate) fn end(self) -> BTreeMap<String, usize> {
        let end = |(attack, mut child): (String, Child)| {
            child.kill().expect("the attacker runs until it is killed");
            child.wait().expect("the attacker can be waited for");
            let said = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
            (attack, said.lines().map_while(Result::ok).count())
        };
        self.0.into_iter().map(end).collect()
    }
}

/// Attacks until it is killed.
pub(crate) fn main(attack: &str, socket: &str) -> ExitCode {
    loop {
        let stream = connect(Path::new(socket));
        println!("attacks");
        // The gateway may break off whenever it has had enough, or make the attacker wait.
        let _ = once(attack, stream);
    }
}

fn once(attack: &str, mut stream: UnixStream) -> std::io::Result<()> {
    stream.write_all(OPENING.as_bytes())?;
    let server = attack.replace('-', "_");
    let call = |id: &str, tool: &str, arguments: &str| {
        format!(
            "{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"tools/call\",\"params\":{{\"name\":\"mcp_{server}_{tool}\",\"arguments\":{arguments}}}}}\n"
        )
    };
    match attack {
        "long-ids" => {
            let long = "i".repeat(4 << 20);
            for number in 0..100 {
                stream.write_all(call(&format!("\"{long}{number}\""), "hang", "{}").as_bytes())?;
            }
            heard(&mut stream, 100)
        }
        "never-reads" => {
            for number in 1..10_000 {
                let arguments = format!("{{\"bytes\":{}}}", 1 << 20);
                stream.write_all(call(&number.to_string(), "big", &arguments).as_bytes())?;
            }
            Ok(())
        }
        "large-messages" => {
            let large = format!("{{\"text\":\"{}\"}}", "x".repeat(LARGE_BYTES));
            let refused = "x".repeat(LARGE_BYTES * 2);
            stream.write_all(call("1", "hang", &large).as_bytes())?;
            stream.write_all(call("2", &refused, "{}").as_bytes())?;
            heard(&mut stream, 2)
        }
        "server-pings" => asked(&mut stream, &call("1", "pings", "{\"count\":1000000}")),
        "server-garbage" => asked(&mut stream, &call("1", "garbage", "{}")),
        "server-answers" => {
            let arguments = format!("{{\"bytes\":{LARGE_BYTES}}}");
            asked(&mut stream, &call("1", "big", &arguments))
        }
        "server-never-reads" => asked_much(&mut stream, &call("1", "deaf", "{}"), |number| {
            let large = format!("{{\"text\":\"{}\"}}", "x".repeat(1 << 20));
            call(&number.to_string(), "deaf", &large)
        }),
        other => panic!("unknown attack {other}"),
    }
}

/// One call, and all that comes back for it.
fn asked(stream: &mut UnixStream, call: &str) -> std::io::Result<()> {
    stream.write_all(call.as_bytes())?;
    heard(stream, 2)
}

fn asked_much(
    stream: &mut UnixStream,
    first: &str,
    more: impl Fn(usize) -> String,
) -> std::io::Result<()> {
    stream.write_all(first.as_bytes())?;
    for number in 2..100 {
        stream.write_all(more(number).as_bytes())?;
    }
    heard(stream, 100)
}

/// Reads so many lines, whatever they are, or all there are.
fn heard(stream: &mut UnixStream, lines: usize) -> std::io::Result<()> {
    let mut left = lines;
    let mut buffer = vec![0; 1 << 16];
    while left > 0 {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        let ends = memchr::memchr_iter(b'\n', &buffer[..count]).count();
        left = left.saturating_sub(ends);
    }
    Ok(())
}

//! Calls through each peer: how many a second, and what a call costs the peer.

use std::path::PathBuf;
use std::time::Duration;

use crate::load::{Client, Phase};
use crate::measure::{median, quantile, resident_mib};
use crate::peers::Peer;
use crate::table::{Table, microseconds, number, ratio};
use crate::workspace::Workspace;

const TOOLS: usize = 10;
const OPEN: [usize; 2] = [1, 32];

const METHOD: &str = "\
Relay: tools/call of `echo` with 32 bytes of arguments over pipes, 1 and 32 calls open.
The load has one thread and verifies each answer's id and text. Each round starts every peer
afresh, one after the other, warms it up, then measures both phases; the figures are medians
over the rounds. CPU a call is the peer's own process, all threads, user and system, without
the server's behind it. `of direct` compares calls/s with the direct run of the same round,
`times rmcp` with the rmcp gateway (stdio) of the same round, `CPU of mcpreg` a peer's CPU a call
with mcpreg's of the same round: for a gateway of another build, given with `--against`, a ratio
over 1 means that this build needs less. mcpreg checks each call's
arguments against the pinned schema, rmcp does not.";

struct Sample {
    peer: Peer,
    open: usize,
    round: usize,
    phase: Phase,
    resident_mib: f64,
}

/// Measures and prints; `other` is the gateway of another build, to be measured beside this one's.
///
/// # Errors
///
/// A program cannot be built or started, or an answer is wrong.
pub fn run(workspace: &Workspace, quick: bool, other: Option<PathBuf>) -> anyhow::Result<()> {
    let mut gateway = workspace.gateway(TOOLS)?;
    gateway.other = other;
    let mut peers = Peer::ALL.to_vec();
    if gateway.other.is_some() {
        // Next to each other, so that the machine is the same for both.
        peers.insert(2, Peer::Other);
    }
    let (rounds, time) = if quick { (3, 300) } else { (7, 1500) };
    let time = Duration::from_millis(time);
    println!("{METHOD}\n{rounds} rounds of {time:?} a phase.\n");
    let mut samples = Vec::new();
    for round in 0..rounds {
        for &peer in &peers {
            let mut client = Client::start(&mut peer.command(workspace, &gateway, TOOLS))?;
            client.run(1, time / 4)?;
            for open in OPEN {
                let phase = client.run(open, time)?;
                let resident_mib = resident_mib(client.pid())?;
                samples.push(Sample {
                    peer,
                    open,
                    round,
                    phase,
                    resident_mib,
                });
            }
        }
    }
    for open in OPEN {
        println!("{open} open:\n{}", table(&samples, &peers, open));
    }
    Ok(())
}

fn table(samples: &[Sample], peers: &[Peer], open: usize) -> Table {
    let mut table = Table::new(&[
        "peer",
        "calls/s",
        "of direct",
        "times rmcp",
        "CPU µs a call",
        "times less than rmcp",
        "CPU of mcpreg",
        "p50 µs",
        "p99 µs",
        "MiB",
    ]);
    for &peer in peers {
        let own: Vec<_> = samples
            .iter()
            .filter(|sample| sample.peer == peer && sample.open == open)
            .collect();
        let over = |figure: &dyn Fn(&Sample) -> f64| {
            median(own.iter().map(|sample| figure(sample)).collect())
        };
        let against = |other: Peer, figure: fn(&Sample) -> f64| {
            over(&|sample| {
                let same = |found: &&Sample| {
                    (found.peer, found.open, found.round) == (other, open, sample.round)
                };
                samples
                    .iter()
                    .find(same)
                    .map_or(f64::NAN, |found| figure(sample) / figure(found))
            })
        };
        table.row([
            peer.name().to_owned(),
            number(over(&calls_a_second)),
            ratio(against(Peer::Direct, calls_a_second)),
            ratio(against(Peer::Rmcp, calls_a_second)),
            microseconds(over(&cpu_a_call)),
            ratio(1.0 / against(Peer::Rmcp, cpu_a_call)),
            ratio(against(Peer::Mcpreg, cpu_a_call)),
            microseconds(over(&|sample| {
                quantile(&sample.phase.latencies, 0.5).as_secs_f64()
            })),
            microseconds(over(&|sample| {
                quantile(&sample.phase.latencies, 0.99).as_secs_f64()
            })),
            format!("{:.1}", over(&|sample| sample.resident_mib)),
        ]);
    }
    table
}

fn calls_a_second(sample: &Sample) -> f64 {
    f64::from(sample.phase.calls) / sample.phase.elapsed.as_secs_f64()
}

fn cpu_a_call(sample: &Sample) -> f64 {
    sample.phase.cpu.as_secs_f64() / f64::from(sample.phase.calls)
}

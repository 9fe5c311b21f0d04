//! A flood from both sides beside fifty well-behaved callers, in one gateway process.
//!
//! A quiet phase, then thirty seconds of hostile servers and hostile clients. The gateway must
//! stay under its memory, lose no answer, and serve the well-behaved at a few times their quiet p99
//! at most. Both phases are of one run and one process, so the machine's speed cancels
//! out; the attackers run only when a processor has nothing else to do, because their own CPU is the
//! container's to limit, and what is measured is the gateway's share of it.
//!
//! By hand, for longer or for one attack alone:
//! `cargo test -p mcpreg-runtime --test flood -- run SECONDS [ATTACK…]`

#[path = "flood/attacker.rs"]
mod attacker;
#[path = "flood/callers.rs"]
mod callers;
#[path = "attacks/client.rs"]
#[expect(
    dead_code,
    reason = "shared with the single attacks, which use all of it"
)]
mod client;
#[path = "attacks/many.rs"]
mod many;
#[path = "attacks/process.rs"]
#[expect(
    dead_code,
    reason = "shared with the single attacks, which use all of it"
)]
mod process;
#[path = "attacks/registry.rs"]
#[expect(
    dead_code,
    reason = "shared with the single attacks, which use all of it"
)]
mod registry;
#[path = "attacks/server.rs"]
mod server;

use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Trial};

use crate::attacker::{ATTACKS, Attackers};
use crate::callers::Callers;
use crate::many::Many;
use crate::registry::Served;

/// The most memory that the gateway may ever have held, in MiB.
const MOST_MIB: u64 = 256;

/// How many times its quiet p99 the p99 under attack may be.
const MOST_TIMES: u32 = 3;

/// How long the well-behaved are alone, after as long a start.
const QUIET: Duration = Duration::from_secs(8);

/// How long the attacks go on in CI.
const FLOOD: Duration = Duration::from_secs(30);

/// How many calls each phase must have, so that a p99 says something.
const FEWEST_CALLS: usize = 5_000;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["server", ..] => server::main(),
        ["serve-many", socket] => many::main(Some(socket)),
        ["attack", attack, socket] => attacker::main(attack, socket),
        ["run", seconds, attacks @ ..] => {
            let seconds = seconds.parse().expect("a number of seconds");
            let attacks = if attacks.is_empty() {
                &ATTACKS
            } else {
                attacks
            };
            flood(Duration::from_secs(seconds), attacks);
            ExitCode::SUCCESS
        }
        _ => {
            let test = || {
                flood(FLOOD, &ATTACKS);
                Ok(())
            };
            let trial = Trial::test("a_flood_leaves_the_well_behaved_alone", test);
            libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
        }
    }
}

fn flood(time: Duration, attacks: &[&str]) {
    let calm = Served::scripted("calm", &["ok"]);
    let mut servers = attacker::servers();
    servers.push(calm);
    let many = Many::of(&servers);
    let callers = Callers::of(&many, 50);
    callers.measure(QUIET);
    let quiet = callers.measure(QUIET);
    let attackers = Attackers::start(&many.socket(), attacks);
    let loud = callers.measure(time);
    let attacked = attackers.end();
    let peak = many.peak_mib();
    callers.end();
    eprintln!("quiet: {quiet}\nunder attack: {loud}\npeak: {peak} MiB\nattacks: {attacked:?}");
    for (attack, count) in &attacked {
        assert!(*count > 0, "{attack} attacked nothing");
    }
    assert!(peak <= MOST_MIB, "the gateway held {peak} MiB");
    assert!(
        quiet.calls >= FEWEST_CALLS && loud.calls >= FEWEST_CALLS,
        "too few calls to compare"
    );
    assert!(
        loud.usual_p99 <= quiet.usual_p99 * MOST_TIMES,
        "the attackers slowed the others down"
    );
    many.end();
}

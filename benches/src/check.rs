//! Deciding arguments: the emitted check beside the ways that other programs take.
//!
//! [`cases`] are ten schemas, compiled by `build.rs`; [`arguments`] fit them. Everything starts
//! from the bytes. Allocations are counted by a program of its own (`check-allocations`), because a
//! counting allocator would slow down those that are measured.

pub mod arguments;
pub mod cases;

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jsonschema::Validator;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::measure::median;
use crate::table::{Table, number, ratio};
use crate::workspace::{Workspace, run as run_command};
use cases::{CASES, Case};

const METHOD: &str = "\
Check: from the bytes of a call's arguments to the decision, for arguments that fit.
check: is it UTF-8, then the emitted table's walk. Value: serde_json::from_slice to a Value.
jsonschema: the same, then the compiled validator. typify: from_slice to plain typify's type.
floor: from_slice to IgnoredAny. All in one process, interleaved, the median of the rounds;
allocations are those of one check after the first, counted by another process.";

/// The least that jsonschema may take of the check's time at the median.
const MEDIAN_GOAL: f64 = 4.0;
/// The least that jsonschema may take of the check's time anywhere.
const EACH_GOAL: f64 = 2.5;
/// The most that the check may take of the floor's time at the median.
const FLOOR_GOAL: f64 = 2.5;

/// How long one contender works without a break.
const SLICE: Duration = Duration::from_micros(200);

/// The contenders, in the order of the table's columns.
const CONTENDERS: [&str; 5] = ["check", "Value", "jsonschema", "typify", "floor"];

/// Measures and prints.
///
/// # Errors
///
/// A contender refuses the arguments, or the program that counts fails.
pub fn run(workspace: &Workspace, quick: bool) -> anyhow::Result<()> {
    let rounds = if quick { 15 } else { 301 };
    println!("{METHOD}\n{rounds} rounds.\n");
    let contests = CASES.iter().map(Contest::new);
    let mut contests = contests.collect::<anyhow::Result<Vec<_>>>()?;
    contests.sort_by_key(|contest| contest.text.len());
    let mut times = contests.iter().map(|_| CONTENDERS.map(|_| Vec::new()));
    let mut times: Vec<_> = times.by_ref().collect();
    let turns: Vec<_> = contests.iter().map(Contest::turns).collect();
    for _ in 0..rounds {
        for ((contest, turns), times) in contests.iter().zip(&turns).zip(&mut times) {
            for (contender, (&turns, times)) in turns.iter().zip(times).enumerate() {
                times.push(contest.nanoseconds(contender, turns));
            }
        }
    }
    let allocations = allocations(workspace)?;
    let names: Vec<_> = contests.iter().map(|contest| contest.case.name).collect();
    let rows: Vec<_> = contests
        .iter()
        .zip(times)
        .map(|(contest, times)| (contest.text.len(), times.map(median)))
        .collect();
    print(&names, &rows, &allocations)
}

/// The allocations of one check of each schema, by name, as `check-allocations` prints them.
fn allocations(workspace: &Workspace) -> anyhow::Result<Value> {
    let printed = run_command(&mut Command::new(workspace.program("check-allocations")))?;
    serde_json::from_slice(&printed).context("check-allocations printed no JSON")
}

fn print(names: &[&str], rows: &[(usize, [f64; 5])], allocations: &Value) -> anyhow::Result<()> {
    let mut columns = vec!["schema", "bytes"];
    let titles = CONTENDERS.map(|name| format!("{name} ns"));
    columns.extend(titles.iter().map(String::as_str));
    columns.extend(["jsonschema/check", "check/floor", "allocations"]);
    let mut table = Table::new(&columns);
    let (mut faster, mut above_floor, mut allocated) = (Vec::new(), Vec::new(), 0);
    for (&name, &(bytes, times)) in names.iter().zip(rows) {
        let [check, _, jsonschema, _, floor] = times;
        let count = allocations[name].as_u64().context("an uncounted schema")?;
        let mut row = vec![name.to_owned(), bytes.to_string()];
        row.extend(times.map(number));
        row.extend([
            ratio(jsonschema / check),
            ratio(check / floor),
            count.to_string(),
        ]);
        table.row(row);
        faster.push(jsonschema / check);
        above_floor.push(check / floor);
        allocated += count;
    }
    let least = faster.iter().copied().fold(f64::INFINITY, f64::min);
    println!("{table}");
    goal(
        "jsonschema/check at the median",
        median(faster),
        '≥',
        MEDIAN_GOAL,
    );
    goal("jsonschema/check on each", least, '≥', EACH_GOAL);
    goal(
        "check/floor at the median",
        median(above_floor),
        '≤',
        FLOOR_GOAL,
    );
    let holds = if allocated == 0 { "holds" } else { "MISSED" };
    println!("  allocations: {allocated}, goal 0: {holds}\n");
    Ok(())
}

fn goal(what: &str, found: f64, sign: char, wanted: f64) {
    let holds = if sign == '≥' {
        found >= wanted
    } else {
        found <= wanted
    };
    let holds = if holds { "holds" } else { "MISSED" };
    println!("  {what}: {}, goal {sign} {wanted}: {holds}", ratio(found));
}

/// One schema with what its contenders need.
struct Contest {
    case: &'static Case,
    text: String,
    validator: Validator,
}

impl Contest {
    fn new(case: &'static Case) -> anyhow::Result<Self> {
        let contest = Self {
            case,
            text: arguments::arguments(case.name),
            validator: jsonschema::validator_for(&serde_json::from_str(case.schema)?)?,
        };
        for (contender, name) in CONTENDERS.iter().enumerate() {
            anyhow::ensure!(
                contest.once(contender),
                "{name} refuses the arguments of {}",
                case.name
            );
        }
        Ok(contest)
    }

    /// One turn of a contender: whether it accepts the arguments.
    fn once(&self, contender: usize) -> bool {
        let bytes = black_box(self.text.as_bytes());
        let value = || serde_json::from_slice::<Value>(bytes);
        match contender {
            0 => std::str::from_utf8(bytes).is_ok_and(|text| self.case.check.decide(text).is_ok()),
            1 => black_box(value()).is_ok(),
            2 => value().is_ok_and(|value| self.validator.is_valid(&value)),
            3 => (self.case.read_typify)(bytes),
            _ => serde_json::from_slice::<IgnoredAny>(bytes).is_ok(),
        }
    }

    fn nanoseconds(&self, contender: usize, turns: u32) -> f64 {
        let start = Instant::now();
        for _ in 0..turns {
            black_box(self.once(contender));
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(turns)
    }

    /// How many turns fill a slice, for each contender; the least of a few looks.
    fn turns(&self) -> [u32; 5] {
        let mut contender = 0;
        CONTENDERS.map(|_| {
            let looks = (0..20).map(|_| self.nanoseconds(contender, 20));
            let one = looks.fold(f64::INFINITY, f64::min);
            contender += 1;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a small number above zero"
            )]
            let turns = (SLICE.as_secs_f64() * 1e9 / one) as u32;
            turns.max(1)
        })
    }
}

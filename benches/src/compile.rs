//! What compiling costs: the passes over a folder of tool lists, and rustc over what they emit.
//!
//! [`stamp`] measures a build script's check, [`meter`] counts what rustc costs, [`gateway`] writes
//! the two projects that use the generated packages, [`plain`] the one with plain typify's types, and
//! [`change`] changes a pin. Nothing is asserted: the goals stand beside the figures.

pub mod change;
pub mod gateway;
pub mod meter;
pub mod plain;
pub mod stamp;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use mcpreg_lab::corpus::list::{self, Lists};

use crate::measure::median;
use crate::table::{Table, number, ratio, seconds};
use crate::workspace::Workspace;
use gateway::User;
use meter::{Cost, Counted};
use plain::Plain;

const METHOD: &str = "\
Compile: the tools of recorded tool lists, one server a file; the folder is MCPREG_CORPUS, by
default ../shared/corpus. `passes` is the wall time of lock to sources in this process, and `stamp`
that of what a gateway's build script does each time it runs.
Then rustc's CPU time, the linker's included, and memory, for three programs in release mode, their
dependencies built before and not counted:
  gateway  the generated packages without types; each check can be asked
  caller   the same with types; the arguments and output of every tool are read and written once
  typify   plain typify: a TypeSpace and a module a schema; every type is read and written once.
           Schemas it cannot do are missing on its side only
Up to 100 tools they are built seven times in turn, and the middle of each figure is printed.
Memory is the peaks of the rustc processes that ran at the same time, added up. A changed pin is
another description of one tool: the sources are made anew and the gateway is built again, there and
back twice, and the middle is printed; its share is of the gateway above, and of a clean build,
dependencies included.";

/// The goals: shares of plain typify's CPU time, and of the gateway's own.
const GATEWAY_GOAL: f64 = 0.25;
const CALLER_GOAL: f64 = 2.0 / 3.0;
const CHANGE_GOAL: f64 = 0.1;

/// Up to so many tools, the programs cost no more than the noise of a shared machine may hide.
const FEW_TOOLS: usize = 100;
/// How often they are built then.
const ROUNDS: usize = 7;

/// How often a pin is changed, and changed back.
const CHANGES: usize = 2;

/// The figures of one number of tools.
struct Row {
    tools: usize,
    /// The gateway with its dependencies.
    clean: Cost,
    gateway: Cost,
    caller: Cost,
    plain: Plain,
    changes: Vec<Change>,
}

/// The gateway, built again after one pin changed.
struct Change {
    server: &'static str,
    tools: usize,
    cost: Cost,
}

/// Measures and prints.
///
/// # Errors
///
/// The folder is absent, or something does not build.
pub fn run(workspace: &Workspace, quick: bool) -> anyhow::Result<()> {
    println!("{METHOD}\n");
    let Some(folder) = folder() else {
        return Ok(());
    };
    let rounds = if quick { 1 } else { 5 };
    passes(&folder, rounds)?;
    stamp::run(&folder, rounds)?;
    let counts: &[usize] = if quick {
        &[10, 100]
    } else {
        &[10, 100, 1000, usize::MAX]
    };
    let mut refused = BTreeSet::new();
    let mut rows = Vec::new();
    for &count in counts {
        let lists = list::read(&folder, count)?;
        rows.push(measure(workspace, &lists, &mut refused)?);
    }
    print(&rows);
    print_changes(&rows);
    Ok(())
}

fn folder() -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("MCPREG_CORPUS").map_or_else(default, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "SKIPPED: there is no folder {}; set MCPREG_CORPUS to one.\n",
        folder.display()
    );
    None
}

/// Prints how long lock to sources takes, over all tools.
fn passes(folder: &Path, rounds: usize) -> anyhow::Result<()> {
    let lists = list::read(folder, usize::MAX)?;
    let mut times = Vec::new();
    let mut bytes = 0;
    for _ in 0..rounds {
        let started = Instant::now();
        let tree = mcpreg_codegen::compile(&lists.lock, &lists.pins)?;
        times.push(started.elapsed().as_secs_f64());
        bytes = tree.files.values().map(String::len).sum();
    }
    let tools = lists.listed;
    let (middle, mib) = (seconds(median(times)), bytes >> 20);
    println!("passes: {tools} tools in {middle} s, {mib} MiB of Rust\n");
    Ok(())
}

/// Builds the three programs over the same tools in turn, and keeps the middle of each cost.
fn measure(
    workspace: &Workspace,
    lists: &Lists,
    refused: &mut BTreeSet<String>,
) -> anyhow::Result<Row> {
    let tools = lists.listed;
    let rounds = if tools <= FEW_TOOLS { ROUNDS } else { 1 };
    let mut rows = Vec::new();
    let clean = clean(workspace, lists)?;
    for _ in 0..rounds {
        rows.push(round(workspace, lists, refused, clean)?);
    }
    let middle = |of: &dyn Fn(&Row) -> Cost| Cost::middle(rows.iter().map(of).collect());
    let (gateway, caller) = (middle(&|row| row.gateway), middle(&|row| row.caller));
    let plain = middle(&|row| row.plain.cost);
    let costs: Vec<_> = (0..rows[0].changes.len())
        .map(|place| middle(&|row| row.changes[place].cost))
        .collect();
    let mut row = rows.swap_remove(0);
    (row.gateway, row.caller, row.plain.cost) = (gateway, caller, plain);
    for (change, cost) in row.changes.iter_mut().zip(costs) {
        change.cost = cost;
    }
    eprintln!(
        "{tools} tools: gateway {:.1} s, caller {:.1} s, typify {:.1} s",
        gateway.cpu, caller.cpu, plain.cpu
    );
    Ok(row)
}

/// Builds the gateway with all its dependencies.
fn clean(workspace: &Workspace, lists: &Lists) -> anyhow::Result<Cost> {
    let folder = tempfile::tempdir()?;
    let (project, target) = (folder.path().join("gateway"), folder.path().join("target"));
    gateway::write(lists, User::Gateway, &project, workspace.root())?;
    let built = meter::build(workspace, &project, &target, Counted::All)?;
    built.map_err(|said| anyhow::anyhow!("the gateway does not build:\n{said}"))
}

/// Builds the three programs, and the gateway again after changes, in a folder of their own, so
/// that Cargo knows nothing of the round before.
fn round(
    workspace: &Workspace,
    lists: &Lists,
    refused: &mut BTreeSet<String>,
    clean: Cost,
) -> anyhow::Result<Row> {
    let folder = tempfile::tempdir()?;
    let target = workspace.target("bench-compile");
    let build = |lists: &Lists, user: User, name: &str| {
        let project = folder.path().join(name);
        gateway::write(lists, user, &project, workspace.root())?;
        let built = meter::build(workspace, &project, &target, Counted::Own)?;
        built.map_err(|said| anyhow::anyhow!("the {name} does not build:\n{said}"))
    };
    let gateway = build(lists, User::Gateway, "gateway")?;
    let mut changes = Vec::new();
    for (server, id) in change::servers(lists) {
        let mut newer = lists.clone();
        change::change(&mut newer, &id)?;
        let mut costs = Vec::new();
        for _ in 0..CHANGES {
            costs.push(build(&newer, User::Gateway, "gateway")?);
            costs.push(build(lists, User::Gateway, "gateway")?);
        }
        let tools = lists.lock.servers.get(&id);
        let tools = tools.map_or(0, |server| server.tools.len());
        changes.push(Change {
            server,
            tools,
            cost: Cost::middle(costs),
        });
    }
    let caller = build(lists, User::Caller, "caller")?;
    let model = mcpreg_codegen::lower::lower(&lists.lock, &lists.pins)?;
    let project = folder.path().join("plain");
    let plain = plain::build(workspace, &model, refused, &project, &target);
    Ok(Row {
        tools: lists.listed,
        clean,
        gateway,
        caller,
        plain: plain.context("plain typify")?,
        changes,
    })
}

fn print_changes(rows: &[Row]) {
    let mut table = Table::new(&[
        "tools",
        "changed server",
        "its tools",
        "crates",
        "CPU s",
        "share",
        "of a clean build",
    ]);
    for row in rows {
        for change in &row.changes {
            table.row([
                row.tools.to_string(),
                change.server.to_owned(),
                change.tools.to_string(),
                change.cost.crates.to_string(),
                seconds(change.cost.cpu),
                ratio(change.cost.cpu / row.gateway.cpu),
                ratio(change.cost.cpu / row.clean.cpu),
            ]);
        }
    }
    let goal = ratio(CHANGE_GOAL);
    println!("One changed pin; the goal is a share under {goal}.\n\n{table}");
}

fn print(rows: &[Row]) {
    let mut table = Table::new(&[
        "tools",
        "build",
        "crates",
        "CPU s",
        "peak MiB",
        "CPU / typify",
        "goal",
        "ms of CPU a tool",
    ]);
    for row in rows {
        let Plain { cost, .. } = row.plain;
        let builds = [
            ("gateway", row.gateway, Some(GATEWAY_GOAL)),
            ("caller", row.caller, Some(CALLER_GOAL)),
            ("typify", cost, None),
        ];
        for (name, built, goal) in builds {
            table.row([
                row.tools.to_string(),
                name.to_owned(),
                built.crates.to_string(),
                seconds(built.cpu),
                number(built.peak_mib),
                ratio(built.cpu / cost.cpu),
                goal.map(ratio).unwrap_or_default(),
                number(built.cpu * 1e3 / real(row.tools)),
            ]);
        }
    }
    println!("{table}");
    for Row { tools, plain, .. } in rows {
        let Plain { built, schemas, .. } = plain;
        println!("  {tools} tools: plain typify has {built} of {schemas} schemas");
    }
    println!();
}

#[expect(clippy::cast_precision_loss, reason = "a count of tools")]
fn real(count: usize) -> f64 {
    count as f64
}

//! A whole run of `pin`: observe, assemble, compile, and write everything as one transaction.
//!
//! One server that fails does not keep the others from being pinned: its old entry and pin stay.
//! Nothing is written when the run is interrupted or when the result does not compile.

pub mod assemble;
mod observe;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use mcpreg_build::in_generated;
use mcpreg_codegen::{Problems, SourceTree, drift, limit};
use mcpreg_container::{Host, HostOptions, forbid_inspection};
use mcpreg_text::{errln, outln, print, shown_on_one_line};

use crate::catalogue::Catalogue;
use crate::command::keep::KEEP;
use crate::diagnostic::{self, Style};
use crate::exit::Exit;
use crate::layout::Layout;
use crate::probe::{Observation, Request, limits::Limits};
use crate::progress::Progress;
use crate::screening::Screened;
use crate::transaction::{self, Committed, Transaction};
use crate::worker::budget::Budget;
use crate::worker::{self, Compiled};
use crate::written::{self, Leftovers, WrittenFiles};
use assemble::{State, Unfit, assemble};
use observe::Observed;

/// What to pin, and how.
#[derive(Debug)]
pub struct Job {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// Where its project's files are.
    pub layout: Layout,
    /// The servers to ask; the others keep what they have.
    pub servers: BTreeSet<String>,
    /// How many servers are asked at once.
    pub jobs: usize,
    /// How long each wait may take, instead of the catalogue's own timeouts.
    pub timeout: Option<Duration>,
    /// What the compiler may take.
    pub budget: Budget,
}

/// A state that compiles, not yet written.
struct Next {
    state: State,
    tree: SourceTree,
    /// What is to be said about each server that has no new entry, with a help line in it.
    failed: BTreeMap<String, String>,
    /// What was noticed about the tools of each server.
    notes: BTreeMap<String, Vec<String>>,
}

/// Pins, writes and says what came of it.
///
/// # Errors
///
/// What stops the whole run: the runtime, the host, the file system.
pub fn run(job: &Job) -> anyhow::Result<Exit> {
    forbid_inspection();
    transaction::recover(job.layout.root())?;
    let old = match old_state(job) {
        Ok(old) => old,
        Err(problems) => {
            errln!("{problems}");
            return Ok(Exit::BadInput);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let worked = runtime.block_on(work(job, old.as_ref()));
    runtime.shutdown_background();
    let Some((observed, next)) = worked? else {
        errln!("interrupted: everything was stopped, nothing was written");
        return Ok(Exit::Interrupted);
    };
    let next = match next {
        Ok(next) => next,
        Err(problems) => {
            errln!("{problems}");
            errln!("error: nothing was written");
            return Ok(Exit::Failed);
        }
    };
    let (committed, leftovers) = write(job, old.as_ref(), &next)?;
    tell(old.as_ref(), &observed, &next, &committed);
    let complaint = leftovers.complaint();
    if let Some(complaint) = &complaint {
        errln!("{complaint}");
    }
    Ok(if next.failed.is_empty() && complaint.is_none() {
        Exit::Done
    } else {
        Exit::Failed
    })
}

/// The lock and pins there are. A lock that cannot be read is written anew, unless some of it
/// has to be kept.
fn old_state(job: &Job) -> Result<Option<State>, Problems> {
    if job.layout.lock().symlink_metadata().is_err() {
        return Ok(None);
    }
    match drift::load(job.layout.root()) {
        Ok((lock, pins)) => Ok(Some(State { lock, pins })),
        Err(problems) if job.servers.len() == job.catalogue.servers.len() => {
            errln!("{problems}\nnote: the lock is written anew");
            Ok(None)
        }
        Err(problems) => Err(problems),
    }
}

type Worked = Option<(Observed, Result<Next, Problems>)>;

/// Everything before writing; nothing where it was interrupted.
async fn work(job: &Job, old: Option<&State>) -> anyhow::Result<Worked> {
    let program = std::env::current_exe()?;
    let role = |name: &str| Some(vec![program.clone().into_os_string(), name.into()]);
    let host = Host::new(HostOptions {
        owner: job.catalogue.gateway.name.clone(),
        reaper: role("reap"),
        keeper: role(KEEP),
    })?;
    let width = job.servers.iter().map(String::len).max().unwrap_or(0);
    let progress = Progress::of_stderr(width);
    let working = async {
        let observed = observe::observe(&host, requests(job), job.jobs, &progress).await;
        let next = compile(job, old, &observed).await;
        (observed, next)
    };
    let worked = tokio::select! {
        worked = working => Some(worked),
        () = observe::interrupted() => None,
    };
    // What does not stop in time is left to the reaper.
    drop(tokio::time::timeout(observe::STOPPING, host.close()).await);
    progress.clear();
    worked
        .map(|(observed, next)| Ok((observed, next?)))
        .transpose()
}

fn requests(job: &Job) -> Vec<Request> {
    let chosen = job
        .catalogue
        .servers
        .iter()
        .filter(|(id, _)| job.servers.contains(*id));
    chosen
        .map(|(id, server)| {
            let limits = Limits::new(server.timeouts);
            Request {
                server: id.clone(),
                launch: server.launch.clone(),
                probe_env: server.probe_env.clone(),
                probe_secrets: server.probe_secrets,
                limits: job
                    .timeout
                    .map_or(limits.clone(), |timeout| limits.with_timeout(timeout)),
            }
        })
        .collect()
}

/// Assembles the next state and compiles it. A server whose surface does not compile fails by
/// itself, so that the others can be written.
async fn compile(
    job: &Job,
    old: Option<&State>,
    observed: &Observed,
) -> anyhow::Result<Result<Next, Problems>> {
    let mut seen: BTreeMap<String, Observation> = BTreeMap::new();
    let mut failed = BTreeMap::new();
    for (id, outcome) in observed {
        match outcome {
            Ok(observation) => {
                seen.insert(id.clone(), observation.clone());
            }
            Err(failure) => {
                let help = failure.help(id).map(|help| format!("\n  help: {help}"));
                failed.insert(id.clone(), format!("{failure}{}", help.unwrap_or_default()));
            }
        }
    }
    let screened = screened(job, &mut seen, &mut failed).await?;
    let (mut state, unfit) = assemble(&job.catalogue, old, &seen, &screened);
    failed.extend(
        unfit
            .into_iter()
            .map(|(id, reason)| (id, describe(job, reason))),
    );
    let mut compiled = compile_state(job, &state).await?;
    if compiled.is_err() {
        for (id, problems) in compile_alone(job, &state, &seen).await? {
            seen.remove(&id);
            failed.insert(id, problems.to_string());
        }
        state = assemble(&job.catalogue, old, &seen, &screened).0;
        compiled = compile_state(job, &state).await?;
    }
    Ok(compiled.map(|compiled| Next {
        state,
        tree: compiled.tree,
        failed,
        notes: screened.iter().map(notes).collect(),
    }))
}

/// What is found about the offered tools of each server; a server with too many of them, or
/// whose worker dies, fails alone.
async fn screened(
    job: &Job,
    seen: &mut BTreeMap<String, Observation>,
    failed: &mut BTreeMap<String, String>,
) -> anyhow::Result<BTreeMap<String, Screened>> {
    let mut screened = BTreeMap::new();
    let ids: Vec<String> = seen.keys().cloned().collect();
    for id in ids {
        let server = &job.catalogue.servers[&id];
        let tools = assemble::offered(server, &seen[&id].pin);
        let (name, limits, formats) = (id.clone(), server.limits, server.checks.format);
        let budget = job.budget;
        let screening = move || {
            Problems(limit::exceeded(&name, &limits, tools.iter())).or(())?;
            worker::screen(&name, &tools, formats, &budget)
        };
        match tokio::task::spawn_blocking(screening).await? {
            Ok(found) => {
                screened.insert(id, found);
            }
            Err(problems) => {
                seen.remove(&id);
                failed.insert(id, problems.to_string());
            }
        }
    }
    Ok(screened)
}

fn notes((id, screened): (&String, &Screened)) -> (String, Vec<String>) {
    let unfit = screened.unfit.iter();
    let unfit = unfit.map(|(tool, reason)| format!("tool {tool}: {reason}; left out"));
    let repaired = screened.repaired.iter();
    let repaired = repaired.map(|(tool, repairs)| {
        let repairs = repairs.join("; ");
        format!("tool {tool}: {repairs}; clients get it so, the pin is as the server says")
    });
    let undecidable = screened.undecidable.iter();
    let undecidable = undecidable.map(|(tool, patterns)| {
        let patterns = patterns.join("; ");
        format!("tool {tool}: {patterns}; strings that meet it are refused")
    });
    (
        id.clone(),
        unfit.chain(repaired).chain(undecidable).collect(),
    )
}

async fn compile_state(job: &Job, state: &State) -> anyhow::Result<Result<Compiled, Problems>> {
    let (state, budget) = (state.clone(), job.budget);
    let compiling = move || worker::compile(&state.lock, &state.pins, &budget);
    Ok(tokio::task::spawn_blocking(compiling).await?)
}

/// The problems of each observed server by itself.
async fn compile_alone(
    job: &Job,
    state: &State,
    seen: &BTreeMap<String, Observation>,
) -> anyhow::Result<BTreeMap<String, Problems>> {
    let mut found = BTreeMap::new();
    for id in seen.keys() {
        let (state, server, budget) = (state.clone(), id.clone(), job.budget);
        let compiling = move || worker::compile_alone(&server, &state.lock, &state.pins, &budget);
        if let Err(problems) = tokio::task::spawn_blocking(compiling).await? {
            found.insert(id.clone(), problems);
        }
    }
    Ok(found)
}

fn describe(job: &Job, unfit: Unfit) -> String {
    match unfit {
        Unfit::Problems(problems) => problems.to_string(),
        Unfit::Faults(faults) => {
            let rendered = diagnostic::render(&job.catalogue.source, &faults, Style::Plain);
            format!("the catalogue does not fit what it offers\n{rendered}")
        }
    }
}

fn write(job: &Job, old: Option<&State>, next: &Next) -> anyhow::Result<(Committed, Leftovers)> {
    if old.is_none() && next.state.lock.servers.is_empty() && !next.failed.is_empty() {
        // A first run in which nothing could be pinned leaves nothing to review.
        return Ok((Committed::default(), Leftovers::default()));
    }
    let mut transaction = Transaction::new(job.layout.root());
    let state = &next.state;
    let lock = state.lock.to_text();
    transaction.write(mcpreg_codegen::lock::FILE_NAME, lock.as_str());
    for (id, text) in &state.pins {
        transaction.write(written::pin_path(id), text);
    }
    for (path, text) in &next.tree.files {
        transaction.write(format!("{}/{path}", drift::GENERATED), text);
    }
    let leftovers = leftovers(job, next)?;
    for path in &leftovers.own {
        transaction.remove(path);
    }
    let stamp = written::stamp(&lock, &state.pins, &next.tree);
    transaction.write(written::stamp_path(), stamp.to_text());
    Ok((transaction.commit()?, leftovers))
}

/// The sources and pins on disk that the next state does not have.
fn leftovers(job: &Job, next: &Next) -> anyhow::Result<Leftovers> {
    let mut extra = drift::read(&job.layout.generated())?.files;
    extra.retain(|path, _| !next.tree.files.contains_key(path));
    for (id, text) in drift::pins(job.layout.root())? {
        if !next.state.pins.contains_key(&id) {
            extra.insert(in_generated(&written::pin_path(&id)).to_owned(), text);
        }
    }
    let stamp = written::stamp_text(job.layout.root())?;
    let listed = WrittenFiles::of(&stamp.unwrap_or_default());
    let extra = extra
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    Ok(Leftovers::sort(&listed, extra))
}

fn tell(old: Option<&State>, observed: &Observed, next: &Next, committed: &Committed) {
    let gone = old.into_iter().flat_map(|state| state.lock.servers.keys());
    for id in gone.filter(|id| !next.state.lock.servers.contains_key(*id)) {
        outln!("{id}: removed");
    }
    for (id, outcome) in observed {
        match (next.failed.get(id), outcome) {
            (Some(reason), _) => tell_failed(id, reason, old),
            (None, Ok(observation)) => tell_pinned(id, observation, old, next),
            (None, Err(_)) => {}
        }
    }
    let (written, removed) = (committed.written.len(), committed.removed.len());
    outln!("{written} files written, {removed} removed");
    if !next.failed.is_empty() {
        let names: Vec<&str> = next.failed.keys().map(String::as_str).collect();
        let (count, all) = (names.len(), observed.len());
        errln!(
            "error: {count} of {all} servers failed: {}",
            names.join(", ")
        );
    }
}

fn tell_pinned(id: &str, observation: &Observation, old: Option<&State>, next: &Next) {
    let (name, version) = observation.pin.server_info();
    let said = format!("{name} {version}, protocol {}", observation.protocol);
    let report = report::report(id, old, &next.state);
    let counts = observe::counts(observation);
    let said = shown_on_one_line(&said);
    outln!("{id}: {counts}; {said}; {}", report.summary);
    let findings = observation.findings.iter().map(ToString::to_string);
    for note in findings.chain(next.notes.get(id).into_iter().flatten().cloned()) {
        outln!("  note: {note}");
    }
    print(&report.details);
}

fn tell_failed(id: &str, reason: &str, old: Option<&State>) {
    let kept = match old.and_then(|state| state.lock.servers.get(id)) {
        Some(_) => "its old pin stays",
        None => "it has no pin",
    };
    errln!("{id}: failed, {kept}: {reason}");
}

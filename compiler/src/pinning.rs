//! A whole run of `pin`: observe, assemble, compile, and write everything as one transaction.
//!
//! One server that fails does not keep the others from being pinned: its old entry and pin stay.
//! Nothing is written when the run is interrupted or when the result does not compile.

pub mod assemble;
mod observe;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use std::{fs, io};

use mcpreg_codegen::{Problems, SourceTree, drift};
use mcpreg_container::{Host, HostOptions, forbid_inspection};

use crate::catalogue::Catalogue;
use crate::command::keep::KEEP;
use crate::diagnostic::{self, Style};
use crate::exit::Exit;
use crate::foreign::shown;
use crate::layout::Layout;
use crate::probe::{Observation, Request, limits::Limits};
use crate::progress::Progress;
use crate::transaction::{self, Committed, Transaction};
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
}

/// A state that compiles, not yet written.
struct Next {
    state: State,
    tree: SourceTree,
    /// What is to be said about each server that has no new entry, with a help line in it.
    failed: BTreeMap<String, String>,
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
            eprintln!("{problems}");
            return Ok(Exit::BadInput);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let worked = runtime.block_on(work(job, old.as_ref()));
    runtime.shutdown_background();
    let Some((observed, next)) = worked? else {
        eprintln!("interrupted: everything was stopped, nothing was written");
        return Ok(Exit::Interrupted);
    };
    let next = match next {
        Ok(next) => next,
        Err(problems) => {
            eprintln!("{}", shown(&problems.to_string()));
            eprintln!("error: nothing was written");
            return Ok(Exit::Failed);
        }
    };
    let committed = write(job, old.as_ref(), &next)?;
    tell(old.as_ref(), &observed, &next, &committed);
    Ok(if next.failed.is_empty() {
        Exit::Done
    } else {
        Exit::Failed
    })
}

/// The lock and pins there are. A lock that cannot be read is written anew, unless some of it
/// has to be kept.
fn old_state(job: &Job) -> Result<Option<State>, Problems> {
    if !job.layout.lock().exists() {
        return Ok(None);
    }
    match drift::load(job.layout.root()) {
        Ok((lock, pins)) => Ok(Some(State { lock, pins })),
        Err(problems) if job.servers.len() == job.catalogue.servers.len() => {
            eprintln!("{problems}\nnote: the lock is written anew");
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
    let (mut state, unfit) = assemble(&job.catalogue, old, &seen);
    failed.extend(
        unfit
            .into_iter()
            .map(|(id, reason)| (id, describe(job, reason))),
    );
    let mut compiled = compile_state(state.clone()).await?;
    if compiled.is_err() {
        for (id, problems) in compile_alone(&state, &seen).await? {
            seen.remove(&id);
            failed.insert(id, problems.to_string());
        }
        state = assemble(&job.catalogue, old, &seen).0;
        compiled = compile_state(state.clone()).await?;
    }
    Ok(compiled.map(|tree| Next {
        state,
        tree,
        failed,
    }))
}

async fn compile_state(state: State) -> anyhow::Result<Result<SourceTree, Problems>> {
    let compiling = move || mcpreg_codegen::compile(&state.lock, &state.pins);
    Ok(tokio::task::spawn_blocking(compiling).await?)
}

/// The problems of each observed server by itself.
async fn compile_alone(
    state: &State,
    seen: &BTreeMap<String, Observation>,
) -> anyhow::Result<BTreeMap<String, Problems>> {
    let mut found = BTreeMap::new();
    for id in seen.keys() {
        let mut alone = state.clone();
        alone.lock.servers.retain(|other, _| other == id);
        alone.pins.retain(|other, _| other == id);
        if let Err(problems) = compile_state(alone).await? {
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

fn write(job: &Job, old: Option<&State>, next: &Next) -> anyhow::Result<Committed> {
    if old.is_none() && next.state.lock.servers.is_empty() && !next.failed.is_empty() {
        // A first run in which nothing could be pinned leaves nothing to review.
        return Ok(Committed::default());
    }
    let mut transaction = Transaction::new(job.layout.root());
    transaction.write(mcpreg_codegen::lock::FILE_NAME, next.state.lock.to_text());
    for (id, text) in &next.state.pins {
        transaction.write(format!("{}/{id}.json", drift::PINS), text);
    }
    for id in pins_on_disk(job)?
        .iter()
        .filter(|id| !next.state.pins.contains_key(*id))
    {
        transaction.remove(format!("{}/{id}.json", drift::PINS));
    }
    for (path, text) in &next.tree.files {
        transaction.write(format!("{}/{path}", drift::GENERATED), text);
    }
    let found = drift::read(&job.layout.generated())?;
    for path in drift::compare(&next.tree, &found).extra {
        transaction.remove(format!("{}/{path}", drift::GENERATED));
    }
    Ok(transaction.commit()?)
}

/// The servers that have a pin's file, whatever the lock says.
fn pins_on_disk(job: &Job) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(job.layout.pins()) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut ids = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        ids.extend(
            name.to_str()
                .and_then(|name| name.strip_suffix(".json"))
                .map(str::to_owned),
        );
    }
    Ok(ids)
}

fn tell(old: Option<&State>, observed: &Observed, next: &Next, committed: &Committed) {
    let gone = old.into_iter().flat_map(|state| state.lock.servers.keys());
    for id in gone.filter(|id| !next.state.lock.servers.contains_key(*id)) {
        println!("{id}: removed");
    }
    for (id, outcome) in observed {
        match (next.failed.get(id), outcome) {
            (Some(reason), _) => tell_failed(id, reason, old),
            (None, Ok(observation)) => tell_pinned(id, observation, old, &next.state),
            (None, Err(_)) => {}
        }
    }
    let (written, removed) = (committed.written.len(), committed.removed.len());
    println!("{written} files written, {removed} removed");
    if !next.failed.is_empty() {
        let names: Vec<&str> = next.failed.keys().map(String::as_str).collect();
        let (count, all) = (names.len(), observed.len());
        eprintln!(
            "error: {count} of {all} servers failed: {}",
            names.join(", ")
        );
    }
}

fn tell_pinned(id: &str, observation: &Observation, old: Option<&State>, new: &State) {
    let (name, version) = observation.pin.server_info();
    let said = format!("{name} {version}, protocol {}", observation.protocol);
    let report = report::report(id, old, new);
    let counts = observe::counts(observation);
    println!("{id}: {counts}; {}; {}", shown(&said), report.summary);
    for finding in &observation.findings {
        println!("  note: {}", shown(&finding.to_string()));
    }
    print!("{}", report.details);
}

fn tell_failed(id: &str, reason: &str, old: Option<&State>) {
    let kept = match old.and_then(|state| state.lock.servers.get(id)) {
        Some(_) => "its old pin stays",
        None => "it has no pin",
    };
    eprintln!("{id}: failed, {kept}: {}", shown(reason));
}

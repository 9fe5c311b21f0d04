//! From what was observed to the next lock and pins; pure.
//!
//! A server that was observed gets a new entry; one that was not keeps its old one, byte for
//! byte; one that the catalogue does not have any more is gone.

use std::collections::{BTreeMap, BTreeSet};

use mcpreg_codegen::json::Json;
use mcpreg_codegen::lock::{FORMAT, Gateway, Lock, LockedServer, LockedTool};
use mcpreg_codegen::name::{self, Names};
use mcpreg_codegen::pin::{Pin, Pins, tool_name};
use mcpreg_codegen::{CONTRACT, Problem, ProblemKind, Problems};
use mcpreg_container::Launch;

use crate::catalogue::fault::{Fault, FaultKind};
use crate::catalogue::value::matches;
use crate::catalogue::{self, Catalogue, Override};
use crate::probe::Observation;
use crate::screening::Screened;

/// A lock with its pins.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The lock.
    pub lock: Lock,
    /// Its pins.
    pub pins: Pins,
}

/// Why an observed server has no new entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// What the catalogue says does not fit what the server offers.
    Faults(Vec<Fault>),
    /// Its tools cannot be named, or its entry not written.
    Problems(Problems),
}

/// The next state, and the observed servers that could not enter it.
pub fn assemble(
    catalogue: &Catalogue,
    old: Option<&State>,
    observed: &BTreeMap<String, Observation>,
    screened: &BTreeMap<String, Screened>,
) -> (State, BTreeMap<String, Unfit>) {
    let gateway = Gateway {
        name: catalogue.gateway.name.clone(),
        name_budget: catalogue.gateway.name_budget,
    };
    let lock = Lock {
        format: FORMAT,
        contract: CONTRACT,
        gateway,
        servers: BTreeMap::new(),
    };
    let mut state = State {
        lock,
        pins: Pins::new(),
    };
    let mut unfit = BTreeMap::new();
    for (id, server) in &catalogue.servers {
        let entry = observed
            .get(id)
            .map(|seen| enter(catalogue, (id, server), seen, screened.get(id)));
        match entry {
            Some(Ok(locked)) => {
                let text = observed[id].pin.to_text();
                state.lock.servers.insert(id.clone(), locked);
                state.pins.insert(id.clone(), text);
                continue;
            }
            Some(Err(reason)) => {
                unfit.insert(id.clone(), reason);
            }
            None => {}
        }
        keep(&mut state, old, id);
    }
    (state, unfit)
}

/// Takes a server over from the old state, if it is there.
fn keep(state: &mut State, old: Option<&State>, id: &str) {
    let Some(old) = old else { return };
    if let Some(locked) = old.lock.servers.get(id) {
        state.lock.servers.insert(id.to_owned(), locked.clone());
    }
    if let Some(pin) = old.pins.get(id) {
        state.pins.insert(id.to_owned(), pin.clone());
    }
}

fn enter(
    catalogue: &Catalogue,
    (id, server): (&str, &catalogue::Server),
    observation: &Observation,
    screened: Option<&Screened>,
) -> Result<LockedServer, Unfit> {
    let faults = faults(id, server, &observation.pin);
    if !faults.is_empty() {
        return Err(Unfit::Faults(faults));
    }
    let (offered, mut left_out) = choose(server, &observation.pin);
    let is_fit = |tool: &String| screened.is_none_or(|it| !it.unfit.contains_key(tool));
    let (offered, unfit): (Vec<_>, Vec<_>) = offered.into_iter().partition(is_fit);
    left_out.extend(unfit);
    left_out.sort();
    let renames = server
        .overrides
        .iter()
        .filter_map(|(tool, change)| Some((tool.clone(), change.rename.as_ref()?.value.clone())));
    let budget = catalogue.gateway.name_budget;
    let names = name::assign(&server.prefix, budget, &offered, &renames.collect())
        .map_err(Unfit::Problems)?;
    let (name, version) = observation.pin.server_info();
    Ok(LockedServer {
        prefix: server.prefix.clone(),
        name: name.to_owned(),
        version: version.to_owned(),
        protocol: observation.protocol.clone(),
        pin_sha256: observation.pin.sha256(),
        timeouts: server.timeouts,
        checks: server.checks,
        limits: server.limits,
        launch: launch_table(id, &observation.launch).map_err(Unfit::Problems)?,
        tools: names
            .into_iter()
            .map(|(tool, names)| locked_tool(server, tool, names))
            .collect(),
        left_out,
    })
}

/// The tools that the catalogue asks for, as the server says them.
pub(super) fn offered(server: &catalogue::Server, pin: &Pin) -> Vec<Json> {
    let names: BTreeSet<String> = choose(server, pin).0.into_iter().collect();
    let is_offered = |tool: &&Json| tool_name(tool).is_some_and(|name| names.contains(name));
    pin.tools.iter().filter(is_offered).cloned().collect()
}

/// The tools that are served and those that are not, each sorted.
fn choose(server: &catalogue::Server, pin: &Pin) -> (Vec<String>, Vec<String>) {
    let names: BTreeSet<&str> = pin.tool_names().collect();
    let is_served = |name: &str| {
        let wanted = server.tools.as_ref();
        let is_wanted = wanted
            .is_none_or(|patterns| patterns.iter().any(|pattern| matches(&pattern.value, name)));
        is_wanted
            && !server
                .overrides
                .get(name)
                .is_some_and(|change| change.leave_out)
    };
    names
        .into_iter()
        .map(str::to_owned)
        .partition(|name| is_served(name))
}

fn locked_tool(server: &catalogue::Server, tool: String, names: Names) -> (String, LockedTool) {
    let change = server.overrides.get(&tool);
    let fixed = change.into_iter().flat_map(|change| &change.fixed);
    let locked = LockedTool {
        public: names.public,
        rust: names.rust,
        description: change.and_then(|change| change.description.clone()),
        fixed: fixed
            .map(|(name, value)| (name.clone(), value.value.to_compact()))
            .collect(),
    };
    (tool, locked)
}

fn launch_table(id: &str, launch: &Launch) -> Result<toml::Table, Problems> {
    toml::Table::try_from(launch).map_err(|error| {
        Problems(vec![Problem {
            kind: ProblemKind::Malformed,
            subject: format!("server {id}"),
            message: format!("its launch cannot be written to the lock: {error}"),
            help: None,
        }])
    })
}

/// What the catalogue says that does not fit the server.
fn faults(id: &str, server: &catalogue::Server, pin: &Pin) -> Vec<Fault> {
    let names: Vec<&str> = pin.tool_names().collect();
    let mut faults = Vec::new();
    for pattern in server.tools.iter().flatten() {
        if !names.iter().any(|name| matches(&pattern.value, name)) {
            let message = format!("no tool of server `{id}` is `{}`", pattern.value);
            let fault = Fault::new(FaultKind::UnmatchedPattern, pattern.place.clone(), message);
            faults.push(with_nearest(fault, &pattern.value, &names, "tool"));
        }
    }
    for (tool, change) in &server.overrides {
        if let Some(found) = pin.tool(tool) {
            faults.extend(argument_faults(tool, change, found));
        } else {
            let message = format!("server `{id}` has no tool `{tool}`");
            let fault = Fault::new(FaultKind::UnknownTool, change.place.clone(), message);
            faults.push(with_nearest(fault, tool, &names, "tool"));
        }
    }
    faults
}

fn argument_faults(tool: &str, change: &Override, found: &Json) -> Vec<Fault> {
    let properties = found
        .pointer("/inputSchema/properties")
        .and_then(Json::as_object);
    let names: Vec<&str> = properties
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
        .collect();
    let unknown = change
        .fixed
        .iter()
        .filter(|(name, _)| !names.contains(&name.as_str()));
    let fault = |(name, value): (&String, &catalogue::Placed<Json>)| {
        let message = format!("tool `{tool}` has no argument `{name}`");
        let fault = Fault::new(FaultKind::UnknownArgument, value.place.clone(), message);
        with_nearest(fault, name, &names, "argument")
    };
    unknown.map(fault).collect()
}

fn with_nearest(fault: Fault, name: &str, known: &[&str], noun: &str) -> Fault {
    let fault = fault.expected(format!("expected the server's own name of the {noun}"));
    match mcpreg_text::nearest(name, known.iter().copied()) {
        Some(meant) => fault.help(format!("did you mean `{meant}`?")),
        None if known.is_empty() => fault.help(format!("it has no {noun}s")),
        None => fault.help(format!("its {noun}s are: {}", known.join(", "))),
    }
}

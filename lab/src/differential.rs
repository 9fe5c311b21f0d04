//! Every check of a folder of tool lists, against the `jsonschema` crate.
//!
//! Each tool's two schemas go in with the instances that `mcpreg_decide` makes of them; out come
//! counts, what the specification settles where both differ, and each difference it does not
//! settle. The checks are those a gateway would link. Nothing is written.

mod report;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::oracle::Subject;
use crate::oracle::agreement::Outcome;
use crate::oracle::instances::{Instance, instances};
use anyhow::Context as _;
use mcpreg_codegen::json::Json;
use mcpreg_codegen::lower;

use crate::corpus::list;
pub use report::{Counts, Difference, Explained, Report};

/// One schema of a tool.
#[derive(Debug)]
struct Asked {
    tool: String,
    schema: &'static str,
    json: Json,
}

/// Compares every schema of a folder's first `most_tools` tools on up to `most_instances` each.
///
/// # Errors
///
/// When the folder cannot be listed, or lists that can be lowered one by one cannot be together.
pub fn compare(folder: &Path, most_tools: usize, most_instances: usize) -> anyhow::Result<Report> {
    let lists = list::read_unusable_too(folder, most_tools)
        .with_context(|| format!("cannot list {}", folder.display()))?;
    let model = lower::lower(&lists.lock, &lists.pins)
        .map_err(|problems| anyhow::Error::new(problems).context("the lists do not go together"))?;
    let tools = model.servers.iter().flat_map(|server| &server.tools);
    let asked: Vec<Asked> = tools
        .flat_map(|tool| {
            let schemas = [
                ("arguments", Some(&tool.arguments)),
                ("output", tool.output.as_ref()),
            ];
            schemas.into_iter().filter_map(|(schema, json)| {
                let (tool, json) = (tool.public_name.clone(), json?.clone());
                Some(Asked { tool, schema, json })
            })
        })
        .collect();
    let mut report = Report {
        faults: lists.faults,
        ..of_all(&asked, most_instances)
    };
    report.tools = lists.listed;
    Ok(report)
}

/// Compares the schemas on all processors; the report does not depend on how many there are.
fn of_all(asked: &[Asked], most_instances: usize) -> Report {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut reports: BTreeMap<usize, Report> = std::thread::scope(|scope| {
        let work = || {
            let mut reports = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                match asked.get(index) {
                    Some(asked) => reports.push((index, of_one(asked, most_instances))),
                    None => return reports,
                }
            }
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let joined = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        joined.flatten().collect()
    });
    let mut total = Report::default();
    while let Some((_, report)) = reports.pop_first() {
        total.add(report);
    }
    total
}

fn of_one(asked: &Asked, most_instances: usize) -> Report {
    let subject = Subject::of(&asked.json);
    let mut report = Report {
        schemas: 1,
        validators: usize::from(subject.validator().is_some()),
        ..Report::default()
    };
    if let Some(unreferred) = subject.unreferred() {
        let (tool, schema) = (&asked.tool, asked.schema);
        report
            .unreferred
            .push(format!("{tool}, {schema}: {unreferred}"));
    }
    for instance in instances(&asked.json, most_instances) {
        let outcome = subject.compare(&instance.text);
        report.count(asked, &instance, outcome);
    }
    report
}

impl Report {
    fn count(&mut self, asked: &Asked, instance: &Instance, outcome: Outcome) {
        self.instances += 1;
        let counts = self.mutations.entry(instance.mutation).or_default();
        counts.instances += 1;
        match outcome {
            Outcome::Accepted => counts.accepted += 1,
            Outcome::Refused => counts.refused += 1,
            Outcome::Explained(reason) => {
                counts.explained += 1;
                let explained = self.explained.entry(reason).or_insert_with(|| Explained {
                    count: 0,
                    words: reason.words(),
                    section: reason.section(),
                    example: Difference::place(asked_name(asked), instance),
                });
                explained.count += 1;
            }
            Outcome::Disagreement(disagreement) => {
                counts.disagreements += 1;
                let place = Difference::place(asked_name(asked), instance);
                self.disagreements.push(place.with(&disagreement));
            }
        }
    }
}

fn asked_name(asked: &Asked) -> (&str, &'static str) {
    (&asked.tool, asked.schema)
}

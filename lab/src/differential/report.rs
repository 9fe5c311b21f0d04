//! What came of the comparison, in numbers and for people.

use std::collections::BTreeMap;
use std::fmt;

use crate::oracle::agreement::{Disagreement, Reason};
use crate::oracle::instances::{Instance, Mutation};
use crate::oracle::reference::Verdict;
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use crate::corpus::list::Fault;

/// How much of an instance is shown.
const SHOWN: usize = 160;

/// What came of comparing a folder's checks with the reference.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// How many tools the files hold.
    pub tools: usize,
    /// How many schemas were compared.
    pub schemas: usize,
    /// How many of them the run-time validator decides.
    pub validators: usize,
    /// How many instances were decided.
    pub instances: usize,
    /// The instances by how they came about.
    pub mutations: BTreeMap<Mutation, Counts>,
    /// Differences that the specification settles.
    pub explained: BTreeMap<Reason, Explained>,
    /// Differences that it does not.
    pub disagreements: Vec<Difference>,
    /// Schemas the reference was not asked about, and why.
    pub unreferred: Vec<String>,
    /// What was wrong with which file.
    pub faults: Vec<Fault>,
}

/// How instances were decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All of them.
    pub instances: usize,
    /// Accepted by both.
    pub accepted: usize,
    /// Refused by both.
    pub refused: usize,
    /// Decided differently, as the specification settles.
    pub explained: usize,
    /// Decided differently.
    pub disagreements: usize,
}

/// Differences of one reason.
#[derive(Debug, Clone, Serialize)]
pub struct Explained {
    /// How many.
    pub count: usize,
    /// What happened.
    pub words: &'static str,
    /// Where the specification settles it.
    pub section: &'static str,
    /// The first of them.
    pub example: Difference,
}

/// One instance that was decided differently.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// The tool's public name.
    pub tool: String,
    /// `arguments` or `output`.
    pub schema: &'static str,
    /// How the instance came about.
    pub mutation: Mutation,
    /// The place that was changed; a JSON pointer.
    pub pointer: String,
    /// The instance, cut short around that place.
    pub instance: String,
    /// What the check says; empty where it is not told.
    pub check: String,
    /// What the reference says; empty where it is not told.
    pub reference: String,
}

impl Difference {
    /// Where an instance came from, without any verdict.
    pub(super) fn place((tool, schema): (&str, &'static str), instance: &Instance) -> Self {
        Self {
            tool: tool.to_owned(),
            schema,
            mutation: instance.mutation,
            pointer: instance.pointer.clone(),
            instance: shown(&instance.text),
            check: String::new(),
            reference: String::new(),
        }
    }

    /// The same with both verdicts.
    pub(super) fn with(self, disagreement: &Disagreement) -> Self {
        let check = match &disagreement.check {
            Ok(()) => "accepts".to_owned(),
            Err(violations) => format!("refuses: {}", shown(&violations.to_string())),
        };
        let reference = match &disagreement.reference {
            Verdict::Accepted => "accepts".to_owned(),
            Verdict::Unreadable(reason) => format!("cannot read it: {reason}"),
            Verdict::Refused(faults) => {
                let fault =
                    |(keyword, pointer): &(String, String)| format!("{keyword} at {pointer:?}");
                format!(
                    "refuses: {}",
                    faults.iter().map(fault).collect::<Vec<_>>().join(", ")
                )
            }
        };
        Self {
            check,
            reference,
            ..self
        }
    }
}

impl Report {
    /// How many instances both sides decide alike.
    pub fn agreements(&self) -> usize {
        self.mutations
            .values()
            .map(|counts| counts.accepted + counts.refused)
            .sum()
    }

    /// Whether every file was read, and nothing differs that the specification does not settle.
    pub fn is_clean(&self) -> bool {
        self.disagreements.is_empty() && self.faults.is_empty()
    }

    pub(super) fn add(&mut self, other: Self) {
        self.schemas += other.schemas;
        self.validators += other.validators;
        self.instances += other.instances;
        for (mutation, more) in other.mutations {
            self.mutations.entry(mutation).or_default().add(more);
        }
        for (reason, more) in other.explained {
            let count = more.count;
            let known = self
                .explained
                .entry(reason)
                .and_modify(|known| known.count += count);
            known.or_insert(more);
        }
        self.disagreements.extend(other.disagreements);
        self.unreferred.extend(other.unreferred);
    }

    fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header([
            "instances",
            "decided",
            "both accept",
            "both refuse",
            "explained",
            "differ",
        ]);
        let mut total = Counts::default();
        for (mutation, counts) in &self.mutations {
            table.add_row(row(mutation.name(), *counts));
            total.add(*counts);
        }
        table.add_row(row("all", total));
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if index > 0 {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.instances += other.instances;
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.explained += other.explained;
        self.disagreements += other.disagreements;
    }
}

fn row(name: &str, counts: Counts) -> [String; 6] {
    let Counts {
        instances,
        accepted,
        refused,
        explained,
        disagreements,
    } = counts;
    let counts = [instances, accepted, refused, explained, disagreements];
    let [instances, accepted, refused, explained, differ] = counts.map(|count| count.to_string());
    [
        name.to_owned(),
        instances,
        accepted,
        refused,
        explained,
        differ,
    ]
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.table())?;
        let Self {
            tools,
            schemas,
            validators,
            instances,
            ..
        } = self;
        writeln!(
            f,
            "{schemas} schemas of {tools} tools, {validators} of them decided by the run-time validator"
        )?;
        writeln!(
            f,
            "{} of {instances} instances are decided alike",
            self.agreements()
        )?;
        for (reason, explained) in &self.explained {
            let Explained {
                count,
                words,
                section,
                example,
            } = explained;
            let of_whom = if reason.is_reference() {
                "the reference's fault"
            } else {
                "refused here"
            };
            writeln!(f, "\n{count} differ, {of_whom}: {words}\n  {section}")?;
            writeln!(f, "  such as {example}")?;
        }
        for unreferred in &self.unreferred {
            writeln!(f, "not compared: {unreferred}")?;
        }
        for disagreement in &self.disagreements {
            let Difference {
                check, reference, ..
            } = disagreement;
            writeln!(
                f,
                "\ndiffer: {disagreement}\n  the check {check}\n  the reference {reference}"
            )?;
        }
        if self.disagreements.is_empty() {
            writeln!(f, "\nno difference is left unexplained")?;
        }
        for fault in &self.faults {
            writeln!(f, "fault: {}: {}", fault.file, fault.message)?;
        }
        Ok(())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            tool,
            schema,
            mutation,
            pointer,
            instance,
            ..
        } = self;
        let place = if pointer.is_empty() {
            "(root)"
        } else {
            pointer
        };
        write!(
            f,
            "{tool}, {schema}, {} at {}: {instance}",
            mutation.name(),
            mcpreg_text::shown(place)
        )
    }
}

/// A foreign text for the terminal, cut short.
fn shown(text: &str) -> String {
    let mut characters = text.chars();
    let head: String = characters.by_ref().take(SHOWN).collect();
    let more = characters.count();
    let cut = if more == 0 {
        String::new()
    } else {
        format!("… ({more} more)")
    };
    mcpreg_text::shown(&head) + &cut
}

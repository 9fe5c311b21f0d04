//! How much of every schema became a Rust type, and why not more: counted and printed.
//!
//! In goes the typed model that the generated crate is written from; out come counts per server
//! and one line for each tool that is not fully typed. The arguments' checks are exact in all
//! cases; the table says which of them the run-time validator decides. Nothing is compiled here.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use comfy_table::{CellAlignment, Table, presets};
use mcpreg_codegen::model::{ServerModel, TypedModel, TypedTool};
use mcpreg_codegen::types::{SchemaTypes, UNTYPEABLE, Verdict, Widening};
use serde::{Deserialize, Serialize};

use crate::screening::Screened;

/// The coverage of a whole gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Its servers, sorted by id.
    pub servers: Vec<ServerCoverage>,
}

/// The coverage of one server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerCoverage {
    /// The server's id.
    pub server: String,
    /// The counts of its tools.
    pub counts: Counts,
    /// What its tools are short of, for each that is not fully typed, sorted by public name.
    pub losses: Vec<ToolLosses>,
    /// Schemas that the run-time validator decides, sorted by public name.
    pub validated: Vec<ValidatedSchema>,
    /// Schemas with a pattern that no engine reads: strings that meet it are refused.
    pub undecidable: Vec<ValidatedSchema>,
    /// Tools that no client or call could use, each with the reason; they are not served.
    pub unfit: BTreeMap<String, String>,
    /// Places where a convention stands for the schema's own words: by keyword and reason.
    pub notes: BTreeMap<String, usize>,
}

/// How many tools and schemas ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All tools.
    pub tools: usize,
    /// Tools whose types say what their schemas say.
    pub typed: usize,
    /// Tools whose types accept more than their schemas.
    pub widened: usize,
    /// Tools with a type that is a bare JSON value.
    pub raw: usize,
    /// Schemas that a static table decides.
    pub table_checks: usize,
    /// Schemas that the run-time validator decides.
    pub validator_checks: usize,
    /// Tools with a schema on which the passes failed; they are raw.
    pub failed: usize,
    /// Leaves of all schemas.
    pub leaves: usize,
    /// Leaves that are a bare JSON value because the schema says nothing there.
    pub free_leaves: usize,
    /// Leaves that are a bare JSON value although the schema says something.
    pub untyped_leaves: usize,
}

/// Why one tool is not fully typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolLosses {
    /// The tool's public name.
    pub tool: String,
    /// Whether a type of it is a bare JSON value.
    pub raw: bool,
    /// Each place and reason.
    pub losses: Vec<Loss>,
}

/// One place where a type says less than its schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Loss {
    /// Whether it is of the arguments or the output.
    pub schema: SchemaRole,
    /// JSON pointer into the schema.
    pub pointer: String,
    /// The keyword whose meaning is lost to the type.
    pub keyword: String,
    /// Why.
    pub reason: String,
}

/// Which of a tool's schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SchemaRole {
    /// `inputSchema`.
    Arguments,
    /// `outputSchema`.
    Output,
}

/// One schema that no static table can decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValidatedSchema {
    /// The tool's public name.
    pub tool: String,
    /// Whether it is of the arguments or the output.
    pub schema: SchemaRole,
    /// Why no table can.
    pub reason: String,
}

impl Coverage {
    /// Counts what a typed model holds.
    pub fn of(model: &TypedModel) -> Self {
        Self {
            servers: model.servers.iter().map(ServerCoverage::of).collect(),
        }
    }

    /// Adds what was found about the tools of each server, the ones that are left out included.
    #[must_use]
    pub fn with_unfit(mut self, screened: &BTreeMap<String, Screened>) -> Self {
        for server in &mut self.servers {
            if let Some(screened) = screened.get(&server.server) {
                server.unfit.clone_from(&screened.unfit);
            }
        }
        self
    }

    /// One line per tool that no client or call could use, with the reason; empty if there is
    /// none.
    pub fn left_out(&self) -> String {
        let mut text = String::new();
        for server in &self.servers {
            for (tool, reason) in &server.unfit {
                let id = &server.server;
                let _ = writeln!(text, "\ntool {id}/{tool} cannot be used: {reason}");
            }
        }
        text
    }

    /// The sums over all servers.
    pub fn total(&self) -> Counts {
        self.servers
            .iter()
            .fold(Counts::default(), |sum, server| sum.plus(server.counts))
    }

    /// The table: one row per server, and a last one for all of them where there are several.
    pub fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header([
            "server",
            "tools",
            "typed",
            "widened",
            "raw",
            "table checks",
            "validator checks",
        ]);
        for server in &self.servers {
            table.add_row(row(&server.server, server.counts));
        }
        if self.servers.len() > 1 {
            table.add_row(row("all", self.total()));
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if index > 0 {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }

    /// One paragraph per tool that is not fully typed, with its reasons; empty if all are.
    pub fn reasons(&self) -> String {
        let mut text = String::new();
        for tool in self.servers.iter().flat_map(|server| &server.losses) {
            let verdict = if tool.raw { "raw" } else { "widened" };
            let _ = writeln!(text, "{} ({verdict})", tool.tool);
            for (loss, more) in tool.grouped() {
                let Loss {
                    schema,
                    pointer,
                    keyword,
                    reason,
                } = loss;
                let place = if pointer.is_empty() {
                    "whole schema"
                } else {
                    pointer
                };
                let more = if more == 0 {
                    String::new()
                } else {
                    format!(" and {more} more")
                };
                let _ = writeln!(text, "  {schema} {place}{more}: {keyword}: {reason}");
            }
        }
        for schema in self.servers.iter().flat_map(|server| &server.undecidable) {
            let ValidatedSchema {
                tool,
                schema,
                reason,
            } = schema;
            let _ = writeln!(text, "{tool} {schema}: {reason}");
        }
        text
    }

    /// How often each keyword and reason occurs, the most frequent first.
    pub fn reason_counts(&self) -> Vec<(String, usize)> {
        let mut counts = BTreeMap::<String, usize>::new();
        for tool in self.servers.iter().flat_map(|server| &server.losses) {
            for loss in &tool.losses {
                *counts
                    .entry(format!("{}: {}", loss.keyword, loss.reason))
                    .or_default() += 1;
            }
        }
        most_frequent_first(counts)
    }

    /// How often each pattern occurs that no engine reads, the most frequent first.
    pub fn undecidable_counts(&self) -> Vec<(String, usize)> {
        let mut counts = BTreeMap::<String, usize>::new();
        for schema in self.servers.iter().flat_map(|server| &server.undecidable) {
            *counts.entry(schema.reason.clone()).or_default() += 1;
        }
        most_frequent_first(counts)
    }

    /// How often each convention stands for a schema's own words, the most frequent first.
    pub fn note_counts(&self) -> Vec<(String, usize)> {
        let mut counts = BTreeMap::<String, usize>::new();
        for (note, count) in self.servers.iter().flat_map(|server| &server.notes) {
            *counts.entry(note.clone()).or_default() += count;
        }
        most_frequent_first(counts)
    }

    /// Schemas that the run-time validator decides, one a line with the reason.
    pub fn validated(&self) -> String {
        let mut text = String::new();
        for one in self.servers.iter().flat_map(|server| &server.validated) {
            let ValidatedSchema {
                tool,
                schema,
                reason,
            } = one;
            let _ = writeln!(text, "  {tool} {schema}: {reason}");
        }
        text
    }

    /// How often the run-time validator decides for each reason, the most frequent first.
    pub fn validator_counts(&self) -> Vec<(String, usize)> {
        let mut counts = BTreeMap::<String, usize>::new();
        for schema in self.servers.iter().flat_map(|server| &server.validated) {
            *counts.entry(schema.reason.clone()).or_default() += 1;
        }
        most_frequent_first(counts)
    }
}

impl ServerCoverage {
    fn of(server: &ServerModel<TypedTool>) -> Self {
        let mut coverage = Self {
            server: server.id.clone(),
            counts: Counts::default(),
            losses: Vec::new(),
            validated: Vec::new(),
            undecidable: Vec::new(),
            unfit: BTreeMap::new(),
            notes: BTreeMap::new(),
        };
        for tool in &server.tools {
            coverage.add(tool);
        }
        coverage
    }

    fn add(&mut self, tool: &TypedTool) {
        let public = &tool.tool.public_name;
        let arguments = (
            SchemaRole::Arguments,
            Some(&tool.arguments),
            Some(&tool.arguments_check),
        );
        let output = (
            SchemaRole::Output,
            tool.output.as_ref(),
            tool.output_check.as_ref(),
        );
        let mut losses = ToolLosses {
            tool: public.clone(),
            raw: false,
            losses: Vec::new(),
        };
        for (schema, types, check) in [arguments, output] {
            if let Some(types) = types {
                losses.add(schema, types);
                self.add_types(types);
            }
            let undecidable = check.into_iter().flat_map(|check| &check.undecidable);
            self.undecidable
                .extend(undecidable.map(|reason| ValidatedSchema {
                    tool: public.clone(),
                    schema,
                    reason: reason.clone(),
                }));
            match check.map(|check| &check.validator) {
                Some(Some(reason)) => {
                    self.counts.validator_checks += 1;
                    let (tool, reason) = (public.clone(), reason.clone());
                    self.validated.push(ValidatedSchema {
                        tool,
                        schema,
                        reason,
                    });
                }
                Some(None) => self.counts.table_checks += 1,
                None => {}
            }
        }
        self.counts.tools += 1;
        self.counts.failed += usize::from(losses.has_failed());
        match (losses.raw, losses.losses.is_empty()) {
            (true, _) => self.counts.raw += 1,
            (false, false) => self.counts.widened += 1,
            (false, true) => self.counts.typed += 1,
        }
        if !losses.losses.is_empty() {
            self.losses.push(losses);
        }
    }
}

impl ServerCoverage {
    /// Counts the leaves and the conventions of one schema's types.
    fn add_types(&mut self, types: &SchemaTypes) {
        self.counts.leaves += types.leaves.all;
        self.counts.free_leaves += types.leaves.free;
        self.counts.untyped_leaves += types.leaves.untyped;
        for Widening {
            keyword, reason, ..
        } in &types.notes
        {
            *self
                .notes
                .entry(format!("{keyword}: {reason}"))
                .or_default() += 1;
        }
    }
}

impl fmt::Display for SchemaRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Arguments => "arguments",
            Self::Output => "output",
        })
    }
}

impl ToolLosses {
    /// Whether the passes failed on a schema of the tool.
    fn has_failed(&self) -> bool {
        self.losses
            .iter()
            .any(|loss| loss.reason.starts_with(UNTYPEABLE))
    }

    fn add(&mut self, schema: SchemaRole, types: &SchemaTypes) {
        let widenings: &[Widening] = match &types.verdict {
            Verdict::Typed => &[],
            Verdict::Widened(widenings) => widenings,
            Verdict::Raw(widening) => {
                self.raw = true;
                std::slice::from_ref(widening)
            }
        };
        self.losses.extend(widenings.iter().cloned().map(
            |Widening {
                 pointer,
                 keyword,
                 reason,
             }| {
                Loss {
                    schema,
                    pointer,
                    keyword,
                    reason,
                }
            },
        ));
    }

    /// The first loss of each schema, keyword and reason, with the number of others like it.
    fn grouped(&self) -> Vec<(&Loss, usize)> {
        let mut groups = BTreeMap::<_, (&Loss, usize)>::new();
        for loss in &self.losses {
            let Loss {
                schema,
                keyword,
                reason,
                ..
            } = loss;
            let group = groups.entry((schema, keyword, reason));
            group
                .and_modify(|(_, more)| *more += 1)
                .or_insert((loss, 0));
        }
        groups.into_values().collect()
    }
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        Self {
            tools: self.tools + other.tools,
            typed: self.typed + other.typed,
            widened: self.widened + other.widened,
            raw: self.raw + other.raw,
            table_checks: self.table_checks + other.table_checks,
            validator_checks: self.validator_checks + other.validator_checks,
            failed: self.failed + other.failed,
            leaves: self.leaves + other.leaves,
            free_leaves: self.free_leaves + other.free_leaves,
            untyped_leaves: self.untyped_leaves + other.untyped_leaves,
        }
    }
}

fn row(name: &str, counts: Counts) -> [String; 7] {
    let Counts {
        tools,
        typed,
        widened,
        raw,
        table_checks,
        validator_checks,
        ..
    } = counts;
    let numbers = [tools, typed, widened, raw, table_checks, validator_checks];
    let [tools, typed, widened, raw, table, validator] = numbers.map(|count| count.to_string());
    [
        name.to_owned(),
        tools,
        typed,
        widened,
        raw,
        table,
        validator,
    ]
}

fn most_frequent_first(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    counts
}

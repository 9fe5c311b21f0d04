//! Runs files of the suite and counts what came of them.

use std::fmt;
use std::path::{Path, PathBuf};

use mcpreg_codegen::json::Json;
use mcpreg_codegen::schema::{Dialect, Formats, SchemaOptions};
use mcpreg_decide::check_with;

use crate::folder::{read, remotes};

/// What came of some tests.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    groups: usize,
    pub(crate) tests: usize,
    pub(crate) by_table: usize,
    /// The tests that were decided wrongly.
    pub(crate) wrong: Vec<String>,
    /// The groups that a run-time validator decides, with the reason.
    validators: Vec<String>,
}

/// Runs a draft's files.
pub(crate) fn run(suite: &Path, draft: &str, files: &[PathBuf]) -> Tally {
    let options = SchemaOptions {
        default_dialect: dialect(draft),
        formats: Formats::Annotate,
        documents: remotes(suite),
    };
    let asserting = SchemaOptions {
        formats: Formats::Assert,
        ..options.clone()
    };
    let mut tally = Tally::default();
    for file in files {
        let is_format = file
            .parent()
            .is_some_and(|folder| folder.ends_with("format"));
        let options = if is_format { &asserting } else { &options };
        for group in read(file).as_array().expect("a file is a list of groups") {
            tally.group(&name(draft, file, group), group, options);
        }
    }
    tally
}

fn dialect(draft: &str) -> Dialect {
    match draft {
        "draft4" => Dialect::Draft4,
        "draft6" => Dialect::Draft6,
        "draft7" => Dialect::Draft7,
        "draft2019-09" => Dialect::Draft2019,
        _ => Dialect::Draft2020,
    }
}

fn name(draft: &str, file: &Path, group: &Json) -> String {
    let file = file.file_stem().unwrap_or_default().to_string_lossy();
    format!("{draft} {file}: {}", text(group, "description"))
}

fn text<'j>(object: &'j Json, member: &str) -> &'j str {
    object
        .get(member)
        .and_then(Json::as_str)
        .unwrap_or_default()
}

impl Tally {
    fn group(&mut self, name: &str, group: &Json, options: &SchemaOptions) {
        let schema = group.get("schema").expect("a group has a schema");
        let (check, reason) = check_with(schema, &[], options);
        self.groups += 1;
        for test in group
            .get("tests")
            .and_then(Json::as_array)
            .unwrap_or_default()
        {
            let instance = test.get("data").expect("a test has data").to_compact();
            let expected = test.get("valid").and_then(Json::as_bool);
            let decision = check.decide(&instance);
            self.tests += 1;
            self.by_table += usize::from(reason.is_none());
            if Some(decision.is_ok()) != expected {
                let said = decision.err().map(|violations| violations.to_string());
                self.wrong.push(format!(
                    "{name}: {}: {instance}: {said:?}",
                    text(test, "description")
                ));
            }
        }
        self.validators
            .extend(reason.map(|reason| format!("{name} ({reason})")));
    }

    /// Adds what came of other tests.
    pub(crate) fn add(&mut self, other: Self) {
        self.groups += other.groups;
        self.tests += other.tests;
        self.by_table += other.by_table;
        self.wrong.extend(other.wrong);
        self.validators.extend(other.validators);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} groups, {} tests, {} right, {} by a table, {} by the validator",
            self.groups,
            self.tests,
            self.tests - self.wrong.len(),
            self.by_table,
            self.tests - self.by_table
        )?;
        for group in &self.validators {
            write!(f, "\n  validator: {group}")?;
        }
        Ok(())
    }
}

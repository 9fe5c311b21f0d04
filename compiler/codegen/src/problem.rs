//! What is wrong with a lock or a pin: collected, named, curable.
//!
//! Findings are data: a kind to assert on, the thing it is about, a sentence and, where the
//! reader can cure it, a help line. Stages collect all of them before they give up.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One finding about the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of finding it is; tests assert on this.
    pub kind: ProblemKind,
    /// What it is about: `server time`, `tool time/convert_time`, `mcpreg.lock`.
    pub subject: String,
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// The command to run or the key to change.
    pub help: Option<String>,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The file is not of its format.
    Malformed,
    /// The file was written by a newer or older version.
    Format,
    /// The lock names a pin that is not there, or a pin is not in the lock.
    MissingPin,
    /// The pin's bytes are not the ones the lock was reviewed with.
    PinHash,
    /// The lock names a tool its pin does not have, or the other way round.
    ToolMismatch,
    /// Two tools would have one public name.
    PublicNameCollision,
    /// A public name is reserved, empty, too long or has other characters than `[A-Za-z0-9_-]`.
    PublicName,
    /// Two tools or servers would have one Rust name, or it is no identifier.
    RustName,
    /// A fixed argument is no top-level property of the tool, or its value does not fit it.
    FixedArgument,
    /// A schema is not one: unknown dialect, not an object, nested too deeply.
    Schema,
    /// A server defines more than its lock allows, or compiling it takes more than it may.
    Limit,
}

/// All findings of one run, in the order of the input.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds a finding.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// `value` if nothing was found, else the findings.
    ///
    /// # Errors
    ///
    /// The findings, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}

//! What a check says when it refuses: one shape for people and for programs.
//!
//! `Display` is for a model or a person that has to mend the arguments, one violation a line;
//! `Serialize` is the same as a JSON array.

use std::fmt;

use serde::Serialize;

/// Everything that is wrong with an instance, in document order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violations(pub Vec<Violation>);

/// One way in which an instance breaks its schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// JSON pointer to the offending value (RFC 6901); empty for the whole instance.
    pub pointer: String,
    /// The keyword that refuses it.
    pub keyword: &'static str,
    /// What would have been accepted.
    pub expected: String,
    /// What came, cut to a few characters.
    pub found: String,
    /// The nearest valid name or value, where something is close to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
}

impl Violations {
    /// How many violations are collected before the walk ends.
    pub const LIMIT: usize = 32;
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "(root)"
        } else {
            &self.pointer
        };
        write!(
            f,
            "{place}: expected {}, found {} [{}]",
            self.expected, self.found, self.keyword
        )?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean {nearest:?}?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Violations {}

//! What a check says when it refuses: one shape for people and for programs.
//!
//! `Display` is for a model or a person that has to mend the arguments, one violation a line;
//! `Serialize` is the same as a JSON array of objects with `pointer`, `keyword`, `expected`,
//! `found` and, where there is something to say, `nearest` and `branches`. No value of an
//! instance is repeated whole unless it is short.

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
    /// The alternatives that are spoken of, from the outermost: where no alternative of a union
    /// fits, the violations are those of the one that comes closest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
}

/// One alternative of an `anyOf` or a `oneOf`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// JSON pointer to the value that fits no alternative.
    pub pointer: String,
    /// `anyOf` or `oneOf`.
    pub keyword: &'static str,
    /// Its place, from 1.
    pub alternative: usize,
    /// How many alternatives there are.
    pub of: usize,
    /// The constant members that tell it from the others, such as `kind: "email"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

impl Violation {
    /// A violation outside of any union, with nothing nearby.
    pub fn new(
        pointer: impl Into<String>,
        keyword: &'static str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            keyword,
            expected: expected.into(),
            found: found.into(),
            nearest: None,
            branches: Vec::new(),
        }
    }

    fn shorten(&mut self) {
        self.branches.truncate(BRANCHES);
        let tags = self
            .branches
            .iter_mut()
            .filter_map(|branch| branch.tag.as_mut());
        let texts = [&mut self.expected, &mut self.found];
        texts
            .into_iter()
            .chain(&mut self.nearest)
            .chain(tags)
            .for_each(cut);
    }
}

fn cut(text: &mut String) {
    if text.len() > TEXT_BYTES {
        text.truncate(text.floor_char_boundary(TEXT_BYTES));
        text.push('…');
    }
}

/// How much is said of one thing, in bytes: texts of schemas and of callers can be long.
const TEXT_BYTES: usize = 512;

/// How many unions around a value are named.
const BRANCHES: usize = 4;

impl Violations {
    /// The violations, none of them longer than a reader needs.
    pub(super) fn of(mut violations: Vec<Violation>) -> Self {
        violations.iter_mut().for_each(Violation::shorten);
        Self(violations)
    }

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
            "{place}: expected {}, found {} [{}",
            self.expected, self.found, self.keyword
        )?;
        for branch in &self.branches {
            write!(f, ", {branch}")?;
        }
        f.write_str("]")?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean {nearest:?}?"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            alternative,
            of,
            keyword,
            ..
        } = self;
        write!(f, "in alternative {alternative} of {of} of {keyword}")?;
        if !self.pointer.is_empty() {
            write!(f, " at {}", self.pointer)?;
        }
        match &self.tag {
            Some(tag) => write!(f, " ({tag})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Violations {}

//! What becomes of a violation: the first one ends the walk, or all are collected.
//!
//! The walk is written once and runs with either. [`Silent`] decides without allocating;
//! only when it refuses does a second walk with [`Collected`] find the words.

use super::path::{Step, pointer};
use super::reader::Fault;
use super::violation::{Violation, Violations};

/// Why a walk ended before the end of its value.
#[derive(Debug)]
pub(super) enum Stop {
    /// The value is refused and no more is to be said about it.
    Refused,
    /// The text cannot be walked any further.
    Broken(Fault),
}

impl From<Fault> for Stop {
    #[inline]
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

/// A violation before it is known where.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) keyword: &'static str,
    pub(super) expected: String,
    pub(super) found: String,
    pub(super) nearest: Option<String>,
}

/// What the walk tells of its way.
pub(super) trait Report<'t> {
    /// Whether violations are kept, so that it pays to look for more of them.
    const COLLECTS: bool;

    /// The walk goes into a member or an item.
    fn enter(&mut self, step: Step<'t>);

    /// The walk comes back out.
    fn leave(&mut self);

    /// The value at hand is refused.
    fn refuse(&mut self, finding: impl FnOnce() -> Finding) -> Result<(), Stop>;

    /// An empty report that stands where this one does.
    fn beside(&self) -> Collected<'t>;

    /// Takes over what a report beside this one collected.
    fn adopt(&mut self, violations: Vec<Violation>) -> Result<(), Stop>;
}

/// Stops at the first violation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Silent;

/// Collects violations up to the limit.
#[derive(Debug, Default)]
pub(super) struct Collected<'t> {
    steps: Vec<Step<'t>>,
    pub(super) violations: Vec<Violation>,
}

impl<'t> Report<'t> for Silent {
    const COLLECTS: bool = false;

    #[inline]
    fn enter(&mut self, _step: Step<'t>) {}

    #[inline]
    fn leave(&mut self) {}

    fn refuse(&mut self, _finding: impl FnOnce() -> Finding) -> Result<(), Stop> {
        Err(Stop::Refused)
    }

    fn beside(&self) -> Collected<'t> {
        Collected::default()
    }

    fn adopt(&mut self, _violations: Vec<Violation>) -> Result<(), Stop> {
        Err(Stop::Refused)
    }
}

impl<'t> Report<'t> for Collected<'t> {
    const COLLECTS: bool = true;

    fn enter(&mut self, step: Step<'t>) {
        self.steps.push(step);
    }

    fn leave(&mut self) {
        self.steps.pop();
    }

    fn refuse(&mut self, finding: impl FnOnce() -> Finding) -> Result<(), Stop> {
        let Finding {
            keyword,
            expected,
            found,
            nearest,
        } = finding();
        let pointer = self.pointer();
        self.adopt(vec![Violation {
            pointer,
            keyword,
            expected,
            found,
            nearest,
            branches: Vec::new(),
        }])
    }

    fn beside(&self) -> Self {
        Self {
            steps: self.steps.clone(),
            violations: Vec::new(),
        }
    }

    fn adopt(&mut self, violations: Vec<Violation>) -> Result<(), Stop> {
        for violation in violations {
            if !self.violations.contains(&violation) {
                self.violations.push(violation);
            }
            if self.violations.len() >= Violations::LIMIT {
                return Err(Stop::Refused);
            }
        }
        Ok(())
    }
}

impl Collected<'_> {
    /// The pointer to where the walk stands.
    pub(super) fn pointer(&self) -> String {
        pointer(&self.steps)
    }
}

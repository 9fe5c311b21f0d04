//! One `pattern` of a schema, compiled at its first use.
//!
//! `mcpreg-pattern` translates ECMA-262 and chooses the engine. One that backtracks has a step
//! limit, and a pattern that overruns it refuses the string instead of stalling the gateway. Few
//! strings need many steps, so the limit is low at first and the walk pays before it is raised.

use std::sync::OnceLock;

use mcpreg_pattern::Matcher;

/// The most steps the backtracking engine may take on one string.
pub(super) const BACKTRACK_LIMIT: usize = 1_000_000;

/// The most steps of a first look.
const HASTY_LIMIT: usize = 10_000;

/// A `pattern`, or a name in `patternProperties`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    matcher: OnceLock<Result<Matcher<2>, String>>,
}

/// How many steps a look at one string may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// As many as nearly every string needs.
    Little,
    /// Up to [`BACKTRACK_LIMIT`].
    Much,
}

/// Why a pattern could not decide a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Undecided {
    /// The pattern as the schema writes it.
    pub(super) source: &'static str,
    /// Why it cannot be compiled; absent where it takes more steps than it may.
    pub(super) fault: Option<&'static str>,
}

impl Pattern {
    /// Keeps an ECMA-262 pattern for later.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            matcher: OnceLock::new(),
        }
    }

    /// The pattern as the schema writes it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Compiles the pattern, if that has not been done.
    pub(super) fn prepare(&'static self) {
        self.matcher();
    }

    /// Whether the pattern has been compiled.
    pub(super) fn is_compiled(&'static self) -> bool {
        self.matcher.get().is_some()
    }

    /// Whether the pattern occurs anywhere in `text`; nothing where it cannot be told.
    pub fn is_in(&'static self, text: &str) -> Option<bool> {
        self.finds(text, Patience::Much).ok()
    }

    /// Whether the pattern occurs anywhere in `text`.
    pub(super) fn finds(&'static self, text: &str, patience: Patience) -> Result<bool, Undecided> {
        let undecided = |fault| Undecided {
            source: self.source,
            fault,
        };
        let limit = match patience {
            Patience::Little => 0,
            Patience::Much => 1,
        };
        match self.matcher() {
            Ok(matcher) => matcher.is_in(text, limit).ok_or(undecided(None)),
            Err(reason) => Err(undecided(Some(reason.as_str()))),
        }
    }

    fn matcher(&'static self) -> &'static Result<Matcher<2>, String> {
        self.matcher.get_or_init(|| {
            Matcher::new(self.source, [HASTY_LIMIT, BACKTRACK_LIMIT])
                .map_err(|error| error.to_string())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Patience, Pattern, Undecided};

    /// A string that backtracking only decides in more steps than a first look has.
    #[test]
    fn patience_raises_the_limit() {
        static SLOW: Pattern = Pattern::new("^(?:(a)|(a)(?!c))+$");
        let text = format!("{}b", "a".repeat(14));
        let unfinished = Undecided {
            source: SLOW.source(),
            fault: None,
        };
        assert_eq!(SLOW.finds(&text, Patience::Little), Err(unfinished));
        assert_eq!(SLOW.finds(&text, Patience::Much), Ok(false));
    }

    #[test]
    fn a_pattern_that_is_none_says_why() {
        static NONE: Pattern = Pattern::new("(");
        let decided = NONE.finds("a", Patience::Much);
        assert!(matches!(decided, Err(Undecided { fault: Some(_), .. })));
    }
}

//! One `pattern` of a schema, compiled at its first use.
//!
//! ECMA-262 patterns are translated to Rust's syntax. The linear engine takes what it can;
//! look-around and back references go to a backtracking engine with a step limit, and a
//! pattern that overruns it refuses the string instead of stalling the gateway. Few strings need
//! many steps, so the limit is low at first and the walk pays before it is raised.

mod ecma;

use std::borrow::Cow;
use std::sync::OnceLock;

/// The most steps the backtracking engine may take on one string.
pub(super) const BACKTRACK_LIMIT: usize = 1_000_000;

/// The most steps of a first look.
const HASTY_LIMIT: usize = 10_000;

/// A `pattern`, or a name in `patternProperties`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    engine: OnceLock<Result<Engine, String>>,
}

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    Backtracking(Box<Backtracking>),
}

/// One pattern under two limits.
#[derive(Debug)]
struct Backtracking {
    hasty: fancy_regex::Regex,
    patient: fancy_regex::Regex,
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
            engine: OnceLock::new(),
        }
    }

    /// The pattern as the schema writes it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Compiles the pattern, if that has not been done.
    pub(super) fn prepare(&'static self) {
        self.engine.get_or_init(|| compile(self.source));
    }

    /// Whether the pattern has been compiled.
    pub(super) fn is_compiled(&'static self) -> bool {
        self.engine.get().is_some()
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
        let backtracking = match self.engine.get_or_init(|| compile(self.source)) {
            Ok(Engine::Linear(regex)) => return Ok(regex.is_match(text)),
            Ok(Engine::Backtracking(regexes)) => regexes,
            Err(reason) => return Err(undecided(Some(reason.as_str()))),
        };
        let regex = match patience {
            Patience::Little => &backtracking.hasty,
            Patience::Much => &backtracking.patient,
        };
        regex.is_match(text).map_err(|_| undecided(None))
    }
}

fn compile(source: &str) -> Result<Engine, String> {
    let translated = |boundaries| {
        let unambiguous = ecma::unambiguous(source, boundaries);
        jsonschema_regex::to_rust_regex(&unambiguous)
            .map(Cow::into_owned)
            .map_err(|()| format!("{source:?} is not an ECMA-262 pattern"))
    };
    if let Ok(regex) = regex::Regex::new(&translated(ecma::LINEAR)?) {
        return Ok(Engine::Linear(regex));
    }
    let translated = translated(ecma::BACKTRACKING)?;
    let limited = |limit| {
        let built = fancy_regex::RegexBuilder::new(&translated)
            .backtrack_limit(limit)
            .build();
        built.map_err(|error| error.to_string())
    };
    Ok(Engine::Backtracking(Box::new(Backtracking {
        hasty: limited(HASTY_LIMIT)?,
        patient: limited(BACKTRACK_LIMIT)?,
    })))
}

#[cfg(test)]
mod tests {
    use super::{Patience, Pattern};

    #[track_caller]
    fn check(source: &'static str, found: &[&str], missed: &[&str]) {
        let pattern: &'static Pattern = Box::leak(Box::new(Pattern::new(source)));
        for (texts, expected) in [(found, true), (missed, false)] {
            for text in texts {
                let decided = pattern.finds(text, Patience::Much);
                assert_eq!(decided, Ok(expected), "{source} {text:?}");
            }
        }
    }

    #[test]
    fn classes_are_those_of_ecma_262() {
        check("^[[a]]$", &["[]", "a]"], &["a", "["]);
        check("^[a&&b]$", &["&", "a", "b"], &["c"]);
        check("^[a-z~~b]$", &["~", "a"], &["A"]);
        check("^[[:alpha:]]$", &[":]", "a]"], &["z"]);
        check("^[]a]$", &[], &["a", "]", "a]"]);
        check("^[^]$", &["a", "\n"], &[""]);
        check(r"^\[]$", &["[]"], &["["]);
        check(r"^[\]a.]$", &["]", "a", "."], &["b"]);
        check(r"^[\w-]+$", &["a-b"], &["\u{e9}"]);
    }

    #[test]
    fn a_dot_stops_at_every_line_terminator() {
        let terminators = ["\n", "\r", "\u{2028}", "\u{2029}"];
        check("^.$", &["a", "\u{1f600}", "\u{85}"], &terminators);
        check(r"^(?=.*\d).{2,}$", &["a1"], &["\r1", "ab"]);
        check(r"^\.$", &["."], &["a"]);
    }

    #[test]
    fn words_are_ascii() {
        check(r"^a\b", &["a-", "a\u{e9}"], &["ab"]);
        check(r"^a\B", &["ab"], &["a-", "a\u{e9}"]);
        check(r"^(?=a\b)", &["a-", "a\u{e9}"], &["ab"]);
        check(r"^\W$", &["\u{e9}", "-"], &["a"]);
        check(r"^[\b]$", &["\u{8}"], &["b"]);
    }

    #[test]
    fn two_surrogates_are_one_character() {
        check(r"^\ud83d\ude00$", &["\u{1f600}"], &["a"]);
        check(r"^[\ud83d\ude00]$", &["\u{1f600}"], &["\u{fffd}"]);
    }
}

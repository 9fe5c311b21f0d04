//! One `pattern` of a schema, compiled at its first use.
//!
//! ECMA-262 patterns are translated to Rust's syntax. The linear engine takes what it can;
//! look-around and back references go to a backtracking engine with a step limit, and a
//! pattern that overruns it refuses the string instead of stalling the gateway.

use std::sync::OnceLock;

/// The most steps the backtracking engine may take on one string.
pub(super) const BACKTRACK_LIMIT: usize = 1_000_000;

/// A `pattern`, or a name in `patternProperties`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    engine: OnceLock<Result<Engine, String>>,
}

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    Backtracking(Box<fancy_regex::Regex>),
}

/// Why a pattern could not decide a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undecided(pub(super) String);

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

    /// Whether the pattern occurs anywhere in `text`.
    pub(super) fn finds(&self, text: &str) -> Result<bool, Undecided> {
        match self.engine.get_or_init(|| compile(self.source)) {
            Ok(Engine::Linear(regex)) => Ok(regex.is_match(text)),
            Ok(Engine::Backtracking(regex)) => regex
                .is_match(text)
                .map_err(|error| Undecided(error.to_string())),
            Err(reason) => Err(Undecided(reason.clone())),
        }
    }
}

fn compile(source: &str) -> Result<Engine, String> {
    let translated = jsonschema_regex::to_rust_regex(source)
        .map_err(|()| format!("{source:?} is not an ECMA-262 pattern"))?;
    if let Ok(regex) = regex::Regex::new(&translated) {
        return Ok(Engine::Linear(regex));
    }
    fancy_regex::RegexBuilder::new(&translated)
        .backtrack_limit(BACKTRACK_LIMIT)
        .build()
        .map(|regex| Engine::Backtracking(Box::new(regex)))
        .map_err(|error| error.to_string())
}

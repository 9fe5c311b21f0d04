//! The patterns of JSON Schema, as Rust's regular expression engines read them.
//!
//! `pattern` and `patternProperties` are regular expressions of ECMA-262 with its `u` flag (JSON
//! Schema 2020-12 Core, section 6.4). [`Matcher::new`] translates one and chooses its engine: the
//! linear one wherever it can, and a backtracking one with step limits for look-around and back
//! references. The compiler and the gateway both use this crate, so what one calls undecidable is
//! what the other refuses.
//!
//! ```
//! let pairs = mcpreg_pattern::Matcher::new(r"^(?:\d\d)+$", [1_000])?;
//! assert_eq!(pairs.is_in("1234", 0), Some(true));
//! # Ok::<(), mcpreg_pattern::PatternError>(())
//! ```

mod class;
mod cursor;
mod error;
mod translate;

use jsonschema_regex::{RepeatedClass, Search};

pub use error::PatternError;
use translate::Translated;

/// A compiled pattern that may be tried under `N` limits.
#[derive(Debug)]
pub struct Matcher<const N: usize>(Engine<N>);

#[derive(Debug)]
enum Engine<const N: usize> {
    Linear(regex::Regex),
    /// One class repeated: characters are counted, which needs no copy of the class per count.
    Counted(Box<RepeatedClass>),
    /// One engine a limit, because the limit is part of it.
    Backtracking(Box<[fancy_regex::Regex; N]>),
}

impl<const N: usize> Matcher<N> {
    /// Compiles an ECMA-262 pattern; `limits` are the most steps a backtracking engine may take on
    /// one string.
    ///
    /// # Errors
    ///
    /// Why no engine can decide it.
    pub fn new(source: &str, limits: [usize; N]) -> Result<Self, PatternError> {
        let Translated {
            text,
            needs_backtracking,
        } = translate::translate(source)?;
        if needs_backtracking {
            return backtracking(&text, limits).map(Self);
        }
        let error = match regex::Regex::new(&text) {
            Ok(regex) => return Ok(Self(Engine::Linear(regex))),
            Err(error) => error,
        };
        let cheaper = match jsonschema_regex::search_form(source, &text) {
            Some(Search::RepeatedClass(class)) => Some(Engine::Counted(Box::new(class))),
            Some(Search::Collapsed(text)) => regex::Regex::new(&text).ok().map(Engine::Linear),
            None => None,
        };
        cheaper.map(Self).ok_or(PatternError::Engine {
            reason: last_line(&error.to_string()),
        })
    }

    /// Whether the pattern occurs anywhere in `text`; nothing where that takes more steps than
    /// the limit of that number allows.
    ///
    /// # Panics
    ///
    /// When there is no limit of that number.
    pub fn is_in(&self, text: &str, limit: usize) -> Option<bool> {
        match &self.0 {
            Engine::Linear(regex) => Some(regex.is_match(text)),
            Engine::Counted(class) => Some(class.is_match(text)),
            Engine::Backtracking(regexes) => regexes[limit].is_match(text).ok(),
        }
    }
}

fn backtracking<const N: usize>(text: &str, limits: [usize; N]) -> Result<Engine<N>, PatternError> {
    let mut failed = None;
    let regexes = limits.map(|limit| {
        let built = fancy_regex::RegexBuilder::new(text)
            .backtrack_limit(limit)
            .build();
        built
            .map_err(|error| failed = Some(last_line(&error.to_string())))
            .ok()
    });
    let built: Option<Vec<_>> = regexes.into_iter().collect();
    let regexes = built.and_then(|regexes| <[fancy_regex::Regex; N]>::try_from(regexes).ok());
    match regexes {
        Some(regexes) => Ok(Engine::Backtracking(Box::new(regexes))),
        None => Err(PatternError::Engine {
            reason: failed.unwrap_or_default(),
        }),
    }
}

/// The line of an engine's error that says what is wrong; those above show where.
fn last_line(error: &str) -> String {
    let line = error.lines().last().unwrap_or_default().trim();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests;

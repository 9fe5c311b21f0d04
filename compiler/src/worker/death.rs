//! What ended a worker that gave no answer, and what helps.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use rustix::process::Signal;

use super::budget::Budget;

/// How much of what a worker said last is repeated, in characters.
const LAST_WORDS: usize = 300;

/// Why a worker gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Death {
    /// It took longer than it may.
    Late,
    /// It needed more memory than it may have.
    Memory,
    /// Its stack ran over.
    Stack,
    /// Anything else, with the end of what it said.
    Other(String),
}

impl Death {
    /// Reads an exit status and what was said on stderr.
    pub(super) fn of(status: ExitStatus, errors: &[u8]) -> Self {
        let errors = String::from_utf8_lossy(errors);
        let signals = [Signal::XCPU, Signal::KILL].map(Signal::as_raw);
        // Of Rust's allocator, and of the thread that schemas are typed on.
        let signs = ["memory allocation of", "memory for the stack of a thread"];
        if signs.iter().any(|sign| errors.contains(sign)) {
            Self::Memory
        } else if errors.contains("has overflowed its stack") {
            Self::Stack
        } else if status
            .signal()
            .is_some_and(|signal| signals.contains(&signal))
        {
            Self::Late
        } else {
            let start = errors.trim_end().char_indices().rev().nth(LAST_WORDS);
            let start = start.map_or(0, |(start, _)| start);
            Self::Other(format!("{status}: {}", errors[start..].trim()))
        }
    }

    /// What happened, in words.
    pub(super) fn message(&self, budget: &Budget) -> String {
        match self {
            Self::Late => {
                let time = humantime::format_duration(budget.time);
                format!("compiling it takes longer than {time}")
            }
            Self::Memory => format!("compiling it takes more memory than {}", budget.memory),
            Self::Stack => "its schemas nest too deep to be compiled".to_owned(),
            Self::Other(words) => format!("its compiler died: {words}"),
        }
    }

    /// What helps.
    pub(super) fn help(&self) -> Option<String> {
        let flag = match self {
            Self::Late => "--compile-time",
            Self::Memory => "--compile-memory",
            Self::Stack => {
                return Some("leave its deepest tools out in mcpreg.toml".to_owned());
            }
            Self::Other(_) => return None,
        };
        Some(format!(
            "name fewer of its tools in `tools` in mcpreg.toml, or raise `{flag}`"
        ))
    }
}

//! The member names that one object was seen to have, each once.
//!
//! Declared names are a bit each, by their place in the table; of the others the first few are
//! kept in place, so that only an object of many undeclared members allocates.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::members::slot;
use super::super::string::Text;

/// How many undeclared names are kept without allocating.
const FEW: usize = 16;

/// How many words of 64 declared members are kept without allocating.
const PLACE_WORDS: usize = 4;

/// The names an object was seen to have.
#[derive(Default)]
pub(super) struct Names<'t> {
    pub(super) count: usize,
    pub(super) declared: Places,
    undeclared: Option<Undeclared<'t>>,
}

/// Names that no rule declares: the first few in place, all others in a set.
struct Undeclared<'t> {
    few: [Text<'t>; FEW],
    /// A bit for each name in `few`, by its bytes; all bits where one is written with escapes.
    bits: u64,
    /// How many of `few` are names.
    kept: usize,
    many: Option<HashSet<Cow<'t, str>>>,
}

impl<'t> Names<'t> {
    /// Keeps an undeclared name; false if it was there.
    #[inline]
    pub(super) fn insert(&mut self, name: Text<'t>) -> bool {
        self.undeclared
            .get_or_insert_with(Undeclared::none)
            .insert(name)
    }

    /// Whether an undeclared name is there.
    pub(super) fn has(&self, name: &str) -> bool {
        let undeclared = self.undeclared.as_ref();
        undeclared.is_some_and(|undeclared| undeclared.has(name))
    }

    /// The undeclared names.
    pub(super) fn undeclared(&self) -> Vec<Cow<'t, str>> {
        let all = |undeclared: &Undeclared<'t>| {
            let few = undeclared.few().iter().map(|known| known.unescaped());
            few.chain(undeclared.many.iter().flatten().cloned())
                .collect()
        };
        self.undeclared.as_ref().map(all).unwrap_or_default()
    }
}

impl<'t> Undeclared<'t> {
    fn none() -> Self {
        let nothing = Text {
            raw: "",
            escaped: false,
        };
        Self {
            few: [nothing; FEW],
            bits: 0,
            kept: 0,
            many: None,
        }
    }

    fn few(&self) -> &[Text<'t>] {
        &self.few[..self.kept]
    }

    fn has(&self, raw: &str) -> bool {
        let name = Text {
            raw,
            escaped: false,
        };
        let many = self.many.as_ref();
        self.few().iter().any(|known| known.same(name))
            || many.is_some_and(|many| many.contains(raw))
    }

    fn insert(&mut self, name: Text<'t>) -> bool {
        let bit = if name.escaped {
            u64::MAX
        } else {
            1 << slot(name.raw.as_bytes(), 64)
        };
        if self.bits & bit != 0 && self.few().iter().any(|known| known.same(name)) {
            return false;
        }
        self.bits |= bit;
        if let Some(free) = self.few.get_mut(self.kept) {
            *free = name;
            self.kept += 1;
            return true;
        }
        self.many.get_or_insert_default().insert(name.unescaped())
    }
}

/// A set of places in a table's members.
#[derive(Default)]
pub(super) struct Places {
    low: [u64; PLACE_WORDS],
    high: Vec<u64>,
}

impl Places {
    /// Adds a place; false if it was there.
    #[inline]
    pub(super) fn insert(&mut self, place: usize) -> bool {
        let bit = 1 << (place % 64);
        let word = match self.low.get_mut(place / 64) {
            Some(word) => word,
            None => self.high_word(place / 64 - PLACE_WORDS),
        };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    #[cold]
    fn high_word(&mut self, index: usize) -> &mut u64 {
        if self.high.len() <= index {
            self.high.resize(index + 1, 0);
        }
        &mut self.high[index]
    }

    /// Whether a place is there.
    pub(super) fn has(&self, place: usize) -> bool {
        let mut words = self.low.iter().chain(&self.high);
        let word = words.nth(place / 64).copied().unwrap_or(0);
        word & (1 << (place % 64)) != 0
    }
}

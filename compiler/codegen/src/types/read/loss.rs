//! The keywords that no type says, recorded where they stand.

use std::collections::BTreeSet;

use super::Reader;
use crate::types::keyword::{ASSERTIONS, SHAPES};
use crate::types::position::{Conjunct, Position};
use crate::types::record::Pass;

/// How much of a value is shown, in characters.
const MAX_SHOWN: usize = 60;

/// The keywords, each at its place, that the type of a position says.
#[derive(Debug, Default)]
pub(super) struct Said(BTreeSet<(String, &'static str)>);

impl Said {
    /// Takes a keyword as said.
    pub(super) fn add(&mut self, conjunct: &Conjunct<'_>, keyword: &'static str) {
        self.0.insert((conjunct.pointer.clone(), keyword));
    }
}

impl<'a> Reader<'_, 'a> {
    /// Records the keywords of a position that its type does not say.
    pub(super) fn widen_assertions(&mut self, position: &Position<'a>, said: &Said) {
        let kinds = position.kinds.without_null();
        for assertion in ASSERTIONS
            .iter()
            .filter(|assertion| assertion.about().meets(kinds))
        {
            for (conjunct, value) in position.with(assertion.keyword) {
                let place = (conjunct.pointer.clone(), assertion.keyword);
                let is_said = said.0.contains(&place);
                if !is_said && !assertion.is_vacuous(value) {
                    self.widen(&conjunct.pointer, assertion.keyword, assertion.reason);
                }
                let by = if is_said { "the type" } else { "the check" };
                let effect = format!("{}, kept by {by}", shortened(&value.to_compact()));
                self.step(Pass::Rules, &conjunct.pointer, assertion.keyword, effect);
            }
        }
    }

    /// Records the keywords of a position that has no `type` to go by.
    pub(super) fn widen_untyped(&mut self, position: &Position<'a>) {
        let shapes = SHAPES.into_iter();
        let lost = shapes.chain(ASSERTIONS.iter().map(|assertion| assertion.keyword));
        for keyword in lost {
            for (conjunct, _) in position.with(keyword) {
                self.widen(
                    &conjunct.pointer,
                    keyword,
                    "no type stands beside it, so any is valid",
                );
            }
        }
    }
}

/// A text, cut short.
fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let head: String = characters.by_ref().take(MAX_SHOWN).collect();
    let rest = if characters.next().is_none() {
        ""
    } else {
        "…"
    };
    head + rest
}

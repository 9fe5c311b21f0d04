//! The keywords that no type says, recorded where they stand.

use super::{Reader, array, number};
use crate::types::keyword::{ASSERTIONS, SHAPES};
use crate::types::position::Position;

impl<'a> Reader<'_, 'a> {
    /// Records the keywords of a position that its type does not say.
    pub(super) fn widen_assertions(&mut self, position: &Position<'a>) {
        let kinds = position.kinds.without_null();
        for assertion in ASSERTIONS
            .iter()
            .filter(|assertion| assertion.of.meets(kinds))
        {
            for (conjunct, value) in position.with(assertion.keyword) {
                let is_said = number::says_bound(assertion, value, position)
                    || array::says_limit(assertion, position);
                if !is_said && !assertion.is_vacuous(value) {
                    self.widen(&conjunct.pointer, assertion.keyword, assertion.reason);
                }
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

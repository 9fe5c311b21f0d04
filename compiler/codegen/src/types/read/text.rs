//! `string`: any, or one with a length, a pattern or a format.

use super::loss::Said;
use super::number::{integer_at_least, integer_at_most};
use super::{Read, Reader};
use crate::schema::pattern;
use crate::types::plan::{Rule, Shape, TextRule, format_name};
use crate::types::position::Position;

impl<'a> Reader<'_, 'a> {
    /// A string, with a type of its own where it keeps to a rule.
    pub(super) fn string(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Shape> {
        let (min, max) = count(position, ["minLength", "maxLength"], said);
        let mut rule = TextRule {
            min,
            max,
            ..TextRule::default()
        };
        for (conjunct, value) in position.with("pattern") {
            let Some(pattern) = value.as_str().filter(|it| pattern::compiles(it)) else {
                continue;
            };
            if rule.pattern.is_none() || rule.pattern.as_deref() == Some(pattern) {
                rule.pattern = Some(pattern.to_owned());
                said.add(conjunct, "pattern");
            }
        }
        let format = position.format.filter(|name| format_name(name).is_some());
        if let Some(format) = format {
            let reason = "a text made in Rust has the format, one that is read need not";
            self.note(&position.at, "format", reason);
            rule.format = Some(format.to_owned());
        }
        if rule.is_vacuous() {
            return Ok(Shape::String);
        }
        if let Some(name) = rule.known_name() {
            return Ok(Shape::Text(name));
        }
        self.rule(Rule::Text(rule), hint, position)
    }
}

/// The limits of a number of things: code points, items.
pub(super) fn count(
    position: &Position<'_>,
    [min, max]: [&'static str; 2],
    said: &mut Said,
) -> (u64, Option<u64>) {
    let mut limits = (0, None::<u64>);
    for (conjunct, value) in position.with(min) {
        let limit = value.as_number().and_then(integer_at_least);
        if let Some(limit) = limit.and_then(|limit| u64::try_from(limit.max(0)).ok()) {
            limits.0 = limits.0.max(limit);
            said.add(conjunct, min);
        }
    }
    for (conjunct, value) in position.with(max) {
        let limit = value.as_number().and_then(integer_at_most);
        if let Some(limit) = limit.and_then(|limit| u64::try_from(limit).ok()) {
            limits.1 = Some(limits.1.map_or(limit, |other| other.min(limit)));
            said.add(conjunct, max);
        }
    }
    limits
}

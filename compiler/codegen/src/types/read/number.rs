//! `integer`: which Rust integer it is, and what that one cannot hold.

use super::Reader;
use crate::json::Json;
use crate::types::keyword::Assertion;
use crate::types::kind::{Kinds, is_integer};
use crate::types::plan::Shape;
use crate::types::position::Position;

impl<'a> Reader<'_, 'a> {
    /// An integer: `u64` where nothing below zero is valid, else `i64`.
    ///
    /// Neither reads `1.0`, which JSON Schema counts as an integer, nor what is beyond 64 bits;
    /// the first holds for every integer, so it is recorded for every integer.
    pub(super) fn integer(&mut self, position: &Position<'a>) -> Shape {
        let reason = if is_within_i64(position) {
            "the type does not read an integer written as 1.0"
        } else {
            "the type reads neither 1.0 nor an integer beyond 64 bits"
        };
        let at = position.typed_at.as_ref().unwrap_or(&position.at);
        self.widen(at, "type", reason);
        if is_unsigned(position) {
            Shape::Unsigned
        } else {
            Shape::Integer
        }
    }
}

/// Whether the integer type of a position says what this bound says.
pub(super) fn says_bound(assertion: &Assertion, value: &Json, position: &Position<'_>) -> bool {
    let is_integer = !position.kinds.contains(Kinds::NUMBER);
    match assertion.keyword {
        "minimum" => is_integer && is_unsigned(position) && bound(value) <= Some(0),
        _ => false,
    }
}

fn is_unsigned(position: &Position<'_>) -> bool {
    lowest(position).is_some_and(|lowest| lowest >= 0)
}

fn is_within_i64(position: &Position<'_>) -> bool {
    let highest = ["maximum", "exclusiveMaximum"]
        .into_iter()
        .flat_map(|keyword| position.with(keyword))
        .filter_map(|(_, value)| bound(value))
        .min();
    let is_low_enough = highest.is_some_and(|highest| highest <= i128::from(i64::MAX));
    let is_high_enough = lowest(position).is_some_and(|lowest| lowest >= i128::from(i64::MIN));
    is_low_enough && is_high_enough
}

/// The greatest lower bound that is written as an integer.
fn lowest(position: &Position<'_>) -> Option<i128> {
    ["minimum", "exclusiveMinimum"]
        .into_iter()
        .flat_map(|keyword| position.with(keyword))
        .filter_map(|(_, value)| bound(value))
        .max()
}

/// A bound's value, if it is an integer of a size that matters: `1`, `1.0`, `-9007199254740991`.
fn bound(value: &Json) -> Option<i128> {
    let digits = value.as_number()?;
    if let Ok(exact) = digits.parse::<i128>() {
        return Some(exact);
    }
    if !is_integer(digits) {
        return None;
    }
    let (whole, fraction) = digits.split_once('.')?;
    fraction
        .bytes()
        .all(|byte| byte == b'0')
        .then(|| whole.parse().ok())?
}

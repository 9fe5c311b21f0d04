//! Whether a bound moved in or out.

use std::cmp::Ordering;

use crate::json::Json;
use crate::schema::decimal::Decimal;
use crate::schema::keyword::Side;

/// Whether the new bound accepts less or more than the old one; nothing where it cannot be told.
pub(super) fn moved(side: Side, (old, new): (Option<&Json>, Option<&Json>)) -> Option<Ordering> {
    let raised = match (old, new) {
        (None, None) => return Some(Ordering::Equal),
        (None, Some(_)) => return Some(Ordering::Less),
        (Some(_), None) => return Some(Ordering::Greater),
        (Some(old), Some(new)) => compare(new.as_number()?, old.as_number()?)?,
    };
    Some(match side {
        Side::Least => raised.reverse(),
        Side::Greatest => raised,
    })
}

/// Compares two JSON numbers exactly; nothing for an exponent that is too long.
fn compare(one: &str, other: &str) -> Option<Ordering> {
    Some(Decimal::of(one)?.cmp(&Decimal::of(other)?))
}

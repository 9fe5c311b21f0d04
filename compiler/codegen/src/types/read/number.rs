//! `integer` and `number`: which Rust number it is, or which rule it keeps to.

use super::loss::Said;
use super::{Read, Reader};
use crate::json::Json;
use crate::schema::decimal::Decimal;
use crate::types::plan::{Bound, RealRule, Rule, Shape, Whole};
use crate::types::position::{Conjunct, Position};

/// The keywords of the lower end and of the upper one, and the exclusive form of each.
const ENDS: [[&str; 2]; 2] = [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
];

/// One bound of a conjunct.
struct Limit<'p, 'a> {
    conjunct: &'p Conjunct<'a>,
    keyword: &'static str,
    bound: Bound,
}

impl<'a> Reader<'_, 'a> {
    /// An integer: the Rust one that has just the valid values, or a range.
    ///
    /// No type has integers beyond 64 bits; that is noted where the schema lets one pass.
    pub(super) fn integer(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Shape> {
        if let Some(step) = self.integer_step(position, said) {
            return self.real(position, Some(step), hint, said);
        }
        let (mut min, mut max) = (None::<i128>, None::<i128>);
        for limit in limits(position, ENDS[0], said) {
            let Some(least) = limit.bound.least_integer() else {
                continue;
            };
            min = Some(min.map_or(least, |other| other.max(least)));
            said.add(limit.conjunct, limit.keyword);
        }
        for limit in limits(position, ENDS[1], said) {
            let Some(greatest) = limit.bound.greatest_integer() else {
                continue;
            };
            max = Some(max.map_or(greatest, |other| other.min(greatest)));
            said.add(limit.conjunct, limit.keyword);
        }
        let (whole, is_cut) = Whole::within(min, max);
        if is_cut {
            let at = position.typed_at.as_ref().unwrap_or(&position.at);
            self.note(at, "type", "the type has no integer beyond 64 bits");
        }
        Ok(if whole.min > whole.max {
            self.note(&position.at, "minimum", "no integer is valid here");
            Shape::Never
        } else {
            Shape::Integer(whole)
        })
    }

    /// A number: any, or one that keeps to a rule.
    pub(super) fn number(
        &mut self,
        position: &Position<'a>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Shape> {
        let step = position.with("multipleOf").next();
        let step = step.and_then(|(conjunct, value)| {
            let digits = value.as_number().filter(|digits| is_positive(digits))?;
            said.add(conjunct, "multipleOf");
            Some(digits.to_owned())
        });
        self.real(position, step, hint, said)
    }

    fn real(
        &mut self,
        position: &Position<'a>,
        step: Option<String>,
        hint: &str,
        said: &mut Said,
    ) -> Read<Shape> {
        let at = position.typed_at.as_ref().unwrap_or(&position.at);
        self.note(
            at,
            "type",
            "the type has the precision and the range of f64",
        );
        let [min, max] = ENDS.map(|end| {
            let is_upper = end[0] == "maximum";
            let mut kept = None::<Bound>;
            for limit in limits(position, end, said) {
                let tighter = match &kept {
                    Some(other) => limit.bound.tighter(other, is_upper),
                    None => Some(true),
                };
                match tighter {
                    Some(true) => kept = Some(limit.bound),
                    Some(false) => {}
                    None => continue,
                }
                said.add(limit.conjunct, limit.keyword);
            }
            kept
        });
        let rule = RealRule { min, max, step };
        if rule.is_vacuous() {
            return Ok(Shape::Number);
        }
        self.rule(Rule::Real(rule), hint, position)
    }

    /// The step of integers, unless every integer is on it.
    #[expect(clippy::unused_self, reason = "one of the steps of `integer`")]
    fn integer_step(&self, position: &Position<'a>, said: &mut Said) -> Option<String> {
        let mut step = None;
        for (conjunct, value) in position.with("multipleOf") {
            let Some(digits) = value.as_number().filter(|digits| is_positive(digits)) else {
                continue;
            };
            match integer_at_most(digits).zip(integer_at_least(digits)) {
                Some((1, 1)) => said.add(conjunct, "multipleOf"),
                Some((floor, ceiling)) if floor == ceiling && step.is_none() => {
                    said.add(conjunct, "multipleOf");
                    step = Some(digits.to_owned());
                }
                _ if divides_one(digits) => said.add(conjunct, "multipleOf"),
                _ => {}
            }
        }
        step
    }
}

/// The bounds of one end; a draft-4 flag belongs to the bound beside it.
fn limits<'p, 'a>(
    position: &'p Position<'a>,
    [plain, exclusive]: [&'static str; 2],
    said: &mut Said,
) -> Vec<Limit<'p, 'a>> {
    let mut limits = Vec::new();
    for conjunct in &position.conjuncts {
        let flag = match conjunct.get(exclusive) {
            Some(Json::Bool(flag)) => Some(*flag),
            _ => None,
        };
        let is_flagged = flag == Some(true) && conjunct.get(plain).is_some();
        if flag == Some(false) || is_flagged {
            said.add(conjunct, exclusive);
        }
        for (keyword, is_exclusive) in [(plain, is_flagged), (exclusive, true)] {
            if let Some(digits) = conjunct.get(keyword).and_then(Json::as_number) {
                let digits = digits.to_owned();
                let bound = Bound {
                    digits,
                    is_exclusive,
                };
                limits.push(Limit {
                    conjunct,
                    keyword,
                    bound,
                });
            }
        }
    }
    limits
}

impl Bound {
    fn least_integer(&self) -> Option<i128> {
        let least = integer_at_least(&self.digits)?;
        let is_end = self.is_exclusive && integer_at_most(&self.digits) == Some(least);
        Some(least + i128::from(is_end))
    }

    fn greatest_integer(&self) -> Option<i128> {
        let greatest = integer_at_most(&self.digits)?;
        let is_end = self.is_exclusive && integer_at_least(&self.digits) == Some(greatest);
        Some(greatest - i128::from(is_end))
    }

    /// Whether this bound leaves less than another; nothing for an exponent that is too long.
    fn tighter(&self, other: &Self, is_upper: bool) -> Option<bool> {
        if self.digits == other.digits {
            return Some(self.is_exclusive);
        }
        let order = Decimal::of(&self.digits)?.cmp(&Decimal::of(&other.digits)?);
        Some(match order {
            std::cmp::Ordering::Equal => self.is_exclusive,
            order => order.is_lt() == is_upper,
        })
    }
}

impl Whole {
    /// The integers between two bounds that one Rust type has, and whether that leaves some out.
    fn within(min: Option<i128>, max: Option<i128>) -> (Self, bool) {
        let (low, high) = (Self::SIGNED.min, Self::SIGNED.max);
        let all = Self {
            min: min.unwrap_or(i128::MIN),
            max: max.unwrap_or(i128::MAX),
        };
        if all.min == 0 && all.max >= Self::UNSIGNED.max {
            return (Self::UNSIGNED, all.max > Self::UNSIGNED.max);
        }
        let whole = Self {
            min: all.min.max(low),
            max: all.max.min(high),
        };
        (whole, whole != all)
    }
}

/// The least integer that is not below a number, of a size that matters.
pub(super) fn integer_at_least(digits: &str) -> Option<i128> {
    let (whole, has_fraction, is_negative) = split(digits)?;
    Some(match (is_negative, has_fraction) {
        (true, _) => -whole,
        (false, true) => whole + 1,
        (false, false) => whole,
    })
}

/// The greatest integer that is not above a number, of a size that matters.
pub(super) fn integer_at_most(digits: &str) -> Option<i128> {
    let (whole, has_fraction, is_negative) = split(digits)?;
    Some(match (is_negative, has_fraction) {
        (false, _) => whole,
        (true, true) => -whole - 1,
        (true, false) => -whole,
    })
}

/// A JSON number's integer part, whether a fraction is left, and whether it is negative.
fn split(digits: &str) -> Option<(i128, bool, bool)> {
    let (is_negative, digits) = match digits.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, digits),
    };
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i64 = exponent.parse().ok()?;
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let all = format!("{whole}{fraction}");
    let all = all.trim_end_matches('0');
    let point = usize::try_from(point.clamp(0, 40)).ok()?;
    if all.is_empty() {
        return Some((0, false, is_negative));
    }
    let has_fraction = all.len() > point || exponent.saturating_add(40) < 0;
    let kept = &all[..point.min(all.len())];
    let padded = format!("{kept:0<point$}");
    let whole = if padded.is_empty() {
        0
    } else {
        padded.parse().ok()?
    };
    Some((whole, has_fraction, is_negative))
}

fn is_positive(digits: &str) -> bool {
    Decimal::of(digits).is_some_and(|number| number.is_positive())
}

/// Whether one is a multiple of it: `0.5`, `0.01`.
fn divides_one(digits: &str) -> bool {
    let Some(fraction) = digits.strip_prefix("0.") else {
        return false;
    };
    let (Ok(part), Ok(places)) = (fraction.parse::<u128>(), u32::try_from(fraction.len())) else {
        return false;
    };
    let one = 10_u128.checked_pow(places);
    part > 0 && one.is_some_and(|one| one.is_multiple_of(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(digits: &str, at_most: i128, at_least: i128) {
        assert_eq!(integer_at_most(digits), Some(at_most), "{digits}");
        assert_eq!(integer_at_least(digits), Some(at_least), "{digits}");
    }

    #[test]
    fn integers_are_themselves() {
        check("0", 0, 0);
        check("-0", 0, 0);
        check("17", 17, 17);
        check("-17", -17, -17);
        check("100", 100, 100);
        check("1.0", 1, 1);
        check("1e2", 100, 100);
        check("1.5e1", 15, 15);
        check(
            "9007199254740991",
            9_007_199_254_740_991,
            9_007_199_254_740_991,
        );
    }

    #[test]
    fn fractions_lie_between_two() {
        check("0.5", 0, 1);
        check("-0.5", -1, 0);
        check("2.25", 2, 3);
        check("-2.25", -3, -2);
        check("15e-1", 1, 2);
        check("1e-100", 0, 1);
    }

    #[test]
    fn a_number_without_end_has_none() {
        assert_eq!(integer_at_most("1e39"), None);
    }

    #[test]
    fn a_half_divides_one() {
        assert!(divides_one("0.5") && divides_one("0.01") && !divides_one("0.3"));
    }

    #[track_caller]
    fn within(min: Option<i128>, max: Option<i128>, name: Option<&str>, is_cut: bool) {
        let (whole, cut) = Whole::within(min, max);
        assert_eq!((whole.primitive(), cut), (name, is_cut), "{whole:?}");
    }

    #[test]
    fn a_range_that_a_primitive_has_is_that_primitive() {
        within(None, None, Some("i64"), true);
        within(Some(0), None, Some("u64"), true);
        within(Some(0), Some(255), Some("u8"), false);
        within(Some(-128), Some(127), Some("i8"), false);
        within(Some(0), Some(u64::MAX.into()), Some("u64"), false);
        within(Some(1), Some(100), None, false);
        within(Some(1), None, None, true);
    }
}

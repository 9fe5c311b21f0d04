//! Numbers as JSON writes them, compared exactly whatever their size.
//!
//! A [`Numeral`] is the text of a number. Integers that fit an `i64` are compared as such;
//! everything else is compared digit by digit, so `2^64 + 1` and `1e400` are themselves and
//! `0.07` is a multiple of `0.01`. Nothing is converted to a float.

use std::cmp::Ordering;

use super::table::{Bound, NumberRules};

/// The most digits that always fit an `i64`.
const SMALL_DIGITS: usize = 18;

/// The most significant digits of a divisor, so that ten times a remainder fits a `u128`.
const DIVISOR_DIGITS: i64 = 37;

/// The text of a number and where its parts end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numeral<'t> {
    /// The whole number.
    pub(super) text: &'t str,
    /// Where the digits before a decimal point or an exponent end.
    pub(super) whole: usize,
    /// Where the digits before an exponent end.
    pub(super) mantissa: usize,
}

/// A number as `0.d1 d2 d3 … × 10^scale`, `d1` and the last digit not 0.
#[derive(Debug, Clone, Copy)]
struct Decimal<'t> {
    negative: bool,
    /// The digits before the decimal point and those after it; both empty for zero.
    digits: (&'t [u8], &'t [u8]),
    scale: i64,
}

impl<'t> Numeral<'t> {
    /// Reads a number of the schema, which the generator has written as JSON does.
    pub(super) fn of_schema(text: &'t str) -> Self {
        let mantissa = text.find(['e', 'E']).unwrap_or(text.len());
        let whole = text[..mantissa].find('.').unwrap_or(mantissa);
        Self {
            text,
            whole,
            mantissa,
        }
    }

    /// Whether it has neither fraction nor exponent.
    pub(super) fn is_plain(self) -> bool {
        self.whole == self.text.len()
    }

    /// Whether its value has no fractional part.
    pub(super) fn is_integral(self) -> bool {
        self.is_plain() || self.decimal().is_integral()
    }

    /// Its value, where it is plain and small.
    #[inline]
    pub(super) fn small(self) -> Option<i64> {
        if !self.is_plain() || self.text.len() > SMALL_DIGITS {
            return None;
        }
        self.text.parse().ok()
    }

    /// Whether a double is this very number, written with the fewest digits that tell it from
    /// other doubles.
    pub(super) fn is_double(self) -> bool {
        let real: f64 = self.text.parse().unwrap_or(f64::INFINITY);
        real.is_finite() && Numeral::of_schema(&real.to_string()).equals(self)
    }

    /// Whether it is seen at once to keep to all rules: nothing in them and in it is large.
    #[inline]
    pub(super) fn clearly_keeps(self, rules: &NumberRules) -> bool {
        let Some((digits, decimals)) = self.digits() else {
            return false;
        };
        let compare = |integer: i64| match decimals {
            0 => digits.cmp(&integer),
            _ => i128::from(digits).cmp(&(i128::from(integer) * i128::from(10_u64.pow(decimals)))),
        };
        let keeps = |bound: Option<Bound>, holds: fn(Ordering) -> bool| match bound {
            None => true,
            Some(Bound {
                integer: Some(integer),
                ..
            }) => holds(compare(integer)),
            Some(_) => false,
        };
        keeps(rules.minimum, Ordering::is_ge)
            && keeps(rules.maximum, Ordering::is_le)
            && keeps(rules.exclusive_minimum, Ordering::is_gt)
            && keeps(rules.exclusive_maximum, Ordering::is_lt)
            && match rules.multiple_of {
                None => true,
                Some(divisor) => {
                    let rest = divisor.integer.and_then(|by| digits.checked_rem(by));
                    decimals == 0 && rest == Some(0)
                }
            }
    }

    /// Its digits as an integer and how many of them stand after the decimal point, where it
    /// has no exponent and few digits.
    #[inline]
    fn digits(self) -> Option<(i64, u32)> {
        if self.mantissa != self.text.len() || self.text.len() > SMALL_DIGITS {
            return None;
        }
        let (negative, magnitude) = match self.text.as_bytes() {
            [b'-', magnitude @ ..] => (true, magnitude),
            magnitude => (false, magnitude),
        };
        let value = magnitude.iter().fold(0, |value: i64, &byte| match byte {
            b'.' => value,
            digit => value * 10 + i64::from(digit - b'0'),
        });
        let decimals = self.text.len().saturating_sub(self.whole + 1);
        let decimals = u32::try_from(decimals).ok()?;
        Some((if negative { -value } else { value }, decimals))
    }

    /// Compares it with a bound of the schema.
    pub(super) fn compare(self, bound: Bound) -> Ordering {
        match (self.small(), bound.integer) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => self
                .decimal()
                .compare(Self::of_schema(bound.text).decimal()),
        }
    }

    /// Whether both are the same number.
    pub(super) fn equals(self, other: Numeral<'_>) -> bool {
        self.decimal().compare(other.decimal()).is_eq()
    }

    /// Whether it is an integer times `divisor`; no for a divisor that cannot be told.
    pub(super) fn is_multiple_of(self, divisor: Bound) -> bool {
        match (self.small(), divisor.integer) {
            (Some(value), Some(divisor)) => value.checked_rem(divisor) == Some(0),
            _ => self
                .decimal()
                .is_multiple_of(Self::of_schema(divisor.text).decimal()),
        }
    }

    /// Writes the number so that equal numbers are written equally.
    pub(super) fn write_canonical(self, out: &mut Vec<u8>) {
        let decimal = self.decimal();
        out.extend_from_slice(if decimal.negative { b"-" } else { b"+" });
        out.extend_from_slice(decimal.digits.0);
        out.extend_from_slice(decimal.digits.1);
        out.push(b'e');
        out.extend_from_slice(decimal.scale.to_string().as_bytes());
    }

    fn decimal(self) -> Decimal<'t> {
        let bytes = self.text.as_bytes();
        let negative = bytes.first() == Some(&b'-');
        let exponent = self.text.get(self.mantissa + 1..).unwrap_or("0");
        let exponent: i64 = exponent.trim_start_matches('+').parse().unwrap_or(0);
        let whole = trim_front(&bytes[usize::from(negative)..self.whole]);
        let fraction = bytes.get(self.whole + 1..self.mantissa).unwrap_or(&[]);
        let mut scale = exponent + length(whole);
        let (mut whole, mut fraction) = (whole, trim_back(fraction));
        if whole.is_empty() {
            let significant = trim_front(fraction);
            scale -= length(fraction) - length(significant);
            fraction = significant;
        }
        if fraction.is_empty() {
            whole = trim_back(whole);
        }
        if whole.is_empty() && fraction.is_empty() {
            return Decimal {
                negative: false,
                digits: (&[], &[]),
                scale: 0,
            };
        }
        Decimal {
            negative,
            digits: (whole, fraction),
            scale,
        }
    }
}

impl Decimal<'_> {
    fn is_zero(self) -> bool {
        self.count() == 0
    }

    fn count(self) -> i64 {
        length(self.digits.0) + length(self.digits.1)
    }

    fn is_integral(self) -> bool {
        self.scale >= self.count()
    }

    fn each(&self) -> impl Iterator<Item = u8> {
        self.digits.0.iter().chain(self.digits.1).copied()
    }

    fn compare(self, other: Decimal<'_>) -> Ordering {
        let signed = |decimal: Decimal<'_>| match (decimal.is_zero(), decimal.negative) {
            (true, _) => 0,
            (false, negative) => {
                if negative {
                    -1
                } else {
                    1
                }
            }
        };
        let magnitudes = || {
            self.scale
                .cmp(&other.scale)
                .then_with(|| self.each().cmp(other.each()))
        };
        match (signed(self), signed(other)) {
            (1, 1) => magnitudes(),
            (-1, -1) => magnitudes().reverse(),
            (left, right) => left.cmp(&right),
        }
    }

    /// With both as integers times a power of ten, `a·10^x` is a multiple of `b·10^y` when `b`
    /// divides `a·10^(x-y)`. The last digit of `a` is not 0, so `x` below `y` rules it out.
    fn is_multiple_of(self, divisor: Decimal<'_>) -> bool {
        if self.is_zero() {
            return true;
        }
        if divisor.is_zero() || divisor.count() > DIVISOR_DIGITS {
            return false;
        }
        let shift = (self.scale - self.count()) - (divisor.scale - divisor.count());
        let Ok(shift) = u64::try_from(shift) else {
            return false;
        };
        let modulus = divisor
            .each()
            .fold(0, |value, digit| value * 10 + u128::from(digit - b'0'));
        let step = |rest, digit| (rest * 10 + u128::from(digit - b'0')) % modulus;
        let rest = self.each().fold(0, step);
        product(rest, power_of_ten(shift, modulus), modulus) == 0
    }
}

fn power_of_ten(mut exponent: u64, modulus: u128) -> u128 {
    let (mut result, mut base) = (1 % modulus, 10 % modulus);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base, modulus);
        }
        base = product(base, base, modulus);
        exponent >>= 1;
    }
    result
}

/// `left` times `right` modulo a number that is larger than both and leaves a bit free.
fn product(mut left: u128, mut right: u128, modulus: u128) -> u128 {
    if let Some(product) = left.checked_mul(right) {
        return product % modulus;
    }
    let mut sum = 0;
    while right > 0 {
        if right & 1 == 1 {
            sum = (sum + left) % modulus;
        }
        left = (left + left) % modulus;
        right >>= 1;
    }
    sum
}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX / 4)
}

fn trim_front(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|&&digit| digit == b'0').count()..]
}

fn trim_back(digits: &[u8]) -> &[u8] {
    &digits[..digits.len()
        - digits
            .iter()
            .rev()
            .take_while(|&&digit| digit == b'0')
            .count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(text: &'static str) -> Bound {
        Bound {
            text,
            integer: text.parse().ok(),
        }
    }

    #[track_caller]
    fn check_order(left: &str, right: &'static str, expected: Ordering) {
        assert_eq!(Numeral::of_schema(left).compare(bound(right)), expected);
        assert_eq!(
            Numeral::of_schema(left).equals(Numeral::of_schema(right)),
            expected.is_eq()
        );
    }

    #[track_caller]
    fn check_multiple(value: &str, divisor: &'static str, expected: bool) {
        assert_eq!(
            Numeral::of_schema(value).is_multiple_of(bound(divisor)),
            expected
        );
    }

    #[test]
    fn numbers_compare_exactly() {
        check_order("1", "1.0", Ordering::Equal);
        check_order("100", "1e2", Ordering::Equal);
        check_order("0.001", "1E-3", Ordering::Equal);
        check_order("-0", "0.0", Ordering::Equal);
        check_order("0e7", "0", Ordering::Equal);
        check_order("12", "9", Ordering::Greater);
        check_order("-12", "-9", Ordering::Less);
        check_order("-1", "1", Ordering::Less);
        check_order("0.5", "0.49", Ordering::Greater);
        check_order("0.05", "0.5", Ordering::Less);
        check_order(
            "18446744073709551617",
            "18446744073709551616",
            Ordering::Greater,
        );
        check_order("9007199254740993", "9007199254740992.0", Ordering::Greater);
        check_order("1e400", "1e399", Ordering::Greater);
        check_order("10.10", "10.1", Ordering::Equal);
        check_order("101", "10.1", Ordering::Greater);
    }

    #[test]
    fn integers_are_told_by_value() {
        for text in ["1", "1.0", "1e2", "-0", "1.5e1", "0.0", "120e-1", "1e400"] {
            assert!(Numeral::of_schema(text).is_integral(), "{text}");
        }
        for text in ["1.5", "1e-1", "12.5e0", "100.01e1"] {
            assert!(!Numeral::of_schema(text).is_integral(), "{text}");
        }
    }

    #[test]
    fn multiples_are_decimal() {
        check_multiple("19.99", "0.01", true);
        check_multiple("0.07", "0.01", true);
        check_multiple("4.5", "1.5", true);
        check_multiple("35", "1.5", false);
        check_multiple("0.0075", "0.0001", true);
        check_multiple("0.00751", "0.0001", false);
        check_multiple("1e308", "0.5", true);
        check_multiple("1e308", "0.123456789", false);
        check_multiple("12391239123", "1e-8", true);
        check_multiple("0", "7", true);
        check_multiple("30", "20", false);
        check_multiple("30", "1e1", true);
        check_multiple("-9", "3", true);
        check_multiple("18446744073709551618", "3", true);
        let divisor = "1234567890123456789012345678901234567";
        check_multiple("2469135780246913578024691357802469134", divisor, true);
        check_multiple("2469135780246913578024691357802469134e400", divisor, true);
        check_multiple("2469135780246913578024691357802469135e400", divisor, false);
    }
}

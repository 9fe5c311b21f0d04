//! JSON numbers as exact decimals, equal and ordered as JSON Schema sees them: `1` is `1.0`.
//!
//! A double has 53 bits, and two integers that share one are still two values. The arithmetic is
//! on the digits; `mcpreg-contract` has the same for the wire, written apart from this.

use std::cmp::Ordering;

use crate::json::Json;

/// A number: `digits` × 10^`exponent`, without zeros at either end of `digits`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i128,
}

impl Decimal {
    /// Reads the text of a JSON number; nothing where its exponent is beyond 128 bits.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (is_negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, mantissa),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{whole}{fraction}");
        let kept = all.trim_end_matches('0');
        let digits = kept.trim_start_matches('0');
        if digits.is_empty() {
            return Some(Self {
                is_negative: false,
                digits: String::new(),
                exponent: 0,
            });
        }
        let exponent: i128 = exponent.parse().ok()?;
        let zeros = i128::try_from(all.len() - kept.len()).ok()?;
        let places = i128::try_from(fraction.len()).ok()?;
        Some(Self {
            is_negative,
            digits: digits.to_owned(),
            exponent: exponent.checked_add(zeros)?.checked_sub(places)?,
        })
    }

    /// Whether it is greater than zero.
    pub(crate) fn is_positive(&self) -> bool {
        !self.is_negative && !self.digits.is_empty()
    }

    /// Whether it has no fraction.
    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The same number, where it is an integer of 64 bits without a sign.
    pub(crate) fn to_u64(&self) -> Option<u64> {
        if self.digits.is_empty() {
            return Some(0);
        }
        let scale = 10_u64.checked_pow(u32::try_from(self.exponent).ok()?)?;
        let digits: u64 = self.digits.parse().ok().filter(|_| !self.is_negative)?;
        digits.checked_mul(scale)
    }

    /// Compares the sizes of two numbers, whatever their signs.
    fn compare_sizes(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        let length = |number: &Self| i128::try_from(number.digits.len()).unwrap_or(i128::MAX);
        let point = |number: &Self| length(number).saturating_add(number.exponent);
        // Without zeros at their ends, digits that begin others are the smaller ones.
        point(self)
            .cmp(&point(other))
            .then_with(|| self.digits.cmp(&other.digits))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_sizes(other),
            (true, true) => other.compare_sizes(self),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A text that two JSON values have in common exactly if they are equal to JSON Schema.
pub(crate) fn identity(value: &Json) -> String {
    canonical(value).to_compact()
}

fn canonical(value: &Json) -> Json {
    match value {
        Json::Number(text) => Json::Number(match Decimal::of(text) {
            Some(number) => {
                let sign = if number.is_negative { "-" } else { "" };
                format!("{sign}{}e{}", number.digits, number.exponent)
            }
            None => text.clone(),
        }),
        Json::Array(items) => Json::Array(items.iter().map(canonical).collect()),
        Json::Object(members) => Json::Object(
            members
                .iter()
                .map(|(key, member)| (key.clone(), canonical(member)))
                .collect(),
        ),
        Json::Null | Json::Bool(_) | Json::String(_) => value.clone(),
    }
}

/// Whether `serde_json` reads every number in a value as the number it is: an integer of 64 bits
/// or the shortest text of a double.
pub(crate) fn survives_reading(value: &Json) -> bool {
    match value {
        Json::Number(text) => {
            let is_integer = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
            is_integer
                || text.parse::<f64>().is_ok_and(|double| {
                    double.is_finite() && Decimal::of(&format!("{double:e}")) == Decimal::of(text)
                })
        }
        Json::Array(items) => items.iter().all(survives_reading),
        Json::Object(members) => members.values().all(survives_reading),
        Json::Null | Json::Bool(_) | Json::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Decimal {
        Decimal::of(text).expect("an exponent of 128 bits")
    }

    #[test]
    fn numbers_are_ordered_exactly() {
        let ascending = [
            "-1e400",
            "-2",
            "-1.5",
            "-1e-400",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000001",
            "9007199254740992",
            "9007199254740993",
            "12345678901234567890123",
            "12345678901234567890124",
            "1e400",
        ];
        assert!(ascending.windows(2).all(|pair| of(pair[0]) < of(pair[1])));
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (one, other) in [("1", "1.0"), ("1e2", "100"), ("-0", "0e9"), ("0.5", "5E-1")] {
            assert_eq!(of(one), of(other), "{one} {other}");
        }
        let nested = |text| identity(&Json::parse(text, 8).expect("JSON"));
        assert_eq!(nested("[1.0,{\"a\":1e1}]"), nested("[1,{\"a\":10}]"));
        assert_ne!(
            nested("[1099511627776000001]"),
            nested("[1099511627776000002]")
        );
    }

    #[test]
    fn counts_are_integers_from_zero() {
        for (text, count) in [
            ("1e2", 100),
            ("2.0", 2),
            ("-0", 0),
            ("18446744073709551615", u64::MAX),
        ] {
            assert_eq!(of(text).to_u64(), Some(count), "{text}");
        }
        for text in ["0.5", "-1", "18446744073709551616", "1e20"] {
            assert_eq!(of(text).to_u64(), None, "{text}");
        }
    }

    #[test]
    fn what_a_double_rounds_does_not_survive() {
        let survives = |text| survives_reading(&Json::parse(text, 8).expect("JSON"));
        assert!(survives("18446744073709551615") && survives("0.1") && survives("[1e300]"));
        assert!(!survives("18446744073709551617") && !survives("{\"a\":1e400}"));
    }
}

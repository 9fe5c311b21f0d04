//! JSON numbers as exact decimals: enough to tell who of two readers is right.
//!
//! Written apart from the arithmetic of `mcpreg-contract`, so that one does not vouch for itself.

/// A number: `digits` × 10^`exponent`, without zeros at either end of `digits`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads the text of a JSON number.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let unsigned = mantissa.trim_start_matches('-');
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let exponent: i64 = exponent.trim_start_matches('+').parse().ok()?;
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let kept = all.trim_end_matches('0');
        let dropped = i64::try_from(all.len() - kept.len()).ok()?;
        let digits = kept.trim_start_matches('0');
        if digits.is_empty() {
            let (is_negative, digits, exponent) = (false, String::new(), 0);
            return Some(Self {
                is_negative,
                digits,
                exponent,
            });
        }
        let places = i64::try_from(fraction.len()).ok()?;
        Some(Self {
            is_negative: mantissa.starts_with('-'),
            digits: digits.to_owned(),
            exponent: exponent.checked_add(dropped)?.checked_sub(places)?,
        })
    }

    /// Whether this is `divisor` times an integer; nothing where the divisor has too many digits.
    pub(super) fn is_multiple_of(&self, divisor: &Self) -> Option<bool> {
        let by: u64 = divisor.digits.parse().ok()?;
        if self.digits.is_empty() {
            return Some(true);
        }
        // Without zeros at its end, no number of digits is ten times an integer.
        let Ok(zeros) = u64::try_from(self.exponent.checked_sub(divisor.exponent)?) else {
            return Some(false);
        };
        let step = |rest: u128, digit: u8| (rest * 10 + u128::from(digit - b'0')) % u128::from(by);
        let mut rest = self.digits.bytes().fold(0, step);
        // Ten's powers repeat their divisibility after as many steps as the divisor has bits.
        for _ in 0..zeros.min(64) {
            rest = step(rest, b'0');
        }
        Some(rest == 0)
    }
}

/// The number that `serde_json` reads where this one is written, if that is another one; a very
/// large one where it reads none.
pub(super) fn rounded(text: &str) -> Option<String> {
    if text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() {
        return None;
    }
    let double = text.parse::<f64>().ok()?;
    let read = if double.is_infinite() {
        1e300_f64.copysign(double)
    } else {
        double
    };
    // In draft 4 the way a number is written tells whether it is an integer.
    let is_integer = !text.contains(['.', 'e', 'E']);
    let read = if is_integer {
        format!("{read}")
    } else {
        format!("{read:e}")
    };
    (Decimal::of(&read) != Decimal::of(text)).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::{Decimal, rounded};

    #[track_caller]
    fn check(number: &str, divisor: &str, expected: Option<bool>) {
        let number = Decimal::of(number).expect("a number");
        let divisor = Decimal::of(divisor).expect("a number");
        assert_eq!(number.is_multiple_of(&divisor), expected);
    }

    #[test]
    fn multiples_are_exact() {
        check("0.07", "0.01", Some(true));
        check("0.075", "0.01", Some(false));
        check("19.99", "0.01", Some(true));
        check("1e300", "7", Some(false));
        check("7e300", "7", Some(true));
        check("1e300", "1024", Some(true));
        check("9007199254740993", "1.5", Some(true));
        check("9007199254740992", "1.5", Some(false));
        check("0", "3", Some(true));
        check("-4.0", "2", Some(true));
        check("3", "20", Some(false));
        check("1", "123456789012345678901234567890", None);
    }

    #[test]
    fn rounding_is_seen() {
        for exact in [
            "0.1",
            "1.0",
            "-0",
            "1e30",
            "18446744073709551615",
            "1.7e308",
        ] {
            assert_eq!(rounded(exact), None, "{exact}");
        }
        for (text, read) in [
            ("18446744073709551617", "18446744073709552000"),
            ("18446744073709551617.0", "1.8446744073709552e19"),
            ("-1e400", "-1e300"),
            ("0.10000000000000000001", "1e-1"),
        ] {
            assert_eq!(rounded(text).as_deref(), Some(read), "{text}");
        }
    }
}

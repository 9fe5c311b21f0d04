//! Booleans, numbers, strings, `null`, and any JSON value.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::{Mismatch, Typed};

/// Up to here every integer is an `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// 2^64, the first integer that is of no 64-bit type.
const BEYOND: f64 = 18_446_744_073_709_551_616.0;

impl Typed for bool {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        value
            .as_bool()
            .ok_or_else(|| Mismatch::of(value, "a boolean"))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        Ok(Value::Bool(*self))
    }
}

/// `null`.
impl Typed for () {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        value.as_null().ok_or_else(|| Mismatch::of(value, "null"))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        Ok(Value::Null)
    }
}

impl Typed for String {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        string(value).map(str::to_owned)
    }

    fn write(&self) -> Result<Value, Mismatch> {
        Ok(Value::String(self.clone()))
    }
}

impl Typed for Value {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        Ok(value.clone())
    }

    fn read_members(members: &Map<String, Value>) -> Result<BTreeMap<String, Self>, Mismatch> {
        Ok(members.clone().into_iter().collect())
    }

    fn write(&self) -> Result<Value, Mismatch> {
        Ok(self.clone())
    }
}

impl Typed for Map<String, Value> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let members = value.as_object().cloned();
        members.ok_or_else(|| Mismatch::of(value, "an object"))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        Ok(Value::Object(self.clone()))
    }
}

impl Typed for f64 {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        real(value)
    }

    fn write(&self) -> Result<Value, Mismatch> {
        number(*self).map(Value::Number)
    }
}

/// The integers of Rust that fit JSON's, each with its own bounds.
macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Typed for $integer {
            fn read(value: &Value) -> Result<Self, Mismatch> {
                let integer = integer(value, <$integer>::MIN.into(), <$integer>::MAX.into())?;
                Ok(<$integer>::try_from(integer).expect("it is within the bounds"))
            }

            fn write(&self) -> Result<Value, Mismatch> {
                Ok(Value::Number((*self).into()))
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// The string of a value.
pub(super) fn string(value: &Value) -> Result<&str, Mismatch> {
    value
        .as_str()
        .ok_or_else(|| Mismatch::of(value, "a string"))
}

/// The integer of a value, within bounds; `1.0` and `1e2` are integers.
pub(super) fn integer(value: &Value, min: i128, max: i128) -> Result<i128, Mismatch> {
    whole(value)
        .filter(|integer| (min..=max).contains(integer))
        .ok_or_else(|| Mismatch::of(value, integer_words(min, max)))
}

/// The number of a value, where an `f64` is that very number.
pub(super) fn real(value: &Value) -> Result<f64, Mismatch> {
    let Value::Number(number) = value else {
        return Err(Mismatch::of(value, "a number"));
    };
    let real = number.as_f64().filter(|real| {
        let integer = number.as_i64().map(i128::from);
        let integer = integer.or_else(|| number.as_u64().map(i128::from));
        integer.is_none_or(|integer| whole_of(*real) == Some(integer))
    });
    real.ok_or_else(|| Mismatch::of(value, "a number of double precision"))
}

/// How a number is written: without a fraction where it has none.
pub(super) fn number(real: f64) -> Result<Number, Mismatch> {
    let is_small = real.abs() <= EXACT && !(real == 0.0 && real.is_sign_negative());
    match whole_of(real).and_then(|whole| i64::try_from(whole).ok()) {
        Some(whole) if is_small => Ok(whole.into()),
        _ => {
            Number::from_f64(real).ok_or_else(|| Mismatch::new("a finite number", real.to_string()))
        }
    }
}

/// Whether two values are the same JSON: `1` is `1.0`, members have no order.
pub(super) fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(one), Value::Number(other)) => match (whole(left), whole(right)) {
            (Some(one), Some(other)) => one == other,
            (None, None) => one == other,
            _ => false,
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_in_other = |(name, value)| other.get(name).is_some_and(|it| is_same(value, it));
            one.len() == other.len() && one.iter().all(is_in_other)
        }
        _ => left == right,
    }
}

fn whole(value: &Value) -> Option<i128> {
    let Value::Number(number) = value else {
        return None;
    };
    let integer = number.as_i64().map(i128::from);
    let integer = integer.or_else(|| number.as_u64().map(i128::from));
    integer.or_else(|| number.as_f64().and_then(whole_of))
}

/// The integer that a float is, if it is one of 64 bits.
fn whole_of(real: f64) -> Option<i128> {
    if real.fract() != 0.0 || real.abs() >= BEYOND {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it has no fraction and is below 2^64"
    )]
    Some(real as i128)
}

/// A range of integers in words.
pub(super) fn integer_words(min: i128, max: i128) -> String {
    let (lowest, highest) = (i128::from(i64::MIN), i128::from(i64::MAX));
    match (min, max) {
        (min, max) if min == lowest && max == highest => "an integer of 64 bits".to_owned(),
        (min, max) if min == max => format!("the integer {min}"),
        (min, max) if max >= highest => format!("an integer of at least {min}"),
        (min, max) if min == lowest => format!("an integer of at most {max}"),
        (min, max) => format!("an integer from {min} to {max}"),
    }
}

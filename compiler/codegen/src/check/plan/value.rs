//! Readers of keywords' values, strict where the meta-schemas are.

use crate::json::Json;
use crate::schema::decimal::Decimal;

use super::TypeSet;

/// The most digits an exponent may have for the table to compare it.
const EXPONENT_DIGITS: usize = 9;

/// The most significant digits a `multipleOf` may have.
const DIVISOR_DIGITS: usize = 37;

/// Reads a count, such as `minLength`: an integer from 0, however it is written (`2.0`, `1e2`).
pub(super) fn count(value: &Json) -> Result<u64, String> {
    let number = value.as_number().and_then(Decimal::of);
    let count = number.and_then(|number| number.to_u64());
    count.ok_or_else(|| format!("is {}, not a count", value.to_compact()))
}

/// Reads a number, as its text.
pub(super) fn number(value: &Json) -> Result<String, String> {
    let text = value
        .as_number()
        .ok_or_else(|| wrong_type(value, "a number"))?;
    let exponent = text
        .split_once(['e', 'E'])
        .map_or("", |(_, exponent)| exponent);
    if exponent.trim_start_matches(['+', '-']).len() > EXPONENT_DIGITS {
        return Err(format!("is {text}, whose exponent is beyond the table"));
    }
    Ok(text.to_owned())
}

/// Reads a number to divide by.
pub(super) fn divisor(value: &Json) -> Result<String, String> {
    let text = number(value)?;
    let mantissa = text.split(['e', 'E']).next().unwrap_or(&text);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_matches('0');
    if significant.is_empty() || text.starts_with('-') {
        return Err(format!("is {text}, not greater than zero"));
    }
    if significant.len() > DIVISOR_DIGITS {
        return Err(format!(
            "is {text}, which has too many digits for the table"
        ));
    }
    Ok(text)
}

/// Reads a truth value.
pub(super) fn boolean(value: &Json) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| wrong_type(value, "a boolean"))
}

/// Reads a string.
pub(super) fn string(value: &Json) -> Result<&str, String> {
    value.as_str().ok_or_else(|| wrong_type(value, "a string"))
}

/// Reads an array.
pub(super) fn array(value: &Json) -> Result<&[Json], String> {
    value
        .as_array()
        .ok_or_else(|| wrong_type(value, "an array"))
}

/// Reads an array that may not be empty.
pub(super) fn full_array(value: &Json) -> Result<&[Json], String> {
    array(value).and_then(|items| match items {
        [] => Err("is an empty array".to_owned()),
        items => Ok(items),
    })
}

/// Reads an object's members, sorted.
pub(super) fn object(value: &Json) -> Result<Vec<(&str, &Json)>, String> {
    let members = value
        .as_object()
        .ok_or_else(|| wrong_type(value, "an object"))?;
    Ok(members
        .iter()
        .map(|(key, member)| (key.as_str(), member))
        .collect())
}

/// Reads an array of strings.
pub(super) fn strings(value: &Json) -> Result<Vec<String>, String> {
    array(value)?
        .iter()
        .map(|item| string(item).map(str::to_owned))
        .collect()
}

/// Reads `type`; `integer` is the set that the dialect gives that name.
pub(super) fn types(value: &Json, integer: TypeSet) -> Result<TypeSet, String> {
    let one = |name: &Json| match name.as_str() {
        Some("null") => Ok(TypeSet::NULL),
        Some("boolean") => Ok(TypeSet::BOOLEAN),
        Some("integer") => Ok(integer),
        Some("number") => Ok(TypeSet::NUMBER),
        Some("string") => Ok(TypeSet::STRING),
        Some("array") => Ok(TypeSet::ARRAY),
        Some("object") => Ok(TypeSet::OBJECT),
        _ => Err(format!("names {}, which is no type", name.to_compact())),
    };
    match value {
        Json::Array(_) => full_array(value)?
            .iter()
            .try_fold(TypeSet::NONE, |types, name| Ok(types.or(one(name)?))),
        name => one(name),
    }
}

fn wrong_type(value: &Json, expected: &str) -> String {
    format!("is of type {}, not {expected}", value.type_name())
}

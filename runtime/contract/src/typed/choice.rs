//! Enumerations: a generated enum lists its values, reading and writing is done here.

use std::fmt;

use serde_json::Value;

use super::{Mismatch, Typed, mismatch, scalar};

/// How many allowed values are listed.
const LISTED: usize = 12;

/// An enum without fields, each variant one JSON value.
pub trait Choice: Copy + 'static {
    /// The variants in the order of their declaration.
    const VARIANTS: &'static [Self];
    /// What each variant is, in the same order; [`Choice::FORM`] says how it is written here.
    const TEXTS: &'static [&'static str];
    /// Whether the texts are the content of strings or JSON texts.
    const FORM: Form = Form::Strings;
}

/// What the texts of a [`Choice`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The content of strings: `low` is the JSON string `"low"`.
    Strings,
    /// JSON texts: `1`, `true`, `"low"`.
    Json,
}

/// One of the values of `E`, or any other string.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Known<E> {
    /// A value that the schema names.
    One(E),
    /// A string that it does not name.
    Other(String),
}

impl<E: Choice> From<E> for Known<E> {
    fn from(one: E) -> Self {
        Self::One(one)
    }
}

impl<E: Choice> Known<E> {
    /// The value that the schema names so, or the string as it is.
    pub fn of(text: impl Into<String>) -> Self {
        let value = Value::String(text.into());
        match (read_choice(&value), value) {
            (Ok(one), _) => Self::One(one),
            (Err(_), Value::String(text)) => Self::Other(text),
            (Err(mismatch), _) => unreachable!("a string was made above: {mismatch}"),
        }
    }
}

impl<E: Choice + fmt::Display> fmt::Display for Known<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(one) => one.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl<E: Choice + Typed> Typed for Known<E> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        match E::read(value) {
            Ok(one) => Ok(Self::One(one)),
            Err(_) => String::read(value).map(Self::Other),
        }
    }

    fn write(&self) -> Result<Value, Mismatch> {
        match self {
            Self::One(one) => one.write(),
            Self::Other(text) => text.write(),
        }
    }
}

#[doc(hidden)]
pub fn read_choice<E: Choice>(value: &Value) -> Result<E, Mismatch> {
    choose(E::TEXTS, E::FORM, value).map(|place| E::VARIANTS[place])
}

#[doc(hidden)]
pub fn text_of_choice<E: Choice>(text: &str) -> Result<E, Mismatch> {
    let place = E::TEXTS.iter().position(|allowed| *allowed == text);
    let found = || Mismatch::new(listed(E::TEXTS, E::FORM), mismatch::quoted(text));
    place.map(|place| E::VARIANTS[place]).ok_or_else(found)
}

#[doc(hidden)]
pub fn write_choice(text: &str, form: Form) -> Value {
    match form {
        Form::Strings => Value::from(text),
        Form::Json => parse(text),
    }
}

fn choose(texts: &'static [&'static str], form: Form, value: &Value) -> Result<usize, Mismatch> {
    let place = match (form, value) {
        (Form::Strings, Value::String(text)) => texts.iter().position(|allowed| allowed == text),
        (Form::Strings, _) => None,
        (Form::Json, _) => texts.iter().position(|allowed| is_json(value, allowed)),
    };
    place.ok_or_else(|| Mismatch::of(value, listed(texts, form)))
}

/// Whether a value is the one of a JSON text that generated code carries.
pub(super) fn is_json(value: &Value, json: &str) -> bool {
    match value {
        // The usual constant: a string without escapes.
        Value::String(text) if !json.contains('\\') => {
            json.strip_prefix('"')
                .and_then(|json| json.strip_suffix('"'))
                == Some(text)
        }
        _ => scalar::is_same(value, &parse(json)),
    }
}

/// The value of a JSON text that generated code carries.
pub(super) fn parse(json: &str) -> Value {
    serde_json::from_str(json).expect("the generator writes JSON")
}

/// The allowed values in words.
fn listed(texts: &[&str], form: Form) -> String {
    let text = |text: &&str| match form {
        Form::Strings => mismatch::quoted(text),
        Form::Json => (*text).to_owned(),
    };
    let listed: Vec<String> = texts.iter().take(LISTED).map(text).collect();
    match texts.len().checked_sub(LISTED) {
        Some(more @ 1..) => format!("one of {} and {more} more", listed.join(", ")),
        _ if texts.len() == 1 => listed.concat(),
        _ => format!("one of {}", listed.join(", ")),
    }
}

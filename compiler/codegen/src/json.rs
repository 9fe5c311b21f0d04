//! JSON exactly as it was sent: numbers keep their digits, duplicate keys are refused.
//!
//! Pins are reviewed and hashed, and schemas carry bounds beyond `f64`, so a
//! `serde_json::Value` loses too much. Objects are sorted by RFC 8785's order (UTF-16 code
//! units), which is also the order they are written in. Reading needs no stack in proportion to
//! the nesting; dropping, cloning and writing do, so the reader's limit is theirs too.

mod read;
mod write;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::Value;

pub use mcpreg_text::is_invisible;
pub use read::JsonError;

/// The nesting that pins and schemas are read with: 400 nested object schemas are 800 levels.
pub const MAX_DEPTH: usize = 1_000;

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as its own text.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(BTreeMap<Key, Json>),
}

/// An object's key, ordered as RFC 8785 (3.2.3) orders them: by UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(pub String);

impl Key {
    /// The key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.0.is_ascii() && other.0.is_ascii() {
            return self.0.cmp(&other.0);
        }
        self.0.encode_utf16().cmp(other.0.encode_utf16())
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Json {
    /// Reads one JSON text, refusing duplicate keys and more than `max_depth` levels.
    ///
    /// # Errors
    ///
    /// [`JsonError`], with the byte or the pointer it is about.
    pub fn parse(text: &str, max_depth: usize) -> Result<Self, JsonError> {
        read::parse(text, max_depth)
    }

    /// An object of these members.
    pub fn object<K: Into<Key>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(
            members
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// The text with two spaces of indentation, members sorted, a newline at the end.
    pub fn to_pretty(&self) -> String {
        write::pretty(self)
    }

    /// The text without white space, members sorted.
    pub fn to_compact(&self) -> String {
        write::compact(self)
    }

    /// The value at an RFC 6901 pointer.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, Self::at_token)
    }

    /// The member or item that one token of an RFC 6901 pointer leads to.
    pub(crate) fn at_token(&self, token: &str) -> Option<&Self> {
        let token = token.replace("~1", "/").replace("~0", "~");
        match self {
            Self::Object(members) => members.get(&Key(token)),
            Self::Array(items) => items.get(array_index(&token)?),
            _ => None,
        }
    }

    /// The member of that name, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(&Key::from(key))
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&BTreeMap<Key, Self>> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The members, if this is an object.
    pub fn as_object_mut(&mut self) -> Option<&mut BTreeMap<Key, Self>> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The digits, if this is a number.
    pub fn as_number(&self) -> Option<&str> {
        match self {
            Self::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// The name of its type as JSON Schema has it: `object`, `array`, `string`, …
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }
}

/// A pointer's token, escaped as RFC 6901 asks.
pub fn pointer_token(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}

/// An array index as RFC 6901 allows it: no sign, no leading zero.
fn array_index(token: &str) -> Option<usize> {
    let is_plain = token == "0" || !token.starts_with(['0', '+']);
    is_plain.then(|| token.parse().ok())?
}

impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_compact())
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::String(text.clone()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::object(
                members
                    .iter()
                    .map(|(key, value)| (key.as_str(), Self::from(value))),
            ),
        }
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self::from(&value)
    }
}

/// The nearest `serde_json::Value`: integers beyond `u64` and fractions become `f64`, and what
/// lies beyond `f64` becomes its largest.
impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(digits) => number_value(digits),
            Json::String(text) => Self::String(text.clone()),
            Json::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Json::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.0.clone(), Self::from(value)))
                    .collect(),
            ),
        }
    }
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        Self::from(&json)
    }
}

fn number_value(digits: &str) -> Value {
    let largest = if digits.starts_with('-') {
        f64::MIN
    } else {
        f64::MAX
    };
    serde_json::from_str(digits).unwrap_or_else(|_| Value::from(largest))
}

#[cfg(test)]
mod tests;

//! Why a JSON value is not of a type, or a value of a type is not JSON.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// How many characters of a value are shown.
const SHOWN: usize = 40;

/// A place that does not fit its type: where, what was expected, what was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch(Box<Parts>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    pointer: String,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
    is_tag: bool,
}

impl Mismatch {
    /// A mismatch of the value itself; `found` is words for a person.
    pub fn new(
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Parts {
            pointer: String::new(),
            expected: expected.into(),
            found: found.into(),
            is_tag: false,
        }))
    }

    /// A mismatch of `value` itself, which is cut to a few characters.
    pub fn of(value: &Value, expected: impl Into<Cow<'static, str>>) -> Self {
        Self::new(expected, found(value))
    }

    /// The same mismatch, seen from the object that has the value as its member `name`.
    #[must_use]
    pub fn within(self, name: &str) -> Self {
        self.below(&name.replace('~', "~0").replace('/', "~1"))
    }

    /// The same mismatch, seen from the array that has the value at `place`.
    #[must_use]
    pub fn at(self, place: usize) -> Self {
        self.below(&place.to_string())
    }

    /// JSON pointer to the value (RFC 6901); empty for the whole.
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// What would have been accepted.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What came, cut to a few characters.
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// Marks that a constant member was another one, so the object was meant for another type.
    pub(super) fn of_tag(mut self) -> Self {
        self.0.is_tag = true;
        self
    }

    /// How far reading came before it failed; the nearest branch of a union is the one to mend.
    pub(super) fn progress(&self) -> usize {
        match (&self.0.pointer[..], self.0.is_tag) {
            (_, true) | ("", _) => 0,
            (pointer, false) => pointer.matches('/').count(),
        }
    }

    fn below(mut self, token: &str) -> Self {
        self.0.pointer.insert_str(0, token);
        self.0.pointer.insert(0, '/');
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.pointer.is_empty() {
            write!(f, "{}: ", self.0.pointer)?;
        }
        write!(f, "expected {}, found {}", self.0.expected, self.0.found)
    }
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mismatch({self})")
    }
}

impl std::error::Error for Mismatch {}

/// A value in a few characters; a container is only named.
fn found(value: &Value) -> Cow<'static, str> {
    match value {
        Value::Null => "null".into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Number(number) => cut(&number.to_string()).into(),
        Value::String(text) => quoted(text).into(),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// A string as JSON writes it, cut to a few characters.
pub(super) fn quoted(text: &str) -> String {
    cut(&Value::from(text.chars().take(SHOWN).collect::<String>()).to_string())
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

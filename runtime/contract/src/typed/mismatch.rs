//! Why a JSON value is not of a type, or a value of a type is not JSON.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::check::Violation;

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
    kind: Kind,
}

/// What is wrong with the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The value is of another type.
    Value,
    /// It is a constant of another value, so the object was meant for another type.
    Tag,
    /// A member is not there.
    Missing,
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
            kind: Kind::Value,
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

    /// An object without the member `name`.
    pub(super) fn missing(name: &str) -> Self {
        let mut mismatch = Self::new(format!("the member {name:?}"), "an object without it");
        mismatch.0.kind = Kind::Missing;
        mismatch
    }

    /// A constant that is another value.
    pub(super) fn tag(value: &Value, json: &'static str) -> Self {
        let mut mismatch = Self::of(value, json);
        mismatch.0.kind = Kind::Tag;
        mismatch
    }

    /// Of the mismatches of two branches, the one whose branch was nearer; of two tags, both.
    pub(super) fn nearer(mut self, other: Self) -> Self {
        if self.0.kind == Kind::Tag
            && other.0.kind == Kind::Tag
            && self.pointer() == other.pointer()
        {
            self.0.expected = format!("{} or {}", self.expected(), other.expected()).into();
            return self;
        }
        if other.progress() > self.progress() {
            other
        } else {
            self
        }
    }

    /// How far reading came before it failed.
    fn progress(&self) -> usize {
        let depth = self.0.pointer.matches('/').count();
        match self.0.kind {
            Kind::Value => 2 * depth,
            Kind::Tag => 2 * depth - 1,
            Kind::Missing => 2 * depth + 2,
        }
    }

    fn below(mut self, token: &str) -> Self {
        self.0.pointer.insert_str(0, token);
        self.0.pointer.insert(0, '/');
        self
    }
}

impl From<Violation> for Mismatch {
    fn from(violation: Violation) -> Self {
        let mut mismatch = Self::new(violation.expected, violation.found);
        mismatch.0.pointer = violation.pointer;
        mismatch
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

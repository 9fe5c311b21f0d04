//! Strings with a length, a pattern or a format.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde_json::Value;

use super::{Format, Mismatch, Pattern, Typed, mismatch, scalar};

/// Which strings a [`Text`] may be.
pub trait TextRule: 'static {
    /// The fewest characters (code points).
    const MIN: u64 = 0;
    /// The most characters (code points).
    const MAX: u64 = u64::MAX;
    /// The `format` it is meant to have. A text made in Rust has it; one that is read need not,
    /// since `format` is an annotation, unless [`TextRule::ASSERTS_FORMAT`].
    const FORMAT: Option<Format> = None;
    /// Whether a text that is read must have the format.
    const ASSERTS_FORMAT: bool = false;

    /// The pattern that occurs in it.
    fn pattern() -> Option<&'static Pattern> {
        None
    }
}

/// A string that keeps the rule `R`.
pub struct Text<R>(String, PhantomData<fn() -> R>);

/// A string that is not empty.
pub type NonEmpty = Text<NonEmptyRule>;

/// The rule of a string that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NonEmptyRule;

impl TextRule for NonEmptyRule {
    const MIN: u64 = 1;
}

impl<R: TextRule> Text<R> {
    /// The string, if it keeps the rule.
    ///
    /// # Errors
    ///
    /// Which part of the rule it breaks.
    pub fn new(text: impl Into<String>) -> Result<Self, Mismatch> {
        let text = text.into();
        check(&text, &Rule::of::<R>(true))?;
        Ok(Self(text, PhantomData))
    }

    /// The string, if it keeps the rule, whatever its format.
    ///
    /// # Errors
    ///
    /// Which part of the rule it breaks.
    pub fn without_format(text: impl Into<String>) -> Result<Self, Mismatch> {
        let text = text.into();
        check(&text, &Rule::of::<R>(R::ASSERTS_FORMAT))?;
        Ok(Self(text, PhantomData))
    }
}

impl<R> Text<R> {
    /// The string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The string, taken out.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<R: TextRule> Typed for Text<R> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        Self::without_format(scalar::string(value)?)
    }

    fn write(&self) -> Result<Value, Mismatch> {
        self.0.write()
    }
}

/// A [`TextRule`] as data.
struct Rule {
    min: u64,
    max: u64,
    pattern: Option<&'static Pattern>,
    format: Option<Format>,
}

impl Rule {
    fn of<R: TextRule>(has_format: bool) -> Self {
        Self {
            min: R::MIN,
            max: R::MAX,
            pattern: R::pattern(),
            format: R::FORMAT.filter(|_| has_format),
        }
    }
}

fn check(text: &str, rule: &Rule) -> Result<(), Mismatch> {
    let length = text.chars().count() as u64;
    if !(rule.min..=rule.max).contains(&length) {
        let plural = if length == 1 { "" } else { "s" };
        return Err(Mismatch::new(
            length_words(rule.min, rule.max),
            format!("{length} character{plural} ({})", mismatch::quoted(text)),
        ));
    }
    if let Some(pattern) = rule.pattern {
        check_pattern(text, pattern)?;
    }
    match rule.format {
        Some(format) if !format.admits(text) => Err(Mismatch::new(
            format!("a string of the format {:?}", format.name()),
            mismatch::quoted(text),
        )),
        _ => Ok(()),
    }
}

fn check_pattern(text: &str, pattern: &'static Pattern) -> Result<(), Mismatch> {
    let source = pattern.source();
    let expected = match pattern.is_in(text) {
        Some(true) => return Ok(()),
        Some(false) => format!("a string that matches {source}"),
        None => format!("a string that the pattern {source} can decide"),
    };
    Err(Mismatch::new(expected, mismatch::quoted(text)))
}

fn length_words(min: u64, max: u64) -> String {
    let characters = |count: u64| {
        if count == 1 {
            "character"
        } else {
            "characters"
        }
    };
    match (min, max) {
        (min, max) if min == max => format!("a string of exactly {min} {}", characters(min)),
        (0, max) => format!("a string of at most {max} {}", characters(max)),
        (min, u64::MAX) => format!("a string of at least {min} {}", characters(min)),
        (min, max) => format!("a string of {min} to {max} characters"),
    }
}

impl<R: TextRule> TryFrom<String> for Text<R> {
    type Error = Mismatch;

    fn try_from(text: String) -> Result<Self, Mismatch> {
        Self::new(text)
    }
}

impl<R: TextRule> TryFrom<&str> for Text<R> {
    type Error = Mismatch;

    fn try_from(text: &str) -> Result<Self, Mismatch> {
        Self::new(text)
    }
}

impl<R: TextRule> FromStr for Text<R> {
    type Err = Mismatch;

    fn from_str(text: &str) -> Result<Self, Mismatch> {
        Self::new(text)
    }
}

impl<R> From<Text<R>> for String {
    fn from(text: Text<R>) -> Self {
        text.0
    }
}

impl<R> Deref for Text<R> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<R> AsRef<str> for Text<R> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<R> Borrow<str> for Text<R> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<R> Clone for Text<R> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<R> PartialEq for Text<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<R> PartialEq<str> for Text<R> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl<R> PartialEq<&str> for Text<R> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<R> Eq for Text<R> {}

impl<R> PartialOrd for Text<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R> Ord for Text<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<R> Hash for Text<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<R> fmt::Debug for Text<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<R> fmt::Display for Text<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

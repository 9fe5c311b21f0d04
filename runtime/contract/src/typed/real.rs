//! Numbers with bounds or a divisor, decided on decimal digits as the check does.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde_json::Value;

use super::{Mismatch, Typed, scalar};
use crate::check::{self, Bound};

/// Which numbers a [`Real`] may be; each limit is a number as JSON writes it.
pub trait RealRule: 'static {
    /// The lowest number allowed.
    const MINIMUM: Option<&'static str> = None;
    /// The highest number allowed.
    const MAXIMUM: Option<&'static str> = None;
    /// The highest number below those allowed.
    const EXCLUSIVE_MINIMUM: Option<&'static str> = None;
    /// The lowest number above those allowed.
    const EXCLUSIVE_MAXIMUM: Option<&'static str> = None;
    /// What the number must be a multiple of.
    const MULTIPLE_OF: Option<&'static str> = None;
}

/// A number that keeps the rule `R`.
pub struct Real<R>(f64, PhantomData<fn() -> R>);

impl<R: RealRule> Real<R> {
    /// The number, if it keeps the rule.
    pub fn new(number: f64) -> Option<Self> {
        Self::try_from(number).ok()
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl<R: RealRule> TryFrom<f64> for Real<R> {
    type Error = Mismatch;

    fn try_from(number: f64) -> Result<Self, Mismatch> {
        Self::read(&number.write()?)
    }
}

impl<R> From<Real<R>> for f64 {
    fn from(real: Real<R>) -> Self {
        real.0
    }
}

impl<R: RealRule> Typed for Real<R> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        read(value, &Limits::of::<R>()).map(|number| Self(number, PhantomData))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        self.0.write()
    }
}

/// The constants of a [`RealRule`] as data.
struct Limits {
    minimum: Option<&'static str>,
    maximum: Option<&'static str>,
    exclusive_minimum: Option<&'static str>,
    exclusive_maximum: Option<&'static str>,
    multiple_of: Option<&'static str>,
}

impl Limits {
    fn of<R: RealRule>() -> Self {
        Self {
            minimum: R::MINIMUM,
            maximum: R::MAXIMUM,
            exclusive_minimum: R::EXCLUSIVE_MINIMUM,
            exclusive_maximum: R::EXCLUSIVE_MAXIMUM,
            multiple_of: R::MULTIPLE_OF,
        }
    }
}

fn read(value: &Value, limits: &Limits) -> Result<f64, Mismatch> {
    let number = scalar::real(value)?;
    // What is decided is the number as it is written, not its binary digits.
    let text = scalar::number(number)?.to_string();
    let compare =
        |limit: Option<&'static str>| limit.map(|limit| check::compare(&text, bound(limit)));
    let is_multiple = |divisor: &&'static str| check::is_multiple(&text, bound(divisor));
    let broken = if compare(limits.minimum) == Some(Ordering::Less) {
        limits.minimum.map(|limit| ("of at least", limit))
    } else if compare(limits.maximum) == Some(Ordering::Greater) {
        limits.maximum.map(|limit| ("of at most", limit))
    } else if matches!(compare(limits.exclusive_minimum), Some(order) if order.is_le()) {
        limits.exclusive_minimum.map(|limit| ("above", limit))
    } else if matches!(compare(limits.exclusive_maximum), Some(order) if order.is_ge()) {
        limits.exclusive_maximum.map(|limit| ("below", limit))
    } else if limits
        .multiple_of
        .as_ref()
        .is_some_and(|divisor| !is_multiple(divisor))
    {
        limits
            .multiple_of
            .map(|limit| ("that is a multiple of", limit))
    } else {
        None
    };
    match broken {
        Some((words, limit)) => Err(Mismatch::of(value, format!("a number {words} {limit}"))),
        None => Ok(number),
    }
}

fn bound(text: &'static str) -> Bound {
    Bound {
        text,
        integer: text.parse().ok(),
    }
}

impl<R> Clone for Real<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Real<R> {}

// A rule has no NaN: JSON has none.
impl<R> PartialEq for Real<R> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<R> Eq for Real<R> {}

impl<R> PartialOrd for Real<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R> Ord for Real<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal)
    }
}

impl<R> Hash for Real<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Adding nothing makes one zero of two.
        (self.0 + 0.0).to_bits().hash(state);
    }
}

impl<R> fmt::Debug for Real<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<R> fmt::Display for Real<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

//! Integers with bounds that are not those of a Rust type.

use std::fmt;

use serde_json::Value;

use super::{Mismatch, Typed, scalar};

/// An integer from `MIN` to `MAX`, both included.
///
/// ```
/// use mcpreg_contract::typed::Ranged;
///
/// type Percent = Ranged<0, 100>;
/// let half = Percent::of::<50>(); // checked by rustc
/// assert_eq!(half.get(), 50);
/// assert!(Percent::try_from(101).is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ranged<const MIN: i64, const MAX: i64>(i64);

/// An integer of at least `MIN`.
pub type AtLeast<const MIN: i64> = Ranged<MIN, { i64::MAX }>;

/// An integer that `f64` has exactly: within 2^53 of zero.
pub type SafeInteger = Ranged<-9_007_199_254_740_991, 9_007_199_254_740_991>;

/// An integer of at most `MAX`.
pub type AtMost<const MAX: i64> = Ranged<{ i64::MIN }, MAX>;

impl<const MIN: i64, const MAX: i64> Ranged<MIN, MAX> {
    /// The lowest.
    pub const MIN: Self = Self(MIN);
    /// The highest.
    pub const MAX: Self = Self(MAX);

    /// The integer `N`; a number out of the range does not compile.
    ///
    /// ```compile_fail,E0080
    /// mcpreg_contract::typed::Ranged::<1, 100>::of::<500>();
    /// ```
    ///
    /// # Panics
    ///
    /// Only while rustc runs: it looks at `N` for every call.
    pub const fn of<const N: i64>() -> Self {
        // In a constant, rustc tells of this one, with the line that asked for `N`; anywhere else,
        // the constant that `known` needs stops it.
        assert!(Self::has(N), "the number is out of the range");
        Self::known::<N>()
    }

    const fn known<const N: i64>() -> Self {
        const { assert!(Self::has(N), "the number is out of the range") }
        Self(N)
    }

    const fn has(integer: i64) -> bool {
        MIN <= integer && integer <= MAX
    }

    /// The integer, if it is within the range.
    pub const fn new(integer: i64) -> Option<Self> {
        if Self::has(integer) {
            Some(Self(integer))
        } else {
            None
        }
    }

    /// The integer.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> TryFrom<i64> for Ranged<MIN, MAX> {
    type Error = Mismatch;

    fn try_from(integer: i64) -> Result<Self, Mismatch> {
        Self::read(&Value::from(integer))
    }
}

impl<const MIN: i64, const MAX: i64> From<Ranged<MIN, MAX>> for i64 {
    fn from(ranged: Ranged<MIN, MAX>) -> Self {
        ranged.0
    }
}

impl<const MIN: i64, const MAX: i64> Typed for Ranged<MIN, MAX> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        read(value, MIN, MAX).map(Self)
    }

    fn write(&self) -> Result<Value, Mismatch> {
        self.0.write()
    }
}

fn read(value: &Value, min: i64, max: i64) -> Result<i64, Mismatch> {
    let integer = scalar::integer(value, min.into(), max.into())?;
    Ok(i64::try_from(integer).expect("it is within the bounds, which are of this type"))
}

impl<const MIN: i64, const MAX: i64> std::str::FromStr for Ranged<MIN, MAX> {
    type Err = Mismatch;

    fn from_str(text: &str) -> Result<Self, Mismatch> {
        let integer: Result<i64, _> = text.parse();
        let value = integer.map_or_else(|_| Value::from(text), Value::from);
        Self::read(&value)
    }
}

impl<const MIN: i64, const MAX: i64> fmt::Debug for Ranged<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<const MIN: i64, const MAX: i64> fmt::Display for Ranged<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

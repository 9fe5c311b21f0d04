//! Lists without repeats, by JSON's equality: `1` repeats `1.0`.

use std::ops::Deref;

use serde_json::Value;

use super::container::{array, check_length};
use super::{Mismatch, Typed};
use crate::check::first_repeat;

/// A list of `MIN` to `MAX` items, in their order, no two of them the same JSON.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set<T, const MIN: usize = 0, const MAX: usize = { usize::MAX }>(Vec<T>);

impl<T, const MIN: usize, const MAX: usize> Set<T, MIN, MAX> {
    /// The items, taken out.
    pub fn into_inner(self) -> Vec<T> {
        self.0
    }
}

impl<T: Typed, const MIN: usize, const MAX: usize> TryFrom<Vec<T>> for Set<T, MIN, MAX> {
    type Error = Mismatch;

    fn try_from(items: Vec<T>) -> Result<Self, Mismatch> {
        check_items(array(&items.write()?)?, MIN, MAX).map(|()| Self(items))
    }
}

impl<T: Typed, const MIN: usize, const MAX: usize, const N: usize> TryFrom<[T; N]>
    for Set<T, MIN, MAX>
{
    type Error = Mismatch;

    fn try_from(items: [T; N]) -> Result<Self, Mismatch> {
        Self::try_from(Vec::from(items))
    }
}

/// The empty set, where a set may be empty; `MIN` above 0 does not compile.
impl<T, const MAX: usize> Default for Set<T, 0, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MIN: usize, const MAX: usize> From<Set<T, MIN, MAX>> for Vec<T> {
    fn from(set: Set<T, MIN, MAX>) -> Self {
        set.0
    }
}

impl<T, const MIN: usize, const MAX: usize> Deref for Set<T, MIN, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> IntoIterator for Set<T, MIN, MAX> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'s, T, const MIN: usize, const MAX: usize> IntoIterator for &'s Set<T, MIN, MAX> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Typed, const MIN: usize, const MAX: usize> Typed for Set<T, MIN, MAX> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let items = Vec::read(value)?;
        check_items(array(value)?, MIN, MAX).map(|()| Self(items))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        self.0.write()
    }
}

fn check_items(items: &[Value], min: usize, max: usize) -> Result<(), Mismatch> {
    check_length(items.len(), min, max)?;
    let texts: Vec<String> = items.iter().map(Value::to_string).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    match first_repeat(&texts) {
        Some((first, second)) => {
            let expected = format!("no repeat of the item at {first}");
            Err(Mismatch::of(&items[second], expected).at(second))
        }
        None => Ok(()),
    }
}

impl<T: std::fmt::Debug, const MIN: usize, const MAX: usize> std::fmt::Debug for Set<T, MIN, MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

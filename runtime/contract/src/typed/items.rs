//! Lists with a number of items that the schema bounds.

use std::ops::Deref;

use serde_json::Value;

use super::container::check_length;
use super::{Mismatch, Typed};

/// A list of `MIN` to `MAX` items, both included.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct List<T, const MIN: usize = 0, const MAX: usize = { usize::MAX }>(Vec<T>);

impl<T, const MIN: usize, const MAX: usize> List<T, MIN, MAX> {
    /// The items, taken out.
    pub fn into_inner(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> TryFrom<Vec<T>> for List<T, MIN, MAX> {
    type Error = Mismatch;

    fn try_from(items: Vec<T>) -> Result<Self, Mismatch> {
        check_length(items.len(), MIN, MAX).map(|()| Self(items))
    }
}

impl<T, const MIN: usize, const MAX: usize, const N: usize> TryFrom<[T; N]> for List<T, MIN, MAX> {
    type Error = Mismatch;

    fn try_from(items: [T; N]) -> Result<Self, Mismatch> {
        Self::try_from(Vec::from(items))
    }
}

/// The empty list, where a list may be empty; `MIN` above 0 does not compile.
impl<T, const MAX: usize> Default for List<T, 0, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MIN: usize, const MAX: usize> From<List<T, MIN, MAX>> for Vec<T> {
    fn from(list: List<T, MIN, MAX>) -> Self {
        list.0
    }
}

impl<T, const MIN: usize, const MAX: usize> Deref for List<T, MIN, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> IntoIterator for List<T, MIN, MAX> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'l, T, const MIN: usize, const MAX: usize> IntoIterator for &'l List<T, MIN, MAX> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Typed, const MIN: usize, const MAX: usize> Typed for List<T, MIN, MAX> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        Self::try_from(Vec::<T>::read(value)?)
    }

    fn write(&self) -> Result<Value, Mismatch> {
        self.0.write()
    }
}

impl<T: std::fmt::Debug, const MIN: usize, const MAX: usize> std::fmt::Debug for List<T, MIN, MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

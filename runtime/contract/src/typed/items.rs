//! Lists with a number of items that the schema bounds, with or without repeats.
//!
//! A set is a list in its order, no two of whose items are the same by JSON's equality: `1`
//! repeats `1.0`.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde_json::Value;

use super::container::{array, check_length, write_items};
use super::{Mismatch, Typed};
use crate::check::first_repeat;

/// A list of `MIN` to `MAX` items, both included.
pub type List<T, const MIN: usize = 0, const MAX: usize = { usize::MAX }> =
    Items<T, MIN, MAX, AnyItems>;

/// A list of `MIN` to `MAX` items, in their order, no two of them the same JSON.
pub type Set<T, const MIN: usize = 0, const MAX: usize = { usize::MAX }> =
    Items<T, MIN, MAX, DistinctItems>;

/// `MIN` to `MAX` items, both included, that keep the rule `R`: a [`List`] or a [`Set`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Items<T, const MIN: usize, const MAX: usize, R = AnyItems>(
    Vec<T>,
    PhantomData<fn() -> R>,
);

/// What items must be to each other.
pub trait ItemRule<T> {
    /// Checks items made in Rust.
    ///
    /// # Errors
    ///
    /// The first item that breaks the rule.
    fn check(items: &[T]) -> Result<(), Mismatch>;

    /// Checks items that were read.
    ///
    /// # Errors
    ///
    /// The first item that breaks the rule.
    fn check_json(items: &[Value]) -> Result<(), Mismatch>;
}

/// The rule of a [`List`]: none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnyItems;

/// The rule of a [`Set`]: no item repeats another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DistinctItems;

impl<T> ItemRule<T> for AnyItems {
    fn check(_: &[T]) -> Result<(), Mismatch> {
        Ok(())
    }

    fn check_json(_: &[Value]) -> Result<(), Mismatch> {
        Ok(())
    }
}

impl<T: Typed> ItemRule<T> for DistinctItems {
    fn check(items: &[T]) -> Result<(), Mismatch> {
        let written = write_items(&mut items.iter().map(|item| item as &dyn Typed))?;
        check_distinct(array(&written)?)
    }

    fn check_json(items: &[Value]) -> Result<(), Mismatch> {
        check_distinct(items)
    }
}

impl<T, const MIN: usize, const MAX: usize, R> Items<T, MIN, MAX, R> {
    /// The items, taken out.
    pub fn into_inner(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MIN: usize, const MAX: usize, R: ItemRule<T>> TryFrom<Vec<T>>
    for Items<T, MIN, MAX, R>
{
    type Error = Mismatch;

    fn try_from(items: Vec<T>) -> Result<Self, Mismatch> {
        check_length(items.len(), MIN, MAX)?;
        R::check(&items).map(|()| Self(items, PhantomData))
    }
}

impl<T, const MIN: usize, const MAX: usize, R: ItemRule<T>, const N: usize> TryFrom<[T; N]>
    for Items<T, MIN, MAX, R>
{
    type Error = Mismatch;

    fn try_from(items: [T; N]) -> Result<Self, Mismatch> {
        Self::try_from(Vec::from(items))
    }
}

/// No items, where there may be none; `MIN` above 0 does not compile.
impl<T, const MAX: usize, R> Default for Items<T, 0, MAX, R> {
    fn default() -> Self {
        Self(Vec::new(), PhantomData)
    }
}

impl<T, const MIN: usize, const MAX: usize, R> From<Items<T, MIN, MAX, R>> for Vec<T> {
    fn from(items: Items<T, MIN, MAX, R>) -> Self {
        items.0
    }
}

impl<T, const MIN: usize, const MAX: usize, R> Deref for Items<T, MIN, MAX, R> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MIN: usize, const MAX: usize, R> IntoIterator for Items<T, MIN, MAX, R> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'i, T, const MIN: usize, const MAX: usize, R> IntoIterator for &'i Items<T, MIN, MAX, R> {
    type Item = &'i T;
    type IntoIter = std::slice::Iter<'i, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Typed, const MIN: usize, const MAX: usize, R: ItemRule<T>> Typed for Items<T, MIN, MAX, R> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let items = Vec::read(value)?;
        check_length(items.len(), MIN, MAX)?;
        R::check_json(array(value)?).map(|()| Self(items, PhantomData))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        self.0.write()
    }
}

impl<T: fmt::Debug, const MIN: usize, const MAX: usize, R> fmt::Debug for Items<T, MIN, MAX, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn check_distinct(items: &[Value]) -> Result<(), Mismatch> {
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

//! Arrays with a type for each place.

use serde_json::Value;

use super::container::{array, exactly, read_item, write_items};
use super::{Mismatch, Typed};

/// A Rust tuple whose places are items of an array.
pub trait Tuple: Sized {
    /// How many places it has.
    const LENGTH: usize;

    /// Reads the first [`Tuple::LENGTH`] items; there are at least as many.
    ///
    /// # Errors
    ///
    /// The first item that is not of its type.
    fn read_items(items: &[Value]) -> Result<Self, Mismatch>;

    /// Its places as items.
    fn items(&self) -> Vec<&dyn Typed>;
}

/// An array that begins with the places of the tuple `P` and goes on with items of one type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Prefixed<P, T> {
    /// The first items.
    pub prefix: P,
    /// The items after them.
    pub rest: Vec<T>,
}

impl<P: Tuple, T: Typed> Typed for Prefixed<P, T> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let items = array(value)?;
        super::container::check_length(items.len(), P::LENGTH, usize::MAX)?;
        let rest = items.iter().enumerate().skip(P::LENGTH);
        Ok(Self {
            prefix: P::read_items(items)?,
            rest: rest.map(read_item).collect::<Result<_, _>>()?,
        })
    }

    fn write(&self) -> Result<Value, Mismatch> {
        let mut items = self.prefix.items();
        items.extend(self.rest.iter().map(|item| item as &dyn Typed));
        write_items(&mut items.into_iter())
    }
}

/// The tuples of one to twelve places, as far as the standard library goes too.
macro_rules! tuples {
    ($($length:literal: $($place:tt $item:ident),*;)*) => {$(
        impl<$($item: Typed),*> Tuple for ($($item,)*) {
            const LENGTH: usize = $length;

            fn read_items(items: &[Value]) -> Result<Self, Mismatch> {
                Ok(($(read_item::<$item>(($place, &items[$place]))?,)*))
            }

            fn items(&self) -> Vec<&dyn Typed> {
                vec![$(&self.$place),*]
            }
        }

        impl<$($item: Typed),*> Typed for ($($item,)*) {
            fn read(value: &Value) -> Result<Self, Mismatch> {
                Self::read_items(array(exactly(value, $length)?)?)
            }

            fn write(&self) -> Result<Value, Mismatch> {
                write_items(&mut self.items().into_iter())
            }
        }
    )*};
}

tuples! {
    1: 0 A;
    2: 0 A, 1 B;
    3: 0 A, 1 B, 2 C;
    4: 0 A, 1 B, 2 C, 3 D;
    5: 0 A, 1 B, 2 C, 3 D, 4 E;
    6: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F;
    7: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G;
    8: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H;
    9: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I;
    10: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J;
    11: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K;
    12: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K, 11 L;
}

//! serde's traits for the generic types of this library; generated types have them from a derive.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Choice, ItemRule, Items, Known, Prefixed, Ranged, Real, RealRule, Text, TextRule, Tuple, Typed,
};

/// The same two implementations for each type.
macro_rules! serde_of {
    ($([$($generics:tt)*] $typed:ty;)*) => {$(
        impl<$($generics)*> Serialize for $typed {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                super::serialize(self, serializer)
            }
        }

        impl<'de, $($generics)*> Deserialize<'de> for $typed {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::deserialize(deserializer)
            }
        }
    )*};
}

serde_of! {
    [const MIN: i64, const MAX: i64] Ranged<MIN, MAX>;
    [R: RealRule] Real<R>;
    [R: TextRule] Text<R>;
    [T: Typed, const MIN: usize, const MAX: usize, R: ItemRule<T>] Items<T, MIN, MAX, R>;
    [P: Tuple, T: Typed] Prefixed<P, T>;
    [E: Choice + Typed] Known<E>;
}

//! The one-liners that make generated types [`Typed`](super::Typed) and known to serde.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Choice, ItemRule, Items, Known, Prefixed, Ranged, Real, RealRule, Text, TextRule, Tuple, Typed,
};

/// Gives types of a module their [`Typed`](crate::typed::Typed) and their serde
/// implementations; enums get `as_str`, `Display`, `FromStr` and `AsRef<str>` too.
///
/// `objects` are [`Object`](crate::typed::Object)s, `enums` are
/// [`Choice`](crate::typed::Choice)s, `unions` are [`Union`](crate::typed::Union)s, and
/// `newtypes` are tuple structs around one type. Kinds without types are left out.
///
/// ```
/// use mcpreg_contract::typed::{self, Members, Mismatch, Object, Writer};
///
/// #[derive(Debug, Clone, Copy, PartialEq)]
/// pub enum Unit {
///     Km,
///     Mile,
/// }
///
/// impl typed::Choice for Unit {
///     const VARIANTS: &'static [Self] = &[Self::Km, Self::Mile];
///     const TEXTS: &'static [&'static str] = &["km", "mi"];
/// }
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Distance {
///     pub unit: Unit,
///     pub value: f64,
///     pub note: Option<String>,
/// }
///
/// impl Object for Distance {
///     fn read(members: &Members<'_>) -> Result<Self, Mismatch> {
///         Ok(Self {
///             unit: members.required("unit")?,
///             value: members.required("value")?,
///             note: members.optional("note")?,
///         })
///     }
///
///     fn write(&self, members: &mut Writer) {
///         members.required("unit", &self.unit);
///         members.required("value", &self.value);
///         members.optional("note", &self.note);
///     }
/// }
///
/// typed::serde_impls! { objects: [Distance], enums: [Unit] }
///
/// let text = r#"{"unit":"km","value":2}"#;
/// let distance: Distance = serde_json::from_str(text)?;
/// assert_eq!(distance, Distance { unit: Unit::Km, value: 2.0, note: None });
/// assert_eq!(serde_json::to_string(&distance)?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __typed_serde_impls {
    (
        $(objects: [$($object:ident),* $(,)?] $(,)?)?
        $(enums: [$($choice:ident),* $(,)?] $(,)?)?
        $(unions: [$($union:ident),* $(,)?] $(,)?)?
        $(newtypes: [$($newtype:ident),* $(,)?] $(,)?)?
    ) => {
        $($(
            impl $crate::typed::Typed for $object {
                #[inline]
                fn read(
                    value: &$crate::serde_json::Value,
                ) -> ::core::result::Result<Self, $crate::typed::Mismatch> {
                    $crate::typed::read_object(value)
                }

                #[inline]
                fn write(
                    &self,
                ) -> ::core::result::Result<$crate::serde_json::Value, $crate::typed::Mismatch> {
                    let rest = <Self as $crate::typed::Object>::REST;
                    $crate::typed::write_object(self, rest)
                }

                #[inline]
                fn write_members(&self, members: &mut $crate::typed::Writer) {
                    $crate::typed::Object::write(self, members);
                }
            }
            $crate::__typed_serde! { $object }
        )*)?
        $($(
            impl $choice {
                /// The value as the schema writes it, a string without its quotes.
                #[inline]
                pub const fn as_str(self) -> &'static str {
                    <Self as $crate::typed::Choice>::TEXTS[self as usize]
                }
            }

            impl $crate::typed::Typed for $choice {
                #[inline]
                fn read(
                    value: &$crate::serde_json::Value,
                ) -> ::core::result::Result<Self, $crate::typed::Mismatch> {
                    $crate::typed::read_choice(value)
                }

                #[inline]
                fn write(
                    &self,
                ) -> ::core::result::Result<$crate::serde_json::Value, $crate::typed::Mismatch> {
                    let form = <Self as $crate::typed::Choice>::FORM;
                    ::core::result::Result::Ok($crate::typed::write_choice(self.as_str(), form))
                }
            }

            impl ::core::convert::AsRef<str> for $choice {
                #[inline]
                fn as_ref(&self) -> &str {
                    self.as_str()
                }
            }

            impl ::core::fmt::Display for $choice {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.pad(self.as_str())
                }
            }

            impl ::core::str::FromStr for $choice {
                type Err = $crate::typed::Mismatch;

                #[inline]
                fn from_str(
                    text: &str,
                ) -> ::core::result::Result<Self, $crate::typed::Mismatch> {
                    $crate::typed::text_of_choice(text)
                }
            }
            $crate::__typed_serde! { $choice }
        )*)?
        $($(
            impl $crate::typed::Typed for $union {
                #[inline]
                fn read(
                    value: &$crate::serde_json::Value,
                ) -> ::core::result::Result<Self, $crate::typed::Mismatch> {
                    $crate::typed::read_union(value)
                }

                #[inline]
                fn write(
                    &self,
                ) -> ::core::result::Result<$crate::serde_json::Value, $crate::typed::Mismatch> {
                    $crate::typed::write_union(self)
                }
            }
            $crate::__typed_serde! { $union }
        )*)?
        $($(
            impl $crate::typed::Typed for $newtype {
                #[inline]
                fn read(
                    value: &$crate::serde_json::Value,
                ) -> ::core::result::Result<Self, $crate::typed::Mismatch> {
                    $crate::typed::Typed::read(value).map(Self)
                }

                #[inline]
                fn write(
                    &self,
                ) -> ::core::result::Result<$crate::serde_json::Value, $crate::typed::Mismatch> {
                    $crate::typed::Typed::write(&self.0)
                }
            }
            $crate::__typed_serde! { $newtype }
        )*)?
    };
}

/// The serde implementations of a type that is [`Typed`](crate::typed::Typed).
#[doc(hidden)]
#[macro_export]
macro_rules! __typed_serde {
    ($typed:ident) => {
        impl $crate::serde::Serialize for $typed {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::typed::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $typed {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::typed::deserialize(deserializer)
            }
        }
    };
}

/// The serde implementations of this module's own generic types.
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

//! What a pinned schema's Rust types are made of: exact reading and writing, written once.
//!
//! Generated code declares plain structs and enums; how they are read from JSON and written to it
//! is here. A type is [`Typed`] in this library (a string, a list, a [`Ranged`] integer) or through
//! a derive: [`Object`] for a struct of members, [`Choice`] for an enum of values, [`Union`] for an
//! enum of types, [`Newtype`] for a struct around one type. The derives only list what a type
//! consists of; the functions behind them are not generic over it wherever that is possible, which
//! keeps what rustc has to build per type small.
//!
//! Nothing is changed on the way: what a type cannot hold is a [`Mismatch`] that names the place,
//! a struct is never read from an array, an absent member is not a `null` one, and a number
//! without fraction is written without one.
//!
//! ```
//! use mcpreg_contract::typed;
//!
//! #[derive(Debug, Clone, Copy, PartialEq, typed::Choice)]
//! pub enum Unit {
//!     #[typed("km")]
//!     Kilometre,
//!     #[typed("mi")]
//!     Mile,
//! }
//!
//! #[derive(Debug, Clone, PartialEq, typed::Object)]
//! pub struct Distance {
//!     pub unit: Unit,
//!     #[typed("distance-value")]
//!     pub value: f64,
//!     pub note: Option<String>,
//! }
//!
//! let text = r#"{"distance-value":2,"unit":"km"}"#;
//! let distance: Distance = serde_json::from_str(text)?;
//! assert_eq!(distance, Distance::new(Unit::Kilometre, 2.0));
//! assert_eq!(serde_json::to_string(&distance)?, text);
//! let distance = distance.with_note("around the lake");
//! assert_eq!(distance.note.as_deref(), Some("around the lake"));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod choice;
mod container;
#[cfg(feature = "validator")]
pub mod format;
mod implement;
mod items;
mod mismatch;
mod never;
mod object;
mod ranged;
mod real;
mod scalar;
#[cfg(feature = "schemars")]
mod schema;
mod text;
mod tree;
mod tuple;
mod union;
mod writer;

use std::collections::BTreeMap;

use serde::{Deserializer, Serializer};
use serde_json::{Map, Value};

use crate::check;

#[cfg(feature = "schemars")]
pub use crate::__typed_json_schema as json_schema;
pub use crate::check::{Format, Pattern};
pub use choice::{Choice, Form, Known};
pub use container::Key;
pub use items::{AnyItems, DistinctItems, ItemRule, Items, List, Set};
pub use mcpreg_contract_derive::{Choice, Newtype, Object, RealRule, TextRule, Union};
pub use mismatch::Mismatch;
pub use never::Never;
pub use object::{Members, Object, Rest};
pub use ranged::{AtLeast, AtMost, Ranged, SafeInteger};
pub use real::{Real, RealRule};
pub use text::{NonEmpty, NonEmptyRule, Text, TextRule};
pub use tuple::{Prefixed, Tuple};
pub use union::{Branch, Union};
pub use writer::Writer;

#[doc(hidden)]
pub use choice::{read_choice, text_of_choice, write_choice};
#[doc(hidden)]
pub use object::{read_object, write_object};
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub use schema::{name, pinned};
#[doc(hidden)]
pub use union::{read_union, write_union};

/// A type that is read from JSON and written to it without losing anything.
pub trait Typed {
    /// Reads the type from a JSON value.
    ///
    /// # Errors
    ///
    /// The first place that the type cannot hold.
    fn read(value: &Value) -> Result<Self, Mismatch>
    where
        Self: Sized;

    /// Reads the members of a map of this type.
    #[doc(hidden)]
    fn read_members(members: &Map<String, Value>) -> Result<BTreeMap<String, Self>, Mismatch>
    where
        Self: Sized,
    {
        container::read_members(members)
    }

    /// Writes it as a JSON value.
    ///
    /// # Errors
    ///
    /// A number that JSON does not have, or an unknown member with the name of a known one.
    fn write(&self) -> Result<Value, Mismatch>;

    /// Gives the members of an object; other types have none.
    #[doc(hidden)]
    fn write_members(&self, _members: &mut Writer) {}

    /// Whether an optional member that holds this is left out of its object.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a type from one JSON text.
///
/// Unlike through `serde_json`, an integer that would have to be rounded is refused.
///
/// # Errors
///
/// Text that is not JSON, and the first place that the type cannot hold.
pub fn from_text<T: Typed>(text: &str) -> Result<T, Mismatch> {
    T::read(&check::value(text).map_err(|violation| Mismatch::from(*violation))?)
}

/// Reads a type for serde.
#[doc(hidden)]
pub fn deserialize<'de, T: Typed, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tree = tree::Tree::of(deserializer)?;
    T::read(tree.value()).map_err(serde::de::Error::custom)
}

/// Writes a type for serde.
#[doc(hidden)]
pub fn serialize<S: Serializer>(typed: &dyn Typed, serializer: S) -> Result<S::Ok, S::Error> {
    let value = typed.write().map_err(serde::ser::Error::custom)?;
    serde::Serialize::serialize(&value, serializer)
}

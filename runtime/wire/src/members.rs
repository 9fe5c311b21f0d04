//! The members of a protocol object, and names that could be taken for one another.
//!
//! Readers differ in what a name means: some fold case (Go's `encoding/json`, C#'s, serde with an
//! alias), some take the last of two. So no name comes twice, and none that a reader could take
//! for a protocol's name passes.

use std::borrow::Cow;
use std::fmt;

use mcpreg_contract::check::differ_only_in_case;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::excerpt::excerpt;
use crate::raw::{Raw, Text};

/// How much of a member's name is repeated, in bytes.
const NAME_BYTES: usize = 64;

/// The members of one object, in order, each as its sender wrote it.
#[derive(Debug, Default)]
pub struct Members<'a>(pub Vec<(Cow<'a, str>, Raw<'a>)>);

impl<'a> Members<'a> {
    /// Reads an object.
    ///
    /// # Errors
    ///
    /// `serde_json`'s: `text` is not JSON, or not an object.
    pub fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<Raw<'a>> {
        let found = self.0.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| *value)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyMembers;
        impl<'de> Visitor<'de> for AnyMembers {
            type Value = Vec<(Cow<'de, str>, Raw<'de>)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut members = Vec::new();
                while let Some(Text(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(AnyMembers).map(Members)
    }
}

/// Fills `place`; `None` if that has been done before.
pub fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// The one of `known` that a reader which ignores case takes `name` for, though it is another.
pub fn disguised<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .copied()
        .find(|known| differ_only_in_case(name, known))
}

/// What is wrong with a name that comes twice.
pub fn twice(name: &str) -> String {
    format!("the member {:?} comes twice", excerpt(name, NAME_BYTES))
}

/// What is wrong with a name that some readers take for `known`.
pub fn disguise(name: &str, known: &str) -> String {
    format!(
        "the member {:?} differs from {known:?} only in case; some readers take one for the other",
        excerpt(name, NAME_BYTES)
    )
}

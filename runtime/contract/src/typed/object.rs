//! Objects with known members: a generated struct lists them, reading is done here.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::container::{Key, read_member};
use super::writer::Writer;
use super::{Mismatch, Typed, choice};

/// A struct that is a JSON object.
pub trait Object: Sized {
    /// What becomes of members that the struct does not know.
    const REST: Rest = Rest::Dropped;

    /// Takes the members, constants first.
    ///
    /// # Errors
    ///
    /// The first member that is missing or not of its type.
    fn read(members: &Members<'_>) -> Result<Self, Mismatch>;

    /// Gives the members.
    fn write(&self, members: &mut Writer);
}

/// What a struct does with members it does not know; the names are those that it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Reading lets them pass, writing has none.
    Dropped,
    /// They are kept: the struct takes them with [`Members::rest`].
    Kept(&'static [&'static str]),
    /// Reading refuses them.
    Refused(&'static [&'static str]),
}

impl Rest {
    /// The names of a struct that does anything with the others.
    fn known(self) -> &'static [&'static str] {
        match self {
            Self::Dropped => &[],
            Self::Kept(known) | Self::Refused(known) => known,
        }
    }

    const fn is_refused(self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

/// The members of an object that is being read.
#[derive(Debug)]
pub struct Members<'v> {
    members: &'v Map<String, Value>,
    known: &'static [&'static str],
}

impl<'v> Members<'v> {
    /// Takes a member that must be there.
    ///
    /// # Errors
    ///
    /// The member is absent or not of its type.
    pub fn required<T: Typed>(&self, name: &'static str) -> Result<T, Mismatch> {
        let value = self.take_required(name)?;
        T::read(value).map_err(|mismatch| mismatch.within(name))
    }

    /// Takes a member that may be absent; `null` is a value like others.
    ///
    /// # Errors
    ///
    /// The member is there and not of its type.
    pub fn optional<T: Typed>(&self, name: &'static str) -> Result<Option<T>, Mismatch> {
        match self.take(name) {
            Some(value) => match T::read(value) {
                Ok(read) => Ok(Some(read)),
                Err(mismatch) => Err(mismatch.within(name)),
            },
            None => Ok(None),
        }
    }

    /// Takes a member that has one allowed value, given as JSON text.
    ///
    /// # Errors
    ///
    /// The member is absent or another value.
    pub fn constant(&self, name: &'static str, json: &'static str) -> Result<(), Mismatch> {
        let found = self.take_required(name)?;
        if choice::is_json(found, json) {
            Ok(())
        } else {
            Err(Mismatch::tag(found, json).within(name))
        }
    }

    /// Takes all members that the struct does not know.
    ///
    /// # Errors
    ///
    /// A name or a value is not of its type.
    pub fn rest<K: Key, T: Typed>(&self) -> Result<BTreeMap<K, T>, Mismatch> {
        let mut rest = BTreeMap::new();
        for (name, value) in self.members {
            if !self.knows(name) {
                let (key, value) = read_member(name, value)?;
                rest.insert(key, value);
            }
        }
        Ok(rest)
    }

    fn open(value: &'v Value, rest: Rest) -> Result<Self, Mismatch> {
        match value {
            Value::Object(members) => Ok(Self {
                members,
                known: rest.known(),
            }),
            _ => Err(Mismatch::of(value, "an object")),
        }
    }

    /// Ends the reading of a struct that refuses unknown members.
    fn close(&self) -> Result<(), Mismatch> {
        match self.members.iter().find(|(name, _)| !self.knows(name)) {
            Some((name, value)) => Err(Mismatch::of(value, "no member of this name").within(name)),
            None => Ok(()),
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.known.contains(&name)
    }

    fn take(&self, name: &'static str) -> Option<&'v Value> {
        self.members.get(name)
    }

    fn take_required(&self, name: &'static str) -> Result<&'v Value, Mismatch> {
        self.take(name).ok_or_else(|| Mismatch::missing(name))
    }
}

#[doc(hidden)]
pub fn read_object<T: Object>(value: &Value) -> Result<T, Mismatch> {
    let members = Members::open(value, T::REST)?;
    let object = T::read(&members);
    if const { T::REST.is_refused() } && object.is_ok() {
        members.close()?;
    }
    object
}

#[doc(hidden)]
pub fn write_object(object: &dyn Typed, rest: Rest) -> Result<Value, Mismatch> {
    let mut members = Writer::new(rest.known());
    object.write_members(&mut members);
    members.finish()
}

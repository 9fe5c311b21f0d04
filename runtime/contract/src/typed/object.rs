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

    /// Takes the members, constants first and the rest last.
    ///
    /// # Errors
    ///
    /// The first member that is missing or not of its type.
    fn read(members: &mut Members<'_>) -> Result<Self, Mismatch>;

    /// Gives the members, the rest last.
    fn write(&self, members: &mut Writer);
}

/// What a struct does with members it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Reading lets them pass, writing has none.
    Dropped,
    /// They are kept: the struct takes them with [`Members::rest`].
    Kept,
    /// Reading refuses them.
    Refused,
}

/// The members of an object that is being read.
#[derive(Debug)]
pub struct Members<'v> {
    members: &'v Map<String, Value>,
    known: Vec<&'static str>,
}

impl<'v> Members<'v> {
    /// Takes a member that must be there.
    ///
    /// # Errors
    ///
    /// The member is absent or not of its type.
    pub fn required<T: Typed>(&mut self, name: &'static str) -> Result<T, Mismatch> {
        let value = self.take_required(name)?;
        T::read(value).map_err(|mismatch| mismatch.within(name))
    }

    /// Takes a member that may be absent; `null` is a value like others.
    ///
    /// # Errors
    ///
    /// The member is there and not of its type.
    pub fn optional<T: Typed>(&mut self, name: &'static str) -> Result<Option<T>, Mismatch> {
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
    pub fn constant(&mut self, name: &'static str, json: &'static str) -> Result<(), Mismatch> {
        let found = self.take_required(name)?;
        if choice::is_json(found, json) {
            Ok(())
        } else {
            Err(Mismatch::tag(found, json).within(name))
        }
    }

    /// Takes all members that were not taken before.
    ///
    /// # Errors
    ///
    /// A name or a value is not of its type.
    pub fn rest<K: Key, T: Typed>(&mut self) -> Result<BTreeMap<K, T>, Mismatch> {
        let unknown = self.members.iter().filter(|(name, _)| !self.knows(name));
        unknown
            .map(|(name, value)| read_member(name, value))
            .collect()
    }

    fn open(value: &'v Value) -> Result<Self, Mismatch> {
        match value {
            Value::Object(members) => Ok(Self {
                members,
                known: Vec::new(),
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

    fn take(&mut self, name: &'static str) -> Option<&'v Value> {
        self.known.push(name);
        self.members.get(name)
    }

    fn take_required(&mut self, name: &'static str) -> Result<&'v Value, Mismatch> {
        self.take(name).ok_or_else(|| Mismatch::missing(name))
    }
}

#[doc(hidden)]
pub fn read_object<T: Object>(value: &Value) -> Result<T, Mismatch> {
    let mut members = Members::open(value)?;
    let object = T::read(&mut members)?;
    if let Rest::Refused = T::REST {
        members.close()?;
    }
    Ok(object)
}

#[doc(hidden)]
pub fn write_object<T: Object>(object: &T) -> Result<Value, Mismatch> {
    let mut members = Writer::default();
    object.write(&mut members);
    members.finish()
}

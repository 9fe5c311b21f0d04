//! The members of an object that is being written.

use serde_json::{Map, Value};

use super::{Mismatch, Typed, choice};

/// Collects an object's members, and the first one that cannot be written.
#[derive(Debug, Default)]
pub struct Writer {
    members: Map<String, Value>,
    known: &'static [&'static str],
    mismatch: Option<Mismatch>,
}

impl Writer {
    /// Gives a member that is always there.
    pub fn required(&mut self, name: &'static str, value: &dyn Typed) {
        match value.write() {
            Ok(value) => drop(self.members.insert(name.to_owned(), value)),
            Err(mismatch) => self.fail(mismatch.within(name)),
        }
    }

    /// Gives a member that is left out where its `Option` is `None`.
    pub fn optional(&mut self, name: &'static str, value: &dyn Typed) {
        if !value.is_absent() {
            self.required(name, value);
        }
    }

    /// Gives a member that has one allowed value, given as JSON text.
    pub fn constant(&mut self, name: &'static str, json: &'static str) {
        self.members.insert(name.to_owned(), choice::parse(json));
    }

    /// Gives the members that the struct does not know, a map.
    pub fn rest(&mut self, rest: &dyn Typed) {
        let rest = match rest.write() {
            Ok(Value::Object(rest)) => rest,
            Ok(other) => return self.fail(Mismatch::of(&other, "an object")),
            Err(mismatch) => return self.fail(mismatch),
        };
        for (name, value) in rest {
            if self.known.contains(&name.as_str()) {
                let known = "no further member of this name, which is a field";
                self.fail(Mismatch::of(&value, known).within(&name));
            } else {
                self.members.insert(name, value);
            }
        }
    }

    /// No members yet, of an object that knows these names.
    pub(super) fn new(known: &'static [&'static str]) -> Self {
        Self {
            known,
            ..Self::default()
        }
    }

    pub(super) fn finish(self) -> Result<Value, Mismatch> {
        match self.mismatch {
            Some(mismatch) => Err(mismatch),
            None => Ok(Value::Object(self.members)),
        }
    }

    fn fail(&mut self, mismatch: Mismatch) {
        self.mismatch.get_or_insert(mismatch);
    }
}

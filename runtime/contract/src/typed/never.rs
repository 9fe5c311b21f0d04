//! The type of a place where no value is valid.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Mismatch, Typed};

/// No value at all: an optional member of this type is always absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Never {}

impl Typed for Never {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        Err(Mismatch::of(value, "no value"))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        match *self {}
    }
}

impl Serialize for Never {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_read() {
        for value in [json!(null), json!(0), json!({})] {
            assert!(Never::read(&value).is_err(), "{value}");
        }
    }
}

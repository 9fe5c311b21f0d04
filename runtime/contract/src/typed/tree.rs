//! A JSON value that serde brings from any format.
//!
//! What is generic over the format is built by rustc in every crate that reads a type, so only
//! the steps are: they go to a builder behind a pointer, which is built once, here. Unlike
//! `serde_json`'s own value it refuses an object that has a member twice, as serde's structs do.

use std::fmt;

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// How the names begin by which `serde_json` tells its own values from objects.
const PRIVATE: &str = "$serde_json::private::";

/// A value as far as it has come.
pub(super) struct Tree(Box<dyn Build>);

impl Tree {
    /// Takes the whole value from a format.
    pub(super) fn of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut tree = Self::new();
        Step(&mut *tree.0).deserialize(deserializer)?;
        Ok(tree)
    }

    fn new() -> Self {
        Self(Box::<Builder>::default())
    }

    /// The value.
    pub(super) fn value(&self) -> &Value {
        self.0.value()
    }
}

/// Takes a value step by step.
trait Build {
    fn null(&mut self);
    fn boolean(&mut self, value: bool);
    fn signed(&mut self, value: i64);
    fn unsigned(&mut self, value: u64);
    fn float(&mut self, value: f64);
    fn text(&mut self, value: String);
    fn open_array(&mut self);
    fn open_object(&mut self);
    fn name(&mut self, name: String);
    fn close(&mut self) -> Result<(), serde_json::Error>;
    fn value(&self) -> &Value;
}

/// The arrays and objects that are open, and the value that was closed last.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    value: Value,
    /// A name that came twice in one object.
    repeated: Option<String>,
}

enum Open {
    Array(Vec<Value>),
    /// With the name of the member that comes.
    Object(Map<String, Value>, String),
}

impl Builder {
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            Some(Open::Array(items)) => items.push(value),
            Some(Open::Object(members, name)) => match members.entry(std::mem::take(name)) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    self.repeated.get_or_insert(entry.key().clone());
                }
            },
            None => self.value = value,
        }
    }
}

impl Build for Builder {
    fn null(&mut self) {
        self.put(Value::Null);
    }

    fn boolean(&mut self, value: bool) {
        self.put(Value::Bool(value));
    }

    fn signed(&mut self, value: i64) {
        self.put(value.into());
    }

    fn unsigned(&mut self, value: u64) {
        self.put(value.into());
    }

    fn float(&mut self, value: f64) {
        self.put(Number::from_f64(value).map_or(Value::Null, Value::Number));
    }

    fn text(&mut self, value: String) {
        self.put(Value::String(value));
    }

    fn open_array(&mut self) {
        self.open.push(Open::Array(Vec::new()));
    }

    fn open_object(&mut self) {
        self.open.push(Open::Object(Map::new(), String::new()));
    }

    fn name(&mut self, name: String) {
        if let Some(Open::Object(_, next)) = self.open.last_mut() {
            *next = name;
        }
    }

    fn close(&mut self) -> Result<(), serde_json::Error> {
        if let Some(name) = self.repeated.take() {
            return Err(Error::custom(format_args!(
                "the member {name:?} comes twice"
            )));
        }
        let value = match self.open.pop() {
            Some(Open::Array(items)) => Value::Array(items),
            Some(Open::Object(members, _)) => {
                let is_private = members.keys().any(|name| name.starts_with(PRIVATE));
                let value = Value::Object(members);
                // A number of any length, where `serde_json` is built to keep those.
                if is_private {
                    Value::deserialize(value)?
                } else {
                    value
                }
            }
            None => return Ok(()),
        };
        self.put(value);
        Ok(())
    }

    fn value(&self) -> &Value {
        &self.value
    }
}

/// One value of the format, handed to a builder.
struct Step<'b>(&'b mut dyn Build);

impl<'de> DeserializeSeed<'de> for Step<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Step<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.boolean(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.signed(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.unsigned(value);
        Ok(())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => self.visit_i64(value),
            (_, Ok(value)) => self.visit_u64(value),
            _ => Err(E::custom("an integer of more than 64 bits")),
        }
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        let value = u64::try_from(value);
        self.visit_u64(value.map_err(|_| E::custom("an integer of more than 64 bits"))?)
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.0.float(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.text(value.to_owned());
        Ok(())
    }

    fn visit_string<E>(self, value: String) -> Result<(), E> {
        self.0.text(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.open_array();
        while items.next_element_seed(Step(&mut *self.0))?.is_some() {}
        self.0.close().map_err(Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.open_object();
        while let Some(name) = members.next_key()? {
            self.0.name(name);
            members.next_value_seed(Step(&mut *self.0))?;
        }
        self.0.close().map_err(Error::custom)
    }
}

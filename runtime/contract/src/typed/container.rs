//! Options, boxes, lists, arrays of one length, and maps.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Choice, Mismatch, Text, TextRule, Typed, choice};

/// `None` is `null`; a member that may be absent goes through
/// [`Members::optional`](super::Members::optional).
impl<T: Typed> Typed for Option<T> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        match value {
            Value::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }

    fn write(&self) -> Result<Value, Mismatch> {
        match self {
            Some(inner) => inner.write(),
            None => Ok(Value::Null),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Typed> Typed for Box<T> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        T::read(value).map(Self::new)
    }

    fn write(&self) -> Result<Value, Mismatch> {
        (**self).write()
    }
}

impl<T: Typed> Typed for Vec<T> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let items = array(value)?;
        items.iter().enumerate().map(read_item).collect()
    }

    fn write(&self) -> Result<Value, Mismatch> {
        write_items(&mut self.iter().map(|item| item as &dyn Typed))
    }
}

impl<T: Typed, const N: usize> Typed for [T; N] {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let items: Vec<T> = Typed::read(exactly(value, N)?)?;
        let items: Result<Self, _> = items.try_into();
        items.map_err(|_| Mismatch::of(value, length_words(N, N)))
    }

    fn write(&self) -> Result<Value, Mismatch> {
        write_items(&mut self.iter().map(|item| item as &dyn Typed))
    }
}

impl<K: Key, T: Typed> Typed for BTreeMap<K, T> {
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let Value::Object(members) = value else {
            return Err(Mismatch::of(value, "an object"));
        };
        K::read_map(members)
    }

    fn write(&self) -> Result<Value, Mismatch> {
        let members = self
            .iter()
            .map(|(name, value)| (name.name(), value as &dyn Typed));
        write_members(&mut { members })
    }
}

/// A type that a map's member names are of.
pub trait Key: Ord + Sized {
    /// The key of this name.
    ///
    /// # Errors
    ///
    /// The name is not one that the type has.
    fn read_name(name: &str) -> Result<Self, Mismatch>;

    /// Its name.
    fn name(&self) -> &str;

    /// Reads a map whose names are of this type.
    #[doc(hidden)]
    fn read_map<T: Typed>(members: &Map<String, Value>) -> Result<BTreeMap<Self, T>, Mismatch> {
        read_members(members)
    }
}

impl Key for String {
    fn read_name(name: &str) -> Result<Self, Mismatch> {
        Ok(name.to_owned())
    }

    fn name(&self) -> &str {
        self
    }

    fn read_map<T: Typed>(members: &Map<String, Value>) -> Result<BTreeMap<Self, T>, Mismatch> {
        T::read_members(members)
    }
}

impl<R: TextRule> Key for Text<R> {
    fn read_name(name: &str) -> Result<Self, Mismatch> {
        Self::without_format(name)
    }

    fn name(&self) -> &str {
        self
    }
}

impl<E: Choice + Ord + AsRef<str>> Key for E {
    fn read_name(name: &str) -> Result<Self, Mismatch> {
        choice::read_choice(&Value::from(name))
    }

    fn name(&self) -> &str {
        self.as_ref()
    }
}

/// Reads the members of a map, one by one: to collect them, rustc would build a sort and a merge
/// for every such map.
pub(super) fn read_members<K: Key, T: Typed>(
    members: &Map<String, Value>,
) -> Result<BTreeMap<K, T>, Mismatch> {
    let mut read = BTreeMap::new();
    for (name, value) in members {
        let (key, value) = read_member(name, value)?;
        read.insert(key, value);
    }
    Ok(read)
}

/// Reads a member of a map.
pub(super) fn read_member<K: Key, T: Typed>(name: &str, value: &Value) -> Result<(K, T), Mismatch> {
    let key = K::read_name(name);
    let key = key.map_err(|mismatch| mismatch.within(name))?;
    let value = T::read(value).map_err(|mismatch| mismatch.within(name))?;
    Ok((key, value))
}

pub(super) fn read_item<T: Typed>((place, item): (usize, &Value)) -> Result<T, Mismatch> {
    T::read(item).map_err(|mismatch| mismatch.at(place))
}

/// The items of a value that is an array.
pub(super) fn array(value: &Value) -> Result<&[Value], Mismatch> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err(Mismatch::of(value, "an array")),
    }
}

/// A value, if it is an array of `length` items.
pub(super) fn exactly(value: &Value, length: usize) -> Result<&Value, Mismatch> {
    check_length(array(value)?.len(), length, length).map(|()| value)
}

/// Checks the number of items.
pub(super) fn check_length(length: usize, min: usize, max: usize) -> Result<(), Mismatch> {
    if (min..=max).contains(&length) {
        return Ok(());
    }
    let plural = if length == 1 { "" } else { "s" };
    Err(Mismatch::new(
        length_words(min, max),
        format!("{length} item{plural}"),
    ))
}

pub(super) fn write_items(items: &mut dyn Iterator<Item = &dyn Typed>) -> Result<Value, Mismatch> {
    let written =
        |(place, item): (usize, &dyn Typed)| item.write().map_err(|mismatch| mismatch.at(place));
    let items: Result<Vec<Value>, Mismatch> = items.enumerate().map(written).collect();
    items.map(Value::Array)
}

fn write_members<'m>(
    members: &mut dyn Iterator<Item = (&'m str, &'m dyn Typed)>,
) -> Result<Value, Mismatch> {
    let mut written = Map::new();
    for (name, value) in members {
        let value = value.write().map_err(|mismatch| mismatch.within(name))?;
        written.insert(name.to_owned(), value);
    }
    Ok(Value::Object(written))
}

/// A range of lengths in words.
fn length_words(min: usize, max: usize) -> String {
    let items = |count: usize| if count == 1 { "item" } else { "items" };
    match (min, max) {
        (min, max) if min == max => format!("an array of exactly {min} {}", items(min)),
        (0, max) => format!("an array of at most {max} {}", items(max)),
        (min, usize::MAX) => format!("an array of at least {min} {}", items(min)),
        (min, max) => format!("an array of {min} to {max} items"),
    }
}

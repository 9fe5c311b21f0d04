//! What changed in a schema, keyword by keyword, by the direction the value travels.
//!
//! Keywords of one schema are judged one after the other, because each only ever narrows.
//! Where a keyword brings in another schema by reference or by choice, the change is shown whole
//! and called unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::ChangeClass::{self, Breaking, Compatible, TextOnly, Unknown};
use super::bound;
use super::server::names;
use super::{Found, shown};
use crate::json::{Json, Key, pointer_token};
use crate::schema::keyword::{Side, bounded_side};

/// Which way a value of the schema travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the caller: accepting less breaks calls.
    Arguments,
    /// To the caller: giving more breaks readers.
    Output,
}

impl Direction {
    /// What it means that the schema accepts less than before.
    fn narrowed(self) -> ChangeClass {
        match self {
            Self::Arguments => Breaking,
            Self::Output => Compatible,
        }
    }

    /// What it means that the schema accepts more than before.
    fn widened(self) -> ChangeClass {
        match self {
            Self::Arguments => Compatible,
            Self::Output => Breaking,
        }
    }
}

type Members = BTreeMap<Key, Json>;

/// Compares two schemas, `(old, new)`.
pub(super) fn compare(
    found: &mut Found,
    direction: Direction,
    field: &str,
    (old, new): (&Json, &Json),
) {
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
        return found.compare(Unknown, field, Some(old), Some(new));
    };
    let mut walk = Walk {
        found,
        direction,
        field,
    };
    for key in names(old, new) {
        walk.keyword(key.as_str(), old, new);
    }
}

/// One schema being compared.
struct Walk<'a> {
    found: &'a mut Found,
    direction: Direction,
    field: &'a str,
}

impl Walk<'_> {
    fn keyword(&mut self, keyword: &str, old: &Members, new: &Members) {
        let key = Key::from(keyword);
        let sides = (old.get(&key), new.get(&key));
        if sides.0 == sides.1 {
            return;
        }
        let field = format!("{}/{}", self.field, pointer_token(keyword));
        match keyword {
            "description" | "title" | "$comment" | "examples" => {
                self.found.compare(TextOnly, &field, sides.0, sides.1);
            }
            "properties" => self.properties(&field, old, new),
            "required" => self.required(&field, old, new),
            "type" => self.set(&field, types(sides.0), types(sides.1), sides),
            "enum" => self.set(&field, values(sides.0), values(sides.1), sides),
            "items" | "additionalProperties" | "propertyNames" => self.subschema(&field, sides),
            "pattern" | "const" | "multipleOf" | "uniqueItems" => self.constraint(&field, sides),
            _ => match bounded_side(keyword) {
                Some(side) => self.bound(&field, side, sides),
                None => self.found.compare(Unknown, &field, sides.0, sides.1),
            },
        }
    }

    fn add(&mut self, class: ChangeClass, field: &str, sides: (Option<&Json>, Option<&Json>)) {
        self.found
            .add(class, field, sides.0.map(shown), sides.1.map(shown));
    }

    fn properties(&mut self, field: &str, old: &Members, new: &Members) {
        let key = Key::from("properties");
        let empty = Members::new();
        let [old_properties, new_properties] =
            [old, new].map(|side| side.get(&key).and_then(Json::as_object).unwrap_or(&empty));
        for name in names(old_properties, new_properties) {
            let field = format!("{field}/{}", pointer_token(name.as_str()));
            match (old_properties.get(&name), new_properties.get(&name)) {
                (Some(old), Some(new)) => compare(self.found, self.direction, &field, (old, new)),
                (None, property) => {
                    let class = self.added_property(name.as_str(), old, new);
                    self.add(class, &field, (None, property));
                }
                (property, None) => self.add(Breaking, &field, (property, None)),
            }
        }
    }

    /// A new argument breaks callers that must send it, a new member of an output readers that
    /// were promised no others.
    fn added_property(&self, name: &str, old: &Members, new: &Members) -> ChangeClass {
        let breaks = match self.direction {
            Direction::Arguments => required_names(new).contains(name),
            Direction::Output => {
                old.get(&Key::from("additionalProperties")) == Some(&Json::Bool(false))
            }
        };
        if breaks { Breaking } else { Compatible }
    }

    fn required(&mut self, field: &str, old: &Members, new: &Members) {
        let (was, is) = (required_names(old), required_names(new));
        let had = |name: &str| {
            let properties = old.get(&Key::from("properties")).and_then(Json::as_object);
            properties.is_some_and(|properties| properties.contains_key(&Key::from(name)))
        };
        // A new property that is required from the start is shown as the property it is.
        for name in is.difference(&was).filter(|name| had(name)) {
            self.found.add(
                self.direction.narrowed(),
                field,
                None,
                Some((*name).to_owned()),
            );
        }
        for name in was.difference(&is) {
            self.found.add(
                self.direction.widened(),
                field,
                Some((*name).to_owned()),
                None,
            );
        }
    }

    /// Compares sets of allowed values; a side that does not name any allows all.
    fn set(
        &mut self,
        field: &str,
        old: Option<BTreeSet<String>>,
        new: Option<BTreeSet<String>>,
        sides: (Option<&Json>, Option<&Json>),
    ) {
        let class = match (old, new) {
            (Some(old), Some(new)) if old == new => Compatible,
            (Some(old), Some(new)) if new.is_superset(&old) => self.direction.widened(),
            (Some(old), Some(new)) if new.is_subset(&old) => self.direction.narrowed(),
            (None, Some(_)) if sides.0.is_none() => self.direction.narrowed(),
            (Some(_), None) if sides.1.is_none() => self.direction.widened(),
            (Some(_), Some(_)) => Breaking,
            _ => Unknown,
        };
        self.add(class, field, sides);
    }

    /// Compares a schema for some parts of the value; `true` and absence allow all of them.
    fn subschema(&mut self, field: &str, sides: (Option<&Json>, Option<&Json>)) {
        let allows_all = |side: Option<&Json>| side.is_none_or(|side| *side == Json::Bool(true));
        let allows_none = |side: Option<&Json>| side == Some(&Json::Bool(false));
        match sides {
            (Some(old @ Json::Object(_)), Some(new @ Json::Object(_))) => {
                compare(self.found, self.direction, field, (old, new));
            }
            (old, new) if allows_all(old) && allows_all(new) => self.add(Compatible, field, sides),
            (old, new) if allows_all(old) || allows_none(new) => {
                self.add(self.direction.narrowed(), field, sides);
            }
            (old, new) if allows_none(old) || allows_all(new) => {
                self.add(self.direction.widened(), field, sides);
            }
            _ => self.add(Unknown, field, sides),
        }
    }

    /// Compares a keyword that is either there, and narrows, or not.
    fn constraint(&mut self, field: &str, sides: (Option<&Json>, Option<&Json>)) {
        let class = match sides {
            (None, Some(_)) => self.direction.narrowed(),
            (Some(_), None) => self.direction.widened(),
            _ => Unknown,
        };
        self.add(class, field, sides);
    }

    fn bound(&mut self, field: &str, side: Side, sides: (Option<&Json>, Option<&Json>)) {
        let class = match bound::moved(side, sides) {
            Some(std::cmp::Ordering::Less) => self.direction.narrowed(),
            Some(std::cmp::Ordering::Greater) => self.direction.widened(),
            Some(std::cmp::Ordering::Equal) => Compatible,
            None => Unknown,
        };
        self.add(class, field, sides);
    }
}

fn required_names(schema: &Members) -> BTreeSet<&str> {
    let names = schema
        .get(&Key::from("required"))
        .and_then(Json::as_array)
        .unwrap_or_default();
    names.iter().filter_map(Json::as_str).collect()
}

/// The types a `type` keyword allows, where `number` also allows every `integer`.
fn types(side: Option<&Json>) -> Option<BTreeSet<String>> {
    let mut types: BTreeSet<String> = match side? {
        Json::String(name) => BTreeSet::from([name.clone()]),
        Json::Array(names) => names
            .iter()
            .map(|name| name.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
        _ => return None,
    };
    if types.contains("number") {
        types.insert("integer".to_owned());
    }
    Some(types)
}

/// The values an `enum` keyword allows, as JSON text.
fn values(side: Option<&Json>) -> Option<BTreeSet<String>> {
    Some(side?.as_array()?.iter().map(Json::to_compact).collect())
}

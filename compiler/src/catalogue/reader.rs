//! Reading spanned TOML key by key, collecting every fault instead of stopping at the first.
//!
//! A [`Section`] is one table of the file; the [`Reader`] takes typed values out of it and
//! keeps the faults. Which keys a section may have comes from [`super::keys`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use mcpreg_codegen::json::Json;
use schemars::JsonSchema;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, FaultKind, Place};
use super::keys;

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// One table of the file.
pub(super) struct Section<'t> {
    /// Its path, such as `servers.time`; empty for the whole file.
    pub(super) path: String,
    /// Where its header or its braces stand.
    pub(super) place: Place,
    table: &'t DeTable<'t>,
    known: Vec<String>,
}

/// Takes values out of sections and keeps the faults.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) faults: Vec<Fault>,
    /// The folder that the file is in.
    pub(super) folder: PathBuf,
}

impl<'t> Section<'t> {
    /// The section's own value of a key, with the key's place.
    pub(super) fn entry(&self, key: &str) -> Option<(Range<usize>, &'t Spanned<DeValue<'t>>)> {
        debug_assert!(
            self.known.iter().any(|known| known == key),
            "{key} is not in keys.rs"
        );
        let (name, value) = self.table.get_key_value(key)?;
        Some((name.span(), value))
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

impl Reader {
    /// Keeps a fault.
    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Opens a table whose keys are those of `K`; unknown ones are faults.
    pub(super) fn section<'t, K: JsonSchema>(
        &mut self,
        path: String,
        place: Place,
        table: &'t DeTable<'t>,
    ) -> Section<'t> {
        let known = keys::known::<K>();
        for (name, _) in table {
            if known.iter().any(|known| known == name.get_ref().as_ref()) {
                continue;
            }
            self.unknown_key(&path, name, &known);
        }
        Section {
            path,
            place,
            table,
            known,
        }
    }

    fn unknown_key(
        &mut self,
        path: &str,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        known: &[String],
    ) {
        let key = name.get_ref();
        let place = if path.is_empty() {
            "the file".to_owned()
        } else {
            format!("`[{path}]`")
        };
        let mut fault = Fault::new(
            FaultKind::UnknownKey,
            name.span(),
            format!("unknown key `{key}` in {place}"),
        )
        .expected(format!("expected one of: {}", known.join(", ")));
        if let Some(meant) = mcpreg_text::nearest(key, known.iter().map(String::as_str)) {
            fault = fault.help(format!("did you mean `{meant}`?"));
        }
        self.fault(fault);
    }

    /// Says that a value has another type than it should.
    pub(super) fn wrong_type(&mut self, what: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let message = format!("`{what}` is {}", article(value.get_ref().type_str()));
        let fault = Fault::new(FaultKind::WrongType, value.span(), message);
        self.fault(fault.expected(format!("expected {expected}")));
    }

    /// A string.
    pub(super) fn string(&mut self, section: &Section<'_>, key: &str) -> Option<Placed<String>> {
        let (_, value) = section.entry(key)?;
        self.text(&section.path_of(key), value)
    }

    /// A string of its own.
    pub(super) fn text(
        &mut self,
        what: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Placed<String>> {
        if let Some(text) = value.get_ref().as_str() {
            return Some(Placed {
                value: text.to_owned(),
                place: value.span(),
            });
        }
        self.wrong_type(what, value, "a string");
        None
    }

    /// One of a few words, as what it stands for.
    pub(super) fn word<T: Copy>(
        &mut self,
        section: &Section<'_>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let given = self.string(section, key)?;
        let found = words.iter().find(|(word, _)| *word == given.value);
        if let Some((_, meaning)) = found {
            return Some(*meaning);
        }
        let message = format!("`{}` is `{}`", section.path_of(key), given.value);
        let list: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let mut fault = Fault::new(FaultKind::UnknownWord, given.place, message)
            .expected(format!("expected one of: {}", list.join(", ")));
        if let Some(meant) = mcpreg_text::nearest(&given.value, words.iter().map(|(word, _)| *word))
        {
            fault = fault.help(format!("did you mean `{meant}`?"));
        }
        self.fault(fault);
        None
    }

    /// A truth value; false where absent.
    pub(super) fn flag(&mut self, section: &Section<'_>, key: &str) -> bool {
        let Some((_, value)) = section.entry(key) else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(&section.path_of(key), value, "`true` or `false`");
            false
        })
    }

    /// A whole number in a range.
    pub(super) fn whole(
        &mut self,
        section: &Section<'_>,
        key: &str,
        range: std::ops::RangeInclusive<u64>,
    ) -> Option<u64> {
        let (_, value) = section.entry(key)?;
        let Some(integer) = value.get_ref().as_integer() else {
            self.wrong_type(&section.path_of(key), value, "a whole number");
            return None;
        };
        let number = u64::from_str_radix(integer.as_str(), integer.radix()).ok();
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return Some(number);
        }
        let message = format!("`{}` is {integer}", section.path_of(key));
        let fault = Fault::new(FaultKind::BadNumber, value.span(), message);
        let label = match (range.start(), range.end()) {
            (start, &u64::MAX) => format!("expected {start} or more"),
            (start, end) => format!("expected {start} to {end}"),
        };
        self.fault(fault.expected(label));
        None
    }

    /// A positive number in thousandths.
    pub(super) fn thousandths(&mut self, section: &Section<'_>, key: &str) -> Option<u64> {
        let (_, value) = section.entry(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => {
                self.wrong_type(&section.path_of(key), value, "a number such as 0.5");
                return None;
            }
        };
        let thousandths = text.parse::<f64>().ok().and_then(to_thousandths);
        if thousandths.is_none() {
            let message = format!("`{}` is {text}", section.path_of(key));
            let fault = Fault::new(FaultKind::BadNumber, value.span(), message);
            self.fault(fault.expected("expected 0.01 to 1024"));
        }
        thousandths
    }

    /// A list of strings.
    pub(super) fn strings(
        &mut self,
        section: &Section<'_>,
        key: &str,
    ) -> Option<Vec<Placed<String>>> {
        let (_, value) = section.entry(key)?;
        self.texts(&section.path_of(key), value)
    }

    /// A list of strings of its own.
    pub(super) fn texts(
        &mut self,
        what: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Vec<Placed<String>>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(what, value, "a list of strings");
            return None;
        };
        Some(
            items
                .iter()
                .filter_map(|item| self.text(what, item))
                .collect(),
        )
    }

    /// The tables or values under a key, each with its name: `{ a = …, b = … }`.
    pub(super) fn members<'t>(&mut self, section: &Section<'t>, key: &str) -> Vec<Member<'t>> {
        let Some((_, value)) = section.entry(key) else {
            return Vec::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(&section.path_of(key), value, "a table");
            return Vec::new();
        };
        let path = section.path_of(key);
        table
            .iter()
            .map(|(name, value)| Member {
                path: format!("{path}.{}", name.get_ref()),
                name: Placed {
                    value: name.get_ref().to_string(),
                    place: name.span(),
                },
                value,
            })
            .collect()
    }

    /// A table of strings.
    pub(super) fn string_map(
        &mut self,
        section: &Section<'_>,
        key: &str,
    ) -> BTreeMap<String, Placed<String>> {
        let mut map = BTreeMap::new();
        for member in self.members(section, key) {
            if let Some(text) = self.text(&member.path, member.value) {
                map.insert(member.name.value, text);
            }
        }
        map
    }

    /// A table that must be one.
    pub(super) fn table<'t, K: JsonSchema>(
        &mut self,
        path: String,
        value: &'t Spanned<DeValue<'t>>,
    ) -> Option<Section<'t>> {
        if let Some(table) = value.get_ref().as_table() {
            return Some(self.section::<K>(path, value.span(), table));
        }
        self.wrong_type(&path, value, "a table");
        None
    }

    /// Says that a key is not there.
    pub(super) fn missing(&mut self, section: &Section<'_>, key: &str, help: &str) {
        let place = if section.path.is_empty() {
            "the file".to_owned()
        } else {
            format!("`[{}]`", section.path)
        };
        let message = format!("{place} has no `{key}`");
        let fault = Fault::new(FaultKind::MissingKey, section.place.clone(), message);
        self.fault(fault.expected(format!("expected `{key}` here")).help(help));
    }

    /// Any value, as JSON.
    pub(super) fn json(&mut self, what: &str, value: &Spanned<DeValue<'_>>) -> Option<Json> {
        let json = match value.get_ref() {
            DeValue::String(text) => Json::String(text.to_string()),
            DeValue::Boolean(value) => Json::Bool(*value),
            DeValue::Integer(number) => {
                let parsed = i128::from_str_radix(number.as_str(), number.radix()).ok()?;
                Json::Number(parsed.to_string())
            }
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(parsed) if parsed.is_finite() => Json::Number(parsed.to_string()),
                _ => return self.no_json(what, value),
            },
            DeValue::Array(items) => {
                let items = items.iter().map(|item| self.json(what, item));
                Json::Array(items.collect::<Option<_>>()?)
            }
            DeValue::Table(table) => {
                let members = table.iter().map(|(name, value)| {
                    Some((name.get_ref().to_string(), self.json(what, value)?))
                });
                Json::object(members.collect::<Option<Vec<_>>>()?)
            }
            DeValue::Datetime(_) => return self.no_json(what, value),
        };
        Some(json)
    }

    fn no_json(&mut self, what: &str, value: &Spanned<DeValue<'_>>) -> Option<Json> {
        let message = format!("`{what}` has {} in it", article(value.get_ref().type_str()));
        let fault = Fault::new(FaultKind::NoJson, value.span(), message);
        self.fault(
            fault
                .expected("expected a value that JSON has")
                .help("write a date as a string, in quotes"),
        );
        None
    }
}

/// One name and value of a table.
pub(super) struct Member<'t> {
    /// The value's path, such as `servers.time`.
    pub(super) path: String,
    /// The name.
    pub(super) name: Placed<String>,
    /// The value.
    pub(super) value: &'t Spanned<DeValue<'t>>,
}

/// The number in thousandths, if it is from 0.01 to 1024.
fn to_thousandths(number: f64) -> Option<u64> {
    let thousandths = (number * 1000.0).round();
    (10.0..=1_024_000.0).contains(&thousandths).then(|| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is a whole number from 10 to 1,024,000"
        )]
        let whole = thousandths as u64;
        whole
    })
}

fn article(kind: &str) -> String {
    match kind.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u') => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

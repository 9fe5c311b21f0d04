//! What changed between two pins of a server, classified for the people who review it.
//!
//! [`changes`] compares the lock's facts and every served tool field by field. A schema's
//! keywords are judged by their direction: what narrows arguments or widens an output can break
//! a caller. Nothing is guessed across `$ref`, `oneOf`, `anyOf` or `allOf`: such a change is
//! [`ChangeClass::Unknown`].

mod bound;
mod schema;
mod server;
mod tool;

use std::fmt;

use crate::json::Json;
use crate::lock::LockedServer;
use crate::pin::Pin;

/// What a change means for those who call the tool; the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeClass {
    /// A call that worked can fail, or an output that was read cannot be.
    Breaking,
    /// What it means cannot be told from the field.
    Unknown,
    /// Only words that models and people read, which is the way a tool attacks its reader.
    TextOnly,
    /// Everything that worked goes on working.
    Compatible,
}

/// One difference between two pins. Sorted most serious first, then by subject and field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it means.
    pub class: ChangeClass,
    /// What it is about: `server time`, `tool time/convert_time`.
    pub subject: String,
    /// The field, as a JSON pointer into the tool or a name of the lock; empty for the whole.
    pub field: String,
    /// What it was, in full; nothing if it was not there.
    pub old: Option<String>,
    /// What it is, in full; nothing if it is gone.
    pub new: Option<String>,
}

/// A server as it was or is pinned.
pub type Side<'a> = (&'a LockedServer, &'a Pin);

/// Compares a server's old and new pin. `None` is a server that was or is not there.
pub fn changes(server: &str, old: Option<Side<'_>>, new: Option<Side<'_>>) -> Vec<Change> {
    let mut found = Found {
        subject: format!("server {server}"),
        changes: Vec::new(),
    };
    match (old, new) {
        (Some(old), Some(new)) => {
            server::compare(&mut found, old, new);
            tool::compare(&mut found, server, old, new);
        }
        (None, Some(new)) => {
            found.add(ChangeClass::Compatible, "", None, Some(server::shown(new)));
            tool::added(&mut found, server, new);
        }
        (Some(old), None) => {
            found.add(ChangeClass::Breaking, "", Some(server::shown(old)), None);
        }
        (None, None) => {}
    }
    found.changes.sort();
    found.changes
}

/// The changes so far, and what the next ones are about.
struct Found {
    subject: String,
    changes: Vec<Change>,
}

impl Found {
    fn add(&mut self, class: ChangeClass, field: &str, old: Option<String>, new: Option<String>) {
        let (subject, field) = (self.subject.clone(), field.to_owned());
        self.changes.push(Change {
            class,
            subject,
            field,
            old,
            new,
        });
    }

    /// Adds a change of a JSON value, if it is one.
    fn compare(&mut self, class: ChangeClass, field: &str, old: Option<&Json>, new: Option<&Json>) {
        if old != new {
            self.add(class, field, old.map(shown), new.map(shown));
        }
    }

    /// Adds a change of a text, if it is one.
    fn compare_text(&mut self, class: ChangeClass, field: &str, old: &str, new: &str) {
        if old != new {
            self.add(class, field, Some(old.to_owned()), Some(new.to_owned()));
        }
    }
}

/// A text as it is, another value as JSON.
fn shown(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        other => other.to_compact(),
    }
}

impl fmt::Display for ChangeClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Breaking => "breaking",
            Self::Unknown => "unknown",
            Self::TextOnly => "text only",
            Self::Compatible => "compatible",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            class,
            subject,
            field,
            old,
            new,
        } = self;
        write!(f, "{class}: {subject}")?;
        if !field.is_empty() {
            write!(f, " {}", visible(field))?;
        }
        match (old, new) {
            (Some(_), Some(_)) => f.write_str(" changed")?,
            (None, _) => f.write_str(" added")?,
            (Some(_), None) => f.write_str(" removed")?,
        }
        for (sign, text) in [('-', old), ('+', new)] {
            for line in text.iter().flat_map(|text| text.split('\n')) {
                write!(f, "\n  {sign} {}", visible(line))?;
            }
        }
        Ok(())
    }
}

/// The text with an escape in place of every character that does not show.
fn visible(text: &str) -> String {
    let escaped = text.chars().map(|character| {
        if crate::json::is_invisible(character) {
            character.escape_unicode().to_string()
        } else {
            character.to_string()
        }
    });
    escaped.collect()
}

#[cfg(test)]
mod tests;

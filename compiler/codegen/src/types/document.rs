//! A root schema and the places in it that a `$ref` may name.
//!
//! Every RFC 6901 pointer into the document is legal, percent-encoded or not. Anchors, embedded
//! `$id`s and other documents are not followed: nothing is fetched, nothing is guessed.

use super::Widening;
use super::dialect::Dialect;
use crate::json::{Json, pointer_token};

/// A schema with its dialect.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// The root schema.
    pub(super) root: &'a Json,
    /// Its dialect.
    pub(super) dialect: Dialect,
    rebased: bool,
}

impl<'a> Document<'a> {
    /// Reads the root's dialect; an unknown one is an error.
    pub(super) fn open(root: &'a Json) -> Result<Self, Widening> {
        let dialect = Dialect::of(root)?;
        let rebased = children(root).any(embeds_id);
        Ok(Self {
            root,
            dialect,
            rebased,
        })
    }

    /// The canonical pointer and the value that a `$ref` names, or why there is none.
    pub(super) fn resolve(&self, reference: &str) -> Result<(String, &'a Json), &'static str> {
        let Some(fragment) = reference.strip_prefix('#') else {
            return Err("the reference leads out of the schema");
        };
        if self.rebased {
            return Err("the schema changes what references are relative to");
        }
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return Err("the reference names an anchor");
        }
        let decoded = percent_decode(fragment).ok_or("the reference is not UTF-8")?;
        let target = self
            .root
            .pointer(&decoded)
            .ok_or("the reference leads nowhere")?;
        Ok((canonical(&decoded), target))
    }
}

fn children(value: &Json) -> Box<dyn Iterator<Item = &Json> + '_> {
    match value {
        Json::Array(items) => Box::new(items.iter()),
        Json::Object(members) => Box::new(members.values()),
        _ => Box::new(std::iter::empty()),
    }
}

fn embeds_id(value: &Json) -> bool {
    value.get("$id").and_then(Json::as_str).is_some() || children(value).any(embeds_id)
}

fn canonical(pointer: &str) -> String {
    let Some(tokens) = pointer.strip_prefix('/') else {
        return String::new();
    };
    let token = |token: &str| {
        let name = token.replace("~1", "/").replace("~0", "~");
        format!("/{}", pointer_token(&name))
    };
    tokens.split('/').map(token).collect()
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        let taken = if escaped.is_some() { 3 } else { 1 };
        bytes.push(escaped.map_or(*first, |(high, low)| high << 4 | low));
        rest = &rest[taken..];
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

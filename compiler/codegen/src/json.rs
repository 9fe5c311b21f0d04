//! JSON exactly as it was sent: numbers keep their digits, duplicate keys are refused.
//!
//! Pins are reviewed and hashed, and schemas carry bounds beyond `f64`, so a
//! `serde_json::Value` loses too much. Objects are sorted by RFC 8785's order (UTF-16 code
//! units), which is also the order they are written in.

use std::collections::BTreeMap;

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as its own text.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(BTreeMap<Key, Json>),
}

/// An object's key, ordered as RFC 8785 (3.2.3) orders them: by UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(pub String);

//! The JSON Schema front end: what a schema says, before anybody decides what to make of it.
//!
//! In goes a schema as JSON; out come its dialect and vocabularies, what each keyword means there
//! ([`keyword`]), where its references lead ([`reference`]) and its numbers as exact decimals.
//! [`crate::check`], [`crate::types`] and [`crate::change`] all read schemas through it. It makes no
//! check and no type, and fetches nothing.

pub(crate) mod decimal;
mod dialect;
pub(crate) mod format;
pub mod keyword;
mod kind;
mod language;
mod metaschema;
mod options;
pub(crate) mod pattern;
pub(crate) mod reference;
pub(crate) mod resource;
pub(crate) mod scope;
pub(crate) mod uri;

pub use dialect::Dialect;
pub use kind::{Kind, Kinds};
pub(crate) use language::Language;
pub use options::{Documents, Formats, SchemaOptions};

//! From a JSON Schema to the static table that decides it on the wire.
//!
//! The table's types and the walk along it live in `mcpreg_contract::check`; this module only
//! writes the table down as Rust. A schema with a keyword the table cannot express becomes
//! `Check::Validator` with the schema's own text, and the reason is kept for the coverage table.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::json::Json;

/// The check of one schema as Rust.
#[derive(Debug, Clone)]
pub struct CheckCode {
    /// Helper `static` items the expression refers to (recursive nodes, shared patterns).
    pub items: TokenStream,
    /// An expression of type `mcpreg_contract::Check`, usable in a `static`.
    pub check: TokenStream,
    /// Why the run-time validator decides, where it does.
    pub validator: Option<String>,
}

/// Compiles one schema to a check; `name` prefixes the helper items and is an upper-case
/// identifier unique in its module. `fixed` names top-level members a caller may not send.
pub fn check_schema(_name: &str, _schema: &Json, _fixed: &BTreeMap<String, Json>) -> CheckCode {
    unimplemented!()
}

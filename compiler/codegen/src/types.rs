//! From a JSON Schema to Rust types: typify behind this one file.
//!
//! Input is a schema as pinned; output is the items of one Rust module whose root type has the
//! asked name, or `serde_json::Value` with a reason. A type may accept more than its schema
//! (each such place is a [`Widening`]) but never refuses what the schema accepts: exactness is
//! the business of [`crate::check`].

use proc_macro2::TokenStream;

use crate::json::Json;
use crate::model::{Model, TypedModel};

/// The Rust types of one schema.
#[derive(Debug, Clone)]
pub struct SchemaTypes {
    /// The items of the module, root type included.
    pub items: TokenStream,
    /// How much of the schema the types say.
    pub verdict: Verdict,
}

/// How a schema ended as Rust types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The type says what the schema says.
    Typed,
    /// The type accepts more than the schema.
    Widened(Vec<Widening>),
    /// The type is `serde_json::Value`.
    Raw(Widening),
}

/// A place where the type says less than the schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Widening {
    /// JSON pointer into the schema.
    pub pointer: String,
    /// The keyword whose meaning is lost to the type.
    pub keyword: String,
    /// Why, in a few words.
    pub reason: String,
}

/// Gives every schema of the model its types and checks.
pub fn type_model(_model: Model) -> TypedModel {
    unimplemented!()
}

/// Gives one schema its types; `root` names the root type (`Arguments` or `Output`).
pub fn type_schema(_root: &str, _schema: &Json) -> SchemaTypes {
    unimplemented!()
}

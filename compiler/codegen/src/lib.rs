//! From a reviewed lock and its pins to a Rust crate: one pure function, [`compile`].
//!
//! ```text
//! Lock + Pins ─lower→ Model ─type→ TypedModel ─emit→ SourceTree
//! ```
//!
//! No network, no process, no clock, no directory listing: the callers (`generate`, the tests)
//! read and write the files. What is wrong with the input comes back as [`Problems`],
//! all of them at once.

pub mod change;
pub mod check;
pub mod coverage;
pub mod drift;
pub mod emit;
pub mod folder;
pub mod foreign_text;
pub mod json;
pub mod limit;
mod literal;
pub mod lock;
pub mod lower;
pub mod model;
pub mod name;
pub mod pin;
pub mod problem;
pub mod schema;
pub mod servable;
pub mod tree;
pub mod type_model;
pub mod types;

pub use lock::Lock;
pub use pin::{Pin, Pins};
pub use problem::{Problem, ProblemKind, Problems};
pub use tree::SourceTree;

/// The `mcpreg_contract::CONTRACT` that the emitted code is written for.
pub const CONTRACT: u32 = 1;

/// Compiles a lock and its pins to the source tree of the generated crate.
///
/// # Errors
///
/// Every problem of the input; nothing is emitted then.
pub fn compile(lock: &Lock, pins: &Pins) -> Result<SourceTree, Problems> {
    Ok(emit::emit(&typed(lock, pins)?))
}

/// The first half of [`compile`]: every tool with its names, types and checks.
///
/// # Errors
///
/// Every problem of the input.
pub fn typed(lock: &Lock, pins: &Pins) -> Result<model::TypedModel, Problems> {
    lower::lower(lock, pins).map(type_model::type_model)
}

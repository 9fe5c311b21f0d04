//! Schemas and instances thrown together, for property tests and fuzzers.
//!
//! Choices come from a [`Dice`](crate::oracle::Dice), so everything is repeatable. Schemas use every
//! keyword of the dialect they name on a small vocabulary of names and numbers, so keywords that
//! should not influence each other get the chance to; instances lie close to their schema.

mod instance;
mod schema;

pub use instance::{instance, pool};
pub use schema::{DIALECTS, schema};

//! Instances of schemas, and what an independent validator decides about them.
//!
//! A schema goes in; out come instances that try each of its keywords ([`instances`], [`random`]),
//! the reference's decision ([`reference`]) and, where it differs from the check's, the reason
//! ([`agreement`]). The reference is the `jsonschema` crate.

pub mod agreement;
mod dice;
pub mod instances;
pub mod random;
pub mod reference;

pub use agreement::Subject;
pub use dice::Dice;

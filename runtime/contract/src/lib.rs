//! All that generated code may name.
//!
//! A generated crate is declarations: tables of tools ([`registry`]), compiled argument
//! checks ([`check`]) and typed functions that hand over to [`call`]. The behaviour behind
//! those declarations is written here, by hand, once.
//!
//! This crate starts nothing and speaks to nobody: a [`Caller`] does.

pub mod call;
pub mod check;
pub mod registry;
pub mod typed;

pub use call::{CallError, Caller, ToolResult};
pub use check::{CaseVariants, Check, Violation, Violations};
pub use registry::{Coverage, Fixed, OutputCheck, Registry, Server, Timeouts, Tool};

/// Re-exported for generated code, which depends on nothing but this crate.
#[cfg(feature = "schemars")]
pub use schemars;
/// Re-exported for generated code, which depends on nothing but this crate.
pub use serde;
/// Re-exported for generated code, which depends on nothing but this crate.
pub use serde_json;

/// The shape of everything generated code names here.
///
/// `mcpreg-codegen` writes the number it emits for into each generated crate as a `const`
/// assertion against this one, so a generator and a runtime of different shapes do not link.
pub const CONTRACT: u32 = 1;

//! The compiler's edge: everything left of the lock, and the commands.
//!
//! A catalogue is read ([`catalogue`]), its servers are started and asked what they offer,
//! and lock, pins and generated sources are written as one transaction. What lies right of
//! the lock is `mcpreg_codegen`, which touches nothing.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod catalogue;
pub mod command;
pub mod coverage;
pub mod diagnostic;
pub mod exit;
pub mod explain;
pub mod layout;
pub mod log;
pub mod pinning;
pub mod probe;
pub mod progress;
pub mod project;
pub mod screening;
pub mod transaction;
pub mod worker;
pub mod written;

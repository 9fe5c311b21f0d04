//! The laboratory: what measures and cross-examines the compiler, and is not part of it.
//!
//! [`oracle`] decides instances with an independent validator and explains every difference;
//! [`corpus`] compiles folders of recorded tool lists, and [`differential`] compares their checks
//! with the oracle; [`demo`] takes this repository's own servers through the whole line. None of it
//! is published, and nothing that is published depends on it.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod command;
pub mod corpus;
pub mod demo;
pub mod differential;
pub mod oracle;

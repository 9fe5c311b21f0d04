//! The argument checks, planned here and walked by `mcpreg-contract`, without rustc between.
//!
//! `mcpreg-decide` turns a plan into the table its Rust source would be, so thousands of schemas
//! are decided in this process; the `jsonschema` crate is the reference they are compared with.

mod agreement;
mod attacks;
mod corpus;
mod keywords;
#[path = "../../../fixtures/recorded.rs"]
mod recorded;
mod refusals;

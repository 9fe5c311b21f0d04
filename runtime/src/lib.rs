//! The gateway as a library: exactly the pinned tools of a registry, every call checked.
//!
//! A team's whole `main.rs` is [`main`] with its generated registry. A program that wants the
//! same tools as functions takes a [`Gateway`] and hands it to the generated proxies.
//!
//! In between is a relay of JSON-RPC lines: a message is read only as far as it takes to decide it,
//! and what is passed on keeps its sender's bytes and order. How lines, envelopes and openings are
//! read and written is `mcpreg-wire`'s; servers are started, confined and removed by
//! `mcpreg-container`; which tools exist and which arguments they take is decided by the tables of
//! `mcpreg-contract`. What one peer can cost is stated in `limits`.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod account;
mod call;
mod command;
mod core;
mod decision;
mod error;
mod face;
mod forward;
mod gateway;
mod limits;
mod outcome;
mod params;
mod refusal;
mod relay;
mod session;
mod shared;
mod stdio;
mod tools;
mod turn;
mod upstream;

pub use command::main;
pub use error::Error;
pub use gateway::Gateway;

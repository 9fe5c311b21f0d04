// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The pinned tools of one gateway: a module per server, a function per tool.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all, clippy::pedantic, reason = "declarations written by a tool")]

use mcpreg_contract::Registry;

/// The tools of the server `notes`.
pub mod notes {
    pub use ::mcpreg_generated_notes::*;
}

/// The tools of the server `units`.
pub mod units {
    pub use ::mcpreg_generated_units::*;
}

/// Everything the gateway serves.
pub static REGISTRY: Registry = Registry {
    gateway: "mcpreg",
    servers: &[&notes::SERVER, &units::SERVER],
};

const _: () = assert!(
    mcpreg_contract::CONTRACT == 1,
    "this crate was generated for contract 1, and mcpreg-contract has another: run `mcpreg-compile generate` with the version of the runtime"
);

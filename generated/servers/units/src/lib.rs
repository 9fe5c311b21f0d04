// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The tools of the server `units`: `units` `0.1.0`, MCP revision `2026-07-28`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all, clippy::pedantic, reason = "declarations written by a tool")]

#[cfg(feature = "types")]
#[rustfmt::skip]
mod calls;
#[rustfmt::skip]
mod checks;
#[rustfmt::skip]
pub mod tools;
#[cfg(feature = "types")]
#[rustfmt::skip]
mod types;

use mcpreg_contract::{CaseVariants, OutputCheck, Server, Timeouts};

#[cfg(feature = "types")]
pub use self::calls::*;
#[cfg(feature = "types")]
pub use self::types::*;

/// The server as it was pinned, with its tools by public name.
pub static SERVER: Server = Server {
    id: "units",
    prefix: "units",
    protocol: "2026-07-28",
    version: ("units", "0.1.0"),
    pin_sha256: "5a9ce61a847b041803b2164391532526f4f4e0d01f2a3f4dac1be0a3ce1a8360",
    launch: r#"{"program":{"command":{"leading":["run","--quiet","--package","mcpreg-fixture-servers","--bin","units"],"program":"cargo"}}}"#,
    timeouts: Timeouts {
        start_ms: 300000,
        call_ms: 60000,
    },
    output_check: OutputCheck::Warn,
    case_variants: CaseVariants::Refuse,
    tools: &[&tools::CONVERT, &tools::LIST_UNITS],
};

const _: () = assert!(
    mcpreg_contract::CONTRACT == 1,
    "this crate was generated for contract 1, and mcpreg-contract has another: run `mcpreg-compile generate` with the version of the runtime"
);

// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The tools of the server `notes`: `notes` `0.1.0`, MCP revision `2025-11-25`.

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
    id: "notes",
    prefix: "notes",
    protocol: "2025-11-25",
    version: ("notes", "0.1.0"),
    pin_sha256: "1cf1010f887bb1ca9a1f533124129fadec87e936adcad55452e23a9976eaf227",
    launch: r#"{"program":{"command":{"leading":["run","--quiet","--package","mcpreg-fixture-servers","--bin","notes"],"program":"cargo"}}}"#,
    timeouts: Timeouts {
        start_ms: 300000,
        call_ms: 60000,
    },
    output_check: OutputCheck::Enforce,
    case_variants: CaseVariants::Refuse,
    tools: &[
        &tools::ADD_NOTE,
        &tools::DELETE_NOTE,
        &tools::ENV,
        &tools::FAIL,
        &tools::GET_NOTE,
        &tools::LIST_NOTES,
        &tools::SLOW,
    ],
};

const _: () = assert!(
    mcpreg_contract::CONTRACT == 1,
    "this crate was generated for contract 1, and mcpreg-contract has another: run `mcpreg-compile generate` with the version of the runtime"
);

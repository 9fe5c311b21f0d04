// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The server units: units 0.1.0, MCP revision 2026-07-28.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all, clippy::pedantic, reason = "declarations written by a tool")]

const _: () = assert!(
    ::mcpreg_contract::CONTRACT == 1,
    "this crate was generated for contract 1, and mcpreg-contract has another: run `mcpreg-compile generate` with the version of the runtime"
);

#[rustfmt::skip]
mod checks;
#[rustfmt::skip]
mod tools;
#[cfg(feature = "types")]
#[rustfmt::skip]
mod types;
pub use self::tools::{SERVER, TOOLS};
#[cfg(feature = "types")]
pub use self::types::{convert, list_units};

/// Converts a value from one unit to another of the same quantity.
///
/// Clients see it as `mcp_units_convert`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn convert(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &convert::Arguments,
) -> Result<convert::Output, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::structured(caller, &TOOLS[0], arguments).await
}

/// Lists the symbols of all units, or of one quantity's.
///
/// Clients see it as `mcp_units_list_units`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn list_units(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &list_units::Arguments,
) -> Result<list_units::Output, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::structured(caller, &TOOLS[1], arguments).await
}

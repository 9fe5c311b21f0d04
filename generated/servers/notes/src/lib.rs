// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The server notes: notes 0.1.0, MCP revision 2025-11-25.
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
pub use self::types::{add_note, delete_note, env, fail, get_note, list_notes, slow};

/// Keeps a note and returns its id.
///
/// Clients see it as `mcp_notes_add_note`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn add_note(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &add_note::Arguments,
) -> Result<add_note::Output, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::structured(caller, &TOOLS[0], arguments).await
}

/// Removes one note for good.
///
/// Clients see it as `mcp_notes_delete_note`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn delete_note(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &delete_note::Arguments,
) -> Result<::mcpreg_contract::ToolResult, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::unstructured(caller, &TOOLS[1], arguments).await
}

/// Tells whether an environment variable is set, not what it holds.
///
/// Clients see it as `mcp_notes_env`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn env(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &env::Arguments,
) -> Result<env::Output, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::structured(caller, &TOOLS[2], arguments).await
}

/// Answers that it failed.
///
/// Clients see it as `mcp_notes_fail`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn fail(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &fail::Arguments,
) -> Result<::mcpreg_contract::ToolResult, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::unstructured(caller, &TOOLS[3], arguments).await
}

/// Returns one note as it was added.
///
/// Clients see it as `mcp_notes_get_note`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn get_note(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &get_note::Arguments,
) -> Result<::mcpreg_contract::ToolResult, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::unstructured(caller, &TOOLS[4], arguments).await
}

/// Lists notes in the order they were added.
///
/// Clients see it as `mcp_notes_list_notes`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn list_notes(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &list_notes::Arguments,
) -> Result<list_notes::Output, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::structured(caller, &TOOLS[5], arguments).await
}

/// Takes its time, tells how far it is, and stops when cancelled.
///
/// Clients see it as `mcp_notes_slow`.
///
/// # Errors
///
/// The reasons why there is no output.
#[cfg(feature = "types")]
pub async fn slow(
    caller: &impl ::mcpreg_contract::Caller,
    arguments: &slow::Arguments,
) -> Result<::mcpreg_contract::ToolResult, ::mcpreg_contract::CallError> {
    ::mcpreg_contract::call::unstructured(caller, &TOOLS[6], arguments).await
}

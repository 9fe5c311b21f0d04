// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! A function per tool, which calls it with typed arguments.

use mcpreg_contract::{CallError, Caller, ToolResult};

use crate::tools;
use crate::types::*;

/// Keeps a note and returns its id.
///
/// Clients see it as `mcp_notes_add_note`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, [`CallError::BrokenOutput`] if its output violates the pinned
/// schema, and [`CallError::Unstructured`] or [`CallError::Output`] if its result has no
/// [`Output`](add_note::Output).
pub async fn add_note(
    caller: &impl Caller,
    arguments: &add_note::Arguments,
) -> Result<add_note::Output, CallError> {
    tools::ADD_NOTE.structured(caller, arguments).await
}

/// Removes one note for good.
///
/// Clients see it as `mcp_notes_delete_note`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, and [`CallError::Output`] if the answer is not the result of a
/// tool.
pub async fn delete_note(
    caller: &impl Caller,
    arguments: &delete_note::Arguments,
) -> Result<ToolResult, CallError> {
    tools::DELETE_NOTE.unstructured(caller, arguments).await
}

/// Tells whether an environment variable is set, not what it holds.
///
/// Clients see it as `mcp_notes_env`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, [`CallError::BrokenOutput`] if its output violates the pinned
/// schema, and [`CallError::Unstructured`] or [`CallError::Output`] if its result has no
/// [`Output`](env::Output).
pub async fn env(
    caller: &impl Caller,
    arguments: &env::Arguments,
) -> Result<env::Output, CallError> {
    tools::ENV.structured(caller, arguments).await
}

/// Answers that it failed.
///
/// Clients see it as `mcp_notes_fail`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, and [`CallError::Output`] if the answer is not the result of a
/// tool.
pub async fn fail(
    caller: &impl Caller,
    arguments: &fail::Arguments,
) -> Result<ToolResult, CallError> {
    tools::FAIL.unstructured(caller, arguments).await
}

/// Returns one note as it was added.
///
/// Clients see it as `mcp_notes_get_note`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, and [`CallError::Output`] if the answer is not the result of a
/// tool.
pub async fn get_note(
    caller: &impl Caller,
    arguments: &get_note::Arguments,
) -> Result<ToolResult, CallError> {
    tools::GET_NOTE.unstructured(caller, arguments).await
}

/// Lists notes in the order they were added.
///
/// Clients see it as `mcp_notes_list_notes`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, [`CallError::BrokenOutput`] if its output violates the pinned
/// schema, and [`CallError::Unstructured`] or [`CallError::Output`] if its result has no
/// [`Output`](list_notes::Output).
pub async fn list_notes(
    caller: &impl Caller,
    arguments: &list_notes::Arguments,
) -> Result<list_notes::Output, CallError> {
    tools::LIST_NOTES.structured(caller, arguments).await
}

/// Takes its time, tells how far it is, and stops when cancelled.
///
/// Clients see it as `mcp_notes_slow`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, and [`CallError::Output`] if the answer is not the result of a
/// tool.
pub async fn slow(
    caller: &impl Caller,
    arguments: &slow::Arguments,
) -> Result<ToolResult, CallError> {
    tools::SLOW.unstructured(caller, arguments).await
}

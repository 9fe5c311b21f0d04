// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! A function per tool, which calls it with typed arguments.

use mcpreg_contract::{CallError, Caller};

use crate::tools;
use crate::types::*;

/// Converts a value from one unit to another of the same quantity.
///
/// Clients see it as `mcp_units_convert`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, and [`CallError::Unstructured`] or [`CallError::Output`] if its
/// result has no [`Output`](convert::Output).
pub async fn convert(
    caller: &impl Caller,
    arguments: &convert::Arguments,
) -> Result<convert::Output, CallError> {
    tools::CONVERT.structured(caller, arguments).await
}

/// Lists the symbols of all units, or of one quantity's.
///
/// Clients see it as `mcp_units_list_units`.
///
/// # Errors
///
/// Returns [`CallError::Refused`] if the arguments violate the pinned schema,
/// [`CallError::Arguments`] if they cannot be written as JSON, [`CallError::Unavailable`] or
/// [`CallError::Protocol`] if the server does not answer the call, [`CallError::Tool`] if the
/// tool reports a failure, and [`CallError::Unstructured`] or [`CallError::Output`] if its
/// result has no [`Output`](list_units::Output).
pub async fn list_units(
    caller: &impl Caller,
    arguments: &list_units::Arguments,
) -> Result<list_units::Output, CallError> {
    tools::LIST_UNITS.structured(caller, arguments).await
}

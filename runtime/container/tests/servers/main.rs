//! Real servers through the public API: as processes, as containers of the engine that answers,
//! and their end when the owner is killed.

mod confinement;
mod containers;
mod mounts;
mod processes;
mod reaping;
mod stage;

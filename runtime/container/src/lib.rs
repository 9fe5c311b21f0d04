//! Starting, confining, attaching, watching and removing the servers of a gateway.
//!
//! Knows no MCP: a server here is something with stdin, stdout and stderr. A [`Host`] starts a
//! [`Launch`] and hands back a [`Running`]; one file per engine: `docker` (the Docker API: Docker
//! and Podman) and `process` (a process on this host). Whatever this crate starts carries the
//! [`InstanceId`] of its owner, and a [`reaper`] process that outlives the owner removes what the
//! owner could not.

mod docker;
mod encodings;
mod error;
mod host;
mod image;
mod instance;
mod mounts;
mod order;
mod orphans;
mod privacy;
mod process;
mod process_id;
mod redact;
mod running;
mod secrets;
mod stderr;

#[cfg(target_os = "linux")]
pub mod keeper;
#[cfg(not(target_os = "linux"))]
#[path = "keeper/absent.rs"]
pub mod keeper;
pub mod launch;
pub mod reaper;

pub use error::{EngineAttempt, Error, MissingSecret};
pub use host::{EngineInfo, EngineName, Host, HostOptions};
pub use image::{PullProgress, ResolvedImage};
pub use instance::{InstanceId, NotAnOwner, Owner, OwnerState};
pub use launch::{
    CommandProgram, Confinement, ImageProgram, Launch, Mount, Network, Program, SecretRef, User,
};
pub use mounts::roots::MountRoots;
pub use privacy::forbid_inspection;
pub use process::find_program;
pub use redact::Redactor;
pub use running::{Control, Exit, Running, Stdin, Stdout, Vessel};
pub use secrets::{SecretState, SecretStatus, SecretValues, resolve_secrets, secret_status};

//! Starting, confining, attaching, watching and removing the servers of a gateway.
//!
//! Knows no MCP: a server here is something with stdin, stdout and stderr. One file per engine:
//! [`docker`] (the Docker API: Docker and Podman) and [`process`] (a process on this host).
//! Whatever this crate starts carries the [`InstanceId`] of its owner, and a [`reaper`] process
//! that outlives the owner removes what the owner could not.

pub mod launch;

pub use launch::{CommandProgram, Confinement, ImageProgram, Launch, Mount, Network, Program, SecretRef};

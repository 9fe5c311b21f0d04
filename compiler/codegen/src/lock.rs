//! `mcpreg.lock`: the reviewed index of what was pinned.
//!
//! Written by `mcpreg-compile pin`, read by everything right of it. TOML, sorted, with a
//! `format` number; an older tool refuses a newer format rather than guess.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The whole lock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The lock's own format: 1.
    pub format: u32,
    /// The `mcpreg_contract::CONTRACT` the gateway will be generated for.
    pub contract: u32,
    /// The gateway.
    pub gateway: Gateway,
    /// The servers, by id.
    #[serde(default)]
    pub servers: BTreeMap<String, LockedServer>,
}

/// What the lock says of the gateway itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Its name: the binary's, and `serverInfo.name`.
    pub name: String,
    /// The longest public name, in characters.
    pub name_budget: usize,
}

/// What the lock says of one server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedServer {
    /// The `<prefix>` in `mcp_<prefix>_<tool>`.
    pub prefix: String,
    /// `serverInfo.name` as observed.
    pub name: String,
    /// `serverInfo.version` as observed.
    pub version: String,
    /// The negotiated protocol revision.
    pub protocol: String,
    /// SHA-256 of `generated/pins/<id>.json`, lower-case hexadecimal.
    pub pin_sha256: String,
    /// How long the gateway waits for it.
    pub timeouts: Timeouts,
    /// How it is started and confined (`mcpreg_container::Launch`): image, digest, platform or
    /// command, arguments, environment, secret references, limits. Opaque to codegen.
    pub launch: toml::Table,
    /// The tools that are served, by the server's own name.
    #[serde(default)]
    pub tools: BTreeMap<String, LockedTool>,
    /// Tools that the server has and the catalogue leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// How long the gateway waits, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeouts {
    /// From starting the server to its answer to the opening request.
    pub start_ms: u64,
    /// From a forwarded `tools/call` to its answer.
    pub call_ms: u64,
}

/// One served tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedTool {
    /// The name clients see.
    pub public: String,
    /// The Rust function.
    pub rust: String,
    /// A description that replaces the server's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Arguments fixed to a constant: property name to JSON text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, String>,
}

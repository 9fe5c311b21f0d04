//! The tables a generated crate is made of: which servers, which tools, under which names.
//!
//! Everything is `'static` data, so a gateway answers `tools/list` from its own binary with
//! no file read and no server running. Nothing here decides or starts anything.

use crate::check::{CaseVariants, Check};

/// One gateway: everything its binary serves.
#[derive(Debug)]
pub struct Registry {
    /// The gateway's own name, as clients see it in `serverInfo.name`.
    pub gateway: &'static str,
    /// Its servers, sorted by id.
    pub servers: &'static [&'static Server],
}

/// One pinned MCP server.
#[derive(Debug)]
pub struct Server {
    /// The key of the server in the catalogue and the lock.
    pub id: &'static str,
    /// The `<prefix>` in `mcp_<prefix>_<tool>`.
    pub prefix: &'static str,
    /// The negotiated protocol revision, such as `2025-11-25`; decides which era is spoken to it.
    pub protocol: &'static str,
    /// `serverInfo.name` and `serverInfo.version` as observed when pinned.
    pub version: (&'static str, &'static str),
    /// SHA-256 of the pin's bytes, in lower-case hexadecimal.
    pub pin_sha256: &'static str,
    /// How it is started and confined: `mcpreg_container::Launch` as JSON.
    pub launch: &'static str,
    /// How long to wait for it.
    pub timeouts: Timeouts,
    /// What becomes of a result that breaks its tool's pinned output schema.
    pub output_check: OutputCheck,
    /// How an argument is handled whose name differs from a declared one only in case.
    pub case_variants: CaseVariants,
    /// Its tools, sorted by public name.
    pub tools: &'static [&'static Tool],
}

/// What becomes of a result that breaks its tool's pinned output schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputCheck {
    /// Nothing: it is not looked at.
    Off,
    /// It is passed on, and logged.
    Warn,
    /// The caller gets an error that names the violations instead.
    Enforce,
}

/// How long the gateway waits for a server, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// From starting the server to its answer to the opening request.
    pub start_ms: u64,
    /// From a forwarded `tools/call` to its answer; progress does not extend it.
    pub call_ms: u64,
}

/// One pinned tool.
#[derive(Debug)]
pub struct Tool {
    /// `mcp_<prefix>_<tool>`; looked up, never parsed.
    pub public_name: &'static str,
    /// The server's own name for it, byte for byte.
    pub name: &'static str,
    /// The id of its [`Server`].
    pub server: &'static str,
    /// The tool as JSON text, exactly as one element of `tools/list`'s `tools`.
    pub listing: &'static str,
    /// Decides the arguments before the server sees them.
    pub arguments: &'static Check,
    /// Decides `structuredContent`, where the server declares an `outputSchema`.
    pub output: Option<&'static Check>,
    /// Arguments this gateway fills in itself; callers can neither see nor send them.
    pub fixed: &'static [Fixed],
    /// How much of its schemas became Rust types.
    pub coverage: Coverage,
}

/// One argument that the catalogue fixed to a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixed {
    /// The property's name.
    pub name: &'static str,
    /// Its value as JSON text.
    pub json: &'static str,
}

/// How a tool's schemas ended as Rust types. The checks are exact in all three cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// The type says what the schema says.
    Typed,
    /// The type accepts more than the schema; each entry is `pointer: keyword: reason`.
    Widened(&'static [&'static str]),
    /// The type is `serde_json::Value`; the reason says why.
    Raw(&'static str),
}

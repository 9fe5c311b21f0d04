//! The revisions of MCP that the gateway speaks, and the constants that belong to them.
//!
//! Two eras: *legacy* revisions open a session with `initialize`; the *modern* one carries its
//! version and capabilities in every request's `_meta` (specification 2026-07-28, basic/versioning).

/// The revision of the modern era.
pub const MODERN: &str = "2026-07-28";

/// The revisions of the legacy era, newest first.
pub const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// The one revision in which several messages may be sent as one JSON array (specification
/// 2025-03-26, basic, "Batching").
pub const WITH_BATCHES: &str = "2025-03-26";

/// The prefix of the `_meta` keys that belong to the protocol.
pub const META_PREFIX: &str = "io.modelcontextprotocol/";
/// The `_meta` key of a request's revision.
pub const META_VERSION: &str = "io.modelcontextprotocol/protocolVersion";
/// The `_meta` key of what the client can do.
pub const META_CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";

/// JSON-RPC: the method does not exist.
pub const METHOD_NOT_FOUND: i64 = -32601;
/// JSON-RPC: the message is not a valid request.
pub const INVALID_REQUEST: i64 = -32600;
/// JSON-RPC: the parameters are wrong.
pub const INVALID_PARAMS: i64 = -32602;
/// MCP: the request's revision is not spoken.
pub const UNSUPPORTED_VERSION: i64 = -32022;

/// How a peer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// `initialize`, then a session.
    Legacy,
    /// Every request for itself.
    Modern,
}

impl Era {
    /// The era of a revision.
    pub fn of(revision: &str) -> Self {
        // Revisions are dates, so they sort as text.
        if revision >= MODERN {
            Self::Modern
        } else {
            Self::Legacy
        }
    }
}

//! A pin: everything a server said of itself, as one canonical JSON file.

use std::collections::BTreeMap;

use crate::json::Json;

/// One server's observed surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Which opening request was answered: `initialize` or `server/discover`.
    pub opening: Opening,
    /// The opening request's whole result.
    pub server: Json,
    /// The tools, every field kept, sorted by name.
    pub tools: Vec<Json>,
    /// The resources, sorted by URI.
    pub resources: Vec<Json>,
    /// The resource templates, sorted by URI template.
    pub resource_templates: Vec<Json>,
    /// The prompts, sorted by name.
    pub prompts: Vec<Json>,
}

/// The request a server opens with; its era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// `initialize`: the stateful revisions, up to 2025-11-25.
    Initialize,
    /// `server/discover`: the stateless revision 2026-07-28.
    Discover,
}

/// The pins of a lock: server id to the bytes of `generated/pins/<id>.json`.
pub type Pins = BTreeMap<String, String>;

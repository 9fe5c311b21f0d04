//! What the generated crate will contain, decided but not yet written as Rust.
//!
//! [`Model`] comes out of [`crate::lower`]: names are unique and valid, overrides are applied,
//! fixed arguments are gone from the schemas. [`TypedModel`] adds to each tool the Rust types
//! and checks of its schemas. Everything is sorted; nothing here refers back to the lock.

use std::collections::BTreeMap;

use crate::check::CheckCode;
use crate::json::Json;
use crate::lock::{Checks, Timeouts};
use crate::types::SchemaTypes;

/// A gateway, ready to be typed.
#[derive(Debug, Clone)]
pub struct Model {
    /// The gateway's own name.
    pub gateway: String,
    /// Its servers, sorted by id.
    pub servers: Vec<ServerModel<ToolModel>>,
}

/// A gateway, ready to be emitted.
#[derive(Debug, Clone)]
pub struct TypedModel {
    /// The gateway's own name.
    pub gateway: String,
    /// Its servers, sorted by id.
    pub servers: Vec<ServerModel<TypedTool>>,
}

/// One server with its tools.
#[derive(Debug, Clone)]
pub struct ServerModel<T> {
    /// The server's key in the lock.
    pub id: String,
    /// Its module in the generated crate; a valid Rust identifier, unique in the crate.
    pub module: String,
    /// The `<prefix>` of its tools' public names.
    pub prefix: String,
    /// The negotiated protocol revision.
    pub protocol: String,
    /// `serverInfo.name`, `serverInfo.version`.
    pub version: (String, String),
    /// SHA-256 of the pin's bytes.
    pub pin_sha256: String,
    /// The launch table as JSON text; codegen does not look inside.
    pub launch: String,
    /// How long the gateway waits for it.
    pub timeouts: Timeouts,
    /// What is checked beyond the arguments, and how strictly.
    pub checks: Checks,
    /// Its tools, sorted by public name.
    pub tools: Vec<T>,
}

/// One tool, named, with its overrides applied.
#[derive(Debug, Clone)]
pub struct ToolModel {
    /// The name clients see.
    pub public_name: String,
    /// The server's own name, byte for byte.
    pub name: String,
    /// The Rust function and module; a valid identifier, unique in its server.
    pub rust_name: String,
    /// The element of `tools/list` that clients see: public name, overridden description,
    /// schemas without the fixed arguments.
    pub listing: Json,
    /// What a caller may send (a schema; a missing one is `{"type":"object"}`).
    pub arguments: Json,
    /// Names that a caller may not send, because the gateway fills them in.
    pub fixed: BTreeMap<String, Json>,
    /// What comes back, where the server declares it.
    pub output: Option<Json>,
}

/// One tool with its types and checks.
#[derive(Debug, Clone)]
pub struct TypedTool {
    /// The tool.
    pub tool: ToolModel,
    /// The arguments' type.
    pub arguments: SchemaTypes,
    /// The output's type, where the server declares a schema.
    pub output: Option<SchemaTypes>,
    /// The arguments' check.
    pub arguments_check: CheckCode,
    /// The output's check, where the server declares a schema.
    pub output_check: Option<CheckCode>,
}

impl TypedTool {
    /// The checks, the arguments' first.
    pub fn checks(&self) -> impl Iterator<Item = &CheckCode> {
        [&self.arguments_check]
            .into_iter()
            .chain(&self.output_check)
    }

    /// The types, the arguments' first.
    pub fn types(&self) -> impl Iterator<Item = &SchemaTypes> {
        [&self.arguments].into_iter().chain(&self.output)
    }
}

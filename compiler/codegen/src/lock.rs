//! `mcpreg.lock`: the reviewed index of what was pinned.
//!
//! Written by `mcpreg-compile pin`, read by everything right of it. TOML, sorted, with a
//! `format` number; an older tool refuses a newer format rather than guess.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::json::Json;
use crate::problem::{Problem, ProblemKind};
use crate::schema::Formats;

/// The lock's file name, beside the catalogue.
pub const FILE_NAME: &str = mcpreg_build::LOCK;

/// The `format` this version reads and writes.
pub const FORMAT: u32 = 1;

const HEADER: &str = "\
# Written by `mcpreg-compile pin`; review it, do not edit it.
# Change mcpreg.toml and run `mcpreg-compile pin` instead.

";

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
    /// What is checked beyond the arguments, and how strictly; absent where it is the usual.
    #[serde(default, skip_serializing_if = "Checks::is_usual")]
    pub checks: Checks,
    /// How much it may define; absent where it is the usual.
    #[serde(default, skip_serializing_if = "DefinitionLimits::is_usual")]
    pub limits: DefinitionLimits,
    /// How it is started and confined (`mcpreg_container::Launch`): image, digest, platform or
    /// command, arguments, environment, secret references, limits. Opaque to codegen.
    pub launch: toml::Table,
    /// The tools that are served, by the server's own name.
    #[serde(default)]
    pub tools: BTreeMap<String, LockedTool>,
    /// Tools that the server has and that are not served: the catalogue leaves them out, or no
    /// client or call could use them.
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

/// How much the served tools of one server may define, all together.
///
/// The largest server of those that the defaults were measured on has 201 tools, 255 kB of
/// definitions, 5 patterns and 493 enum values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefinitionLimits {
    /// Bytes of the tools as compact JSON.
    pub definition_bytes: u64,
    /// Tools.
    pub tools: u64,
    /// Distinct patterns in their schemas.
    pub patterns: u64,
    /// Values under `enum` in their schemas.
    pub enum_values: u64,
}

/// What is checked of a server beyond the arguments, and how strictly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// What becomes of a result that breaks its pinned `outputSchema`.
    #[serde(default)]
    pub output: OutputCheck,
    /// Whether `format` asserts.
    #[serde(default)]
    pub format: Formats,
    /// How arguments are handled whose names differ from declared ones only in case.
    #[serde(default)]
    pub case_variants: CaseVariants,
}

/// What becomes of a result that breaks its pinned `outputSchema`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputCheck {
    /// Nothing: it is not looked at.
    Off,
    /// It is passed on, and logged.
    #[default]
    Warn,
    /// The caller gets an error that names the violations instead.
    Enforce,
}

/// How an argument is handled whose name differs from a declared or a fixed one only in case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseVariants {
    /// The call is refused: some servers' JSON readers would take it for the other.
    #[default]
    Refuse,
    /// The schema alone decides.
    Accept,
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

impl Checks {
    /// Whether the lock need not say it.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands out a reference"
    )]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for DefinitionLimits {
    fn default() -> Self {
        Self {
            definition_bytes: 2 << 20,
            tools: 512,
            patterns: 256,
            enum_values: 20_000,
        }
    }
}

impl DefinitionLimits {
    /// Whether the lock need not say it.
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

impl OutputCheck {
    /// The word for it in the catalogue and the lock.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Enforce => "enforce",
        }
    }
}

impl CaseVariants {
    /// The word for it in the catalogue and the lock.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Accept => "accept",
        }
    }
}

/// The two numbers that say whether the rest can be read.
#[derive(Deserialize)]
struct Numbers {
    format: u32,
    contract: u32,
}

impl Lock {
    /// Reads a lock. The `format` number is looked at first, so that a file of another version
    /// is named as that and not as a list of unknown keys.
    ///
    /// # Errors
    ///
    /// [`ProblemKind::Malformed`] where it is no lock, [`ProblemKind::Format`] where it is one of
    /// another version.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let numbers: Numbers = toml::from_str(text).map_err(|error| malformed(&error))?;
        same_number("format", numbers.format, FORMAT)?;
        same_number("contract", numbers.contract, crate::CONTRACT)?;
        toml::from_str(text).map_err(|error| malformed(&error))
    }

    /// The file's text: the same lock gives the same bytes.
    ///
    /// # Panics
    ///
    /// Where a timeout is beyond `i64`, the largest integer of TOML.
    pub fn to_text(&self) -> String {
        let body = toml::to_string_pretty(self)
            .expect("tables, strings and integers of `i64` can be written as TOML");
        format!("{HEADER}{body}")
    }
}

impl LockedServer {
    /// The launch table as compact JSON text.
    pub fn launch_json(&self) -> String {
        self.launch_as_json().to_compact()
    }

    /// The launch table as JSON.
    pub(crate) fn launch_as_json(&self) -> Json {
        table_json(&self.launch)
    }
}

fn table_json(table: &toml::Table) -> Json {
    Json::object(
        table
            .iter()
            .map(|(key, value)| (key.as_str(), value_json(value))),
    )
}

fn value_json(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::String(text.clone()),
        toml::Value::Integer(number) => Json::Number(number.to_string()),
        toml::Value::Float(number) if number.is_finite() => Json::Number(format!("{number:?}")),
        toml::Value::Boolean(value) => Json::Bool(*value),
        toml::Value::Array(items) => Json::Array(items.iter().map(value_json).collect()),
        toml::Value::Table(table) => table_json(table),
        other @ (toml::Value::Float(_) | toml::Value::Datetime(_)) => {
            Json::String(other.to_string())
        }
    }
}

fn malformed(error: &toml::de::Error) -> Problem {
    Problem {
        kind: ProblemKind::Malformed,
        subject: FILE_NAME.to_owned(),
        message: format!("not a lock: {}", error.to_string().trim_end()),
        help: Some("run `mcpreg-compile pin`, which writes it".to_owned()),
    }
}

fn same_number(name: &str, found: u32, known: u32) -> Result<(), Problem> {
    let (age, help) = match found.cmp(&known) {
        std::cmp::Ordering::Equal => return Ok(()),
        std::cmp::Ordering::Greater => ("a newer", "update mcpreg-compile and the gateway crates"),
        std::cmp::Ordering::Less => ("an older", "run `mcpreg-compile pin`, which writes it anew"),
    };
    Err(Problem {
        kind: ProblemKind::Format,
        subject: FILE_NAME.to_owned(),
        message: format!("written by {age} version: {name} is {found}, this version has {known}"),
        help: Some(help.to_owned()),
    })
}

#[cfg(test)]
mod tests;

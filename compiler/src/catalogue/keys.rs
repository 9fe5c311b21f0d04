//! The keys of `mcpreg.toml`: the one place that names them.
//!
//! The JSON Schema that `mcpreg-compile schema` prints is derived from these structs, and the
//! reader takes the keys it knows from that schema. No value ever has one of these types; the
//! reader fills the types of [`crate::catalogue`] so that every fault keeps its place.

use std::collections::BTreeMap;

use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_json::Value;

/// The catalogue of one gateway: which MCP servers it serves, how they are confined, and which
/// of their tools it offers.
#[derive(JsonSchema)]
#[schemars(title = "mcpreg.toml", deny_unknown_fields)]
pub struct CatalogueKeys {
    /// The gateway itself.
    pub gateway: GatewayKeys,
    /// The servers, each under an id of its own: `[a-z0-9][a-z0-9_-]*`.
    pub servers: Option<BTreeMap<String, ServerKeys>>,
}

/// The gateway itself.
#[derive(JsonSchema)]
#[schemars(title = "Gateway", deny_unknown_fields)]
pub struct GatewayKeys {
    /// The name of the gateway's binary and of the MCP server it is.
    #[schemars(regex(pattern = r"^[a-z0-9][a-z0-9-]*$"), length(max = 32))]
    pub name: String,
    /// The longest public tool name, in characters. By default what clients that put
    /// `mcp__<name>__` in front of it leave of 64.
    #[schemars(range(min = 16, max = 128))]
    pub name_budget: Option<u64>,
}

/// One MCP server.
#[derive(JsonSchema)]
#[schemars(
    title = "Server",
    deny_unknown_fields,
    extend("oneOf" = [{ "required": ["image"] }, { "required": ["command"] }])
)]
pub struct ServerKeys {
    /// The container image, such as `docker.io/acme/notes:1.2`. It is pinned by digest.
    pub image: Option<String>,
    /// A process on this host, instead of an image: the program, by its name or its whole path,
    /// and its arguments. It is not confined.
    #[schemars(length(min = 1))]
    pub command: Option<Vec<String>>,
    /// The folder `command` runs in, absolute; where absent, the one the gateway is started in.
    pub directory: Option<String>,
    /// What stands before the tools' names, `mcp_<prefix>_<tool>`; by default the id with `_`
    /// for `-`.
    #[schemars(regex(pattern = r"^[a-z0-9][a-z0-9_]*$"))]
    pub prefix: Option<String>,
    /// Arguments after the image's entry point or the command.
    pub args: Option<Vec<String>>,
    /// Plain environment variables. They stand in the lock; secrets do not belong here.
    pub env: Option<BTreeMap<String, String>>,
    /// Environment variables whose values are fetched when the server starts and written
    /// nowhere.
    pub secrets: Option<BTreeMap<String, SecretKeys>>,
    /// Dummy values for secrets, used only while the server is pinned and never written down.
    pub probe_env: Option<BTreeMap<String, String>>,
    /// The values of the other secrets while the server is pinned: `dummy` (the default) makes
    /// them up, `real` fetches them. A server whose lists hold a secret is not pinned.
    #[schemars(extend("enum" = ["dummy", "real"]))]
    pub probe_secrets: Option<String>,
    /// The tools that are offered, by the server's own names; `*` stands for any characters.
    /// All tools by default.
    pub tools: Option<Vec<String>>,
    /// What a container can reach: `none` (the default), `bridge` (the internet) or a network
    /// of the engine by name.
    pub network: Option<String>,
    /// Memory and swap together, such as `512MiB`, which is the default.
    pub memory: Option<String>,
    /// CPUs; 1.0 by default.
    #[schemars(range(min = 0.01))]
    pub cpus: Option<f64>,
    /// Processes and threads; 128 by default.
    #[schemars(range(min = 1))]
    pub pids: Option<u64>,
    /// Whom the container runs as: a number, `"1000:1000"` with its group, or `"image"` for the
    /// image's user, root included. By default the image's user, and 65532:65532 where that is or
    /// may be root.
    pub user: Option<UserKeys>,
    /// Writable folders in memory, path to size: `{ "/tmp" = "16MiB" }` unless said otherwise.
    /// Volumes that the image declares are such folders of 16 MiB where they are not named here;
    /// so is `/dev/shm`.
    pub tmpfs: Option<BTreeMap<String, String>>,
    /// Folders of this host inside the container. Each must be in a folder that the operator of
    /// the machine names in `~/.config/mcpreg/mount-roots` or `/etc/mcpreg/mount-roots`.
    pub mounts: Option<Vec<MountKeys>>,
    /// How long the gateway waits for the server.
    pub timeouts: Option<TimeoutKeys>,
    /// What is checked beyond the arguments, and how strictly.
    pub checks: Option<CheckKeys>,
    /// How much the offered tools may define, all together.
    pub limits: Option<LimitKeys>,
    /// Changes to single tools, by the server's own names.
    pub overrides: Option<BTreeMap<String, OverrideKeys>>,
}

/// Where a secret's value comes from; exactly one of these.
#[derive(JsonSchema)]
#[schemars(title = "Secret", rename_all = "snake_case")]
pub enum SecretKeys {
    /// An environment variable of the gateway.
    Env(String),
    /// A file, by its absolute path; one newline at its end is cut.
    File(String),
    /// A command's output; one newline at its end is cut.
    Command(Vec<String>),
}

/// Whom a container runs as.
#[derive(JsonSchema)]
#[schemars(title = "User", untagged)]
pub enum UserKeys {
    /// A user's number, which is its group's, too.
    Number(u32),
    /// `image`, a number, or two with `:` between them.
    Text(#[schemars(regex(pattern = r"^(image|[0-9]{1,10}(:[0-9]{1,10})?)$"))] String),
}

/// A folder of this host inside a container.
#[derive(JsonSchema)]
#[schemars(title = "Mount", deny_unknown_fields)]
pub struct MountKeys {
    /// The folder on this host; absolute, and without a symbolic link on the way.
    pub source: String,
    /// Where it appears in the container; absolute.
    pub target: String,
    /// Whether the server may write to it; no by default. The operator's line for it must begin
    /// with `writable `.
    pub writable: Option<bool>,
}

/// How long the gateway waits for a server.
#[derive(JsonSchema)]
#[schemars(title = "Timeouts", deny_unknown_fields)]
pub struct TimeoutKeys {
    /// From starting it to its first answer; `30s` by default.
    pub start: Option<String>,
    /// From a call to its result; `60s` by default.
    pub call: Option<String>,
}

/// What is checked of a server beyond the arguments, and how strictly.
#[derive(JsonSchema)]
#[schemars(title = "Checks", deny_unknown_fields)]
pub struct CheckKeys {
    /// What becomes of a result that breaks its tool's pinned output schema: `warn` (the default)
    /// logs it and passes it on, `enforce` gives the caller an error instead, `off` does not look.
    #[schemars(extend("enum" = ["off", "warn", "enforce"]))]
    pub output: Option<String>,
    /// What `format` in a schema is: an `annotation` (the default), which refuses nothing, or an
    /// `assertion`, which refuses strings that are not of the format.
    #[schemars(extend("enum" = ["annotation", "assertion"]))]
    pub format: Option<String>,
    /// How an argument is handled whose name differs from a declared or a fixed one only in case:
    /// `refuse` (the default), because servers whose JSON reader ignores case would take it for
    /// the other, or `accept` for a server that is known to tell them apart.
    #[schemars(extend("enum" = ["refuse", "accept"]))]
    pub case_variants: Option<String>,
}

/// How much the offered tools of a server may define, all together.
#[derive(JsonSchema)]
#[schemars(title = "Limits", deny_unknown_fields)]
pub struct LimitKeys {
    /// Their size as JSON; `2MiB` by default.
    pub definitions: Option<String>,
    /// How many they are; 512 by default.
    #[schemars(range(min = 1))]
    pub tools: Option<u64>,
    /// Distinct patterns in their schemas; 256 by default.
    pub patterns: Option<u64>,
    /// Values under `enum` in their schemas; 20,000 by default.
    pub enum_values: Option<u64>,
}

/// Changes to one tool.
#[derive(JsonSchema)]
#[schemars(title = "Override", deny_unknown_fields)]
pub struct OverrideKeys {
    /// The `<tool>` in its public name.
    pub rename: Option<String>,
    /// Whether the tool is not offered; no by default.
    pub leave_out: Option<bool>,
    /// What clients read instead of the server's own description.
    pub description: Option<String>,
    /// Arguments fixed to a constant: they disappear from the tool's schema, and the gateway
    /// fills them in.
    pub fixed: Option<BTreeMap<String, Value>>,
}

/// The JSON Schema of the whole file.
pub fn schema() -> Schema {
    schema_of::<CatalogueKeys>()
}

/// The keys that a table described by `T` may have, sorted.
pub fn known<T: JsonSchema>() -> Vec<String> {
    let schema = schema_of::<T>();
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        return properties.keys().cloned().collect();
    }
    let variants = schema
        .get("oneOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let properties = variants.filter_map(|variant| variant.get("properties")?.as_object());
    properties
        .flat_map(|properties| properties.keys().cloned())
        .collect()
}

fn schema_of<T: JsonSchema>() -> Schema {
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    schema
}

/// TOML has no null: an optional key is one that is not there.
fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    let is_null = |variant: &Value| variant.get("type").is_some_and(|name| name == "null");
    if let Some(Value::Array(variants)) = object.get_mut("anyOf") {
        variants.retain(|variant| !is_null(variant));
        if let [only] = variants.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.insert("allOf".to_owned(), Value::Array(vec![only]));
        }
    }
}

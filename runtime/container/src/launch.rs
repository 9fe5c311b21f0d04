//! How one server is started and confined: the one definition that the catalogue fills in, the
//! lock keeps, the generated crate carries as JSON and the engines obey.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Everything needed to start one server. Holds references to secrets, never their values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Launch {
    /// What to run.
    pub program: Program,
    /// Arguments after the image's entry point or the command.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
    /// Plain environment variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub env: BTreeMap<String, String>,
    /// Environment variables whose values are resolved when the server starts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub secrets: BTreeMap<String, SecretRef>,
    /// The box a container runs in; the closed defaults where absent. A command has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confinement: Option<Confinement>,
}

/// What to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// A container.
    Image(ImageProgram),
    /// A process on this host: the program and its leading arguments.
    Command(CommandProgram),
}

/// A container image, pinned once it has been resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageProgram {
    /// The reference as people write it, such as `docker.io/acme/mcp:1.2`.
    pub reference: String,
    /// The manifest digest, `sha256:…`, where a registry gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The image ID (config digest), `sha256:…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_id: Option<String>,
    /// `os/architecture`, such as `linux/amd64`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
}

/// A process on this host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandProgram {
    /// The program; looked up on the `PATH` unless it has a `/`.
    pub program: String,
    /// Its arguments, before [`Launch::args`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leading: Vec<String>,
    /// The folder it runs in; the starter's own folder where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<PathBuf>,
}

/// The box a container runs in. Defaults are the closed ones (see each field).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Confinement {
    /// The network; none unless said otherwise.
    pub network: Network,
    /// Memory and swap together, in bytes; 512 MiB.
    pub memory_bytes: u64,
    /// CPUs, in thousandths; 1000.
    pub cpu_millis: u64,
    /// Processes and threads; 128.
    pub pids: u64,
    /// Whom it runs as; a user without privileges unless said otherwise.
    pub user: User,
    /// Writable in-memory folders: path to size in bytes; `/tmp` of 16 MiB. `/dev/shm` has 16 MiB
    /// where it is not named.
    pub tmpfs: BTreeMap<String, u64>,
    /// Folders of this host; each must be in what the operator allows
    /// ([`MountRoots`](crate::MountRoots)).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mounts: Vec<Mount>,
}

/// Whom the processes of a container run as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum User {
    /// The image's user, or 65532:65532 where that is root or cannot be shown not to be.
    #[default]
    Unprivileged,
    /// The image's user, root included.
    Image,
    /// These numbers.
    Ids {
        /// The user.
        uid: u32,
        /// The group.
        gid: u32,
    },
}

/// What a container can reach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// Nothing but itself.
    #[default]
    None,
    /// The engine's default bridge: the internet.
    Bridge,
    /// A network of the engine, by name.
    Named(String),
}

/// One folder of this host inside the container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mount {
    /// The folder on this host: absolute, without `..`, and without a symbolic link on the way.
    pub source: PathBuf,
    /// Where it appears in the container, absolute.
    pub target: String,
    /// Whether the server may write to it.
    #[serde(default)]
    pub writable: bool,
}

/// Where a secret's value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretRef {
    /// An environment variable of the gateway.
    Env(String),
    /// A file; one trailing newline is cut.
    File(PathBuf),
    /// A command's standard output; one trailing newline is cut.
    Command(Vec<String>),
}

impl Launch {
    /// The box of a container: what was said, or the closed defaults.
    pub fn confinement(&self) -> Confinement {
        self.confinement.clone().unwrap_or_default()
    }
}

impl Default for Confinement {
    fn default() -> Self {
        Self {
            network: Network::None,
            memory_bytes: 512 << 20,
            cpu_millis: 1000,
            pids: 128,
            user: User::Unprivileged,
            tmpfs: BTreeMap::from([("/tmp".to_owned(), 16 << 20)]),
            mounts: Vec::new(),
        }
    }
}

impl std::fmt::Display for SecretRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Env(variable) => write!(f, "environment variable `{variable}`"),
            Self::File(path) => write!(f, "file `{}`", path.display()),
            // Arguments are left out: people put tokens there.
            Self::Command(words) => {
                write!(f, "command `{}`", words.first().map_or("", String::as_str))
            }
        }
    }
}

//! `mcpreg.toml`: what people write, read with the place of everything that can be wrong.
//!
//! [`Catalogue::parse`] turns the text into typed values, or into all of its faults at once.
//! What only the servers can tell, such as whether an overridden tool exists, is asked when they
//! are pinned; the values it is about keep their places for that.

pub mod fault;
pub mod keys;
mod reader;
mod server;
pub mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mcpreg_codegen::folder::read_named_file;
use mcpreg_codegen::json::Json;
use mcpreg_codegen::lock::{Checks, DefinitionLimits, Timeouts};
use mcpreg_codegen::name::default_budget;
use mcpreg_container::Launch;
use mcpreg_text::shown;
use toml::de::DeTable;

use crate::diagnostic::{self, Source, Style};
use crate::probe::secrets::ProbeSecrets;
use fault::{Fault, FaultKind, Place};
use reader::{Reader, Section};

pub use reader::Placed;

/// The largest catalogue that is read.
const LIMIT_BYTES: u64 = 16 << 20;

/// A whole catalogue.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The file it was read from.
    pub source: Source,
    /// The gateway.
    pub gateway: Gateway,
    /// The servers, by id.
    pub servers: BTreeMap<String, Server>,
}

/// The gateway itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway {
    /// Its name: the binary's, and `serverInfo.name`.
    pub name: String,
    /// The longest public name, in characters.
    pub name_budget: usize,
}

/// One server.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Where its header stands.
    pub place: Place,
    /// The `<prefix>` of its tools' public names.
    pub prefix: String,
    /// How it is started and confined.
    pub launch: Launch,
    /// Dummy values for secrets while it is pinned.
    pub probe_env: BTreeMap<String, String>,
    /// Which values its other secrets have while it is pinned.
    pub probe_secrets: ProbeSecrets,
    /// The tools that are offered, as patterns; all of them where absent.
    pub tools: Option<Vec<Placed<String>>>,
    /// How long the gateway waits for it.
    pub timeouts: Timeouts,
    /// What is checked beyond the arguments, and how strictly.
    pub checks: Checks,
    /// How much its tools may define.
    pub limits: DefinitionLimits,
    /// Changes to single tools, by the server's own names.
    pub overrides: BTreeMap<String, Override>,
}

/// Changes to one tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Where the tool's name stands.
    pub place: Place,
    /// The `<tool>` in its public name.
    pub rename: Option<Placed<String>>,
    /// Whether it is not offered.
    pub leave_out: bool,
    /// What clients read instead of its own description.
    pub description: Option<String>,
    /// Arguments fixed to a constant.
    pub fixed: BTreeMap<String, Placed<Json>>,
}

/// Why there is no catalogue.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// The file cannot be read.
    #[error("cannot read the catalogue {path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not right.
    #[error("{}", diagnostic::render(.0, .1, Style::Plain))]
    Faulty(Source, Vec<Fault>),
}

impl CatalogueError {
    /// The error as people see it.
    pub fn render(&self, style: Style) -> String {
        match self {
            Self::Unreadable { .. } => shown(&format!(
                "error: {self}\n  help: `mcpreg-compile new DIR` writes a first one; \
                 `--catalogue` names another file"
            )),
            Self::Faulty(source, faults) => {
                let count = match faults.len() {
                    1 => "1 fault".to_owned(),
                    many => format!("{many} faults"),
                };
                let rendered = diagnostic::render(source, faults, style);
                let path = shown(&source.path.to_string_lossy());
                format!("{rendered}\n\nerror: {count} in {path}")
            }
        }
    }
}

impl Catalogue {
    /// Reads a catalogue's file.
    ///
    /// # Errors
    ///
    /// [`CatalogueError`]: the file cannot be read, or all faults in it.
    pub fn load(path: &Path) -> Result<Self, CatalogueError> {
        let text =
            read_named_file(path, LIMIT_BYTES).map_err(|source| CatalogueError::Unreadable {
                path: path.to_path_buf(),
                source,
            })?;
        Self::parse(Source::new(path, text))
    }

    /// Reads a catalogue's text.
    ///
    /// # Errors
    ///
    /// [`CatalogueError::Faulty`] with all faults.
    pub fn parse(source: Source) -> Result<Self, CatalogueError> {
        match read(&source) {
            Ok((gateway, servers)) => Ok(Self {
                source,
                gateway,
                servers,
            }),
            Err(faults) => Err(CatalogueError::Faulty(source, faults)),
        }
    }
}

fn read(source: &Source) -> Result<(Gateway, BTreeMap<String, Server>), Vec<Fault>> {
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    if !errors.is_empty() {
        return Err(errors.iter().map(syntax).collect());
    }
    let mut reader = Reader {
        folder: source.path.parent().unwrap_or(Path::new("")).to_path_buf(),
        ..Reader::default()
    };
    let file = reader.section::<keys::CatalogueKeys>(String::new(), 0..0, root.get_ref());
    let gateway = read_gateway(&mut reader, &file);
    let servers = read_servers(&mut reader, &file);
    match gateway {
        Some(gateway) if reader.faults.is_empty() => Ok((gateway, servers)),
        _ => Err(reader.faults),
    }
}

fn syntax(error: &toml::de::Error) -> Fault {
    let place = error.span().unwrap_or(0..0);
    let message = error.message().replace('\n', " ");
    let fault = match message.split_once(", expected ") {
        Some((what, expected)) => {
            Fault::new(FaultKind::Syntax, place, what).expected(format!("expected {expected}"))
        }
        None => Fault::new(FaultKind::Syntax, place, message),
    };
    fault.help("the file is TOML: https://toml.io")
}

fn read_gateway(reader: &mut Reader, file: &Section<'_>) -> Option<Gateway> {
    const HELP: &str = "write `[gateway]` and `name = \"acme\"` at the top of the file";
    let Some((_, value)) = file.entry("gateway") else {
        reader.missing(file, "gateway", HELP);
        return None;
    };
    let section = reader.table::<keys::GatewayKeys>("gateway".to_owned(), value)?;
    let budget = reader.whole(&section, "name_budget", 16..=128);
    if section.entry("name").is_none() {
        reader.missing(&section, "name", HELP);
        return None;
    }
    let name = reader.string(&section, "name")?;
    if !value::is_gateway_name(&name.value) {
        let fault = Fault::new(
            FaultKind::BadName,
            name.place,
            format!("`{}` cannot name a gateway", name.value),
        );
        reader.fault(
            fault
                .expected("expected 1 to 32 of a-z, 0-9 and inner `-`")
                .help("it names the binary and the MCP server"),
        );
        return None;
    }
    let name_budget = match budget.map(usize::try_from) {
        Some(Ok(budget)) => budget,
        _ => default_budget(&name.value),
    };
    Some(Gateway {
        name: name.value,
        name_budget,
    })
}

fn read_servers(reader: &mut Reader, file: &Section<'_>) -> BTreeMap<String, Server> {
    let mut servers = BTreeMap::new();
    let mut prefixes: BTreeMap<String, (String, Place)> = BTreeMap::new();
    for member in reader.members(file, "servers") {
        let id = member.name.value.clone();
        let Some(read) = server::read(reader, &member) else {
            continue;
        };
        let prefix = read.server.prefix.clone();
        match prefixes.get(&prefix) {
            None => {
                prefixes.insert(prefix, (id.clone(), read.prefix_place));
            }
            Some((other, place)) => {
                reader.fault(duplicate_prefix(
                    &prefix,
                    &id,
                    read.prefix_place,
                    other,
                    place,
                ));
            }
        }
        servers.insert(id, read.server);
    }
    servers
}

fn duplicate_prefix(prefix: &str, id: &str, place: Place, other: &str, first: &Place) -> Fault {
    let message = format!("servers `{other}` and `{id}` have one prefix, `{prefix}`");
    Fault::new(FaultKind::DuplicatePrefix, place, message)
        .expected("expected a prefix of its own")
        .with(first.clone(), format!("`{other}` has it here"))
        .help(format!(
            "give one of them another `prefix` in `[servers.{id}]` or `[servers.{other}]`"
        ))
}

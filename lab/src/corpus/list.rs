//! A folder of recorded tool lists, as a lock and its pins: one server per file.
//!
//! Files are answers to `tools/list`: `{"tools": […]}`. Each becomes a server that was never
//! started, with names given by the same code that names pinned tools. What is wrong with one
//! file is kept with that file's name, and the others go on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_codegen::lock::{
    Checks, DefinitionLimits, FORMAT, Gateway, LockedServer, LockedTool, Timeouts,
};
use mcpreg_codegen::pin::{Opening, tool_name};
use mcpreg_codegen::schema::Formats;
use mcpreg_codegen::{CONTRACT, Lock, Pin, Pins, Problems, limit, lower, name};
use serde::Serialize;

use mcpreg_compile::screening::{self, Screened};

/// The longest public name: what the specification recommends as the longest tool name
/// (MCP 2026-07-28, server/tools, "Tool Names"). Files have longer names than prefixes do.
const NAME_BUDGET: usize = 128;

/// Everything that could be read of a folder of tool lists.
#[derive(Debug, Clone)]
pub struct Lists {
    /// One server per file.
    pub lock: Lock,
    /// The tools of each.
    pub pins: Pins,
    /// How many tools all files hold, the faulty ones included.
    pub listed: usize,
    /// What was found about each server's tools; those that cannot be used are in no pin.
    pub screened: BTreeMap<String, Screened>,
    /// What could not be read or named.
    pub faults: Vec<Fault>,
}

/// Something wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

/// Reads every `*.json` of a folder, in the order of their names, up to `most_tools` tools.
///
/// # Errors
///
/// When the folder cannot be listed; what is wrong with one file is among the faults.
pub fn read(folder: &Path, most_tools: usize) -> io::Result<Lists> {
    read_selected(folder, most_tools, screening::screen)
}

/// As [`read`], but tools that clients can read and no call could use are in the pins: their
/// checks are compared, too.
///
/// # Errors
///
/// As [`read`].
pub fn read_unusable_too(folder: &Path, most_tools: usize) -> io::Result<Lists> {
    read_selected(folder, most_tools, |tools, _| screening::unreadable(tools))
}

/// Finds what of a server's tools is left out.
type Screen = fn(&[&Json], Formats) -> Screened;

fn read_selected(folder: &Path, most_tools: usize, screen: Screen) -> io::Result<Lists> {
    let mut lists = Lists {
        lock: Lock {
            format: FORMAT,
            contract: CONTRACT,
            gateway: Gateway {
                name: "corpus".to_owned(),
                name_budget: NAME_BUDGET,
            },
            servers: BTreeMap::new(),
        },
        pins: Pins::new(),
        listed: 0,
        screened: BTreeMap::new(),
        faults: Vec::new(),
    };
    for file in files(folder)? {
        let room = most_tools.saturating_sub(lists.listed);
        if room == 0 {
            break;
        }
        if let Err(message) = lists.add_file(&folder.join(&file), room, screen) {
            lists.faults.push(Fault { file, message });
        }
    }
    Ok(lists)
}

fn files(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if Path::new(&name)
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            names.insert(name.to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

impl Lists {
    fn add_file(&mut self, path: &Path, room: usize, screen: Screen) -> Result<(), String> {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let json = Json::parse(&text, MAX_DEPTH).map_err(|error| error.to_string())?;
        let tools = json.get("tools").and_then(Json::as_array);
        let tools = tools.ok_or("expected an object with an array `tools`")?;
        let tools = &tools[..tools.len().min(room)];
        self.listed += tools.len();
        let mut kept = BTreeMap::new();
        for (index, tool) in tools.iter().enumerate() {
            let message = match tool_name(tool) {
                None => format!("tool {index} has no `name` that is a text"),
                Some(name) if kept.contains_key(name) => format!("two tools are called {name:?}"),
                Some(name) => {
                    kept.insert(name.to_owned(), tool.clone());
                    continue;
                }
            };
            self.faults.push(Fault {
                file: file.to_string(),
                message,
            });
        }
        self.add_server(file.trim_end_matches(".json"), kept, screen)
    }

    /// Adds a server, after making sure on its own that it can be lowered.
    fn add_server(
        &mut self,
        stem: &str,
        mut tools: BTreeMap<String, Json>,
        screen: Screen,
    ) -> Result<(), String> {
        let id = self.free_id(stem);
        let exceeded = limit::exceeded(&id, &DefinitionLimits::default(), tools.values());
        Problems(exceeded).or(()).map_err(|it| it.to_string())?;
        let all: Vec<&Json> = tools.values().collect();
        let screened = screen(&all, Formats::default());
        tools.retain(|name, _| !screened.unfit.contains_key(name));
        let names: Vec<_> = tools.keys().cloned().collect();
        let names = name::assign(&id, NAME_BUDGET, &names, &BTreeMap::new());
        let names = names.map_err(|problems| problems.to_string())?;
        let pin = Pin {
            opening: Opening::Initialize,
            server: Json::object([("protocolVersion", Json::String(PROTOCOL.to_owned()))]),
            tools: tools.into_values().collect(),
            resources: Vec::new(),
            resource_templates: Vec::new(),
            prompts: Vec::new(),
        };
        let server = server(&id, stem, &pin, names);
        let lock = Lock {
            servers: BTreeMap::from([(id.clone(), server)]),
            ..self.lock.clone()
        };
        let pins = Pins::from([(id.clone(), pin.to_text())]);
        lower::lower(&lock, &pins).map_err(|problems| problems.to_string())?;
        self.screened.insert(id, screened);
        self.lock.servers.extend(lock.servers);
        self.pins.extend(pins);
        Ok(())
    }

    fn free_id(&self, stem: &str) -> String {
        let lower = stem.to_ascii_lowercase();
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let id: String = lower.chars().map(plain).collect();
        let numbered = (2..).map(|number| format!("{id}_{number}"));
        let mut ids = std::iter::once(id.clone()).chain(numbered);
        ids.find(|id| !self.lock.servers.contains_key(id))
            .expect("numbers do not end")
    }
}

/// The revision the recorded servers are taken to speak; recordings do not say.
const PROTOCOL: &str = "2025-11-25";

fn server(id: &str, stem: &str, pin: &Pin, names: BTreeMap<String, name::Names>) -> LockedServer {
    let tool = |(tool, names): (String, name::Names)| {
        let name::Names { public, rust } = names;
        (
            tool,
            LockedTool {
                public,
                rust,
                description: None,
                fixed: BTreeMap::new(),
            },
        )
    };
    LockedServer {
        prefix: id.to_owned(),
        name: stem.to_owned(),
        version: String::new(),
        protocol: PROTOCOL.to_owned(),
        pin_sha256: pin.sha256(),
        timeouts: Timeouts {
            start_ms: 0,
            call_ms: 0,
        },
        checks: Checks::default(),
        limits: DefinitionLimits::default(),
        launch: toml::Table::new(),
        tools: names.into_iter().map(tool).collect(),
        left_out: Vec::new(),
    }
}

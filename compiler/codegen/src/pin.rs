//! A pin: everything a server said of itself, as one canonical JSON file.
//!
//! Written by `mcpreg-compile pin` to `generated/pins/<id>.json`, reviewed in a pull request,
//! hashed into the lock. Every field a server sent is kept; only the order is ours. A pin of
//! another `format` is refused rather than guessed at.

use std::collections::BTreeMap;

pub use mcpreg_build::sha256;

use crate::json::{Json, Key, MAX_DEPTH};
use crate::problem::{Problem, ProblemKind};

/// The `format` this version reads and writes.
pub const FORMAT: u32 = 1;

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

impl Opening {
    /// The request's method.
    pub fn method(self) -> &'static str {
        match self {
            Self::Initialize => "initialize",
            Self::Discover => "server/discover",
        }
    }
}

/// The lists of a pin: the member's name, and what its elements are sorted by.
const LISTS: [(&str, &str); 4] = [
    ("tools", "name"),
    ("resources", "uri"),
    ("resourceTemplates", "uriTemplate"),
    ("prompts", "name"),
];

impl Pin {
    /// Reads the pin of `server`.
    ///
    /// # Errors
    ///
    /// [`ProblemKind::Malformed`] where it is no pin, [`ProblemKind::Format`] where it is one of
    /// another version.
    pub fn parse(server: &str, text: &str) -> Result<Self, Problem> {
        let json = Json::parse(text, MAX_DEPTH)
            .map_err(|error| problem(server, ProblemKind::Malformed, error.to_string()))?;
        same_format(server, &json)?;
        let malformed = |message: String| problem(server, ProblemKind::Malformed, message);
        let Json::Object(mut members) = json else {
            return Err(malformed(format!(
                "expected an object, found {}",
                json.type_name()
            )));
        };
        let opening = match members.remove(&Key::from("opening")) {
            Some(Json::String(method)) if method == "initialize" => Opening::Initialize,
            Some(Json::String(method)) if method == "server/discover" => Opening::Discover,
            _ => {
                let expected = "expected `opening` to be `initialize` or `server/discover`";
                return Err(malformed(expected.to_owned()));
            }
        };
        let surface = members.remove(&Key::from("server"));
        let Some(surface @ Json::Object(_)) = surface else {
            return Err(malformed("expected `server` to be an object".to_owned()));
        };
        let mut next = |(name, key)| list(&mut members, name, key).map_err(malformed);
        let [tools, resources, templates, prompts] = LISTS.map(&mut next);
        let pin = Self {
            opening,
            server: surface,
            tools: tools?,
            resources: resources?,
            resource_templates: templates?,
            prompts: prompts?,
        };
        members.remove(&Key::from("format"));
        if let Some(key) = members.keys().next() {
            return Err(malformed(format!("unknown member `{}`", key.0)));
        }
        Ok(pin)
    }

    /// The file's text: the same surface gives the same bytes, in whatever order it was listed.
    pub fn to_text(&self) -> String {
        let lists = [
            &self.tools,
            &self.resources,
            &self.resource_templates,
            &self.prompts,
        ];
        let lists = LISTS.iter().zip(lists).map(|((name, key), items)| {
            let mut items = items.clone();
            sort(&mut items, key);
            (*name, Json::Array(items))
        });
        let head = [
            ("format", Json::Number(FORMAT.to_string())),
            ("opening", Json::String(self.opening.method().to_owned())),
            ("server", self.server.clone()),
        ];
        Json::object(head.into_iter().chain(lists)).to_pretty()
    }

    /// SHA-256 of [`Pin::to_text`], in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        sha256(&self.to_text())
    }

    /// The tool of that name.
    pub fn tool(&self, name: &str) -> Option<&Json> {
        self.tools.iter().find(|tool| tool_name(tool) == Some(name))
    }

    /// The names of the tools, in order.
    pub fn tool_names(&self) -> impl Iterator<Item = &str> {
        self.tools.iter().filter_map(tool_name)
    }

    /// `serverInfo.name` and `serverInfo.version`; empty where the server does not say.
    pub fn server_info(&self) -> (&str, &str) {
        let places = ["/serverInfo", "/_meta/io.modelcontextprotocol~1serverInfo"];
        let info = places.iter().find_map(|place| self.server.pointer(place));
        let text = |key| {
            info.and_then(|info| info.get(key)?.as_str())
                .unwrap_or_default()
        };
        (text("name"), text("version"))
    }
}

/// A tool's own name.
pub fn tool_name(tool: &Json) -> Option<&str> {
    tool.get("name")?.as_str()
}

fn same_format(server: &str, json: &Json) -> Result<(), Problem> {
    let found = json
        .get("format")
        .and_then(Json::as_number)
        .and_then(|digits| digits.parse().ok());
    let version = match found.map(|found: u32| found.cmp(&FORMAT)) {
        Some(std::cmp::Ordering::Equal) => return Ok(()),
        Some(std::cmp::Ordering::Greater) => "a newer version; update mcpreg-compile",
        Some(std::cmp::Ordering::Less) => "an older version",
        None => {
            let message = "expected an object with a `format` number".to_owned();
            return Err(problem(server, ProblemKind::Malformed, message));
        }
    };
    Err(problem(
        server,
        ProblemKind::Format,
        format!("written by {version}"),
    ))
}

fn list(members: &mut BTreeMap<Key, Json>, name: &str, key: &str) -> Result<Vec<Json>, String> {
    let Some(Json::Array(mut items)) = members.remove(&Key::from(name)) else {
        return Err(format!("expected `{name}` to be an array"));
    };
    if let Some(index) = items
        .iter()
        .position(|item| item.get(key).and_then(Json::as_str).is_none())
    {
        return Err(format!(
            "expected `{name}` item {index} to be an object with a text `{key}`"
        ));
    }
    sort(&mut items, key);
    Ok(items)
}

/// Sorts by `key`, and equal ones by their whole text, so that no listing order survives.
fn sort(items: &mut [Json], key: &str) {
    items.sort_by_cached_key(|item| {
        let name = item.get(key).and_then(Json::as_str).unwrap_or_default();
        (name.to_owned(), item.to_compact())
    });
}

fn problem(server: &str, kind: ProblemKind, message: String) -> Problem {
    Problem {
        kind,
        subject: format!("generated/pins/{server}.json"),
        message,
        help: Some(format!(
            "run `mcpreg-compile pin {server}`, which writes it"
        )),
    }
}

#[cfg(test)]
mod tests;

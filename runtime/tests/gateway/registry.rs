//! The registry under test: one scripted server, whose tools each show one thing.

use std::path::{Path, PathBuf};

use mcpreg_contract::check::table::Types;
use mcpreg_contract::check::{Node, Validator};
use mcpreg_contract::{
    CaseVariants, Check, Coverage, Fixed, OutputCheck, Registry, Server, Timeouts, Tool,
};
use serde_json::json;

/// The variable that tells a gateway process what to serve: `ERA FOLDER CALL_MS`.
pub(crate) const VARIABLE: &str = "MCPREG_TEST_REGISTRY";

/// Text that would fill a terminal's clipboard, clear it, colour it, turn a line around, hide
/// letters, and write over the line that it is on.
pub(crate) const HOSTILE: &str = "start\u{1b}]52;c;cm0gLXJmIH4=\u{7}\u{1b}[2J\u{9b}31m\u{202e}desrever\u{202c}\u{200b}\u{e0041}\u{7f}\rend";

/// The variable with how its server is started, as JSON, instead of the scripted one.
pub(crate) const LAUNCH_VARIABLE: &str = "MCPREG_TEST_LAUNCH";

static ANYTHING: [Node; 1] = [Node {
    types: Types::OBJECT,
    ..Node::ANY
}];
static TEXT: Validator = Validator::new(
    r#"{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}"#,
);
static ARGUMENTS: Check = Check::Table {
    nodes: &ANYTHING,
    fixed: &["place"],
};
static ONE_TEXT: Check = Check::Validator {
    validator: &TEXT,
    fixed: &[],
};

/// What the server does, by tool; the public names are `mcp_t_<tool>`.
pub(crate) const TOOLS: [&str; 13] = [
    "ask",
    "big",
    "die",
    "error",
    "garbage",
    "hang",
    "hostile",
    "line",
    "pid",
    "progress",
    "seen",
    "strict",
    "structured",
];

/// How the registry is varied.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    /// `legacy`, `modern`, `silent`, `failing`: what the server understands.
    pub(crate) mode: &'static str,
    /// The revision in the pin.
    pub(crate) protocol: &'static str,
    /// How long a call may take.
    pub(crate) call_ms: u64,
    /// How long a start may take.
    pub(crate) start_ms: u64,
    /// The environment variable of the gateway that a secret comes from.
    pub(crate) secret: Option<&'static str>,
    /// The server's name and version in the pin.
    pub(crate) version: (&'static str, &'static str),
    /// What becomes of a result that breaks its output schema.
    pub(crate) output_check: OutputCheck,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            mode: "legacy",
            protocol: "2025-11-25",
            call_ms: 20_000,
            start_ms: 20_000,
            secret: None,
            version: ("scripted", "1"),
            output_check: OutputCheck::Warn,
        }
    }
}

/// A registry whose server leaves a file named by its process number in `folder`.
pub(crate) fn registry(folder: &Path, shape: &Shape) -> &'static Registry {
    let program = std::env::current_exe().expect("a test has a program");
    let mut launch = json!({
        "program": { "command": { "program": program, "leading": ["server"] } },
        "args": [shape.mode, folder],
    });
    if let Some(variable) = shape.secret {
        launch["secrets"] = json!({ "TOKEN": { "env": variable } });
    }
    let launch = std::env::var(LAUNCH_VARIABLE).unwrap_or_else(|_| launch.to_string());
    let server = Server {
        id: "scripted",
        prefix: "t",
        protocol: shape.protocol,
        version: shape.version,
        pin_sha256: "00",
        launch: leak(launch),
        timeouts: Timeouts {
            start_ms: shape.start_ms,
            call_ms: shape.call_ms,
        },
        output_check: shape.output_check,
        case_variants: CaseVariants::Refuse,
        tools: Box::leak(TOOLS.map(|name| &*Box::leak(Box::new(tool(name)))).into()),
    };
    let servers: &'static [&'static Server] = Box::leak(Box::new([&*Box::leak(Box::new(server))]));
    Box::leak(Box::new(Registry {
        gateway: "gateway-under-test",
        servers,
    }))
}

/// The registry that a gateway process was told to serve.
pub(crate) fn of_environment() -> &'static Registry {
    let words = std::env::var(VARIABLE).unwrap_or_default();
    let mut words = words.split(' ');
    let (mode, version) = match words.next() {
        Some("modern") => ("modern", ("scripted", "1")),
        Some("hostile") => ("legacy", (HOSTILE, HOSTILE)),
        _ => ("legacy", ("scripted", "1")),
    };
    let folder = PathBuf::from(words.next().unwrap_or("."));
    let call_ms = words
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(20_000);
    let protocol = if mode == "modern" {
        "2026-07-28"
    } else {
        "2025-11-25"
    };
    registry(
        &folder,
        &Shape {
            mode,
            protocol,
            call_ms,
            version,
            ..Shape::default()
        },
    )
}

fn tool(name: &'static str) -> Tool {
    let public_name = leak(format!("mcp_t_{name}"));
    let is_strict = name == "strict";
    let mut listing = json!({ "name": public_name, "inputSchema": { "type": "object" } });
    if name == "structured" {
        listing["outputSchema"] = json!({ "type": "object" });
    }
    if name == "hostile" {
        listing["description"] = HOSTILE.into();
        listing["annotations"] = json!({ "title": HOSTILE });
    }
    if name == "big" {
        // Only the modern era allows this one.
        listing["outputSchema"] = json!({ "type": "array" });
    }
    Tool {
        public_name,
        name,
        server: "scripted",
        listing: leak(listing.to_string()),
        arguments: if is_strict { &ONE_TEXT } else { &ARGUMENTS },
        output: ["structured", "garbage"]
            .contains(&name)
            .then_some(&ONE_TEXT),
        fixed: if name == "seen" {
            &[Fixed {
                name: "place",
                json: "[\"here\"]",
            }]
        } else {
            &[]
        },
        coverage: Coverage::Typed,
    }
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

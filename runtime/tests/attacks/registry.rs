//! The registry that a test describes and a gateway process serves.
//!
//! Descriptions cross the process border as JSON in one variable. Checks are made live from the
//! schemas by the passes that generated code goes through.

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_contract::{
    CaseVariants, Check, Coverage, Fixed, OutputCheck, Registry, Server, Timeouts, Tool,
};
use mcpreg_decide::check_of;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The variable that tells a gateway process what to serve.
pub(crate) const VARIABLE: &str = "MCPREG_TEST_SERVERS";

/// One server of the registry under attack.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Served {
    /// Its id and its prefix.
    pub(crate) id: String,
    /// The command line that starts it.
    pub(crate) command: Vec<String>,
    /// Its tools.
    pub(crate) tools: Vec<ServedTool>,
    /// How long a call may take, in milliseconds.
    pub(crate) call_ms: u64,
}

/// One tool; its public name is `mcp_<server>_<name>`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ServedTool {
    pub(crate) name: String,
    /// What a caller may send.
    pub(crate) input: Value,
    /// What comes back, enforced where there is one.
    pub(crate) output: Option<Value>,
    /// An argument that the gateway fills in, and its value.
    pub(crate) fixed: Option<(String, Value)>,
}

impl Served {
    /// A server that is this binary.
    pub(crate) fn scripted(id: &str, tools: &[&str]) -> Self {
        let program = std::env::current_exe().expect("a test has a program");
        let program = program.to_str().expect("a path is UTF-8").to_owned();
        Self::new(id, vec![program, "server".to_owned()], tools)
    }

    /// A server of this command line, whose tools take any object.
    pub(crate) fn new(id: &str, command: Vec<String>, tools: &[&str]) -> Self {
        Self {
            id: id.to_owned(),
            command,
            tools: tools.iter().map(|name| ServedTool::any(name)).collect(),
            call_ms: 20_000,
        }
    }
}

impl ServedTool {
    /// A tool that takes any object.
    pub(crate) fn any(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            input: json!({ "type": "object" }),
            output: None,
            fixed: None,
        }
    }
}

/// What a reaper serves: it has no environment to read a registry from.
pub(crate) static NONE: Registry = Registry {
    gateway: "none",
    servers: &[],
};

/// The registry that this process was told to serve.
pub(crate) fn of_environment() -> &'static Registry {
    let text = std::env::var(VARIABLE).expect("the gateway is told what to serve");
    let mut servers: Vec<Served> = serde_json::from_str(&text).expect("a test describes servers");
    servers.sort_by(|one, other| one.id.cmp(&other.id));
    leak(Registry {
        gateway: "attacked",
        servers: slice(servers.into_iter().map(|served| leak(server(served)))),
    })
}

fn server(served: Served) -> Server {
    let Served {
        id,
        command,
        tools,
        call_ms,
    } = served;
    let id = text(id);
    let (program, leading) = command.split_first().expect("a command has a program");
    let launch = json!({ "program": { "command": { "program": program, "leading": leading } } });
    let mut tools: Vec<Tool> = tools.into_iter().map(|served| tool(id, served)).collect();
    tools.sort_by_key(|tool| tool.public_name);
    Server {
        id,
        prefix: id,
        protocol: "2025-11-25",
        version: (id, "1"),
        pin_sha256: "00",
        launch: text(launch.to_string()),
        timeouts: Timeouts {
            start_ms: 60_000,
            call_ms,
        },
        output_check: OutputCheck::Enforce,
        case_variants: CaseVariants::Refuse,
        tools: slice(tools.into_iter().map(leak)),
    }
}

fn tool(server: &'static str, described: ServedTool) -> Tool {
    let ServedTool {
        name,
        input,
        output,
        fixed,
    } = described;
    let public_name = text(format!("mcp_{server}_{name}"));
    let listing = json!({ "name": public_name, "inputSchema": input });
    let fixed = fixed.map(|(name, value)| Fixed {
        name: text(name),
        json: text(value.to_string()),
    });
    let names: Vec<&str> = fixed.iter().map(|fixed| fixed.name).collect();
    Tool {
        public_name,
        name: text(name),
        server,
        listing: text(listing.to_string()),
        arguments: check(&input, &names),
        output: output.map(|schema| check(&schema, &[])),
        fixed: slice(fixed.into_iter()),
        coverage: Coverage::Raw("attacked in a test"),
    }
}

fn check(schema: &Value, fixed: &[&str]) -> &'static Check {
    let schema = Json::parse(&schema.to_string(), MAX_DEPTH).expect("a schema is JSON");
    leak(check_of(&schema, fixed).0)
}

fn slice<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    items.collect::<Vec<_>>().leak()
}

fn text(text: String) -> &'static str {
    text.leak()
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

//! The official SDKs as clients: one process each, which opens one gateway after the other.
//!
//! The environment names their interpreters and packages (`.ci/clients/install` prints it); what
//! is missing is said loudly, and fails under CI.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::project::Project;
use crate::registry::{PROJECT, SERVER};

/// One SDK that lists tools.
#[derive(Debug)]
pub(crate) struct Sdk {
    pub(crate) name: &'static str,
    program: PathBuf,
    script: &'static str,
    /// Where `node_modules` is, for the Node scripts.
    packages: Option<PathBuf>,
}

/// What an SDK read through one gateway.
pub(crate) struct Read {
    /// The server that the gateway served; empty for all.
    pub(crate) server: String,
    /// `[{name, inputSchema, outputSchema}]`, or what the SDK said instead.
    pub(crate) tools: Result<Vec<Value>, String>,
}

const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/served/clients/list.py");
const NODE_1: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/served/clients/list_1.mjs"
);
const NODE_2: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/served/clients/list_2.mjs"
);

/// All four, or a loud word on what is missing.
pub(crate) fn all() -> Option<Vec<Sdk>> {
    let found = found();
    if found.is_none() {
        let reason = "SKIPPED: needs the MCPREG_CLIENT_PYTHON_1, _PYTHON_2 and _NODE variables; \
                      .ci/clients/install installs the SDKs and prints them";
        assert!(std::env::var_os("CI").is_none(), "{reason}");
        eprintln!("{reason}");
    }
    found
}

fn found() -> Option<Vec<Sdk>> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let packages = variable("MCPREG_CLIENT_NODE")?;
    let python = |name, program| Sdk {
        name,
        program,
        script: PYTHON,
        packages: None,
    };
    let node = |name, script| Sdk {
        name,
        program: PathBuf::from("node"),
        script,
        packages: Some(packages.clone()),
    };
    Some(vec![
        python("Python 1.x", variable("MCPREG_CLIENT_PYTHON_1")?),
        python("Python 2.x", variable("MCPREG_CLIENT_PYTHON_2")?),
        node("TypeScript 1.x", NODE_1),
        node("TypeScript 2.x", NODE_2),
    ])
}

impl Sdk {
    /// Lists the tools through a gateway of each of these servers.
    pub(crate) fn list(&self, project: &Project, servers: &[&str]) -> Vec<Read> {
        let mut command = Command::new(&self.program);
        command
            .arg(self.script)
            .args([&crate::project::program(), SERVER])
            .env(PROJECT, project.path())
            .env("MCPREG_LOG", "error");
        if let Some(packages) = &self.packages {
            command.arg(packages);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let mut input = child.stdin.take().expect("stdin is a pipe");
        for server in servers {
            // Even eighty short lines fit a pipe before the client reads one.
            writeln!(input, "{server}").expect("the client reads");
        }
        drop(input);
        let output = child.wait_with_output().expect("the client ends");
        assert!(output.status.success(), "{}: {}", self.name, output.status);
        let text = String::from_utf8(output.stdout).expect("the client writes JSON");
        text.lines().map(read).collect()
    }
}

fn read(line: &str) -> Read {
    let mut line: Value = serde_json::from_str(line).expect("the client writes JSON");
    let server = line["server"]
        .as_str()
        .expect("a server is named")
        .to_owned();
    let tools = match line["tools"].take() {
        Value::Array(tools) => Ok(tools),
        _ => Err(line["error"]
            .as_str()
            .unwrap_or("it says nothing")
            .to_owned()),
    };
    Read { server, tools }
}

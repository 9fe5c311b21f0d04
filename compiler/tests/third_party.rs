//! Eight published MCP servers, as real containers, through the whole line: pinned in one run,
//! built into a gateway outside this repository, and called by clients nobody here wrote.
//!
//! Needs a container engine with the `mcp-test/*` images and, named by the environment, an
//! Inspector CLI and Python interpreters that have the `mcp` SDK (see `.ci/README.md`).

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const MCPREG_COMPILE: &str = env!("CARGO_BIN_EXE_mcpreg-compile");
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// One server: a call it must refuse, and one it must answer with a text.
struct Case {
    server: &'static str,
    tool: &'static str,
    bad: Value,
    /// What the refusal must name.
    named: &'static str,
    good: Value,
    /// What the answer must contain.
    answer: &'static str,
}

fn cases() -> Vec<Case> {
    let case = |server, tool, bad, named, good, answer| Case {
        server,
        tool,
        bad,
        named,
        good,
        answer,
    };
    vec![
        case(
            "everything",
            "mcp_everything_get-sum",
            json!({"a": 2, "b": [3]}),
            "/b",
            json!({"a": 2, "b": 3}),
            "5",
        ),
        case(
            "fetch",
            "mcp_fetch_fetch",
            json!({"url": 7}),
            "/url",
            json!({"url": "http://example.com/"}),
            "example.com",
        ),
        case(
            "filesystem",
            "mcp_filesystem_list_directory",
            json!({"paht": "/data"}),
            "path",
            json!({"path": "/data"}),
            "[",
        ),
        case(
            "git",
            "mcp_git_git_log",
            json!({"repo_path": "/repo", "max_count": "all"}),
            "/max_count",
            json!({"repo_path": "/repo"}),
            "Commit",
        ),
        case(
            "memory",
            "mcp_memory_search_nodes",
            json!({"query": null}),
            "/query",
            json!({"query": "x"}),
            "entities",
        ),
        case(
            "sqlite",
            "mcp_sqlite_read_query",
            json!({"query": ["select 1"]}),
            "/query",
            json!({"query": "select 41 + 1 as answer"}),
            "42",
        ),
        case(
            "thinking",
            "mcp_thinking_sequentialthinking",
            json!({"thought": "a", "nextThoughtNeeded": false, "thoughtNumber": 0, "totalThoughts": 1}),
            "/thoughtNumber",
            json!({"thought": "a", "nextThoughtNeeded": false, "thoughtNumber": 1, "totalThoughts": 1}),
            "thoughtNumber",
        ),
        case(
            "time",
            "mcp_time_get_current_time",
            json!({"timezone": 0}),
            "/timezone",
            json!({"timezone": "UTC"}),
            "timezone",
        ),
    ]
}

#[test]
fn eight_published_servers_answer_through_one_gateway() {
    let Some(clients) = Clients::found() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("eight");
    let gateway = build_gateway(&project);
    for python in &clients.pythons {
        call_from_python(python, &gateway);
    }
    call_from_inspector(&clients.inspector, &gateway);
    call_from_rust(&project, folder.path());
    assert_eq!(
        containers_of("time"),
        "",
        "a container outlived its gateway"
    );
}

/// The third-party clients, or a loud word on what is missing.
struct Clients {
    pythons: Vec<PathBuf>,
    inspector: PathBuf,
}

impl Clients {
    fn found() -> Option<Self> {
        let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let clients = (|| {
            Some(Self {
                pythons: vec![
                    variable("MCPREG_CLIENT_PYTHON_1")?,
                    variable("MCPREG_CLIENT_PYTHON_2")?,
                ],
                inspector: variable("MCPREG_CLIENT_INSPECTOR")?,
            })
        })();
        let image = Command::new("docker")
            .args(["image", "inspect", "mcp-test/time:2026.10.19"])
            .output();
        let ready = clients.filter(|_| image.is_ok_and(|output| output.status.success()));
        if ready.is_none() {
            let reason = "SKIPPED: needs a container engine with the mcp-test images and the \
                          MCPREG_CLIENT_* variables; .ci/images/build and .ci/clients/install set \
                          them up";
            assert!(std::env::var_os("CI").is_none(), "{reason}");
            // Not `eprintln!`, which the test harness swallows.
            let _ = writeln!(std::io::stderr(), "{reason}");
        }
        ready
    }
}

/// `new`, `pin`, `cargo build --release` in a folder outside the repository.
fn build_gateway(project: &Path) -> PathBuf {
    run(Command::new(MCPREG_COMPILE)
        .args(["new", "--name", "eight"])
        .arg(project));
    let catalogue = include_str!("third_party/mcpreg.toml");
    std::fs::write(project.join("mcpreg.toml"), catalogue).expect("the catalogue is written");
    let pinned = run(Command::new(MCPREG_COMPILE).arg("pin").current_dir(project));
    for case in cases() {
        assert!(
            pinned.contains(case.server),
            "{} is not in what `pin` says:\n{pinned}",
            case.server
        );
    }
    run(cargo(&["build", "--release"]).current_dir(project));
    target().join("release/eight")
}

fn call_from_python(python: &Path, gateway: &Path) {
    let list: Vec<Value> = cases().iter()
        .map(|case| json!({"tool": case.tool, "server": case.server, "bad": case.bad, "good": case.good}))
        .collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/third_party/client.py");
    let said = run(Command::new(python)
        .arg(script)
        .arg(gateway)
        .arg(json!(list).to_string()));
    let mut lines = said.lines();
    for case in cases() {
        let line: Value =
            serde_json::from_str(lines.next().expect("one line a case")).expect("a JSON line");
        assert_eq!(line["tool"], case.tool);
        assert_eq!(line["bad"]["is_error"], true, "{line}");
        assert!(text(&line["bad"]).contains(case.named), "{line}");
        assert_eq!(
            line["started"],
            json!([]),
            "{} was started for a refused call",
            case.server
        );
        assert!(text(&line["good"]).contains(case.answer), "{line}");
    }
}

fn call_from_inspector(inspector: &Path, gateway: &Path) {
    for case in cases() {
        let call = |arguments: &Value| {
            let mut command = Command::new(inspector);
            command
                .arg("--cli")
                .arg(gateway)
                .arg("serve")
                .args(["--method", "tools/call"]);
            command
                .args(["--tool-name", case.tool, "--tool-args-json"])
                .arg(arguments.to_string());
            let output = command
                .stdin(Stdio::null())
                .output()
                .expect("the Inspector runs");
            String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr)
        };
        let refused = call(&case.bad);
        assert!(refused.contains(case.named), "{}: {refused}", case.tool);
        let answered = call(&case.good);
        assert!(answered.contains(case.answer), "{}: {answered}", case.tool);
    }
}

/// A caller's crate beside the gateway: two servers, through their typed functions.
fn call_from_rust(project: &Path, folder: &Path) {
    let caller = folder.join("caller");
    std::fs::create_dir_all(caller.join("src")).expect("a folder");
    let manifest = format!(
        "[package]\nname = \"caller\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         eight-generated = {{ path = '{}' }}\nmcpreg-runtime = {{ path = '{}' }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
        project.join("generated").display(),
        Path::new(REPOSITORY).join("runtime").display(),
    );
    std::fs::write(caller.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::copy(project.join("Cargo.lock"), caller.join("Cargo.lock"))
        .expect("the same versions");
    let main = include_str!("third_party/caller.rs");
    std::fs::write(caller.join("src/main.rs"), main).expect("a program");
    let said = run(cargo(&["run", "--quiet"]).current_dir(&caller));
    assert!(said.contains("UTC"), "{said}");
    assert!(
        said.contains("Cloudy") || said.contains("temperature"),
        "{said}"
    );
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).stdin(Stdio::null());
    command.env("CARGO_TARGET_DIR", target());
    command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    command
}

/// The target folder of the repository: what is built here shares its dependencies.
fn target() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    own.parent().expect("it is in the target folder").to_owned()
}

fn containers_of(server: &str) -> String {
    let label = format!("label=io.mcpreg.server={server}");
    run(Command::new("docker").args(["ps", "--all", "--quiet", "--filter", &label]))
}

fn text(said: &Value) -> &str {
    said["text"].as_str().unwrap_or_default()
}

#[track_caller]
fn run(command: &mut Command) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the command starts");
    let stdout = String::from_utf8_lossy(&stdout).into_owned();
    assert!(
        status.success(),
        "{command:?}: {status}\n{stdout}\n{}",
        String::from_utf8_lossy(&stderr)
    );
    stdout
}

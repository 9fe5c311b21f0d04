//! `mcpreg-compile generate` and `generate --check`: drift in each direction, through the binary.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use mcpreg_codegen::json::Json;
use mcpreg_codegen::lock::{Checks, DefinitionLimits, LockedServer, Timeouts};
use mcpreg_codegen::pin::Opening;
use mcpreg_codegen::{Lock, Pin, name};
use tempfile::TempDir;

const MCPREG_COMPILE: &str = env!("CARGO_BIN_EXE_mcpreg-compile");

/// A generated project with one server of two tools, one of them not fully typed.
struct Project {
    folder: TempDir,
}

const TOOLS: &str = r#"[
    {"name": "now", "inputSchema": {"type": "object", "properties": {"zone": {"type": "string"}}}},
    {"name": "wait", "inputSchema": {"type": "object", "properties": {
        "places": {"type": "array", "items": {"type": "string"}, "contains": {"const": "here"}}}}}
]"#;

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let project = Self { folder };
        project.run(&["new", ".", "--name", "acme"], 0);
        project.pin(TOOLS);
        project.run(&["generate"], 0);
        project
    }

    /// Writes the lock and the pin of a server with these tools, as `pin` would.
    fn pin(&self, tools: &str) {
        let tools = Json::parse(tools, 32)
            .expect("JSON")
            .as_array()
            .expect("an array")
            .to_vec();
        let pin = Pin {
            opening: Opening::Initialize,
            server: Json::object([("protocolVersion", Json::String("2025-11-25".into()))]),
            tools,
            resources: Vec::new(),
            resource_templates: Vec::new(),
            prompts: Vec::new(),
        };
        let text = fs::read_to_string(self.path("mcpreg.lock")).expect("a lock");
        let mut lock = Lock::parse(&text).expect("a lock");
        lock.servers.insert("clock".to_owned(), locked(&pin));
        fs::create_dir_all(self.path("generated/pins")).expect("a folder");
        fs::write(self.path("generated/pins/clock.json"), pin.to_text()).expect("a pin");
        fs::write(self.path("mcpreg.lock"), lock.to_text()).expect("a lock");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn edit(&self, path: &str, edit: impl FnOnce(String) -> String) {
        let text = fs::read_to_string(self.path(path)).expect("the file");
        fs::write(self.path(path), edit(text)).expect("an edit");
    }

    /// Runs the tool in the project; it must end with `status`. Gives all it printed.
    #[track_caller]
    fn run(&self, arguments: &[&str], status: i32) -> String {
        let mut command = Command::new(MCPREG_COMPILE);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        let Output {
            status: ended,
            stdout,
            stderr,
        } = command.output().expect("it starts");
        let said = String::from_utf8_lossy(&stdout) + String::from_utf8_lossy(&stderr);
        assert_eq!(ended.code(), Some(status), "{arguments:?}: {said}");
        said.into_owned()
    }

    /// `--check` must find the project stale and name `expected`, and its build must stop;
    /// `generate` must cure both.
    #[track_caller]
    fn check_stale(&self, expected: &str) {
        let stopped = mcpreg_build::check(self.folder.path());
        assert!(stopped.is_err(), "the build goes on");
        let said = self.run(&["generate", "--check"], 4);
        assert!(said.contains(expected), "{said}");
        assert!(
            said.contains("help: run `mcpreg-compile generate`"),
            "{said}"
        );
        self.run(&["generate"], 0);
        self.check_fresh();
    }

    /// Nothing differs, by what would be generated and by the stamp.
    #[track_caller]
    fn check_fresh(&self) {
        let said = self.run(&["generate", "--check"], 0);
        assert!(
            said.contains("generated/ is what mcpreg.lock says"),
            "{said}"
        );
        mcpreg_build::check(self.folder.path()).unwrap_or_else(|error| panic!("{error}"));
    }
}

fn locked(pin: &Pin) -> LockedServer {
    let names: Vec<_> = pin.tool_names().map(str::to_owned).collect();
    let names = name::assign("clock", 64, &names, &BTreeMap::new()).expect("good names");
    let tools = names
        .into_iter()
        .map(|(tool, name::Names { public, rust })| {
            let (description, fixed) = (None, BTreeMap::new());
            (
                tool,
                mcpreg_codegen::lock::LockedTool {
                    public,
                    rust,
                    description,
                    fixed,
                },
            )
        });
    LockedServer {
        prefix: "clock".to_owned(),
        name: "clock".to_owned(),
        version: "1".to_owned(),
        protocol: "2025-11-25".to_owned(),
        pin_sha256: pin.sha256(),
        timeouts: Timeouts {
            start_ms: 1000,
            call_ms: 1000,
        },
        checks: Checks::default(),
        limits: DefinitionLimits::default(),
        launch: toml::Table::new(),
        tools: tools.collect(),
        left_out: Vec::new(),
    }
}

#[test]
fn fresh_sources_are_fresh() {
    Project::new().check_fresh();
}

#[test]
fn an_edited_source_is_stale() {
    let project = Project::new();
    project.edit("generated/servers/clock/src/lib.rs", |text| {
        text + "\n// by hand\n"
    });
    project.check_stale("changed: generated/servers/clock/src/lib.rs");
}

#[test]
fn a_missing_source_is_stale() {
    let project = Project::new();
    fs::remove_file(project.path("generated/servers/clock/src/lib.rs")).expect("it is there");
    project.check_stale("missing: generated/servers/clock/src/lib.rs");
}

/// A file that was put among the sources is stale, named, and left alone.
#[track_caller]
fn check_stays(path: &str) {
    let project = Project::new();
    fs::write(project.path(path), "mine").expect("a file");
    let said = project.run(&["generate", "--check"], 4);
    assert!(said.contains(&format!("extra: {path}")), "{said}");
    let said = project.run(&["generate"], 1);
    assert!(said.contains(path) && said.contains("help: move"), "{said}");
    let text = fs::read_to_string(project.path(path)).expect("it stays");
    assert_eq!(text, "mine");
    let stopped = mcpreg_build::check(project.folder.path()).expect_err("the build stops");
    assert!(stopped.to_string().contains(path), "{stopped}");
    fs::remove_file(project.path(path)).expect("it is there");
    project.check_fresh();
}

#[test]
fn a_source_too_many_is_stale_and_stays() {
    check_stays("generated/src/extra.rs");
}

#[test]
fn a_build_script_beside_a_servers_sources_is_stale_and_stays() {
    check_stays("generated/servers/clock/build.rs");
}

#[test]
fn a_source_of_an_older_generator_is_removed() {
    let project = Project::new();
    fs::write(project.path("generated/src/older.rs"), "older").expect("a file");
    let sum = mcpreg_codegen::pin::sha256("older");
    project.edit("generated/.mcpreg-files", |list| {
        list.replace("# generator: ", "# generator: 0.") + &format!("{sum}  src/older.rs\n")
    });
    project.check_stale("extra: generated/src/older.rs");
    assert!(!project.path("generated/src/older.rs").exists());
}

#[test]
fn a_stamp_that_was_edited_or_removed_is_stale() {
    let project = Project::new();
    let stamp = "generated/.mcpreg-files";
    project.edit(stamp, |text| text + "<<<<<<<\n");
    project.check_stale(&format!("changed: {stamp}"));
    fs::remove_file(project.path(stamp)).expect("it is there");
    project.check_stale(&format!("missing: {stamp}"));
}

#[test]
fn a_stamp_of_another_generator_is_stale() {
    let project = Project::new();
    project.edit("generated/.mcpreg-files", |text| {
        text.replace("# generator: ", "# generator: 0.")
    });
    project.check_stale("changed: generated/.mcpreg-files");
}

/// A stamp that was made to fit a hand edit lets a build go on; `--check` believes no stamp.
#[test]
fn a_stamp_that_was_made_to_fit_is_stale() {
    let project = Project::new();
    let path = "generated/servers/clock/src/lib.rs";
    let sum = |project: &Project| {
        let text = fs::read_to_string(project.path(path)).expect("the file");
        mcpreg_build::sha256(&text)
    };
    let before = sum(&project);
    project.edit(path, |text| text + "\n// by hand\n");
    let after = sum(&project);
    project.edit("generated/.mcpreg-files", |text| {
        text.replace(&before, &after)
    });
    mcpreg_build::check(project.folder.path()).expect("the stamp fits");
    let said = project.run(&["generate", "--check"], 4);
    assert!(said.contains(&format!("changed: {path}")), "{said}");
}

#[test]
fn an_edited_manifest_is_stale() {
    for manifest in ["generated/Cargo.toml", "generated/servers/clock/Cargo.toml"] {
        let project = Project::new();
        project.edit(manifest, |text| text.replace("doctest = false", ""));
        project.check_stale(&format!("changed: {manifest}"));
    }
}

#[test]
fn a_server_removed_from_the_lock_loses_its_package() {
    let project = Project::new();
    project.edit("mcpreg.lock", |text| {
        let mut lock = Lock::parse(&text).expect("a lock");
        lock.servers.clear();
        lock.to_text()
    });
    fs::remove_file(project.path("generated/pins/clock.json")).expect("it is there");
    project.check_stale("changed: generated/Cargo.toml");
    assert!(!project.path("generated/servers").exists());
}

#[test]
fn an_edited_lock_makes_the_sources_stale() {
    let project = Project::new();
    project.edit("mcpreg.lock", |text| {
        text.replace("mcp_clock_now", "mcp_clock_today")
    });
    project.check_stale("changed: generated/servers/clock");
}

#[test]
fn a_new_pin_makes_the_sources_stale() {
    let project = Project::new();
    project.pin(&TOOLS.replace("zone", "place"));
    project.check_stale("changed: generated/servers/clock");
}

#[test]
fn sources_of_another_generator_are_stale() {
    let project = Project::new();
    project.edit("generated/src/lib.rs", |text| {
        text.replace("mcpreg-compile", "mcpreg-compile 0")
    });
    project.check_stale("changed: generated/src/lib.rs");
}

#[test]
fn an_edited_pin_is_bad_input() {
    let project = Project::new();
    project.edit("generated/pins/clock.json", |text| {
        text.replace("zone", "place")
    });
    for arguments in [&["generate"][..], &["generate", "--check"]] {
        let said = project.run(arguments, 2);
        assert!(said.contains("clock"), "{said}");
    }
    let stopped = mcpreg_build::check(project.folder.path()).expect_err("the build stops");
    let expected = "changed: generated/pins/clock.json";
    assert!(stopped.to_string().contains(expected), "{stopped}");
    project.pin(TOOLS);
    project.check_fresh();
}

#[test]
fn a_lock_of_a_newer_format_is_bad_input() {
    let project = Project::new();
    project.edit("mcpreg.lock", |text| {
        text.replace("format = 1", "format = 99")
    });
    let said = project.run(&["generate"], 2);
    assert!(said.contains("newer"), "{said}");
}

#[test]
fn a_missing_lock_is_bad_input_and_says_how_to_get_one() {
    let project = Project::new();
    fs::remove_file(project.path("mcpreg.lock")).expect("it is there");
    let said = project.run(&["generate"], 2);
    assert!(
        said.contains("mcpreg.lock") && said.contains("mcpreg-compile pin"),
        "{said}"
    );
}

#[test]
fn only_what_changed_is_touched() {
    let project = Project::new();
    let modified = |path: &str| {
        let metadata = fs::metadata(project.path(path)).expect("the file");
        metadata.modified().expect("a time")
    };
    let before = modified("generated/servers/clock/src/lib.rs");
    project.edit("generated/src/lib.rs", |text| text + "\n// by hand\n");
    let said = project.run(&["generate"], 0);
    assert!(said.contains("written 1, removed 0"), "{said}");
    assert_eq!(modified("generated/servers/clock/src/lib.rs"), before);
}

#[test]
fn the_table_names_every_tool_that_is_not_fully_typed() {
    let project = Project::new();
    let said = project.run(&["generate"], 0);
    let row = said
        .lines()
        .find(|line| line.trim_start().starts_with("clock"));
    let row: Vec<_> = row.expect("a row").split_whitespace().collect();
    assert_eq!(row[..5], ["clock", "2", "1", "1", "0"], "{said}");
    assert!(said.contains("mcp_clock_wait (widened)"), "{said}");
    assert!(said.contains("arguments /properties/places"), "{said}");
    assert!(said.contains("contains"), "{said}");
    assert!(!said.contains("mcp_clock_now"), "{said}");
}

#[test]
fn quiet_prints_no_table() {
    let project = Project::new();
    let said = project.run(&["generate", "--quiet"], 0);
    assert!(!said.contains("typed"), "{said}");
}

#[test]
fn another_folder_is_named_by_its_catalogue() {
    let project = Project::new();
    let catalogue = project.path("mcpreg.toml");
    let mut command = Command::new(MCPREG_COMPILE);
    command
        .args(["generate", "--check", "--catalogue"])
        .arg(&catalogue);
    let ended = command
        .current_dir(Path::new("/"))
        .output()
        .expect("it starts");
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}

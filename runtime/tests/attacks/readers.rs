//! The readers of `fixtures/readers`, as servers behind a gateway.
//!
//! Each is tested where its language is installed; what is missing is said loudly, and fails under
//! CI. `.ci/clients/install` installs all of them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::registry::Served;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/readers");

/// One reader as a server, and where it leaves its mark.
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    command: Vec<String>,
    folder: TempDir,
}

impl Reader {
    fn new(name: &'static str, command: Vec<String>) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        Self {
            name,
            command,
            folder,
        }
    }

    /// The server with its one allowed tool, `echo`; its id is `r`.
    pub(crate) fn served(&self) -> Served {
        let mark = self.mark().to_str().expect("a path is UTF-8").to_owned();
        let command = self.command.iter().cloned().chain([mark]).collect();
        Served::new("r", command, &["echo"])
    }

    /// Whether the tool ran that no gateway serves.
    pub(crate) fn has_run_left_out(&self) -> bool {
        self.mark().exists()
    }

    fn mark(&self) -> PathBuf {
        self.folder.path().join("left-out-ran")
    }
}

/// Every reader that there is here.
pub(crate) fn all() -> Vec<Reader> {
    let python = |name, program: String, file| found(name, &program, &[&path(file)]);
    let sdk = |name, variable| {
        let program = std::env::var(variable).unwrap_or_default();
        python(name, program, "python/sdk.py")
    };
    let plain = || "python3".to_owned();
    let readers = [
        python("Python text mode", plain(), "python/text_mode.py"),
        python("Python splitlines", plain(), "python/splitlines_server.py"),
        sdk("Python SDK 1.x", "MCPREG_CLIENT_PYTHON_1"),
        sdk("Python SDK 2.x", "MCPREG_CLIENT_PYTHON_2"),
        found("Node readline", "node", &[&path("node/server.mjs")]),
        found("Java readLine", "java", &[&path("java/Server.java")]),
        go(),
    ];
    readers.into_iter().flatten().collect()
}

/// The reader of Go, whose JSON ignores case.
pub(crate) fn go() -> Option<Reader> {
    static BUILT: OnceLock<Option<TempDir>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let folder = TempDir::new().expect("a folder can be made");
        let mut build = Command::new("go");
        build
            .args(["build", "-o"])
            .arg(folder.path().join("server"));
        build
            .arg(path("go/server.go"))
            .env("GOCACHE", folder.path().join("cache"));
        let status = build.env("GO111MODULE", "off").status().ok()?;
        assert!(status.success(), "the reader of Go does not build");
        Some(folder)
    });
    let program = built.as_ref().map(|folder| folder.path().join("server"));
    let program = program.and_then(|program| program.to_str().map(str::to_owned));
    found("Go", &program.unwrap_or_default(), &[])
}

/// The path of a fixture.
pub(crate) fn path(file: &str) -> String {
    format!("{FOLDER}/{file}")
}

/// Where a program is, by name or by path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let mut paths = std::env::split_paths(&folders).map(|folder| folder.join(name));
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(|path| path.exists());
    }
    paths.find(|path| Path::is_file(path))
}

/// A loud word on something that a test needs and that is not here.
pub(crate) fn missing(what: &str) {
    let reason = format!("SKIPPED: {what} is not here; .ci/clients/install installs it");
    assert!(std::env::var_os("CI").is_none(), "{reason}");
    eprintln!("{reason}");
}

fn found(name: &'static str, program: &str, words: &[&str]) -> Option<Reader> {
    if self::program(program).is_none() {
        missing(name);
        return None;
    }
    let words = [&[program], words].concat();
    Some(Reader::new(
        name,
        words.into_iter().map(str::to_owned).collect(),
    ))
}

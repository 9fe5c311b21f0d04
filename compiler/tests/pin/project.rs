//! A catalogue in a folder of its own, and the command run on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use mcpreg_codegen::Lock;
use mcpreg_codegen::pin::Pin;
use tempfile::TempDir;

/// Why a test may rely on its files and processes.
const HERE: &str = "a test has its folder and its programs";

/// A project with a catalogue.
pub(crate) struct Project {
    folder: TempDir,
}

/// What a run ended with.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// A project whose catalogue has these servers.
    pub(crate) fn new(servers: &str) -> Self {
        let project = Self {
            folder: TempDir::new().expect(HERE),
        };
        project.catalogue(servers);
        project
    }

    /// Writes another catalogue.
    pub(crate) fn catalogue(&self, servers: &str) {
        let text = format!("[gateway]\nname = \"acme\"\n{servers}");
        fs::write(self.path().join("mcpreg.toml"), text).expect(HERE);
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The command, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcpreg-compile"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_remove("MCPREG_LOG");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs `pin` with these arguments.
    pub(crate) fn pin(&self, arguments: &[&str]) -> Run {
        let arguments = [&["pin"], arguments].concat();
        Run::of(self.command(&arguments).output().expect(HERE))
    }

    /// Starts `pin` and leaves it running.
    pub(crate) fn start_pin(&self) -> Child {
        self.command(&["pin"]).spawn().expect(HERE)
    }

    /// Every file with its contents.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect(HERE) {
                let path = entry.expect(HERE).path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path
                        .strip_prefix(self.path())
                        .expect(HERE)
                        .to_str()
                        .expect(HERE);
                    found.insert(name.to_owned(), fs::read_to_string(&path).expect(HERE));
                }
            }
        }
        found
    }

    pub(crate) fn lock(&self) -> Lock {
        Lock::parse(&fs::read_to_string(self.path().join("mcpreg.lock")).expect(HERE)).expect(HERE)
    }

    pub(crate) fn pinned(&self, server: &str) -> Pin {
        let path = self.path().join(format!("generated/pins/{server}.json"));
        Pin::parse(server, &fs::read_to_string(path).expect(HERE)).expect(HERE)
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect(HERE),
            stderr: String::from_utf8(output.stderr).expect(HERE),
        }
    }

    /// Fails unless the run ended so and both streams together have these parts.
    #[track_caller]
    pub(crate) fn expect(&self, status: i32, parts: &[&str]) -> &Self {
        let all = format!("{}{}", self.stdout, self.stderr);
        assert_eq!(self.status, Some(status), "{all}");
        for part in parts {
            assert!(all.contains(part), "no {part:?} in\n{all}");
        }
        self
    }
}

/// A `[servers.<id>]` that runs a fixture server as a process, with more lines below it.
pub(crate) fn server(id: &str, words: &[&str], more: &str) -> String {
    let program = fixtures().join(words[0]);
    let rest = words[1..].iter().map(|word| format!(", {word:?}"));
    let words: String = rest.collect();
    format!(
        "[servers.{id}]\ncommand = [{:?}{words}]\n{more}\n",
        program.to_str().expect(HERE)
    )
}

/// The folder of the fixture servers, built beside this test.
pub(crate) fn fixtures() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let command = PathBuf::from(env!("CARGO_BIN_EXE_mcpreg-compile"));
        let folder = command
            .parent()
            .expect("a binary is in a folder")
            .to_path_buf();
        let target = folder
            .parent()
            .expect("a profile's folder is in the target folder");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "-p", "mcpreg-fixture-servers", "--bins"])
            .args([
                "--manifest-path",
                concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"),
            ])
            .env("CARGO_TARGET_DIR", target)
            .status()
            .expect(HERE);
        assert!(built.success(), "the fixture servers do not build");
        target.join("debug")
    })
}

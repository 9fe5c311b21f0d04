//! A catalogue in a folder, pinned by the command, and the gateway over its lock.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use mcpreg_codegen::Lock;
use tempfile::TempDir;

use crate::registry::{PROJECT, SERVER};

/// A project whose servers are parts of this binary.
pub(crate) struct Project {
    folder: TempDir,
}

/// What a run ended with.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// A project with this catalogue below `[gateway]`.
    pub(crate) fn new(servers: &str) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let catalogue = format!("[gateway]\nname = \"served\"\n{servers}");
        fs::write(folder.path().join("mcpreg.toml"), catalogue).expect("the folder is there");
        Self { folder }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs `mcpreg-compile pin`.
    pub(crate) fn pin(&self) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcpreg-compile"));
        command
            .args(["pin", "--jobs", "8"])
            .current_dir(self.path())
            .stdin(Stdio::null());
        Run::of(command.output().expect("the command runs"))
    }

    pub(crate) fn lock(&self) -> Lock {
        let text = fs::read_to_string(self.path().join("mcpreg.lock")).expect("`pin` wrote a lock");
        Lock::parse(&text).expect("the lock was written by `pin`")
    }

    /// The gateway over the lock, with these words; `server` is one id, or all where empty.
    pub(crate) fn gateway(&self, server: &str, words: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(words)
            .env(PROJECT, self.path())
            .env(SERVER, server)
            .env("MCPREG_LOG", "warn");
        command
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// A `[servers.<id>]` that is this binary in another part, with more lines below it.
pub(crate) fn server(id: &str, words: &[&str], more: &str) -> String {
    let program = program();
    let words = [&[program.as_str()], words].concat();
    // A list of strings is written alike in TOML and by `Debug`.
    format!("[servers.{id}]\ncommand = {words:?}\n{more}\n")
}

/// The path of this binary.
pub(crate) fn program() -> String {
    let program = std::env::current_exe().expect("a test has a program");
    program
        .to_str()
        .expect("a target folder is UTF-8")
        .to_owned()
}

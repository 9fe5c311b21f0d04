//! A pinned project beside files that it must not reach.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::project::{Run, server};

/// Why a test may rely on its files.
const HERE: &str = "a test has its folder";

/// How long a command may take before it counts as hanging.
const PATIENCE: &str = "120";

/// A project in `project`, and what is none of its business in `outside`.
pub(crate) struct Checkout {
    folder: TempDir,
}

impl Checkout {
    /// A project with one server, which `pin` wrote.
    pub(crate) fn new() -> Self {
        let checkout = Self {
            folder: TempDir::new().expect(HERE),
        };
        for folder in ["project", "outside/folder", "state"] {
            fs::create_dir_all(checkout.folder.path().join(folder)).expect(HERE);
        }
        for (path, text) in [
            ("victim", "victim"),
            ("secret", "root:$6$salt$hash:19000:0:99999:7:::\n"),
            ("folder/a", "a"),
            ("folder/lib.rs", "mine"),
        ] {
            fs::write(checkout.outside(path), text).expect(HERE);
        }
        let catalogue = server("units", &["units"], "");
        let catalogue = format!("[gateway]\nname = \"acme\"\n{catalogue}");
        fs::write(checkout.path("mcpreg.toml"), catalogue).expect(HERE);
        let (status, said) = checkout.run(&["pin"]);
        assert_eq!(status, Some(0), "{said}");
        checkout
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("project").join(path)
    }

    pub(crate) fn outside(&self, path: &str) -> PathBuf {
        self.folder.path().join("outside").join(path)
    }

    /// Takes away what is at a path in the project.
    pub(crate) fn clear(&self, path: &str) {
        let path = self.path(path);
        match path.symlink_metadata() {
            Ok(found) if found.is_dir() => fs::remove_dir_all(path).expect(HERE),
            Ok(_) => fs::remove_file(path).expect(HERE),
            Err(_) => {}
        }
    }

    /// Runs the tool in the project: how it ended, and all it said.
    pub(crate) fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new("timeout");
        command
            .args([PATIENCE, env!("CARGO_BIN_EXE_mcpreg-compile")])
            .args(arguments);
        run(self.prepare(&mut command))
    }

    /// Sets a command up to run in the project.
    pub(crate) fn prepare<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .current_dir(self.path(""))
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .env_remove("MCPREG_LOG")
            .stdin(Stdio::null())
    }

    /// Everything in the project and outside of it: contents, targets of links, and kinds.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        for part in ["project", "outside"] {
            add(&self.folder.path().join(part), &mut found);
        }
        found
    }

    pub(crate) fn snapshot_outside(&self) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        add(&self.folder.path().join("outside"), &mut found);
        found
    }

    /// The user who runs the tests.
    pub(crate) fn owner(&self) -> u32 {
        fs::metadata(self.path("")).expect(HERE).uid()
    }

    /// A copy of the tool that every user can reach.
    pub(crate) fn program(&self) -> PathBuf {
        let program = self.folder.path().join("mcpreg-compile");
        fs::copy(env!("CARGO_BIN_EXE_mcpreg-compile"), &program).expect(HERE);
        program
    }

    /// Makes everything another user's.
    pub(crate) fn give_to(&self, user: u32) {
        let mut paths = BTreeMap::new();
        add(self.folder.path(), &mut paths);
        for path in paths.keys() {
            chown(path, Some(user), Some(user)).expect(HERE);
        }
    }
}

pub(crate) fn run(command: &mut Command) -> (Option<i32>, String) {
    let run = Run::of(command.output().expect(HERE));
    (run.status, run.stdout + &run.stderr)
}

/// Adds what is at a path, and below it, without following links or opening pipes.
fn add(path: &Path, found: &mut BTreeMap<PathBuf, String>) {
    let metadata = path.symlink_metadata().expect(HERE);
    let what = if metadata.is_symlink() {
        format!("link to {}", fs::read_link(path).expect(HERE).display())
    } else if metadata.is_dir() {
        "folder".to_owned()
    } else if metadata.is_file() && metadata.len() < 1 << 30 {
        String::from_utf8_lossy(&fs::read(path).expect(HERE)).into_owned()
    } else {
        format!("special, {} bytes", metadata.len())
    };
    found.insert(path.to_path_buf(), what);
    if metadata.is_dir() {
        for entry in fs::read_dir(path).expect(HERE) {
            add(&entry.expect(HERE).path(), found);
        }
    }
}

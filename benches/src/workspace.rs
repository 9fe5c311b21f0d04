//! The programs that are measured: built by Cargo in release mode, found beside this one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};
use tempfile::TempDir;

/// The built workspace.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

/// A gateway built from a project of its own, on the fixture server `echo`.
pub struct Gateway {
    /// Its binary.
    pub binary: PathBuf,
    /// The same gateway of another build, to be measured beside it.
    pub other: Option<PathBuf>,
    /// The project; the gateway needs nothing of it, but removing it is the owner's.
    _folder: TempDir,
}

impl Workspace {
    /// Builds the programs of these packages; gateways come later.
    ///
    /// # Errors
    ///
    /// Cargo fails.
    pub fn build(packages: &[&str]) -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("no workspace")?;
        let program = std::env::current_exe()?;
        let target = program
            .ancestors()
            .nth(2)
            .context("this program is in no target folder")?;
        let workspace = Self {
            root: root.to_owned(),
            target: target.to_owned(),
        };
        let mut command = Command::new(cargo());
        command
            .args(["build", "--release", "--quiet", "--bins", "--target-dir"])
            .arg(target);
        for package in packages {
            command.args(["--package", package]);
        }
        run(command.current_dir(root))?;
        Ok(workspace)
    }

    /// The checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A folder below the target folder, for what is built here.
    pub fn target(&self, name: &str) -> PathBuf {
        self.target.join(name)
    }

    /// One of the built programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// Makes a project with `mcpreg-compile new`, and builds its gateway with `build`.
    ///
    /// # Errors
    ///
    /// One of them fails.
    pub fn gateway(&self, tools: usize) -> anyhow::Result<Gateway> {
        let folder = tempfile::tempdir()?;
        let name = format!("bench-{tools}");
        let (compile, project) = (
            self.program("mcpreg-compile"),
            folder.path().join("project"),
        );
        run(Command::new(&compile)
            .arg("new")
            .arg(&project)
            .args(["--name", &name])
            .arg("--runtime")
            .arg(&self.root))?;
        let echo = serde_json::to_string(&self.program("echo"))?;
        let catalogue = format!(
            "[gateway]\nname = \"{name}\"\n\n\
             [servers.echo]\ncommand = [{echo}, \"--tools\", \"{tools}\"]\n"
        );
        std::fs::write(project.join("mcpreg.toml"), catalogue)?;
        // One target folder for all gateways: their dependencies are built once.
        let target = self.target.join("bench-gateways");
        run(Command::new(&compile)
            .args(["build", "--release"])
            .current_dir(&project)
            .env("CARGO_TARGET_DIR", &target))?;
        let binary = target.join("release").join(&name);
        ensure!(
            binary.is_file(),
            "mcpreg-compile build left no {}",
            binary.display()
        );
        Ok(Gateway {
            binary,
            other: None,
            _folder: folder,
        })
    }
}

/// Runs a command to its end and shows what it printed if it fails.
///
/// # Errors
///
/// It cannot be started, or ends with a failure.
pub fn run(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?} ended with {}:\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output.stdout)
}

/// The Cargo that runs this program, else the one on the `PATH`.
pub fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

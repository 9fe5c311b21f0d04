//! Where the demo plays: a temporary folder, the tool and Cargo as child processes.
//!
//! The gateway is built in the repository's own target folder, so that nothing is compiled
//! twice, and taken out of it again. Servers run from the temporary folder, so that whatever
//! were left of them could be found by their path.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use mcpreg_codegen::lock::Lock;
use tempfile::TempDir;

use super::machine::{linux_gnu_target, processes_left_under, target_folder};
use mcpreg_compile::project::RuntimeSource;
use mcpreg_compile::project::cargo::{Cargo, Profile};

/// The gateway's name.
pub(super) const NAME: &str = "mcpreg-demo";

/// The package of the fixture servers.
const FIXTURES: &str = "mcpreg-fixture-servers";

/// The folder and the places it is about.
pub(super) struct Stage {
    folder: TempDir,
    project: PathBuf,
    checkout: PathBuf,
    target: PathBuf,
    tool: PathBuf,
    profile: Profile,
}

impl Stage {
    /// An empty stage.
    pub(super) fn new(profile: Profile) -> anyhow::Result<Self> {
        let RuntimeSource::Checkout(checkout) = RuntimeSource::of_this_tool() else {
            bail!(
                "the repository that this tool was built from is gone; the demo needs its servers"
            );
        };
        let folder = tempfile::Builder::new().prefix("mcpreg-demo-").tempdir()?;
        let project = folder.path().join(NAME);
        let target = target_folder(&checkout)?;
        let tool = Cargo {
            folder: &checkout,
            package: Some("mcpreg-compile"),
            profile,
            arguments: &["--quiet"],
            environment: &[],
        };
        let tool = tool.build_binary("mcpreg-compile")?;
        Ok(Self {
            folder,
            project,
            checkout,
            target,
            tool,
            profile,
        })
    }

    /// The gateway's project.
    pub(super) fn project(&self) -> &Path {
        &self.project
    }

    /// Builds the fixture servers, and gives copies of them in the temporary folder.
    pub(super) fn build_servers(&self, servers: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
        self.copy_servers(servers, "servers", &[], &[])
    }

    /// The same, as binaries that need no file but themselves.
    pub(super) fn build_static_servers(&self, servers: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
        let Some(target) = linux_gnu_target() else {
            bail!(
                "images need a host of the platform linux-gnu, where a static binary is one flag"
            );
        };
        let folder = self.folder.path().join("static-target");
        let environment = [
            ("RUSTFLAGS", "-C target-feature=+crt-static"),
            (
                "CARGO_TARGET_DIR",
                folder
                    .to_str()
                    .context("the temporary folder is not UTF-8")?,
            ),
        ];
        self.copy_servers(
            servers,
            "static-servers",
            &["--target", &target],
            &environment,
        )
    }

    fn copy_servers(
        &self,
        servers: &[&str],
        folder: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> anyhow::Result<Vec<PathBuf>> {
        let folder = self.folder.path().join(folder);
        fs::create_dir_all(&folder)?;
        let arguments: Vec<_> = ["--quiet"].iter().chain(arguments).copied().collect();
        let cargo = Cargo {
            folder: &self.checkout,
            package: Some(FIXTURES),
            profile: self.profile,
            arguments: &arguments,
            environment,
        };
        let mut copies = Vec::new();
        for server in servers {
            let copy = folder.join(server);
            fs::copy(cargo.build_binary(server)?, &copy)?;
            copies.push(copy);
        }
        Ok(copies)
    }

    /// Adds servers to the project's catalogue.
    pub(super) fn write_catalogue(&self, servers: &toml::Table) -> anyhow::Result<()> {
        let path = self.project.join("mcpreg.toml");
        let servers = toml::Table::from_iter([("servers".to_owned(), servers.clone().into())]);
        let catalogue = fs::read_to_string(&path)?;
        fs::write(
            &path,
            format!("{catalogue}\n{}", toml::to_string(&servers)?),
        )?;
        Ok(())
    }

    /// What the lock holds, in a few words.
    pub(super) fn summarise_lock(&self) -> anyhow::Result<String> {
        let lock = Lock::parse(&fs::read_to_string(self.project.join("mcpreg.lock"))?);
        let lock = lock.map_err(|problem| anyhow::anyhow!("{problem}"))?;
        let server = |(id, server): (&String, &mcpreg_codegen::lock::LockedServer)| {
            format!("{id} ({} tools, {})", server.tools.len(), server.protocol)
        };
        let servers: Vec<_> = lock.servers.iter().map(server).collect();
        Ok(format!("locked {}", servers.join(", ")))
    }

    /// Builds the gateway.
    pub(super) fn build_gateway(&self) -> anyhow::Result<PathBuf> {
        Ok(self.with_cargo(&["--quiet"], |cargo| cargo.build_binary(NAME))?)
    }

    fn with_cargo<T>(&self, arguments: &[&str], run: impl FnOnce(&Cargo<'_>) -> T) -> T {
        run(&Cargo {
            folder: &self.project,
            package: None,
            profile: self.profile,
            arguments,
            environment: &[("CARGO_TARGET_DIR", &self.target.to_string_lossy())],
        })
    }

    /// Runs `mcpreg-compile`; in the project once there is one. Gives what it printed.
    pub(super) fn tool(&self, arguments: &[&str]) -> anyhow::Result<String> {
        self.run(&self.tool, arguments)
    }

    /// Runs a program in the project, and gives what it printed.
    pub(super) fn run(&self, program: &Path, arguments: &[&str]) -> anyhow::Result<String> {
        let folder = if self.project.exists() {
            &self.project
        } else {
            self.folder.path()
        };
        let said = format!("{} {}", program.display(), arguments.join(" "));
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null());
        let output = command
            .output()
            .with_context(|| format!("cannot run {said}"))?;
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            bail!("{said} ended with {}\n{stdout}{stderr}", output.status);
        }
        Ok(stdout)
    }

    /// A file for the gateway's stderr; the last one is forgotten.
    pub(super) fn log(&self) -> anyhow::Result<File> {
        Ok(File::create(self.log_path())?)
    }

    /// What the gateway said last on stderr.
    pub(super) fn end_of_log(&self) -> String {
        let text = fs::read_to_string(self.log_path()).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        let end = &lines[lines.len().saturating_sub(20)..];
        format!("the gateway's stderr ends with:\n{}", end.join("\n"))
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("gateway.stderr")
    }

    /// Takes everything away, and fails if a server still runs.
    pub(super) fn clean(&self) -> anyhow::Result<()> {
        let left = processes_left_under(self.folder.path());
        if self.project.exists() {
            self.with_cargo(&["--quiet", "--workspace"], |cargo| cargo.run("clean"))?;
        }
        fs::remove_dir_all(self.folder.path()).context("cannot remove the temporary folder")?;
        match left.as_slice() {
            [] => Ok(()),
            left => bail!("still running: {}", left.join(", ")),
        }
    }
}

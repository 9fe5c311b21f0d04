//! Cargo as a child process: building a gateway and finding the binary it made.
//!
//! The child gets no standard input: rustc's probes would eat what is meant for somebody else.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use thiserror::Error;

/// Why Cargo gave no binary.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CargoError {
    /// Cargo could not be started or listened to.
    #[error("cannot run {}", program.display())]
    Run {
        /// The program.
        program: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// Cargo ended with a failure; it has said why on stderr.
    #[error("cargo {0} failed")]
    Failed(String),
    /// Cargo succeeded but made no such binary.
    #[error("cargo made no binary called {0}")]
    NoBinary(String),
}

/// The optimisation a package is built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Quick to run.
    Release,
}

/// One run of Cargo over a package, to be started in a folder.
#[derive(Debug)]
pub struct Cargo<'a> {
    /// The folder it runs in.
    pub folder: &'a Path,
    /// The package; the folder's own where absent.
    pub package: Option<&'a str>,
    /// The optimisation.
    pub profile: Profile,
    /// More arguments.
    pub arguments: &'a [&'a str],
    /// More environment variables.
    pub environment: &'a [(&'a str, &'a str)],
}

/// What this tool reads of Cargo's messages (`cargo build --message-format=json`).
#[derive(Debug, Deserialize)]
struct Message {
    reason: String,
    executable: Option<PathBuf>,
    target: Option<MessageTarget>,
}

#[derive(Debug, Deserialize)]
struct MessageTarget {
    name: String,
}

impl Cargo<'_> {
    /// Builds, and gives the path of the binary called `binary`.
    ///
    /// Cargo's own progress and errors go to stderr as always.
    ///
    /// # Errors
    ///
    /// [`CargoError`].
    pub fn build_binary(&self, binary: &str) -> Result<PathBuf, CargoError> {
        let mut command = self.command("build");
        command
            .arg("--message-format=json-render-diagnostics")
            .stdout(Stdio::piped());
        let mut child = command.spawn().map_err(cannot_run)?;
        let found = match child.stdout.take() {
            Some(stdout) => find_executable(BufReader::new(stdout), binary),
            None => Ok(None),
        };
        let status = child.wait().map_err(cannot_run)?;
        if !status.success() {
            return Err(CargoError::Failed("build".to_owned()));
        }
        found
            .map_err(cannot_run)?
            .ok_or_else(|| CargoError::NoBinary(binary.to_owned()))
    }

    /// Runs `cargo verb`, with its standard output on stderr.
    ///
    /// # Errors
    ///
    /// [`CargoError`].
    pub fn run(&self, verb: &str) -> Result<(), CargoError> {
        let status = self
            .command(verb)
            .stdout(io::stderr())
            .status()
            .map_err(cannot_run)?;
        if status.success() {
            Ok(())
        } else {
            Err(CargoError::Failed(verb.to_owned()))
        }
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(program());
        command
            .arg(verb)
            .current_dir(self.folder)
            .stdin(Stdio::null());
        if let Some(package) = self.package {
            command.args(["--package", package]);
        }
        if self.profile == Profile::Release {
            command.arg("--release");
        }
        command
            .args(self.arguments)
            .envs(self.environment.iter().copied());
        command
    }
}

fn cannot_run(source: io::Error) -> CargoError {
    CargoError::Run {
        program: program().into(),
        source,
    }
}

/// The Cargo that runs this tool, else the one on the `PATH`.
pub fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn find_executable(messages: impl BufRead, binary: &str) -> io::Result<Option<PathBuf>> {
    let mut found = None;
    for line in messages.lines() {
        let line = line?;
        let Ok(message) = serde_json::from_str::<Message>(&line) else {
            continue;
        };
        let named = message.target.is_some_and(|target| target.name == binary);
        if named && message.reason == "compiler-artifact" && message.executable.is_some() {
            found = message.executable;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::find_executable;

    #[track_caller]
    fn check(messages: &str, expected: Option<&str>) {
        let found = find_executable(messages.as_bytes(), "acme").expect("memory can be read");
        assert_eq!(found, expected.map(PathBuf::from));
    }

    #[test]
    fn the_binary_is_found_among_libraries_and_scripts() {
        check(
            r#"{"reason":"compiler-artifact","target":{"name":"serde"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"build-script-build"},"executable":"/t/b"}
{"reason":"compiler-artifact","target":{"name":"acme"},"executable":"/t/acme"}
{"reason":"build-finished","success":true}"#,
            Some("/t/acme"),
        );
    }

    #[test]
    fn lines_that_are_no_messages_are_passed_over() {
        check("warning: hello\n\n{}\n", None);
    }
}

//! What can go wrong between a launch and a running server, and what cures it.
//!
//! Messages name the thing; [`Error::help`] names the command or the key to change. Engine texts
//! pass through redaction before they get here, so no message carries a secret's value.

use std::path::PathBuf;

use crate::launch::SecretRef;

/// A failure of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No container engine answered at any address.
    #[error("no container engine answered{}", list(.attempts))]
    EngineUnavailable {
        /// Every address tried, in order, with the reason it failed.
        attempts: Vec<EngineAttempt>,
    },
    /// The engine refused a request or stopped answering.
    #[error("the container engine could not {action}: {message}")]
    Engine {
        /// What was asked, such as `create the container of server time`.
        action: String,
        /// What the engine said, redacted.
        message: String,
    },
    /// The engine did not answer in time.
    #[error("the container engine did not {action} within {} s", .seconds)]
    EngineTimeout {
        /// What was asked.
        action: String,
        /// How long it was given.
        seconds: u64,
    },
    /// An image reference cannot be understood.
    #[error("`{reference}` is not an image reference: {reason}")]
    BadReference {
        /// The reference as written.
        reference: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The image of a server is not on this machine.
    #[error("the image {wanted} of server `{server}` is not on this machine")]
    ImageMissing {
        /// The server.
        server: String,
        /// The pinned digest, image ID or reference that was looked for.
        wanted: String,
        /// What to give to `docker pull`, when a registry could have it.
        pullable: Option<String>,
    },
    /// An image could not be pulled.
    #[error("cannot pull `{reference}`: {message}")]
    Pull {
        /// The reference.
        reference: String,
        /// What the engine or the registry said.
        message: String,
    },
    /// The engine took the container but could not start what is in it.
    #[error("server `{server}` did not start: {message}")]
    Start {
        /// The server.
        server: String,
        /// The engine's or the operating system's reason, redacted.
        message: String,
    },
    /// A program is not on this host.
    #[error("server `{server}`: the program `{program}` is not on this host")]
    CommandNotFound {
        /// The server.
        server: String,
        /// The program as written.
        program: String,
    },
    /// The lock says no more of an image than its tag, which can mean another image tomorrow.
    #[error("the image `{reference}` is not pinned: neither its digest nor its ID is known")]
    ImageUnpinned {
        /// The reference as written.
        reference: String,
    },
    /// The lock has something else for an image's digest or ID, such as a tag.
    #[error(
        "invalid pin `{pin}` of the image `{reference}`: expected `sha256:` and 64 hexadecimal digits"
    )]
    ImagePinMalformed {
        /// The reference as written.
        reference: String,
        /// What stands in the lock.
        pin: String,
    },
    /// An image declares a volume that cannot be kept off this host's disk.
    #[error("server `{server}`: its image declares the volume `{path}`, which {reason}")]
    VolumeRefused {
        /// The server.
        server: String,
        /// The path as the image declares it.
        path: String,
        /// Why it cannot become a folder in memory.
        reason: String,
    },
    /// A mount would give a container what it may not see.
    #[error("server `{server}`: `{}` cannot be mounted: {reason}", .source_path.display())]
    MountRefused {
        /// The server.
        server: String,
        /// The source as written.
        source_path: PathBuf,
        /// Why not.
        reason: String,
        /// What the user can do about it.
        help: String,
    },
    /// The operator's file of folders that may be mounted cannot be used.
    #[error("server `{server}`: the folders that may be mounted cannot be read from `{}`: {reason}", .path.display())]
    MountRootsUnusable {
        /// The server that has mounts.
        server: String,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A value of the confinement is not usable.
    #[error("server `{server}`: {what}")]
    BadConfinement {
        /// The server.
        server: String,
        /// Which value, and what was expected.
        what: String,
    },
    /// Secrets that could not be resolved, all of them.
    #[error("{} secret(s) could not be read{}", .missing.len(), list(.missing))]
    SecretsMissing {
        /// Each with its variable, its reference and the reason.
        missing: Vec<MissingSecret>,
    },
    /// The process that cleans up after a killed gateway could not be started.
    #[error("cannot start the reaper `{command}`: {message}")]
    Reaper {
        /// The command line's program.
        command: String,
        /// The operating system's reason.
        message: String,
    },
    /// This host was closed and starts nothing any more.
    #[error("the host is closed; server `{server}` was not started")]
    Closed {
        /// The server.
        server: String,
    },
    /// The operating system refused something this crate needs.
    #[error("cannot {action}")]
    System {
        /// What was tried.
        action: String,
        /// The reason.
        #[source]
        source: std::io::Error,
    },
}

/// One address at which an engine was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineAttempt {
    /// The address, such as `unix:///var/run/docker.sock`.
    pub address: String,
    /// Why this address was tried, such as `DOCKER_HOST` or `the docker context in use`.
    pub origin: String,
    /// Why it did not do.
    pub reason: String,
}

impl std::fmt::Display for EngineAttempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}): {}", self.address, self.origin, self.reason)
    }
}

/// One secret that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingSecret {
    /// The environment variable of the server that would carry it.
    pub variable: String,
    /// Where its value was to come from.
    pub reference: SecretRef,
    /// Why it could not be read; never its value.
    pub reason: String,
}

impl std::fmt::Display for MissingSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} from {}: {}",
            self.variable, self.reference, self.reason
        )
    }
}

impl Error {
    /// What the user can do about it, where there is something.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::EngineUnavailable { .. } => Some(
                "start Docker or Podman (`systemctl start docker`, or `systemctl --user start \
                 podman.socket`), or name its socket in `DOCKER_HOST`"
                    .to_owned(),
            ),
            Self::ImageMissing {
                pullable: Some(image),
                ..
            } => Some(format!("fetch it with `docker pull {image}`")),
            Self::ImageMissing { server, .. } => Some(format!(
                "it has no registry digest: build or `docker load` the same image again, or pin \
                 the new one with `mcpreg-compile pin {server}`"
            )),
            Self::Pull { .. } => Some(
                "check the name and the tag, and `docker login` where the registry asks for it"
                    .to_owned(),
            ),
            Self::CommandNotFound { program, .. } => Some(format!(
                "install `{program}`, add its folder to the PATH, or write its whole path in \
                 `command`"
            )),
            Self::ImageUnpinned { .. } | Self::ImagePinMalformed { .. } => {
                Some("write its digest and ID to the lock with `mcpreg-compile pin`".to_owned())
            }
            Self::VolumeRefused { .. } => Some(
                "use an image that declares fewer or other volumes (`VOLUME` in its Dockerfile)"
                    .to_owned(),
            ),
            Self::MountRootsUnusable { path, .. } => Some(format!(
                "mend it, or make it yours alone: `chmod go-w {}`",
                path.display()
            )),
            Self::MountRefused { help, .. } => Some(help.clone()),
            Self::SecretsMissing { .. } => {
                Some("set what is missing, or change `secrets` of the server".to_owned())
            }
            Self::BadReference { .. } => {
                Some("write it as `[registry/]name[:tag][@sha256:…]`".to_owned())
            }
            Self::EngineTimeout { .. } => {
                Some("see whether the engine is overloaded: `docker info`".to_owned())
            }
            Self::Reaper { .. } => Some(
                "the gateway's own program must be there to be run again as its reaper".to_owned(),
            ),
            Self::Engine { .. }
            | Self::Start { .. }
            | Self::BadConfinement { .. }
            | Self::Closed { .. }
            | Self::System { .. } => None,
        }
    }
}

/// Items one per line, indented, after a colon.
fn list<T: std::fmt::Display>(items: &[T]) -> String {
    use std::fmt::Write as _;
    items.iter().fold(String::from(":"), |mut text, item| {
        write!(text, "\n  {item}").expect("writing to a String cannot fail");
        text
    })
}

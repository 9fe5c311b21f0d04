//! The fixture servers as container images: one static binary each, nothing else.
//!
//! Made through the engine's own API (`POST /images/create`, the import of a root file system),
//! so no registry, no build tool and no base image is needed.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use bollard::Docker;
use bollard::query_parameters::{CreateImageOptionsBuilder, RemoveImageOptions};
use futures_util::TryStreamExt as _;
use mcpreg_container::{EngineInfo, Host, HostOptions};

/// How long the engine may take over one request.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection to the engine that answers.
#[derive(Debug)]
pub(super) struct Engine {
    docker: Docker,
    info: EngineInfo,
}

impl Engine {
    /// The engine that a gateway would use on this machine.
    ///
    /// # Errors
    ///
    /// When none answers.
    pub(super) async fn find() -> anyhow::Result<Self> {
        let host = Host::new(HostOptions::default())?;
        let info = host.engine().await;
        host.close().await;
        let info = info?;
        let docker = Docker::connect_with_host(&info.address)?;
        let docker = tokio::time::timeout(PATIENCE, docker.negotiate_version()).await??;
        Ok(Self { docker, info })
    }

    /// What it is, in a few words.
    pub(super) fn about(&self) -> String {
        let EngineInfo { name, version, .. } = &self.info;
        format!("{name:?} {version}")
    }

    /// Makes an image called `reference` of one static binary.
    ///
    /// # Errors
    ///
    /// When the binary cannot be read or the engine refuses it.
    pub(super) async fn import(&self, reference: &str, binary: &Path) -> anyhow::Result<()> {
        let root = root_file_system(binary)
            .with_context(|| format!("cannot pack {}", binary.display()))?;
        let (repository, tag) = reference.split_once(':').unwrap_or((reference, "latest"));
        let options = CreateImageOptionsBuilder::new()
            .from_src("-")
            .repo(repository)
            .tag(tag);
        let options = options
            .changes(vec![format!("ENTRYPOINT [\"/{SERVER}\"]")])
            .build();
        let body = bollard::body_full(root.into());
        let created = self.docker.create_image(Some(options), Some(body), None);
        let created = created.try_collect::<Vec<_>>();
        tokio::time::timeout(PATIENCE, created).await??;
        Ok(())
    }

    /// Removes an image; an engine refuses that while a container still uses it.
    ///
    /// # Errors
    ///
    /// When the engine refuses.
    pub(super) async fn remove(&self, reference: &str) -> anyhow::Result<()> {
        let removal = self
            .docker
            .remove_image(reference, None::<RemoveImageOptions>, None);
        tokio::time::timeout(PATIENCE, removal).await??;
        Ok(())
    }
}

/// The binary's name inside the image.
const SERVER: &str = "server";

fn root_file_system(binary: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(binary)?;
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o555);
    archive.append_data(&mut header, SERVER, bytes.as_slice())?;
    archive.into_inner()
}

//! Images in an engine: finding the pinned one, resolving a reference, pulling.

use std::collections::BTreeMap;
use std::time::Duration;

use bollard::auth::DockerCredentials;
use bollard::models::{CreateImageInfo, ImageInspect};
use bollard::query_parameters::CreateImageOptionsBuilder;
use docker_credential::{CredentialRetrievalError, DockerCredential};
use futures_util::StreamExt as _;

use super::reference::{Reference, is_sha256};
use super::{Engine, LOOK, Refusal};
use crate::launch::ImageProgram;
use crate::redact::Redactor;
use crate::{Error, PullProgress, ResolvedImage};

/// How long a pull may be silent.
const PULL_SILENCE: Duration = Duration::from_mins(3);

/// A pinned image with what it declares about the containers made of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PinnedImage {
    /// The image ID.
    pub(crate) id: String,
    /// `USER`: a name or a number, with or without `:` and a group; empty for root.
    pub(crate) user: String,
    /// `VOLUME`, as written.
    pub(crate) volumes: Vec<String>,
}

impl Engine {
    /// The image that `program` pins, by its digest or else by its image ID; `None` when it is not
    /// on this machine.
    pub(crate) async fn pinned_image(
        &self,
        program: &ImageProgram,
    ) -> Result<Option<PinnedImage>, Error> {
        for name in pinned_names(program)? {
            if let Some(image) = self.look_up(&name).await? {
                return Ok(Some(declared(image)));
            }
        }
        Ok(None)
    }

    /// Says what `reference` is, after pulling it where it is absent.
    pub(crate) async fn resolve(
        &self,
        reference: &str,
        platform: Option<&str>,
        progress: impl FnMut(PullProgress) + Send,
    ) -> Result<ResolvedImage, Error> {
        let parsed = Reference::parse(reference)?;
        let wanted = parsed.pullable();
        let here = self.look_up(&wanted).await?;
        let fits =
            |image: &ImageInspect| platform.is_none_or(|p| is_platform(&platform_of(image), p));
        if let Some(image) = here.filter(fits) {
            return Ok(resolved(&parsed, &image, false));
        }
        self.pull(&parsed, platform, progress).await?;
        let image = self.look_up(&wanted).await?.ok_or_else(|| Error::Pull {
            reference: reference.to_owned(),
            message: "the engine reported success, but has no such image".to_owned(),
        })?;
        if let Some(platform) = platform.filter(|_| !fits(&image)) {
            return Err(Error::Pull {
                reference: reference.to_owned(),
                message: format!("it is {}, not {platform}", platform_of(&image)),
            });
        }
        Ok(resolved(&parsed, &image, true))
    }

    async fn look_up(&self, name: &str) -> Result<Option<ImageInspect>, Error> {
        let action = format!("look up the image {name}");
        match self
            .call(&action, LOOK, self.docker.inspect_image(name))
            .await
        {
            Ok(image) => Ok(Some(image)),
            Err(refusal) if refusal.is_absent() => Ok(None),
            Err(refusal) => Err(refusal.into_error(&Redactor::default())),
        }
    }

    async fn pull(
        &self,
        reference: &Reference,
        platform: Option<&str>,
        mut progress: impl FnMut(PullProgress) + Send,
    ) -> Result<(), Error> {
        let name = reference.pullable();
        let failed = |message: String| Error::Pull {
            reference: name.clone(),
            message,
        };
        let mut options = CreateImageOptionsBuilder::default().from_image(&name);
        if let Some(platform) = platform {
            options = options.platform(platform);
        }
        let credentials = credentials(reference.credential_key().to_owned()).await;
        let mut events = self
            .docker
            .create_image(Some(options.build()), None, credentials);
        let mut ledger = Ledger::default();
        loop {
            match tokio::time::timeout(PULL_SILENCE, events.next()).await {
                Err(_) => {
                    return Err(failed(format!(
                        "nothing came for {} s",
                        PULL_SILENCE.as_secs()
                    )));
                }
                Ok(None) => return Ok(()),
                Ok(Some(Err(error))) => return Err(failed(Refusal::answer("pull", &error).text())),
                Ok(Some(Ok(event))) => progress(ledger.note(&event)),
            }
        }
    }
}

fn declared(image: ImageInspect) -> PinnedImage {
    let id = identity(&image);
    let config = image.config.unwrap_or_default();
    PinnedImage {
        id,
        user: config.user.unwrap_or_default(),
        volumes: config.volumes.unwrap_or_default(),
    }
}

/// The names under which a pinned image is looked for, best first; a tag is none of them.
fn pinned_names(program: &ImageProgram) -> Result<Vec<String>, Error> {
    let reference = Reference::parse(&program.reference)?;
    let pins = program.digest.iter().chain(&program.image_id);
    if let Some(pin) = pins.clone().find(|pin| !is_sha256(pin)) {
        return Err(Error::ImagePinMalformed {
            reference: program.reference.clone(),
            pin: pin.clone(),
        });
    }
    let mut names: Vec<String> = program
        .digest
        .iter()
        .map(|digest| reference.at(digest))
        .collect();
    names.extend(program.image_id.clone());
    if names.is_empty() {
        return Err(Error::ImageUnpinned {
            reference: program.reference.clone(),
        });
    }
    Ok(names)
}

/// What is missing when a pinned image is, and what a pull could fetch.
pub(crate) fn missing(server: &str, program: &ImageProgram) -> Error {
    let reference = Reference::parse(&program.reference).ok();
    let digest = program.digest.as_ref();
    let pullable = digest.and_then(|digest| Some(reference?.at(digest)));
    let pin = program.digest.as_ref().or(program.image_id.as_ref());
    let wanted = match pin {
        Some(pin) => format!("`{}` ({pin})", program.reference),
        None => format!("`{}`", program.reference),
    };
    Error::ImageMissing {
        server: server.to_owned(),
        wanted,
        pullable,
    }
}

fn resolved(reference: &Reference, image: &ImageInspect, pulled: bool) -> ResolvedImage {
    let digests = image.repo_digests.as_deref().unwrap_or_default();
    ResolvedImage {
        digest: reference
            .digest
            .clone()
            .or_else(|| reference.digest_among(digests)),
        image_id: identity(image),
        platform: platform_of(image),
        pulled,
    }
}

/// The image ID; Podman leaves the algorithm out.
fn identity(image: &ImageInspect) -> String {
    let id = image.id.clone().unwrap_or_default();
    if id.contains(':') {
        id
    } else {
        format!("sha256:{id}")
    }
}

fn platform_of(image: &ImageInspect) -> String {
    let part = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
    [
        part(&image.os),
        part(&image.architecture),
        part(&image.variant),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("/")
}

/// Whether an image of platform `found` does where `wanted` is asked for; a variant counts only
/// where it is asked for.
fn is_platform(found: &str, wanted: &str) -> bool {
    found == wanted
        || found
            .strip_prefix(wanted)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// The user's credentials for a registry, if there are any. What a credential helper prints is
/// not shown: it may be the credential.
async fn credentials(key: String) -> Option<DockerCredentials> {
    let server = key.clone();
    let found = tokio::task::spawn_blocking(move || docker_credential::get_credential(&server));
    match found.await.ok()? {
        Ok(DockerCredential::IdentityToken(token)) => Some(DockerCredentials {
            identitytoken: Some(token),
            serveraddress: Some(key),
            ..DockerCredentials::default()
        }),
        Ok(DockerCredential::UsernamePassword(username, password)) => Some(DockerCredentials {
            username: Some(username),
            password: Some(password),
            serveraddress: Some(key),
            ..DockerCredentials::default()
        }),
        Err(
            CredentialRetrievalError::ConfigNotFound
            | CredentialRetrievalError::NoCredentialConfigured,
        ) => None,
        Err(CredentialRetrievalError::HelperFailure { helper, .. }) => {
            tracing::warn!(registry = %key, %helper, "the credential helper failed; pulling without");
            None
        }
        Err(error) => {
            tracing::warn!(registry = %key, %error, "no credentials; pulling without");
            None
        }
    }
}

/// The layers of one pull.
#[derive(Debug, Default)]
struct Ledger {
    layers: BTreeMap<String, Layer>,
}

#[derive(Debug, Default)]
struct Layer {
    is_done: bool,
    bytes_done: u64,
    bytes_total: u64,
}

impl Ledger {
    /// Takes one event into account.
    fn note(&mut self, event: &CreateImageInfo) -> PullProgress {
        let status = event.status.clone().unwrap_or_default();
        let is_of_layer = !status.starts_with("Pulling from") && !status.starts_with("Status:");
        if let Some(id) = event
            .id
            .as_deref()
            .filter(|id| !id.is_empty() && is_of_layer)
        {
            let layer = self.layers.entry(id.to_owned()).or_default();
            let bytes = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
            let detail = event.progress_detail.clone().unwrap_or_default();
            if status == "Downloading" {
                layer.bytes_done = bytes(detail.current).unwrap_or(layer.bytes_done);
                layer.bytes_total = bytes(detail.total).unwrap_or(layer.bytes_total);
            }
            if status == "Download complete" || status == "Pull complete" {
                layer.bytes_done = layer.bytes_total;
            }
            layer.is_done |= status == "Pull complete" || status == "Already exists";
        }
        PullProgress {
            layers: self.layers.len(),
            layers_done: self.layers.values().filter(|layer| layer.is_done).count(),
            bytes_done: self.layers.values().map(|layer| layer.bytes_done).sum(),
            bytes_total: self.layers.values().map(|layer| layer.bytes_total).sum(),
            status,
        }
    }
}

#[cfg(test)]
mod tests {
    use bollard::models::ProgressDetail;

    use super::*;

    fn event(id: &str, status: &str, bytes: Option<(i64, i64)>) -> CreateImageInfo {
        CreateImageInfo {
            id: Some(id.to_owned()),
            status: Some(status.to_owned()),
            progress_detail: bytes.map(|(current, total)| ProgressDetail {
                current: Some(current),
                total: Some(total),
            }),
            ..CreateImageInfo::default()
        }
    }

    #[test]
    fn layers_and_bytes_add_up() {
        let mut ledger = Ledger::default();
        for step in [
            event("1.2", "Pulling from acme/mcp", None),
            event("aa", "Pulling fs layer", None),
            event("bb", "Already exists", None),
            event("cc", "Downloading", Some((5, 100))),
            event("aa", "Downloading", Some((10, 40))),
            event("aa", "Download complete", None),
        ] {
            ledger.note(&step);
        }
        let progress = ledger.note(&event("aa", "Pull complete", None));
        assert_eq!(
            progress,
            PullProgress {
                layers: 3,
                layers_done: 2,
                bytes_done: 45,
                bytes_total: 140,
                status: "Pull complete".to_owned(),
            }
        );
    }

    #[test]
    fn a_pin_is_looked_for_by_what_pins_it() {
        let digest = format!("sha256:{}", "d".repeat(64));
        let id = format!("sha256:{}", "1".repeat(64));
        let mut program = ImageProgram {
            reference: "acme/mcp:1".to_owned(),
            digest: None,
            image_id: None,
            platform: None,
        };
        let names = |program: &ImageProgram| pinned_names(program).expect("a reference");
        let error = pinned_names(&program).expect_err("a tag is no pin");
        assert!(matches!(error, Error::ImageUnpinned { .. }), "{error}");
        for tag in ["acme/mcp:1", "sha256:1", "sha256:latest", ""] {
            program.image_id = Some(tag.to_owned());
            let error = pinned_names(&program).expect_err("a tag is no pin");
            assert!(matches!(error, Error::ImagePinMalformed { .. }), "{error}");
        }
        program.image_id = Some(id.clone());
        assert_eq!(names(&program), std::slice::from_ref(&id));
        program.digest = Some(digest.clone());
        assert_eq!(names(&program), [format!("acme/mcp@{digest}"), id]);
        let help = missing("s", &program).help().expect("there is help");
        assert!(
            help.contains(&format!("docker pull acme/mcp@{digest}")),
            "{help}"
        );
    }

    #[test]
    fn a_variant_counts_only_where_asked_for() {
        assert!(is_platform("linux/arm64/v8", "linux/arm64"));
        assert!(!is_platform("linux/arm64", "linux/arm64/v8"));
        assert!(!is_platform("linux/arm64", "linux/arm"));
    }
}

//! Docker's API, as Docker Engine and Podman speak it: the connection, and the requests that more
//! than one file here needs. Every request has a time limit.

pub(crate) mod address;
mod create;
pub(crate) mod image;
mod inspect;
mod passwd;
pub(crate) mod reference;
mod refusal;
pub(crate) mod serve;

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::time::Duration;

use bollard::query_parameters::{ListContainersOptionsBuilder, RemoveContainerOptionsBuilder};
use bollard::{API_DEFAULT_VERSION, ClientVersion, Docker};

use self::address::{Surroundings, candidates};
pub(crate) use self::refusal::Refusal;
use crate::order::{INSTANCE_LABEL, OWNER_LABEL};
use crate::{EngineAttempt, EngineInfo, EngineName, Error};

/// How long looking something up may take.
const LOOK: Duration = Duration::from_secs(30);
/// How long removing a container may take: a busy engine kills it first.
const REMOVE: Duration = Duration::from_mins(1);
/// How often a container is removed that the engine is busy with, and the pause in between.
const REMOVALS: usize = 5;
const REMOVE_AGAIN: Duration = Duration::from_millis(200);
/// How long an engine has to say its version: Podman takes a second.
const HELLO: Duration = Duration::from_secs(10);
/// What bollard waits for the head of any answer; the limits here are shorter or apart from it.
const HEAD_SECONDS: u64 = 600;

/// A connection to an engine, with its API version agreed.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    docker: Docker,
    info: EngineInfo,
}

/// A container of this project's.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) owner: Option<String>,
}

impl Engine {
    /// Connects to the first engine that answers.
    ///
    /// # Errors
    /// [`Error::EngineUnavailable`] with every place looked at.
    pub(crate) async fn find() -> Result<Self, Error> {
        let (places, mut attempts) = candidates(&Surroundings::here());
        for place in places {
            match Self::connect(&place.address).await {
                Ok(engine) => return Ok(engine),
                Err(reason) => attempts.push(EngineAttempt {
                    address: place.address,
                    origin: place.origin,
                    reason,
                }),
            }
        }
        Err(Error::EngineUnavailable { attempts })
    }

    /// Connects to the engine at `address`, or says why not.
    pub(crate) async fn connect(address: &str) -> Result<Self, String> {
        // One question only: Podman takes a second to answer it.
        let greeter = open(address, API_DEFAULT_VERSION)?;
        let version = tokio::time::timeout(HELLO, greeter.version())
            .await
            .map_err(|_| format!("no answer within {} s", HELLO.as_secs()))?
            .map_err(|error| Refusal::answer("connect", &error).text())?;
        let spoken = spoken(version.api_version.as_deref().unwrap_or_default());
        let docker = open(address, &spoken)?;
        let is_podman = version
            .components
            .iter()
            .flatten()
            .any(|part| part.name.contains("Podman"));
        let info = EngineInfo {
            name: if is_podman {
                EngineName::Podman
            } else {
                EngineName::Docker
            },
            version: version.version.unwrap_or_default(),
            api_version: docker.client_version().to_string(),
            address: address.to_owned(),
        };
        Ok(Self { docker, info })
    }

    /// Which engine it is.
    pub(crate) fn info(&self) -> &EngineInfo {
        &self.info
    }

    /// The file of its socket, where it has one.
    pub(crate) fn socket(&self) -> Option<PathBuf> {
        self.info.address.strip_prefix("unix://").map(PathBuf::from)
    }

    /// The containers of one instance, or of all, running or not. Labels alone do not make one:
    /// a container has those of its image, too, and any image can declare ours. Names come from
    /// who creates a container.
    pub(crate) async fn labelled(&self, instance: Option<&str>) -> Result<Vec<Labelled>, Refusal> {
        let label = instance.map_or_else(
            || INSTANCE_LABEL.to_owned(),
            |id| format!("{INSTANCE_LABEL}={id}"),
        );
        let filters = HashMap::from([("label", vec![label])]);
        let options = ListContainersOptionsBuilder::default()
            .all(true)
            .filters(&filters)
            .build();
        let found = self
            .call(
                "list containers",
                LOOK,
                self.docker.list_containers(Some(options)),
            )
            .await?;
        Ok(found
            .into_iter()
            .filter_map(|container| {
                let mut labels = container.labels.unwrap_or_default();
                let instance = labels.remove(INSTANCE_LABEL)?;
                let names = container.names.unwrap_or_default();
                let mut names = names.iter().map(|name| name.trim_start_matches('/'));
                let prefix = name_prefix(&instance);
                let name = names.find(|name| name.starts_with(&prefix))?;
                Some(Labelled {
                    id: container.id?,
                    name: name.to_owned(),
                    owner: labels.remove(OWNER_LABEL),
                })
            })
            .collect())
    }

    /// Kills and removes a container; one that is not there (any more) is no failure.
    pub(crate) async fn remove(&self, id: &str) -> Result<(), Refusal> {
        let options = RemoveContainerOptionsBuilder::default()
            .force(true)
            .v(true)
            .build();
        for _ in 0..REMOVALS {
            let removal = self.docker.remove_container(id, Some(options.clone()));
            match self.call("remove a container", REMOVE, removal).await {
                Err(refusal) if refusal.is_absent() => return Ok(()),
                // Another removal is under way, or Podman is still cleaning up after its end.
                Err(refusal) if refusal.is_conflict() => tokio::time::sleep(REMOVE_AGAIN).await,
                other => return other,
            }
        }
        Ok(())
    }

    /// Asks for something, and gives up after `limit`.
    async fn call<T>(
        &self,
        action: &str,
        limit: Duration,
        request: impl Future<Output = Result<T, bollard::errors::Error>>,
    ) -> Result<T, Refusal> {
        match tokio::time::timeout(limit, request).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(Refusal::answer(action, &error)),
            Err(_) => Err(Refusal::silence(action, limit)),
        }
    }
}

/// What the names of an instance's containers begin with: `mcpreg-<8 digits of it>-`.
fn name_prefix(instance: &str) -> String {
    let digits: String = instance.chars().take(8).collect();
    format!("mcpreg-{digits}-")
}

/// The API version to speak with an engine that speaks up to `newest`.
fn spoken(newest: &str) -> ClientVersion {
    let parsed = newest.split_once('.').and_then(|(major, minor)| {
        Some(ClientVersion {
            major_version: major.parse().ok()?,
            minor_version: minor.parse().ok()?,
        })
    });
    parsed
        .filter(|version| version < API_DEFAULT_VERSION)
        .unwrap_or(*API_DEFAULT_VERSION)
}

fn open(address: &str, version: &ClientVersion) -> Result<Docker, String> {
    let scheme = address.split_once("://").map_or("", |(scheme, _)| scheme);
    let opened = match scheme {
        "unix" => Docker::connect_with_unix(address, HEAD_SECONDS, version),
        "tcp" | "http" if wants_tls() => return Err(no_tls()),
        "tcp" | "http" => Docker::connect_with_http(address, HEAD_SECONDS, version),
        "https" => return Err(no_tls()),
        "ssh" => {
            return Err(
                "an engine behind ssh is not supported; forward its socket with `ssh -L` \
                        and name that in DOCKER_HOST"
                    .to_owned(),
            );
        }
        _ => {
            return Err(
                "an address of the form `unix:///path` or `tcp://host:port` is expected".to_owned(),
            );
        }
    };
    opened.map_err(|error| match error {
        bollard::errors::Error::SocketNotFoundError(_) => "there is no such socket".to_owned(),
        other => other.to_string(),
    })
}

fn wants_tls() -> bool {
    ["DOCKER_TLS_VERIFY", "DOCKER_TLS"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn no_tls() -> String {
    "TLS to an engine is not supported; forward its socket with `ssh -L` and name that in \
     DOCKER_HOST"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_spoken(newest: &str, expected: &str) {
        assert_eq!(spoken(newest).to_string(), expected);
    }

    #[test]
    fn the_older_api_version_is_spoken() {
        check_spoken("1.41", "1.41");
        check_spoken("9.0", &API_DEFAULT_VERSION.to_string());
        check_spoken("", &API_DEFAULT_VERSION.to_string());
    }

    #[tokio::test]
    async fn an_address_that_does_not_do_says_why() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("not-a-socket");
        std::fs::write(&file, "").expect("it is writable");
        let file = format!("unix://{}", file.display());
        for (address, expected) in [
            ("unix:///nowhere/docker.sock", "no such socket"),
            (file.as_str(), "refused"),
            ("tcp://127.0.0.1:1", "refused"),
            ("ssh://somebody@somewhere", "ssh is not supported"),
            ("https://127.0.0.1:1", "TLS"),
            ("nonsense", "`unix:///path`"),
        ] {
            let reason = Engine::connect(address).await.expect_err(address);
            assert!(reason.contains(expected), "{address}: {reason}");
        }
    }
}

//! Where a container engine may be, in the order in which it is looked for.
//!
//! What somebody named explicitly (`DOCKER_HOST`, `DOCKER_CONTEXT`) is the only place looked at:
//! another engine would have other images. The context in use comes before the usual sockets, as
//! the Docker command line keeps it: `config.json`'s `currentContext`, and
//! `contexts/meta/<sha256 of the name>/meta.json`.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::EngineAttempt;
use crate::instance::hexadecimal;

/// A place to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) address: String,
    /// Why it is looked at.
    pub(crate) origin: String,
}

/// What the search depends on.
pub(crate) struct Surroundings<'a> {
    pub(crate) variable: &'a dyn Fn(&str) -> Option<String>,
    pub(crate) uid: u32,
}

impl Surroundings<'static> {
    /// This process's.
    pub(crate) fn here() -> Self {
        let variable = &|name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            variable,
            uid: rustix::process::getuid().as_raw(),
        }
    }
}

/// The places, and what could not be made sense of on the way to them.
pub(crate) fn candidates(here: &Surroundings<'_>) -> (Vec<Candidate>, Vec<EngineAttempt>) {
    let get = here.variable;
    if let Some(address) = get("DOCKER_HOST") {
        return (
            vec![Candidate {
                address,
                origin: "DOCKER_HOST".to_owned(),
            }],
            Vec::new(),
        );
    }
    let config = get("DOCKER_CONFIG")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&get("HOME")?).join(".docker")));
    let mut faults = Vec::new();
    let mut found = Vec::new();
    let named = get("DOCKER_CONTEXT");
    let is_explicit = named.is_some();
    if let Some(config) = config
        && let Some(context) = named.or_else(|| current_context(&config))
        && context != "default"
    {
        let origin = format!("the docker context `{context}`");
        match context_address(&config, &context) {
            Ok(address) => found.push(Candidate { address, origin }),
            Err((place, reason)) => {
                let address = place.display().to_string();
                faults.push(EngineAttempt {
                    address,
                    origin,
                    reason,
                });
            }
        }
        if is_explicit {
            return (found, faults);
        }
    }
    found.extend(usual_sockets(here));
    (found, faults)
}

fn usual_sockets(here: &Surroundings<'_>) -> Vec<Candidate> {
    let mut sockets = vec![(
        "/var/run/docker.sock".to_owned(),
        "the usual place of Docker",
    )];
    let rootless = format!("/run/user/{}/podman/podman.sock", here.uid);
    if let Some(folder) = (here.variable)("XDG_RUNTIME_DIR") {
        let own = format!("{}/podman/podman.sock", folder.trim_end_matches('/'));
        if own != rootless {
            sockets.push((own, "the user's Podman"));
        }
    }
    sockets.push((rootless, "the user's Podman"));
    sockets.push(("/run/podman/podman.sock".to_owned(), "the system's Podman"));
    sockets
        .into_iter()
        .map(|(path, origin)| Candidate {
            address: format!("unix://{path}"),
            origin: origin.to_owned(),
        })
        .collect()
}

#[derive(Deserialize)]
struct Config {
    #[serde(rename = "currentContext")]
    current_context: Option<String>,
}

fn current_context(config: &Path) -> Option<String> {
    let text = std::fs::read_to_string(config.join("config.json")).ok()?;
    serde_json::from_str::<Config>(&text)
        .ok()?
        .current_context
        .filter(|name| !name.is_empty())
}

#[derive(Deserialize)]
struct Meta {
    #[serde(rename = "Endpoints")]
    endpoints: Endpoints,
}

#[derive(Deserialize)]
struct Endpoints {
    docker: Endpoint,
}

#[derive(Deserialize)]
struct Endpoint {
    #[serde(rename = "Host")]
    host: String,
}

fn context_address(config: &Path, context: &str) -> Result<String, (PathBuf, String)> {
    let hash = hexadecimal(&Sha256::digest(context));
    let path = config.join("contexts/meta").join(hash).join("meta.json");
    let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
    read.and_then(|text| serde_json::from_str::<Meta>(&text).map_err(|error| error.to_string()))
        .map(|meta| meta.endpoints.docker.host)
        .map_err(|reason| (path, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: &[&str], faults: usize) {
        let variable = |name: &str| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        };
        let (found, failed) = candidates(&Surroundings {
            variable: &variable,
            uid: 7,
        });
        let addresses: Vec<&str> = found
            .iter()
            .map(|candidate| candidate.address.as_str())
            .collect();
        assert_eq!(addresses, expected);
        assert_eq!(failed.len(), faults, "{failed:?}");
    }

    const USUAL: [&str; 3] = [
        "unix:///var/run/docker.sock",
        "unix:///run/user/7/podman/podman.sock",
        "unix:///run/podman/podman.sock",
    ];

    fn config_with_context() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(
            folder.path().join("config.json"),
            r#"{"currentContext":"desk"}"#,
        )
        .expect("it is writable");
        let hash = hexadecimal(&Sha256::digest("desk"));
        let meta = folder.path().join("contexts/meta").join(hash);
        std::fs::create_dir_all(&meta).expect("it is writable");
        let text = r#"{"Name":"desk","Endpoints":{"docker":{"Host":"unix:///desk.sock"}}}"#;
        std::fs::write(meta.join("meta.json"), text).expect("it is writable");
        folder
    }

    #[test]
    fn what_docker_host_names_is_all() {
        check(
            &[("DOCKER_HOST", "tcp://x:1"), ("DOCKER_CONTEXT", "y")],
            &["tcp://x:1"],
            0,
        );
    }

    #[test]
    fn the_usual_places_come_in_order() {
        check(&[], &USUAL, 0);
        let own = "unix:///x/podman/podman.sock";
        check(
            &[("XDG_RUNTIME_DIR", "/x/")],
            &[USUAL[0], own, USUAL[1], USUAL[2]],
            0,
        );
        check(&[("XDG_RUNTIME_DIR", "/run/user/7")], &USUAL, 0);
    }

    #[test]
    fn the_context_in_use_comes_first() {
        let config = config_with_context();
        let path = config.path().to_str().expect("UTF-8");
        let expected = ["unix:///desk.sock", USUAL[0], USUAL[1], USUAL[2]];
        check(&[("DOCKER_CONFIG", path)], &expected, 0);
        check(
            &[("DOCKER_CONFIG", path), ("DOCKER_CONTEXT", "default")],
            &USUAL,
            0,
        );
        check(
            &[("DOCKER_CONFIG", path), ("DOCKER_CONTEXT", "desk")],
            &expected[..1],
            0,
        );
    }

    #[test]
    fn a_context_that_is_not_there_is_named() {
        check(
            &[("DOCKER_CONFIG", "/nowhere"), ("DOCKER_CONTEXT", "desk")],
            &[],
            1,
        );
    }
}

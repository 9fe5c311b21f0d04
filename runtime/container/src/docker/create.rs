//! From a launch to the request that creates its container: pure, so that what confines a server
//! can be read, and tested, in one place.
//!
//! What an image declares is taken into account here as well: its user, its volumes and its health
//! check are the image's wishes, not its rights.

mod limits;
mod mounts;
mod user;
mod volumes;

use std::collections::HashMap;

use bollard::models::{ContainerCreateBody, HealthConfig, HostConfig, HostConfigLogConfig};

pub(super) use self::mounts::Binding;
pub(super) use self::user::{Declared, Identity};
use super::image::PinnedImage;
use crate::launch::Network;
use crate::mounts::Bind;
use crate::order::{
    GATEWAY_LABEL, INSTANCE_LABEL, OWNER_LABEL, OWNER_PID_LABEL, Order, SERVER_LABEL,
};
use crate::{EngineName, Error};

/// Whether the engine puts an init process into the container. Without one a server that is
/// process 1 ignores TERM, and nobody reaps its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Init {
    With,
    Without,
}

/// What a container is made of, apart from the order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) engine: EngineName,
    pub(super) image: &'a PinnedImage,
    pub(super) binds: &'a [Bind],
    pub(super) identity: Identity,
    pub(super) init: Init,
}

/// The container of `order`.
pub(super) fn body(order: &Order, parts: Parts<'_>) -> Result<ContainerCreateBody, Error> {
    let environment = order
        .environment()?
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let args = &order.launch.args;
    Ok(ContainerCreateBody {
        image: Some(parts.image.id.clone()),
        user: parts.identity.text(),
        cmd: (!args.is_empty()).then(|| args.clone()),
        env: Some(environment),
        // The image's labels are added to these; ours win (see `Engine::labelled`).
        labels: Some(labels(order)),
        attach_stdin: Some(true),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        open_stdin: Some(true),
        // Without it Docker keeps stdin open after our end of it is closed.
        stdin_once: Some(true),
        // A terminal would mix stdout with stderr and echo what is written.
        tty: Some(false),
        // The image's health check is a program that the engine would run again and again.
        healthcheck: Some(HealthConfig {
            test: Some(vec!["NONE".to_owned()]),
            ..HealthConfig::default()
        }),
        // Ours are sent by name; this is for people who type `docker stop`.
        stop_signal: Some("SIGTERM".to_owned()),
        host_config: Some(host_config(order, parts)?),
        ..ContainerCreateBody::default()
    })
}

fn labels(order: &Order) -> HashMap<String, String> {
    let marks = &order.marks;
    HashMap::from([
        (INSTANCE_LABEL.to_owned(), marks.instance.to_string()),
        (OWNER_LABEL.to_owned(), marks.owner.to_string()),
        (OWNER_PID_LABEL.to_owned(), marks.owner.pid.to_string()),
        (GATEWAY_LABEL.to_owned(), marks.gateway.clone()),
        (SERVER_LABEL.to_owned(), order.server.clone()),
    ])
}

/// The box. What is not named here stays the engine's default on purpose: its seccomp profile, the
/// masked and read-only paths of `/proc`, its `AppArmor` or `SELinux` profile.
fn host_config(order: &Order, parts: Parts<'_>) -> Result<HostConfig, Error> {
    let confinement = order.launch.confinement();
    let memory = limits::positive(order, "memory_bytes", confinement.memory_bytes)?;
    let nano_cpus = confinement.cpu_millis.saturating_mul(1_000_000);
    let folders = volumes::folders(order, &confinement, parts)?;
    let mounts = mounts::all(parts, &folders);
    Ok(HostConfig {
        network_mode: Some(network(order, &confinement.network)?),
        // A daemon may be set to shareable ones.
        ipc_mode: Some("private".to_owned()),
        publish_all_ports: Some(false),
        memory: Some(memory),
        // Memory and swap together: the same number means no swap.
        memory_swap: Some(memory),
        nano_cpus: Some(limits::positive(order, "cpu_millis", nano_cpus)?),
        pids_limit: Some(limits::positive(order, "pids", confinement.pids)?),
        ulimits: Some(limits::ulimits()),
        shm_size: Some(limits::shm(order, &confinement)?),
        // Where the host runs out of memory, servers go before the host's own programs.
        oom_score_adj: Some(limits::OOM_SCORE_ADJUSTMENT),
        cap_drop: Some(vec!["ALL".to_owned()]),
        security_opt: Some(vec!["no-new-privileges".to_owned()]),
        readonly_rootfs: Some(true),
        privileged: Some(false),
        tmpfs: Some(mounts.tmpfs),
        mounts: Some(mounts.mounts),
        init: Some(parts.init == Init::With),
        // Podman loses the exit code of a container that it removes by itself.
        auto_remove: Some(false),
        // Otherwise the engine writes all traffic of the protocol to a file.
        log_config: Some(HostConfigLogConfig {
            typ: Some("none".to_owned()),
            config: None,
        }),
        ..HostConfig::default()
    })
}

fn network(order: &Order, network: &Network) -> Result<String, Error> {
    match network {
        Network::None => Ok("none".to_owned()),
        Network::Bridge => Ok("bridge".to_owned()),
        Network::Named(name) => {
            // These are modes, not networks, and open more than a network does.
            let is_mode = ["host", "none", "bridge", "default", "private"].contains(&name.as_str());
            if name.is_empty() || is_mode || name.contains([':', '/']) {
                return Err(order.unusable(format!(
                    "the network `{name}` cannot be used: the name of a network that the engine \
                     lists is expected"
                )));
            }
            Ok(name.clone())
        }
    }
}

#[cfg(test)]
mod tests;

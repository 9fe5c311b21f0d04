//! From a launch to the request that creates its container: pure, so that what confines a server
//! can be read, and tested, in one place.

use std::collections::HashMap;

use bollard::models::{
    ContainerCreateBody, HostConfig, HostConfigLogConfig, Mount, MountBindOptions,
    MountBindOptionsPropagationEnum, MountType,
};

use crate::Error;
use crate::launch::{Confinement, Network};
use crate::mounts::Bind;
use crate::order::{
    GATEWAY_LABEL, INSTANCE_LABEL, OWNER_LABEL, OWNER_PID_LABEL, Order, SERVER_LABEL,
};

/// Whether the engine puts an init process into the container. Without one a server that is
/// process 1 ignores TERM, and nobody reaps its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Init {
    With,
    Without,
}

/// The container of `order`, made from the image with id `image`.
pub(super) fn body(
    order: &Order,
    image: String,
    binds: &[Bind],
    init: Init,
) -> Result<ContainerCreateBody, Error> {
    let environment = order
        .environment()?
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let args = &order.launch.args;
    Ok(ContainerCreateBody {
        image: Some(image),
        cmd: (!args.is_empty()).then(|| args.clone()),
        env: Some(environment),
        labels: Some(labels(order)),
        attach_stdin: Some(true),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        open_stdin: Some(true),
        // Without it Docker keeps stdin open after our end of it is closed.
        stdin_once: Some(true),
        // A terminal would mix stdout with stderr and echo what is written.
        tty: Some(false),
        host_config: Some(host_config(order, binds, init)?),
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

fn host_config(order: &Order, binds: &[Bind], init: Init) -> Result<HostConfig, Error> {
    let confinement = order.launch.confinement();
    let memory = positive(order, "memory_bytes", confinement.memory_bytes)?;
    let nano_cpus = confinement.cpu_millis.saturating_mul(1_000_000);
    Ok(HostConfig {
        network_mode: Some(network(order, &confinement.network)?),
        memory: Some(memory),
        // Memory and swap together: the same number means no swap.
        memory_swap: Some(memory),
        nano_cpus: Some(positive(order, "cpu_millis", nano_cpus)?),
        pids_limit: Some(positive(order, "pids", confinement.pids)?),
        cap_drop: Some(vec!["ALL".to_owned()]),
        security_opt: Some(vec!["no-new-privileges".to_owned()]),
        readonly_rootfs: Some(true),
        privileged: Some(false),
        tmpfs: Some(tmpfs(order, &confinement)?),
        mounts: Some(binds.iter().map(mount).collect()),
        init: Some(init == Init::With),
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

fn positive(order: &Order, name: &str, value: u64) -> Result<i64, Error> {
    i64::try_from(value)
        .ok()
        .filter(|value| *value > 0)
        .ok_or_else(|| {
            order.unusable(format!(
                "`{name}` is {value}; a number above 0 and below 2^63 is expected"
            ))
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

fn tmpfs(order: &Order, confinement: &Confinement) -> Result<HashMap<String, String>, Error> {
    let mut folders = HashMap::new();
    for (path, size) in &confinement.tmpfs {
        let is_usable = path.starts_with('/')
            && path.len() > 1
            && !path.split('/').any(|part| part == "..")
            && !["/proc", "/sys", "/dev"]
                .iter()
                .any(|tree| std::path::Path::new(path).starts_with(tree));
        if !is_usable || *size == 0 {
            return Err(order.unusable(format!(
                "the tmpfs `{path}` of {size} bytes cannot be made: an absolute path outside \
                 /proc, /sys and /dev and a size above 0 are expected"
            )));
        }
        folders.insert(
            path.clone(),
            format!("rw,nosuid,nodev,noexec,size={size},mode=1777"),
        );
    }
    Ok(folders)
}

fn mount(bind: &Bind) -> Mount {
    Mount {
        typ: Some(MountType::BIND),
        source: Some(bind.source.to_string_lossy().into_owned()),
        target: Some(bind.target.clone()),
        read_only: Some(!bind.is_writable),
        bind_options: Some(MountBindOptions {
            propagation: Some(MountBindOptionsPropagationEnum::RPRIVATE),
            ..MountBindOptions::default()
        }),
        ..Mount::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::launch::{ImageProgram, Launch, Program};
    use crate::order::Marks;
    use crate::reaper::guard::Guard;
    use crate::redact::Redactor;
    use crate::{InstanceId, Owner, SecretValues};

    fn order(confinement: Confinement) -> Order {
        let instance = InstanceId::random().expect("there is randomness");
        let mut secrets = SecretValues::none();
        secrets.insert("TOKEN", "hunter22".into());
        let program = ImageProgram {
            reference: "acme/mcp".to_owned(),
            digest: None,
            image_id: None,
            platform: None,
        };
        Order {
            server: "notes".to_owned(),
            launch: Launch {
                program: Program::Image(program),
                args: vec!["--quiet".to_owned()],
                env: BTreeMap::from([("A".to_owned(), "1".to_owned())]),
                secrets: BTreeMap::new(),
                confinement: Some(confinement),
            },
            redactor: Redactor::new(&secrets),
            secrets,
            guard: Arc::new(Guard::new(None, &instance)),
            marks: Arc::new(Marks {
                instance,
                owner: Owner::this_process(),
                gateway: "desk".to_owned(),
            }),
            number: 1,
            attempts: AtomicUsize::new(0),
        }
    }

    #[track_caller]
    fn refuse(change: impl FnOnce(&mut Confinement), expected: &str) {
        let mut confinement = Confinement::default();
        change(&mut confinement);
        let refused = body(&order(confinement), "sha256:1".to_owned(), &[], Init::With);
        let text = refused.expect_err("it is refused").to_string();
        assert!(text.contains(expected) && text.contains("notes"), "{text}");
    }

    #[test]
    fn the_default_box_is_closed() {
        let body = body(
            &order(Confinement::default()),
            "sha256:1".to_owned(),
            &[],
            Init::With,
        )
        .expect("the defaults are usable");
        let host = body.host_config.expect("there are limits");
        assert_eq!(host.network_mode.as_deref(), Some("none"));
        assert_eq!(host.memory, host.memory_swap);
        assert_eq!(host.cap_drop, Some(vec!["ALL".to_owned()]));
        assert_eq!(
            host.security_opt,
            Some(vec!["no-new-privileges".to_owned()])
        );
        assert_eq!(
            (host.readonly_rootfs, host.auto_remove),
            (Some(true), Some(false))
        );
        assert_eq!(
            (host.pids_limit, host.nano_cpus),
            (Some(128), Some(1_000_000_000))
        );
        assert_eq!((body.stdin_once, body.tty), (Some(true), Some(false)));
    }

    #[test]
    fn a_secret_is_in_the_environment_and_nowhere_else() {
        let mut body = body(
            &order(Confinement::default()),
            "sha256:1".to_owned(),
            &[],
            Init::With,
        )
        .expect("the defaults are usable");
        let environment = body.env.take().expect("there is an environment");
        assert_eq!(environment, ["A=1", "TOKEN=hunter22"]);
        assert!(!format!("{body:?}").contains("hunter22"));
    }

    #[test]
    fn modes_are_not_networks() {
        for name in ["host", "container:x", "none", "", "ns:/proc/1/ns/net"] {
            refuse(|c| c.network = Network::Named(name.to_owned()), "network");
        }
    }

    #[test]
    fn limits_must_limit() {
        refuse(|c| c.memory_bytes = 0, "memory_bytes");
        refuse(|c| c.memory_bytes = u64::MAX, "memory_bytes");
        refuse(|c| c.cpu_millis = 0, "cpu_millis");
        refuse(|c| c.pids = 0, "pids");
    }

    #[test]
    fn a_tmpfs_has_a_place_and_a_size() {
        for (path, size) in [
            ("tmp", 1),
            ("/", 1),
            ("/a/../b", 1),
            ("/dev/x", 1),
            ("/tmp", 0),
        ] {
            refuse(
                |c| c.tmpfs = BTreeMap::from([(path.to_owned(), size)]),
                "tmpfs",
            );
        }
    }
}

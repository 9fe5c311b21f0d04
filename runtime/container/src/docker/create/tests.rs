//! What the request for a container says, for launches and images of all kinds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::*;
use crate::launch::{Confinement, ImageProgram, Launch, Program};
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

fn image(volumes: &[&str]) -> PinnedImage {
    PinnedImage {
        id: "sha256:1".to_owned(),
        user: String::new(),
        volumes: volumes.iter().map(ToString::to_string).collect(),
    }
}

fn parts(image: &PinnedImage) -> Parts<'_> {
    Parts {
        engine: EngineName::Docker,
        image,
        binds: &[],
        identity: Identity::Unprivileged,
        init: Init::With,
    }
}

/// The request for a container that differs from the default one by `change`.
fn changed(
    change: impl FnOnce(&mut Confinement),
    image: &PinnedImage,
) -> Result<ContainerCreateBody, Error> {
    let mut confinement = Confinement::default();
    change(&mut confinement);
    body(&order(confinement), parts(image))
}

#[track_caller]
fn refuse(change: impl FnOnce(&mut Confinement), expected: &str) {
    let refused = changed(change, &image(&[]));
    let text = refused.expect_err("it is refused").to_string();
    assert!(text.contains(expected) && text.contains("notes"), "{text}");
}

/// The folders in memory of a container, with their sizes.
fn in_memory(body: ContainerCreateBody) -> BTreeMap<String, i64> {
    let host = body.host_config.expect("there are limits");
    let mounts = host.mounts.expect("there are mounts").into_iter();
    let size =
        |mount: bollard::models::Mount| Some((mount.target?, mount.tmpfs_options?.size_bytes?));
    mounts.filter_map(size).collect()
}

#[test]
fn the_default_box_is_closed() {
    let body = changed(|_| {}, &image(&[])).expect("the defaults are usable");
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
    assert_eq!(body.user.as_deref(), Some("65532:65532"));
    let health = body.healthcheck.and_then(|check| check.test);
    assert_eq!(health, Some(vec!["NONE".to_owned()]));
    assert_eq!(host.shm_size, Some(16 << 20));
    let limits: Vec<_> = host.ulimits.into_iter().flatten().collect();
    assert!(limits.iter().all(|limit| limit.soft == limit.hard));
    let names: Vec<_> = limits
        .iter()
        .filter_map(|limit| limit.name.as_deref())
        .collect();
    assert_eq!(names, ["core", "fsize", "nofile", "nproc"]);
    // The engine's own defaults, which are closed.
    assert_eq!((host.masked_paths, host.readonly_paths), (None, None));
}

#[test]
fn a_secret_is_in_the_environment_and_nowhere_else() {
    let mut body = changed(|_| {}, &image(&[])).expect("the defaults are usable");
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

#[test]
fn a_declared_volume_is_a_folder_in_memory() {
    let declared = image(&["/data/", "/var/lib/../cache", "/tmp", "/big", "/data"]);
    let made = changed(
        |c| {
            c.tmpfs.insert("/big/".to_owned(), 1 << 30);
        },
        &declared,
    );
    let folders = in_memory(made.expect("they are usable"));
    let expected = [
        ("/big", 1 << 30),
        ("/data", 16 << 20),
        ("/tmp", 16 << 20),
        ("/var/cache", 16 << 20),
    ];
    assert_eq!(
        folders,
        expected.map(|(path, size)| (path.to_owned(), size)).into()
    );
}

#[test]
fn a_volume_that_cannot_be_in_memory_is_refused_by_name() {
    for path in [
        "data", "", "/", "/x/..", "/proc/x", "/dev/shm", "/a:exec", "/a,b", "/a\nb",
    ] {
        let error = changed(|_| {}, &image(&[path])).expect_err(path);
        assert!(
            matches!(error, Error::VolumeRefused { .. }),
            "{path}: {error}"
        );
        assert!(
            error
                .to_string()
                .contains(&*path.escape_debug().to_string()),
            "{error}"
        );
        assert!(error.help().is_some());
    }
    let many: Vec<String> = (0..33).map(|number| format!("/v{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let error = changed(|_| {}, &image(&many)).expect_err("they are too many");
    assert!(error.to_string().contains("more than 32"), "{error}");
}

#[test]
fn the_size_of_shared_memory_is_the_catalogues() {
    let made = changed(
        |c| {
            c.tmpfs.insert("/dev/shm".to_owned(), 1 << 26);
        },
        &image(&[]),
    );
    let made = made.expect("it is usable");
    let host = made.host_config.clone().expect("there are limits");
    assert_eq!(host.shm_size, Some(1 << 26));
    assert!(!in_memory(made).contains_key("/dev/shm"));
}

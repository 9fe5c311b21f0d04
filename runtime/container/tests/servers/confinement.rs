//! Images that declare what a server should not have: volumes, root, health checks, our labels.

use std::collections::HashMap;

use bollard::Docker;
use bollard::models::{ContainerCreateBody, ContainerInspectResponse, HostConfig};
use bollard::query_parameters::{CreateContainerOptionsBuilder, RemoveContainerOptionsBuilder};
use mcpreg_container::{EngineName, Error, Host, ImageProgram, SecretValues, User};
use serde_json::json;

use crate::containers::{count, id, read_all};
use crate::stage;

/// What a server that looks around says.
async fn look(host: &Host, image: &ImageProgram, user: User) -> String {
    let mut launch = stage::container(image, &["look"]);
    let confinement = launch.confinement.get_or_insert_default();
    confinement.user = user;
    confinement.tmpfs.insert("/scratch".to_owned(), 1 << 20);
    let mut running = stage::start(host, &launch).await;
    let seen = read_all(&mut running).await;
    running.control.wait().await;
    seen
}

#[track_caller]
fn expect(seen: &str, lines: &[&str]) {
    for expected in lines {
        let is_there = seen.lines().any(|line| line == *expected);
        assert!(is_there, "not `{expected}` in:\n{seen}");
    }
}

/// What the engine says of a container that runs `echo`.
async fn inspected(docker: &Docker, host: &Host, image: &ImageProgram) -> ContainerInspectResponse {
    let running = stage::start(host, &stage::container(image, &["echo"])).await;
    let found = docker.inspect_container(id(&running), None).await;
    running
        .control
        .stop(std::time::Duration::from_mins(1))
        .await;
    found.expect("it is there")
}

#[tokio::test]
async fn the_box_is_closed() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let seen = look(&host, &image, User::Unprivileged).await;
    expect(
        &seen,
        &[
            "root writable false",
            "scratch writable true",
            "Uid: 65532 65532 65532 65532",
            "Gid: 65532 65532 65532 65532",
            "CapEff: 0000000000000000",
            "CapBnd: 0000000000000000",
            "NoNewPrivs: 1",
            // SECCOMP_MODE_FILTER of seccomp(2).
            "Seccomp: 2",
            "Max core file size 0 0 bytes",
            "Max file size 1073741824 1073741824 bytes",
            "Max open files 4096 4096 files",
            "Max processes 4096 4096 processes",
            "network devices 1",
        ],
    );
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn a_declared_volume_is_limited_and_never_on_disk() {
    let host = stage::host();
    let Some((docker, _)) = stage::engine(&host).await else {
        return;
    };
    let volumes = json!({ "/vol/": {}, "/a/../b": {}, "/big": {}, "/vol/deep": {} });
    let image = stage::image_of(&docker, json!({ "Volumes": volumes }), "").await;
    for (folder, expected) in [
        ("/vol", "filled 16 MiB"),
        ("/vol/deep", "filled 16 MiB"),
        ("/b", "filled 16 MiB"),
        ("/big", "filled 20 MiB"),
        ("/dev/shm", "filled 16 MiB"),
    ] {
        let mut launch = stage::container(&image, &["fill", folder]);
        let confinement = launch.confinement.get_or_insert_default();
        confinement.memory_bytes = 64 << 20;
        // Root, who could write there whoever owns the folder.
        confinement.user = User::Image;
        confinement.tmpfs.insert("/big".to_owned(), 20 << 20);
        let mut running = stage::start(&host, &launch).await;
        let said = stage::lines(&mut running).next_line().await;
        assert_eq!(
            said.expect("it writes").as_deref(),
            Some(expected),
            "{folder}"
        );
        let found = docker.inspect_container(id(&running), None).await;
        let mounts = found.expect("it is there").mounts.unwrap_or_default();
        let on_disk: Vec<_> = mounts
            .iter()
            .filter(|mount| mount.typ.as_deref() == Some("volume"))
            .collect();
        assert!(on_disk.is_empty(), "{on_disk:?}");
        running
            .control
            .stop(std::time::Duration::from_mins(1))
            .await;
    }
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn a_volume_in_memory_counts_as_memory() {
    let host = stage::host();
    let Some((docker, _)) = stage::engine(&host).await else {
        return;
    };
    let image = stage::image_of(&docker, json!({ "Volumes": { "/vol": {} } }), "").await;
    let mut launch = stage::container(&image, &["fill", "/vol"]);
    let confinement = launch.confinement.get_or_insert_default();
    confinement.memory_bytes = 32 << 20;
    confinement.tmpfs.insert("/vol".to_owned(), 1 << 30);
    let running = stage::start(&host, &launch).await;
    let exit = running.control.wait().await;
    assert_eq!(exit.signal, Some(9), "{exit}");
}

#[tokio::test]
async fn a_volume_that_cannot_be_limited_is_refused() {
    let host = stage::host();
    let Some((docker, _)) = stage::engine(&host).await else {
        return;
    };
    for path in ["relative", "/dev/shm", "/"] {
        let image = stage::image_of(&docker, json!({ "Volumes": { path: {} } }), "").await;
        let launch = stage::container(&image, &["echo"]);
        let started = host.start("notes", &launch, SecretValues::none()).await;
        let error = started.expect_err("it is refused");
        assert!(matches!(error, Error::VolumeRefused { .. }), "{error}");
        assert!(error.to_string().contains(path), "{error}");
    }
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn root_is_left_by_whatever_name_the_image_calls_it() {
    let host = stage::host();
    let Some((docker, _)) = stage::engine(&host).await else {
        return;
    };
    let passwd = "root:x:0:0::/:\ntoor:x:0:0::/:\nweb:x:1000:1000::/:\n\
                  two:x:1000:1000::/:\ntwo:x:0:0::/:\nbad:x:zero:0::/:\n";
    let unprivileged = "Uid: 65532 65532 65532 65532";
    for (user, expected) in [
        ("root", unprivileged),
        ("0", unprivileged),
        ("00:1000", unprivileged),
        ("toor", unprivileged),
        ("two", unprivileged),
        ("bad", unprivileged),
        ("web", "Uid: 1000 1000 1000 1000"),
        ("1234", "Uid: 1234 1234 1234 1234"),
    ] {
        let image = stage::image_of(&docker, json!({ "User": user }), passwd).await;
        let seen = look(&host, &image, User::Unprivileged).await;
        expect(&seen, &[expected, "scratch writable true"]);
    }
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn the_catalogue_can_name_the_user() {
    let host = stage::host();
    let Some((docker, _)) = stage::engine(&host).await else {
        return;
    };
    let image = stage::image_of(&docker, json!({ "User": "toor" }), "toor:x:0:0::/:\n").await;
    let seen = look(&host, &image, User::Image).await;
    expect(&seen, &["Uid: 0 0 0 0", "CapEff: 0000000000000000"]);
    let ids = User::Ids {
        uid: 4321,
        gid: 8765,
    };
    let seen = look(&host, &image, ids).await;
    expect(
        &seen,
        &["Uid: 4321 4321 4321 4321", "Gid: 8765 8765 8765 8765"],
    );
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn what_an_image_declares_runs_and_opens_nothing() {
    let host = stage::host();
    let Some((docker, _)) = stage::engine(&host).await else {
        return;
    };
    let declared = json!({
        "Healthcheck": { "Test": ["CMD", "/server", "exit", "1"], "Interval": 1_000_000_000 },
        "ExposedPorts": { "80/tcp": {} },
        "StopSignal": "SIGCONT",
        "Env": ["LD_PRELOAD=/evil.so"],
    });
    let image = stage::image_of(&docker, declared, "").await;
    let found = inspected(&docker, &host, &image).await;
    let config = found.config.expect("it is configured");
    let check = config.healthcheck.and_then(|check| check.test);
    assert_eq!(check, Some(vec!["NONE".to_owned()]));
    // Podman says the number.
    let signal = config.stop_signal.unwrap_or_default();
    assert!(["SIGTERM", "15"].contains(&signal.as_str()), "{signal}");
    let limits = found.host_config.expect("there are limits");
    assert_eq!(limits.publish_all_ports, Some(false));
    let published = limits.port_bindings.unwrap_or_default();
    assert!(published.values().all(Option::is_none), "{published:?}");
    assert_eq!(limits.oom_score_adj, Some(500));
    for (mode, host) in [
        (limits.ipc_mode, "host"),
        (limits.pid_mode, "host"),
        (limits.uts_mode, "host"),
        (limits.userns_mode, "host"),
    ] {
        assert_ne!(mode.as_deref(), Some(host));
    }
    let engine = host.engine().await.expect("it answered before");
    if engine.name == EngineName::Docker {
        // Podman says neither.
        let masked = limits.masked_paths.unwrap_or_default();
        assert!(masked.contains(&"/proc/kcore".to_owned()), "{masked:?}");
        assert!(!limits.readonly_paths.unwrap_or_default().is_empty());
    }
}

#[tokio::test]
async fn labels_of_an_image_do_not_give_a_foreign_container_to_the_sweeper() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    // A dead owner as this machine and this namespace would write it: a process number that is
    // beyond Linux's highest.
    let probe = stage::start(&host, &stage::container(&image, &["echo"])).await;
    let found = docker.inspect_container(id(&probe), None).await;
    let found = found.expect("it is there");
    let own = found
        .config
        .and_then(|config| config.labels)
        .unwrap_or_default();
    let mut owner: Vec<&str> = own["io.mcpreg.owner"].split('/').collect();
    let [.., pid, started] = owner.as_mut_slice() else {
        panic!("{owner:?}")
    };
    (*pid, *started) = ("4194305", "1");
    let dead = owner.join("/");
    let labels = json!({
        "io.mcpreg.instance": host.instance().to_string(),
        "io.mcpreg.owner": dead,
        "io.mcpreg.server": "x",
    });
    let image = stage::image_of(&docker, json!({ "Labels": labels }), "").await;

    // Another user of this machine runs the image.
    let name = format!("not-ours-{}", host.instance());
    let options = CreateContainerOptionsBuilder::default().name(&name).build();
    let body = ContainerCreateBody {
        image: Some(image.reference.clone()),
        cmd: Some(vec!["deaf".to_owned()]),
        host_config: Some(HostConfig::default()),
        ..ContainerCreateBody::default()
    };
    let made = docker.create_container(Some(options), body).await;
    made.expect("it is created");
    host.sweep().await.expect("the engine answers");
    // Neither does a host remove it that is the instance in the label.
    host.close().await;
    let kept = docker.inspect_container(&name, None).await;
    let removal = RemoveContainerOptionsBuilder::default().force(true).build();
    let removed = docker.remove_container(&name, Some(removal)).await;
    kept.expect("it was not ours to remove");
    removed.expect("it was there");

    // Ours carry our own labels whatever the image says.
    let host = stage::host();
    let found = inspected(&docker, &host, &image).await;
    let labels = found
        .config
        .and_then(|config| config.labels)
        .unwrap_or_default();
    let expected = HashMap::from([
        ("io.mcpreg.instance", host.instance().to_string()),
        ("io.mcpreg.server", stage::SERVER.to_owned()),
    ]);
    for (label, value) in expected {
        assert_eq!(labels.get(label), Some(&value));
    }
    assert_ne!(labels.get("io.mcpreg.owner"), Some(&dead));
    assert_eq!(count(&docker, &host).await, 0);
}

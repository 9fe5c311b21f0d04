//! Servers as containers of the engine that answers.

use std::collections::HashMap;
use std::time::Duration;

use bollard::Docker;
use bollard::query_parameters::ListContainersOptionsBuilder;
use mcpreg_container::{EngineName, Error, Host, ImageProgram, Running, SecretValues, Vessel};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::stage;

const PATIENT: Duration = Duration::from_mins(1);
const HASTY: Duration = Duration::from_millis(200);

pub(crate) fn id(running: &Running) -> &str {
    match running.control.vessel() {
        Vessel::Container { id } => id,
        Vessel::Process { .. } => panic!("it is a container"),
    }
}

/// How many containers carry the mark of `host`.
pub(crate) async fn count(docker: &Docker, host: &Host) -> usize {
    let label = format!("io.mcpreg.instance={}", host.instance());
    let filters = HashMap::from([("label", vec![label])]);
    let options = ListContainersOptionsBuilder::default()
        .all(true)
        .filters(&filters)
        .build();
    docker
        .list_containers(Some(options))
        .await
        .expect("the engine answers")
        .len()
}

pub(crate) async fn read_all(running: &mut Running) -> String {
    let mut output = String::new();
    running
        .stdout
        .read_to_string(&mut output)
        .await
        .expect("it ends");
    output
}

#[tokio::test]
async fn what_is_written_comes_back_and_the_end_of_input_ends_it() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let mut running = stage::start(&host, &stage::container(&image, &["echo"])).await;
    running
        .stdin
        .write_all(b"one\ntwo\n")
        .await
        .expect("it reads");
    let mut lines = stage::lines(&mut running);
    for expected in ["one", "two"] {
        assert_eq!(
            lines.next_line().await.expect("it writes").as_deref(),
            Some(expected)
        );
    }
    drop(running.stdin);
    let exit = running.control.wait().await;
    assert!(exit.is_success(), "{exit}");
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn exit_codes_and_last_words_come_through() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let running = stage::start(&host, &stage::container(&image, &["exit", "42"])).await;
    let exit = running.control.wait().await;
    assert_eq!((exit.code, exit.signal, exit.oom), (Some(42), None, false));
    assert_eq!(running.control.stderr_tail(), ["this server exits"]);
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn the_memory_limit_kills_and_says_so() {
    let host = stage::host();
    let Some((_, image)) = stage::engine(&host).await else {
        return;
    };
    let engine = host.engine().await.expect("it answered before");
    let running = stage::start(&host, &stage::container(&image, &["hog"])).await;
    let exit = running.control.wait().await;
    assert_eq!((exit.code, exit.signal), (Some(137), Some(9)));
    // Podman does not tell why.
    assert_eq!(exit.oom, engine.name == EngineName::Docker);
}

#[tokio::test]
async fn the_limits_and_labels_are_visible_and_the_secret_is_not() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let launch = stage::container(&image, &["echo", "argument"]);
    let mut secrets = SecretValues::none();
    secrets.insert("TOKEN", "hunter22".into());
    let running = host
        .start(stage::SERVER, &launch, secrets)
        .await
        .expect("it starts");
    let mut found = docker
        .inspect_container(id(&running), None)
        .await
        .expect("it is there");
    let limits = found.host_config.clone().expect("there are limits");
    assert_eq!(limits.network_mode.as_deref(), Some("none"));
    assert_eq!(
        (limits.memory, limits.memory_swap),
        (Some(32 << 20), Some(32 << 20))
    );
    assert_eq!(
        (limits.nano_cpus, limits.pids_limit),
        (Some(1_000_000_000), Some(128))
    );
    assert_eq!(limits.readonly_rootfs, Some(true));
    let log = limits.log_config.and_then(|log| log.typ);
    assert_eq!(log.as_deref(), Some("none"));
    let config = found.config.as_mut().expect("it is configured");
    let labels = config.labels.clone().unwrap_or_default();
    assert_eq!(
        labels.get("io.mcpreg.server").map(String::as_str),
        Some(stage::SERVER)
    );
    let pid = std::process::id().to_string();
    assert_eq!(labels.get("io.mcpreg.owner-pid"), Some(&pid));
    let environment = config.env.take().unwrap_or_default();
    assert!(
        environment.contains(&"TOKEN=hunter22".to_owned()),
        "it came by the environment"
    );
    assert!(
        !format!("{found:?}").contains("hunter22"),
        "and is nowhere else"
    );
    running.control.stop(PATIENT).await;
}

#[tokio::test]
async fn a_secret_in_stderr_is_replaced() {
    let host = stage::host();
    let Some((_, image)) = stage::engine(&host).await else {
        return;
    };
    let mut secrets = SecretValues::none();
    secrets.insert("TOKEN", "hunter22".into());
    let launch = stage::container(&image, &["confess"]);
    let running = host
        .start(stage::SERVER, &launch, secrets)
        .await
        .expect("it starts");
    running.control.wait().await;
    assert_eq!(running.control.stderr_tail(), ["my token is [redacted]"]);
}

#[tokio::test]
async fn a_flood_of_stderr_blocks_nothing_and_keeps_its_end() {
    let host = stage::host();
    let Some((_, image)) = stage::engine(&host).await else {
        return;
    };
    let mut running = stage::start(&host, &stage::container(&image, &["flood", "16777216"])).await;
    let mut lines = stage::lines(&mut running);
    for number in 0..16 {
        let line = lines.next_line().await.expect("it writes");
        assert_eq!(line, Some(format!("mebibyte {number}")));
    }
    running.control.stop(PATIENT).await;
    let tail = running.control.stderr_tail();
    assert_eq!(tail.last().map(String::as_str), Some("last words"));
}

#[tokio::test]
async fn a_flood_nobody_reads_does_not_keep_it_from_ending() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let running = stage::start(&host, &stage::container(&image, &["flood", "16777216"])).await;
    drop(running.stdout);
    drop(running.stdin);
    let exit = running.control.wait().await;
    assert!(exit.is_success(), "{exit}");
    assert_eq!(
        running.control.stderr_tail().last().map(String::as_str),
        Some("last words")
    );
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn a_server_deaf_to_everything_is_killed() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    for (behaviour, code) in [("deaf", 143), ("stubborn", 137)] {
        let mut running = stage::start(&host, &stage::container(&image, &[behaviour])).await;
        let up = stage::lines(&mut running)
            .next_line()
            .await
            .expect("it writes");
        assert_eq!(up.as_deref(), Some("up"));
        let exit = running.control.stop(HASTY).await;
        assert_eq!(exit.code, Some(code), "{behaviour}: {exit}");
    }
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn dropping_the_control_removes_the_container() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    drop(stage::start(&host, &stage::container(&image, &["deaf"])).await);
    host.close().await;
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn a_start_that_nobody_waits_for_leaves_nothing() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let launch = stage::container(&image, &["deaf"]);
    let start = host.start(stage::SERVER, &launch, SecretValues::none());
    let abandoned = tokio::time::timeout(Duration::from_millis(1), start).await;
    drop(abandoned);
    host.close().await;
    assert_eq!(count(&docker, &host).await, 0);
}

#[tokio::test]
async fn a_network_that_is_not_there_is_a_clear_error() {
    let host = stage::host();
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let mut launch = stage::container(&image, &["echo"]);
    launch.confinement.get_or_insert_default().network =
        mcpreg_container::Network::Named("mcpreg-no-such-network".into());
    let error = host
        .start("notes", &launch, SecretValues::none())
        .await
        .expect_err("no network");
    let text = error.to_string();
    assert!(
        text.contains("`notes`") && text.contains("mcpreg-no-such-network"),
        "{text}"
    );
    assert_eq!(count(&docker, &host).await, 0, "nothing is left of it");
}

#[tokio::test]
async fn an_image_is_started_by_its_pin_and_never_by_its_tag() {
    let host = stage::host();
    let Some((_, image)) = stage::engine(&host).await else {
        return;
    };
    let mut steps = 0;
    let found = host
        .resolve(&image.reference, None, |_| steps += 1)
        .await
        .expect("it is here");
    assert_eq!((found.pulled, steps), (false, 0));
    // Podman makes a digest up for an image that never saw a registry.
    let engine = host.engine().await.expect("it answered before");
    assert!(found.digest.is_none() || engine.name == EngineName::Podman);
    assert!(found.image_id.starts_with("sha256:") && found.platform.starts_with("linux/"));
    assert_eq!(image.image_id.as_ref(), Some(&found.image_id));
    assert!(
        host.image_present(&image)
            .await
            .expect("the engine answers")
    );
    let running = stage::start(&host, &stage::container(&image, &["echo"])).await;
    running.control.stop(PATIENT).await;
    for pin in [None, Some(image.reference.clone())] {
        let unpinned = ImageProgram {
            image_id: pin,
            ..image.clone()
        };
        let launch = stage::container(&unpinned, &["echo"]);
        let started = host.start("notes", &launch, SecretValues::none()).await;
        let error = started.expect_err("a tag is no pin");
        assert!(
            matches!(
                error,
                Error::ImageUnpinned { .. } | Error::ImagePinMalformed { .. }
            ),
            "{error}"
        );
        let help = error.help().unwrap_or_default();
        assert!(help.contains("mcpreg-compile pin"), "{help}");
        assert!(host.image_present(&unpinned).await.is_err());
    }
    let other = ImageProgram {
        image_id: Some(format!("sha256:{}", "0".repeat(64))),
        ..image
    };
    assert!(
        !host
            .image_present(&other)
            .await
            .expect("the engine answers")
    );
    let launch = stage::container(&other, &["echo"]);
    let error = host
        .start("notes", &launch, SecretValues::none())
        .await
        .expect_err("not here");
    assert!(matches!(error, Error::ImageMissing { .. }), "{error}");
    assert!(
        error
            .help()
            .is_some_and(|help| help.contains("mcpreg-compile pin notes"))
    );
}

#[tokio::test]
async fn a_pull_that_fails_says_what_and_why() {
    let host = stage::host();
    if stage::engine(&host).await.is_none() {
        return;
    }
    // Port 1 of this machine: nothing answers there.
    let error = host
        .resolve("localhost:1/acme/mcp:1", None, |_| {})
        .await
        .expect_err("no registry");
    assert!(matches!(error, Error::Pull { .. }), "{error}");
    assert!(
        error.to_string().contains("localhost:1/acme/mcp:1"),
        "{error}"
    );
}

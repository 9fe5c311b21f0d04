//! What is left when an owner is killed: nothing.
//!
//! The owner and its reaper are this very test binary, run again with one of the two roles; a
//! role's test does nothing in an ordinary run.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use bollard::Docker;
use bollard::query_parameters::ListContainersOptionsBuilder;
use mcpreg_container::{Host, HostOptions, reaper};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::stage;

const CYCLES: usize = 20;
const DEADLINE: Duration = Duration::from_secs(90);

/// This binary's command line in a role; `nonce` makes its processes findable.
fn role(test: &str, role: &str, nonce: &str) -> Vec<OsString> {
    let own = std::env::current_exe().expect("it has a path");
    // `--skip` of a name that no test has changes nothing, and carries the role.
    let skip = format!("{role}-{nonce}");
    let words = ["--exact", test, "--nocapture", "--skip", &skip];
    std::iter::once(own.into_os_string())
        .chain(words.into_iter().map(OsString::from))
        .collect()
}

fn nonce_of(role: &str) -> Option<String> {
    std::env::args().find_map(|word| {
        word.strip_prefix(role)?
            .strip_prefix('-')
            .map(str::to_owned)
    })
}

#[test]
fn role_reaper() {
    if nonce_of("act-as-reaper").is_some() {
        assert_eq!(reaper::run(), std::process::ExitCode::SUCCESS);
    }
}

#[test]
fn role_owner() {
    let Some(nonce) = nonce_of("act-as-owner") else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime can be built").block_on(async {
        let reaper = role("reaping::role_reaper", "act-as-reaper", &nonce);
        let options = HostOptions {
            owner: "the-owner".to_owned(),
            reaper: Some(reaper),
            ..HostOptions::default()
        };
        let host = Host::new(options).expect("there is randomness");
        let has_engine = host.engine().await.is_ok();
        say(&format!("instance {}", host.instance()));
        let mut family = stage::start(&host, &stage::process(&["family"])).await;
        let mut loner = stage::start(&host, &stage::process(&["stubborn"])).await;
        for running in [&mut family, &mut loner] {
            stage::lines(running)
                .next_line()
                .await
                .expect("it says that it is up");
        }
        say("processes");
        let image = if has_engine {
            stage::engine(&host).await
        } else {
            None
        };
        if let Some((_, image)) = image {
            let _container = stage::start(&host, &stage::container(&image, &["deaf"])).await;
            say("containers");
            std::future::pending::<()>().await;
        }
        say("containers");
        std::future::pending::<()>().await;
    });
}

/// Writes a line past the test harness.
fn say(text: &str) {
    writeln!(std::io::stdout(), "\nowner: {text}").expect("stdout is open");
}

/// Starts an owner and waits until it has said `last`; gives its instance.
async fn owner(nonce: &str, last: &str) -> (Child, String) {
    let [program, arguments @ ..] = &role("reaping::role_owner", "act-as-owner", nonce)[..] else {
        panic!("there is a program");
    };
    let mut owner = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("this binary runs");
    let mut lines = BufReader::new(owner.stdout.take().expect("it is piped")).lines();
    let mut instance = String::new();
    while let Some(line) = lines.next_line().await.expect("it is text") {
        let Some(said) = line.strip_prefix("owner: ") else {
            continue;
        };
        if let Some(id) = said.strip_prefix("instance ") {
            id.clone_into(&mut instance);
        }
        if said.starts_with(last) {
            break;
        }
    }
    assert!(!instance.is_empty(), "the owner starts");
    (owner, instance)
}

/// How many processes have `mark` in their command line or their environment.
fn processes(mark: &str) -> usize {
    let holds = |path: std::path::PathBuf| {
        std::fs::read(path).is_ok_and(|bytes| {
            bytes
                .windows(mark.len())
                .any(|window| window == mark.as_bytes())
        })
    };
    let entries = std::fs::read_dir("/proc")
        .expect("this is Linux")
        .filter_map(Result::ok);
    entries
        .filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with(|c: char| c.is_ascii_digit())
        })
        .filter(|entry| holds(entry.path().join("cmdline")) || holds(entry.path().join("environ")))
        .count()
}

async fn containers(docker: &Docker, instance: &str) -> usize {
    let filters = HashMap::from([("label", vec![format!("io.mcpreg.instance={instance}")])]);
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

async fn until_gone(mark: &str) {
    until(&format!("{mark} is gone"), || processes(mark) == 0).await;
}

/// Waits until something holds.
async fn until(what: &str, holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = tokio::time::timeout(DEADLINE, waiting).await;
    waited.unwrap_or_else(|_| panic!("it never came to this: {what}"));
}

/// Waits until a killed child has let go of everything, its pipe included.
async fn until_zombie(pid: rustix::process::Pid) {
    let path = format!("/proc/{}/stat", pid.as_raw_nonzero());
    let dead = async {
        while !std::fs::read_to_string(&path).is_ok_and(|stat| stat.contains(") Z ")) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(DEADLINE, dead)
        .await
        .expect("it was killed");
}

#[tokio::test]
async fn a_killed_owner_leaves_nothing() {
    let host = stage::host();
    let engine = stage::engine(&host).await;
    for cycle in 0..CYCLES {
        let nonce = format!("{}-{cycle}", host.instance());
        // In every other cycle the container is being created when the owner dies.
        let last = if cycle % 2 == 0 {
            "containers"
        } else {
            "processes"
        };
        let (mut owner, instance) = owner(&nonce, last).await;
        // A family of two and a loner; the child may still be about to be one.
        until(&format!("cycle {cycle}: three servers"), || {
            processes(&instance) >= 3
        })
        .await;
        owner.kill().await.expect("it can be killed");
        until_gone(&format!("act-as-reaper-{nonce}")).await;
        assert_eq!(processes(&instance), 0, "cycle {cycle}");
        if let Some((docker, _)) = &engine {
            assert_eq!(containers(docker, &instance).await, 0, "cycle {cycle}");
        }
    }
}

#[tokio::test]
async fn the_reaper_survives_the_signals_that_end_its_owner() {
    let host = stage::host();
    let nonce = format!("{}-signals", host.instance());
    let (mut owner, instance) = owner(&nonce, "processes").await;
    let mark = format!("act-as-reaper-{nonce}");
    let reaper = find(&mark).expect("it runs");
    for signal in [rustix::process::Signal::INT, rustix::process::Signal::TERM] {
        rustix::process::kill_process(reaper, signal).expect("it runs");
    }
    owner.kill().await.expect("it can be killed");
    until_gone(&mark).await;
    assert_eq!(processes(&instance), 0);
}

fn find(mark: &str) -> Option<rustix::process::Pid> {
    std::fs::read_dir("/proc")
        .ok()?
        .filter_map(Result::ok)
        .find_map(|entry| {
            let words = std::fs::read(entry.path().join("cmdline")).ok()?;
            let is_it = words
                .windows(mark.len())
                .any(|window| window == mark.as_bytes());
            let pid = entry.file_name().to_str()?.parse().ok()?;
            if is_it {
                rustix::process::Pid::from_raw(pid)
            } else {
                None
            }
        })
}

#[tokio::test]
async fn the_sweep_removes_what_a_dead_owner_left() {
    let host = stage::host();
    let engine = stage::engine(&host).await;
    let nonce = format!("{}-sweep", host.instance());
    let (mut owner, instance) = owner(&nonce, "containers").await;
    // Without its reaper the owner leaves everything behind.
    let reaper = find(&format!("act-as-reaper-{nonce}")).expect("it runs");
    rustix::process::kill_process(reaper, rustix::process::Signal::KILL).expect("it runs");
    host.sweep().await.expect("the engine answers");
    assert!(processes(&instance) >= 3, "a living owner's things stay");
    owner.kill().await.expect("it can be killed");
    // The head of the family ends with its input; its child and the loner do not.
    assert!(processes(&instance) >= 2, "nobody cleaned up");
    assert!(host.sweep().await.expect("the engine answers") >= 2);
    assert_eq!(processes(&instance), 0);
    if let Some((docker, _)) = &engine {
        assert_eq!(containers(docker, &instance).await, 0);
    }
}

#[tokio::test]
async fn a_dismissed_reaper_goes() {
    let host = stage::host();
    let nonce = format!("{}-dismissed", host.instance());
    let reaper = role("reaping::role_reaper", "act-as-reaper", &nonce);
    let options = HostOptions {
        owner: "the-tests".to_owned(),
        reaper: Some(reaper),
        ..HostOptions::default()
    };
    let host = Host::new(options).expect("there is randomness");
    let running = stage::start(&host, &stage::process(&["echo"])).await;
    let mark = format!("act-as-reaper-{nonce}");
    assert!(find(&mark).is_some(), "it is there from the first start on");
    host.close().await;
    assert!(running.control.exit().is_some_and(|exit| exit.is_success()));
    assert!(find(&mark).is_none());
}

#[tokio::test]
async fn a_reaper_that_dies_is_replaced() {
    let host = stage::host();
    let nonce = format!("{}-replaced", host.instance());
    let reaper = role("reaping::role_reaper", "act-as-reaper", &nonce);
    let options = HostOptions {
        owner: "the-tests".to_owned(),
        reaper: Some(reaper),
        ..HostOptions::default()
    };
    let host = Host::new(options).expect("there is randomness");
    let mark = format!("act-as-reaper-{nonce}");
    let _first = stage::start(&host, &stage::process(&["echo"])).await;
    let first = find(&mark).expect("it is there from the first start on");
    rustix::process::kill_process(first, rustix::process::Signal::KILL).expect("it runs");
    until_zombie(first).await;
    let _second = stage::start(&host, &stage::process(&["echo"])).await;
    assert!(find(&mark).is_some_and(|second| second != first));
    host.close().await;
}

#[tokio::test]
async fn a_command_line_that_runs_no_reaper_is_a_clear_error() {
    for (program, expected) in [
        ("true", "does not run a reaper"),
        ("/no/such/program", "No such file"),
    ] {
        let reaper = Some(vec![OsString::from(program)]);
        let host = Host::new(HostOptions {
            owner: "the-tests".to_owned(),
            reaper,
            ..HostOptions::default()
        });
        let host = host.expect("there is randomness");
        let launch = stage::process(&["echo"]);
        let started = host
            .start("notes", &launch, mcpreg_container::SecretValues::none())
            .await;
        let text = started
            .expect_err("nothing is started without it")
            .to_string();
        assert!(text.contains(program) && text.contains(expected), "{text}");
    }
}

//! Folders of this host in containers: what the operator allows, and what swapping them is good for.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use bollard::Docker;
use mcpreg_container::{Error, Host, ImageProgram, Launch, Mount, MountRoots, SecretValues, User};
use tempfile::TempDir;

use crate::containers::{count, id};
use crate::stage;

const PATIENT: Duration = Duration::from_mins(1);

fn launch(image: &ImageProgram, source: &Path, writable: bool) -> Launch {
    let mut launch = stage::container(image, &["look", "stay"]);
    let confinement = launch.confinement.get_or_insert_default();
    // The owner of the folders that the tests make.
    confinement.user = User::Ids {
        uid: rustix::process::getuid().as_raw(),
        gid: rustix::process::getgid().as_raw(),
    };
    confinement.mounts.push(Mount {
        source: source.to_owned(),
        target: "/mounted".to_owned(),
        writable,
    });
    launch
}

/// A folder with a note in it.
fn folder(inside: &TempDir, name: &str, note: &str) -> PathBuf {
    let folder = inside.path().join(name);
    std::fs::create_dir(&folder).expect("it is writable");
    std::fs::write(folder.join("note"), note).expect("it is writable");
    folder
}

/// What a server says of its mount, and the volumes that it has.
async fn look(docker: &Docker, host: &Host, launch: &Launch) -> Result<Vec<String>, Error> {
    let mut running = host.start("notes", launch, SecretValues::none()).await?;
    let mut lines = stage::lines(&mut running);
    let mut seen = Vec::new();
    while let Some(line) = lines.next_line().await.expect("it writes") {
        if line == "that is all" {
            break;
        }
        seen.push(line);
    }
    let found = docker.inspect_container(id(&running), None).await;
    let mounts = found.expect("it runs").mounts.unwrap_or_default();
    running.control.stop(PATIENT).await;
    for volume in mounts.into_iter().filter_map(|mount| mount.name) {
        let left = docker.inspect_volume(&volume).await;
        assert!(left.is_err(), "a volume is left: {left:?}");
    }
    Ok(seen)
}

#[tokio::test]
async fn a_folder_that_is_allowed_is_mounted_as_it_is_allowed() {
    let all = TempDir::new().expect("a temporary folder");
    let notes = folder(&all, "notes", "hello");
    for (roots, writable) in [
        (MountRoots::none().readable(all.path()), false),
        (MountRoots::none().writable(all.path()), false),
        (MountRoots::none().writable(all.path()), true),
    ] {
        let host = stage::host_with(roots);
        let Some((docker, image)) = stage::engine(&host).await else {
            return;
        };
        let seen = look(&docker, &host, &launch(&image, &notes, writable)).await;
        let seen = seen.expect("it is allowed");
        for expected in ["mount hello", &format!("mount writable {writable}")] {
            assert!(seen.iter().any(|line| line == expected), "{seen:?}");
        }
        // What is removed with the container is not what was mounted.
        assert!(notes.join("note").exists());
        assert_eq!(notes.join("touched").exists(), writable);
        assert_eq!(count(&docker, &host).await, 0);
    }
}

#[tokio::test]
async fn what_is_not_allowed_is_refused_by_name() {
    let all = TempDir::new().expect("a temporary folder");
    let notes = folder(&all, "notes", "hello");
    let ssh = folder(&all, ".ssh", "a key");
    let link = all.path().join("link");
    std::os::unix::fs::symlink(&notes, &link).expect("a link can be made");
    let readable = MountRoots::none().readable(all.path());
    let everything = MountRoots::none().writable("/");
    for (roots, source, writable, expected) in [
        (MountRoots::none(), &notes, false, "lets no server see it"),
        (readable, &notes, true, "lets no server write there"),
        (everything.clone(), &ssh, true, "`.ssh`"),
        (everything.clone(), &all.path().to_owned(), false, "`.ssh`"),
        (everything.clone(), &link, false, "symbolic link"),
        (everything, &PathBuf::from("/etc"), false, "/etc"),
    ] {
        let host = stage::host_with(roots);
        let Some((docker, image)) = stage::engine(&host).await else {
            return;
        };
        let refused = look(&docker, &host, &launch(&image, source, writable)).await;
        let error = refused.expect_err("it is refused");
        assert!(matches!(error, Error::MountRefused { .. }), "{error}");
        let text = error.to_string();
        assert!(
            text.contains(expected) && text.contains("`notes`"),
            "{text}"
        );
        assert!(error.help().is_some());
        assert_eq!(count(&docker, &host).await, 0);
    }
}

#[tokio::test]
async fn the_engines_socket_is_refused() {
    let host = stage::host_with(MountRoots::none().writable("/"));
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let engine = host.engine().await.expect("it answered before");
    let Some(socket) = engine.address.strip_prefix("unix://") else {
        return;
    };
    let socket = Path::new(socket);
    for source in [socket, socket.parent().expect("it is in a folder")] {
        let refused = look(&docker, &host, &launch(&image, source, false)).await;
        let error = refused.expect_err("never");
        assert!(matches!(error, Error::MountRefused { .. }), "{error}");
    }
    assert_eq!(count(&docker, &host).await, 0);
}

/// Swaps a folder for a link to another one, and back, as long as it lives.
struct Swapper {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Swapper {
    fn start(path: &Path, link: &Path) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let aside = path.with_extension("aside");
        let aside = aside.as_path();
        let steps = [(path, aside), (link, path), (path, link), (aside, path)];
        let steps = steps.map(|(from, to)| (from.to_owned(), to.to_owned()));
        let thread = std::thread::spawn(move || {
            let mut steps = steps.iter().cycle();
            // Podman makes a folder where it finds none, over which nothing can be renamed.
            let is_made = |(from, to): &(PathBuf, PathBuf)| std::fs::rename(from, to).is_ok();
            while !stopped.load(Ordering::Relaxed) && steps.next().is_some_and(is_made) {}
        });
        Self {
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for Swapper {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let thread = self.thread.take().expect("it is joined once");
        assert!(thread.join().is_ok() || std::thread::panicking());
    }
}

#[tokio::test]
async fn a_folder_swapped_for_a_link_while_it_is_mounted_gains_nothing() {
    let all = TempDir::new().expect("a temporary folder");
    let host = stage::host_with(MountRoots::none().readable(all.path()));
    let Some((docker, image)) = stage::engine(&host).await else {
        return;
    };
    let notes = folder(&all, "notes", "allowed");
    let elsewhere = TempDir::new().expect("a temporary folder");
    let secret = folder(&elsewhere, "secret", "secret");
    let link = all.path().join("link");
    std::os::unix::fs::symlink(&secret, &link).expect("a link can be made");
    let launch = launch(&image, &notes, false);
    let swapper = Swapper::start(&notes, &link);
    let mut mounted = 0;
    // It is there about every second time, so this ends soon.
    for _ in 0..500 {
        match look(&docker, &host, &launch).await {
            Ok(seen) => {
                mounted += 1;
                assert!(!seen.iter().any(|line| line == "mount secret"), "{seen:?}");
            }
            // An engine that mounts by name may find nothing there.
            Err(Error::Start { message, .. }) => assert!(message.contains("/notes"), "{message}"),
            Err(error) => assert!(matches!(error, Error::MountRefused { .. }), "{error}"),
        }
        if mounted == 10 {
            break;
        }
    }
    drop(swapper);
    assert!(mounted > 0, "it was never there when it was opened");
    assert_eq!(count(&docker, &host).await, 0);
}

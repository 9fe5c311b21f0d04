//! Which folders of this host a container may see.
//!
//! A source is opened once, without following links, and judged by what was opened; engines are
//! given the open folder, not its name. It must be in a folder that the operator allows
//! ([`roots`]), which no checkout can say; some folders stay refused even then ([`refused`]).

pub(crate) mod folder;
mod refused;
pub(crate) mod roots;

use std::path::{Component, Path};

use self::folder::Folder;
use self::roots::MountRoots;
use crate::Error;
use crate::launch::Mount;

/// A mount that may be made.
#[derive(Debug)]
pub(crate) struct Bind {
    pub(crate) folder: Folder,
    pub(crate) target: String,
    pub(crate) is_writable: bool,
}

/// Judges the mounts of one server. `socket` is the engine's own, where it has one.
pub(crate) fn check(
    server: &str,
    mounts: &[Mount],
    roots: &MountRoots,
    socket: Option<&Path>,
) -> Result<Vec<Bind>, Error> {
    let mut binds: Vec<Bind> = Vec::with_capacity(mounts.len());
    for mount in mounts {
        let refuse = |refusal: Refusal| Error::MountRefused {
            server: server.to_owned(),
            source_path: mount.source.clone(),
            reason: refusal.reason,
            help: refusal.help,
        };
        let folder = opened(mount, roots, socket).map_err(refuse)?;
        if binds.iter().any(|bind| bind.target == mount.target) {
            let reason = format!("`{}` is the target of two mounts", mount.target);
            return Err(refuse(reason.into()));
        }
        binds.push(Bind {
            folder,
            target: mount.target.clone(),
            is_writable: mount.writable,
        });
    }
    Ok(binds)
}

/// Why a mount is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) reason: String,
    pub(crate) help: String,
}

impl From<String> for Refusal {
    fn from(reason: String) -> Self {
        Self {
            reason,
            help: "mount a folder made for this server, and only that".to_owned(),
        }
    }
}

fn opened(mount: &Mount, roots: &MountRoots, socket: Option<&Path>) -> Result<Folder, Refusal> {
    check_target(&mount.target)?;
    if !is_plain(&mount.source) {
        return Err("an absolute path without `..` is expected"
            .to_owned()
            .into());
    }
    refused::by_path(&mount.source)?;
    let folder = Folder::open(&mount.source)?;
    refused::by_content(&folder, socket)?;
    roots.admit(mount)?;
    Ok(folder)
}

fn check_target(target: &str) -> Result<(), String> {
    let path = Path::new(target);
    let is_system = ["/proc", "/sys", "/dev"]
        .iter()
        .any(|tree| path.starts_with(tree));
    if !is_plain(path) || path.parent().is_none() || is_system {
        return Err(format!(
            "its target `{target}` is not usable: an absolute path outside /proc, /sys and /dev, \
             without `..`, is expected"
        ));
    }
    Ok(())
}

fn is_plain(path: &Path) -> bool {
    let is_plain = |part| matches!(part, Component::RootDir | Component::Normal(_));
    path.is_absolute() && path.components().all(is_plain)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn mount(source: impl AsRef<Path>, target: &str) -> Mount {
        Mount {
            source: source.as_ref().to_owned(),
            target: target.to_owned(),
            writable: false,
        }
    }

    /// Everything is allowed by the operator, so that the built-in refusals are what refuses.
    fn everything() -> MountRoots {
        MountRoots::none().writable("/")
    }

    #[track_caller]
    fn refuse(source: impl AsRef<Path>, target: &str, expected: &str) {
        let judged = check("notes", &[mount(source, target)], &everything(), None);
        let error = judged.expect_err("it is refused");
        let text = error.to_string();
        assert!(
            text.contains(expected) && text.contains("`notes`"),
            "{text}"
        );
        assert!(error.help().is_some());
    }

    #[track_caller]
    fn refuse_folder(name: &str, expected: &str) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let inner = folder.path().join(name);
        std::fs::create_dir_all(&inner).expect("it is writable");
        refuse(&inner, "/data", expected);
    }

    #[test]
    fn system_roots_are_refused() {
        for root in [
            "/", "/proc", "/sys", "/etc", "/dev", "/root", "/home", "/usr", "/var",
        ] {
            refuse(root, "/data", root);
        }
        refuse("/etc/ssl", "/data", "/etc");
        refuse("/usr/../etc", "/data", "without `..`");
        refuse("/home/someone", "/data", "home folder");
    }

    #[test]
    fn a_source_must_be_absolute_and_exist() {
        refuse("here", "/data", "absolute");
        refuse("/nowhere/at/all", "/data", "No such file");
    }

    #[test]
    fn only_a_folder_is_mounted() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("file"), "").expect("it is writable");
        refuse(folder.path().join("file"), "/data", "a folder is expected");
    }

    #[test]
    fn targets_must_be_plain() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for target in ["data", "/", "/a/../b", "/proc/x", ""] {
            refuse(folder.path(), target, "target");
        }
    }

    #[test]
    fn a_link_is_not_followed_wherever_it_stands() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        std::fs::create_dir_all(real.join("inner")).expect("it is writable");
        std::os::unix::fs::symlink(&real, &link).expect("a link can be made");
        refuse(&link, "/data", "symbolic link");
        refuse(link.join("inner"), "/data", "symbolic link");
    }

    #[test]
    fn folders_of_credentials_are_refused_and_what_holds_them() {
        for name in [
            ".ssh",
            ".aws/sso",
            ".gnupg",
            ".config/x",
            ".docker",
            ".kube",
        ] {
            refuse_folder(name, "credentials");
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join(".ssh")).expect("it is writable");
        refuse(folder.path(), "/data", "`.ssh`");
    }

    #[test]
    fn a_folder_that_holds_a_socket_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("docker.sock"), "").expect("it is writable");
        refuse(folder.path(), "/data", "socket");
    }

    #[test]
    fn the_engines_own_socket_is_known_by_any_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let socket = folder.path().join("deep/engine");
        std::fs::create_dir(folder.path().join("deep")).expect("it is writable");
        std::fs::write(&socket, "").expect("it is writable");
        let mounts = [mount(folder.path(), "/data")];
        assert!(check("notes", &mounts, &everything(), Some(&socket)).is_err());
        let binds = check("notes", &mounts, &everything(), None).expect("otherwise it may");
        assert!(!binds[0].is_writable && binds[0].target == "/data");
    }

    #[test]
    fn two_mounts_on_one_target_are_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mounts = [mount(folder.path(), "/data"), mount(folder.path(), "/data")];
        let error = check("notes", &mounts, &everything(), None).expect_err("they clash");
        assert!(error.to_string().contains("two mounts"));
    }

    #[test]
    fn nothing_is_mounted_that_the_operator_does_not_allow() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path: PathBuf = folder.path().to_owned();
        let judge = |mount: &Mount, roots: &MountRoots| {
            check("notes", std::slice::from_ref(mount), roots, None)
        };
        let reading = mount(&path, "/data");
        let writing = Mount {
            writable: true,
            ..reading.clone()
        };
        let elsewhere = MountRoots::none().readable(path.join("inner"));
        let near = format!("{}-not", path.display());
        for roots in [
            MountRoots::none(),
            elsewhere,
            MountRoots::none().readable(near),
        ] {
            assert!(judge(&reading, &roots).is_err(), "{roots:?}");
        }
        let readable = MountRoots::none().readable(&path);
        judge(&reading, &readable).expect("it is allowed");
        let error = judge(&writing, &readable).expect_err("it may only be read");
        let help = error.help().expect("there is help");
        assert!(
            help.contains(&format!("`writable {}`", path.display())),
            "{help}"
        );
        judge(&writing, &MountRoots::none().writable(&path)).expect("it is allowed");
    }
}

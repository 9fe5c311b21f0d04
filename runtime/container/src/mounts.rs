//! Which folders of this host a container may see.
//!
//! A source is resolved through its symbolic links before it is judged, and the resolved path is
//! what the engine gets. Refused are the roots that hold the system or somebody's whole home, and
//! everything that leads to the engine's own socket.

use std::path::{Path, PathBuf};

use crate::Error;
use crate::launch::Mount;

/// A mount that may be made: its source is resolved and its target absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bind {
    pub(crate) source: PathBuf,
    pub(crate) target: String,
    pub(crate) is_writable: bool,
}

/// Refused, and everything below them.
const TREES: [&str; 8] = [
    "/proc",
    "/sys",
    "/dev",
    "/etc",
    "/boot",
    "/run",
    "/var/lib/docker",
    "/var/lib/containers",
];

/// Refused themselves; a folder below them may be mounted.
const ROOTS: [&str; 17] = [
    "/", "/root", "/home", "/usr", "/usr/bin", "/usr/lib", "/bin", "/sbin", "/lib", "/lib64",
    "/var", "/var/lib", "/var/log", "/opt", "/srv", "/mnt", "/media",
];

/// File names of engines' sockets, wherever they are.
const SOCKETS: [&str; 4] = ["docker.sock", "podman.sock", "containerd.sock", "crio.sock"];

/// Judges the mounts of one server. `socket` is the engine's own, where it has one.
pub(crate) fn check(
    server: &str,
    mounts: &[Mount],
    socket: Option<&Path>,
) -> Result<Vec<Bind>, Error> {
    let mut binds: Vec<Bind> = Vec::with_capacity(mounts.len());
    for mount in mounts {
        let refuse = |reason: String| Error::MountRefused {
            server: server.to_owned(),
            source_path: mount.source.clone(),
            reason,
        };
        let source = judged_source(&mount.source, socket).map_err(refuse)?;
        check_target(&mount.target).map_err(refuse)?;
        if binds.iter().any(|bind| bind.target == mount.target) {
            return Err(refuse(format!(
                "`{}` is the target of two mounts",
                mount.target
            )));
        }
        let target = mount.target.clone();
        binds.push(Bind {
            source,
            target,
            is_writable: mount.writable,
        });
    }
    Ok(binds)
}

fn judged_source(source: &Path, socket: Option<&Path>) -> Result<PathBuf, String> {
    if !source.is_absolute() {
        return Err("an absolute path is expected".to_owned());
    }
    let resolved = source.canonicalize().map_err(|error| error.to_string())?;
    let same = if resolved == source {
        String::new()
    } else {
        format!("it is `{}`, and ", resolved.display())
    };
    let is_root = |root: &str| resolved == Path::new(root);
    if let Some(root) = ROOTS.into_iter().find(|root| is_root(root)) {
        return Err(format!(
            "{same}`{root}` as a whole is more than a server may see"
        ));
    }
    if let Some(tree) = TREES.into_iter().find(|tree| resolved.starts_with(tree)) {
        return Err(format!("{same}nothing in `{tree}` may be seen by a server"));
    }
    if std::env::var_os("HOME").is_some_and(|home| Path::new(&home) == resolved) {
        return Err(format!(
            "{same}a whole home folder is more than a server may see"
        ));
    }
    if leads_to_socket(&resolved, socket) {
        return Err(format!("{same}it leads to a container engine's socket"));
    }
    Ok(resolved)
}

fn leads_to_socket(resolved: &Path, socket: Option<&Path>) -> bool {
    let is_named_so = resolved
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| SOCKETS.contains(&name));
    let holds_engine = socket.is_some_and(|socket| {
        let real = socket.canonicalize().unwrap_or_else(|_| socket.to_owned());
        real.starts_with(resolved) || socket.starts_with(resolved)
    });
    let holds_another = SOCKETS.iter().any(|name| resolved.join(name).exists());
    is_named_so || holds_engine || holds_another
}

fn check_target(target: &str) -> Result<(), String> {
    let path = Path::new(target);
    let is_plain = path.components().all(|part| {
        matches!(
            part,
            std::path::Component::RootDir | std::path::Component::Normal(_)
        )
    });
    let is_system = ["/proc", "/sys", "/dev"]
        .iter()
        .any(|tree| path.starts_with(tree));
    if !path.is_absolute() || !is_plain || path.parent().is_none() || is_system {
        return Err(format!(
            "its target `{target}` is not usable: an absolute path outside /proc, /sys and /dev, \
             without `..`, is expected"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuse(source: impl AsRef<Path>, target: &str, expected: &str) {
        let mount = Mount {
            source: source.as_ref().to_owned(),
            target: target.to_owned(),
            writable: false,
        };
        let error = check("notes", &[mount], None).expect_err("it is refused");
        let text = error.to_string();
        assert!(
            text.contains(expected) && text.contains("`notes`"),
            "{text}"
        );
        assert!(error.help().is_some());
    }

    #[test]
    fn system_roots_are_refused() {
        for root in [
            "/", "/proc", "/sys", "/etc", "/dev", "/root", "/home", "/usr", "/var",
        ] {
            refuse(root, "/data", root);
        }
        refuse("/etc/passwd", "/data", "/etc");
        refuse("/usr/../etc", "/data", "/etc");
    }

    #[test]
    fn a_source_must_be_absolute_and_exist() {
        refuse("here", "/data", "absolute");
        refuse("/nowhere/at/all", "/data", "No such file");
    }

    #[test]
    fn targets_must_be_plain() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for target in ["data", "/", "/a/../b", "/proc/x", ""] {
            refuse(folder.path(), target, "target");
        }
    }

    #[test]
    fn a_link_is_judged_by_what_it_names() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let link = folder.path().join("innocent");
        std::os::unix::fs::symlink("/etc", &link).expect("a link can be made");
        refuse(&link, "/data", "/etc");
    }

    #[test]
    fn a_folder_that_holds_a_socket_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("docker.sock"), "").expect("it is writable");
        refuse(folder.path(), "/data", "socket");
        refuse(folder.path().join("docker.sock"), "/data", "socket");
    }

    #[test]
    fn the_engines_own_socket_is_known_by_any_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let socket = folder.path().join("deep/engine");
        std::fs::create_dir(folder.path().join("deep")).expect("it is writable");
        std::fs::write(&socket, "").expect("it is writable");
        let mount = Mount {
            source: folder.path().to_owned(),
            target: "/data".to_owned(),
            writable: true,
        };
        assert!(check("notes", std::slice::from_ref(&mount), Some(&socket)).is_err());
        let binds = check("notes", &[mount], None).expect("otherwise it may be mounted");
        assert!(binds[0].is_writable && binds[0].target == "/data");
    }

    #[test]
    fn two_mounts_on_one_target_are_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mount = Mount {
            source: folder.path().to_owned(),
            target: "/data".to_owned(),
            writable: false,
        };
        let error = check("notes", &[mount.clone(), mount], None).expect_err("they clash");
        assert!(error.to_string().contains("two mounts"));
    }
}

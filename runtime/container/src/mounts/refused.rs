//! What stays refused whatever the operator allows: the system's folders, whole homes, folders of
//! credentials, and what leads to a container engine.

use std::path::Path;

use super::folder::{Folder, Identity};

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
const ROOTS: [&str; 20] = [
    "/", "/root", "/home", "/usr", "/usr/bin", "/usr/lib", "/bin", "/sbin", "/lib", "/lib64",
    "/var", "/var/lib", "/var/log", "/opt", "/srv", "/mnt", "/media", "/tmp", "/var/tmp", "/Users",
];

/// Folders of homes. A folder directly below one of them is a whole home.
const HOMES: [&str; 2] = ["/home", "/Users"];

/// Folders that hold credentials, or configuration that is run; refused with all below them.
const PRIVATE: [&str; 12] = [
    ".ssh",
    ".aws",
    ".azure",
    ".gnupg",
    ".kube",
    ".password-store",
    ".config",
    ".docker",
    ".local",
    ".mozilla",
    ".thunderbird",
    ".vault-token",
];

/// What makes a folder a home, or as good as one. `.config` and `.docker` are not among them:
/// projects have such folders too.
const MARKS: [&str; 8] = [
    ".ssh",
    ".aws",
    ".azure",
    ".gnupg",
    ".kube",
    ".netrc",
    ".password-store",
    ".vault-token",
];

/// File names of engines' sockets, wherever they are.
const SOCKETS: [&str; 4] = ["docker.sock", "podman.sock", "containerd.sock", "crio.sock"];

/// Judges a source by its name, which has no links in it once it could be opened.
pub(super) fn by_path(source: &Path) -> Result<(), String> {
    if let Some(root) = ROOTS.into_iter().find(|root| source == Path::new(root)) {
        return Err(whole(root));
    }
    if let Some(tree) = TREES.into_iter().find(|tree| source.starts_with(tree)) {
        return Err(format!("nothing in `{tree}` may be seen by a server"));
    }
    let home = std::env::var_os("HOME").filter(|home| Path::new(home).is_absolute());
    let holds_home = home.is_some_and(|home| Path::new(&home).starts_with(source));
    let parent = source.parent();
    if holds_home || HOMES.iter().any(|homes| parent == Some(Path::new(homes))) {
        return Err("a whole home folder is more than a server may see".to_owned());
    }
    let parts = source.iter().filter_map(|part| part.to_str());
    for part in parts {
        if PRIVATE.contains(&part) {
            return Err(format!("`{part}` holds a user's credentials or settings"));
        }
        if SOCKETS.contains(&part) {
            return Err(to_engine());
        }
    }
    Ok(())
}

/// Judges what was opened.
pub(super) fn by_content(folder: &Folder, socket: Option<&Path>) -> Result<(), String> {
    let identity = folder.identity().map_err(|error| error.to_string())?;
    let is = |path: &&&str| Identity::at(Path::new(path)).is_ok_and(|other| other == identity);
    if let Some(same) = ROOTS.iter().chain(&TREES).find(is) {
        return Err(format!(
            "it is `{same}` under another name, and {}",
            whole(same)
        ));
    }
    if let Some(mark) = folder.first_of(&MARKS) {
        return Err(format!("it holds `{mark}`, a user's credentials"));
    }
    let holds_engine = socket.is_some_and(|socket| {
        let real = socket.canonicalize().unwrap_or_else(|_| socket.to_owned());
        real.starts_with(folder.path()) || socket.starts_with(folder.path())
    });
    if holds_engine || folder.first_of(&SOCKETS).is_some() {
        return Err(to_engine());
    }
    Ok(())
}

fn whole(root: &str) -> String {
    format!("`{root}` as a whole is more than a server may see")
}

fn to_engine() -> String {
    "it leads to a container engine's socket".to_owned()
}

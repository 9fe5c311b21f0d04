//! The folders of a container that are in memory: the catalogue's `tmpfs`, and one for each volume
//! that the image declares.
//!
//! An engine makes a folder on the host's disk for a declared volume, without a limit and beside a
//! read-only root. Something mounted at the same path is what keeps it from doing so; where
//! nothing can be, the server is not started.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Parts;
use super::limits::SHM;
use crate::Error;
use crate::launch::Confinement;
use crate::order::Order;

/// The size of the folder for a declared volume that the catalogue's `tmpfs` does not name.
const VOLUME_BYTES: u64 = 16 << 20;
/// The most volumes that an image may declare.
const MOST_VOLUMES: usize = 32;
/// Trees whose mounts the engine makes itself.
const SYSTEM: [&str; 3] = ["/proc", "/sys", "/dev"];

/// Each folder in memory with its size in bytes.
pub(super) fn folders(
    order: &Order,
    confinement: &Confinement,
    parts: Parts<'_>,
) -> Result<BTreeMap<String, u64>, Error> {
    let mut folders = BTreeMap::new();
    for (path, size) in &confinement.tmpfs {
        if clean(path).as_deref() == Some(SHM) {
            continue;
        }
        let usable = clean(path).filter(|_| !path.split('/').any(|part| part == ".."));
        let usable = usable.filter(|path| fault(path).is_none() && *size > 0);
        let Some(usable) = usable else {
            return Err(order.unusable(format!(
                "the tmpfs `{path}` of {size} bytes cannot be made: an absolute path outside \
                 /proc, /sys and /dev and a size above 0 are expected"
            )));
        };
        folders.insert(usable, *size);
    }
    let mounted: BTreeSet<_> = parts
        .binds
        .iter()
        .filter_map(|bind| clean(&bind.target))
        .collect();
    if let Some(twice) = folders.keys().find(|path| mounted.contains(*path)) {
        return Err(order.unusable(format!(
            "`{twice}` is both a tmpfs and the target of a mount"
        )));
    }
    for path in declared(order, &parts.image.volumes)? {
        if !mounted.contains(&path) {
            folders.entry(path).or_insert(VOLUME_BYTES);
        }
    }
    Ok(folders)
}

/// The declared volumes as the engine understands them.
fn declared(order: &Order, volumes: &[String]) -> Result<BTreeSet<String>, Error> {
    let refuse = |path: &str, reason: &str| Error::VolumeRefused {
        server: order.server.clone(),
        path: path.escape_debug().to_string(),
        reason: reason.to_owned(),
    };
    if volumes.len() > MOST_VOLUMES {
        let last = volumes.last().map_or("", String::as_str);
        return Err(refuse(last, &format!("is one of more than {MOST_VOLUMES}")));
    }
    let volume = |path: &String| {
        let cleaned = clean(path).ok_or_else(|| refuse(path, "is not an absolute path"))?;
        match fault(&cleaned) {
            Some(reason) => Err(refuse(path, reason)),
            None => Ok(cleaned),
        }
    };
    volumes.iter().map(volume).collect()
}

/// Why a cleaned path cannot be a folder in memory.
fn fault(path: &str) -> Option<&'static str> {
    if path == "/" {
        return Some("is the whole root");
    }
    if SYSTEM.iter().any(|tree| Path::new(path).starts_with(tree)) {
        return Some("is in /proc, /sys or /dev");
    }
    // Podman takes a path and its options as one text.
    let is_odd = path.contains([':', ',', '"', '\\']) || path.chars().any(char::is_control);
    is_odd.then_some("has characters that not every engine takes in a path")
}

/// An absolute path without empty parts, `.` and `..`, as Go's `path.Clean` makes it, which is
/// what engines compare.
fn clean(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.strip_prefix('/')?.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn paths_are_cleaned_as_engines_do_it() {
        for (path, expected) in [
            ("/data", Some("/data")),
            ("/data/", Some("/data")),
            ("//a/./b//", Some("/a/b")),
            ("/a/../b", Some("/b")),
            ("/..", Some("/")),
            ("data", None),
            ("", None),
        ] {
            assert_eq!(clean(path).as_deref(), expected, "{path}");
        }
    }
}

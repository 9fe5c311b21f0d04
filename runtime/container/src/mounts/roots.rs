//! Which folders of this machine the operator lets servers see.
//!
//! They are written in a file outside every checkout, because a checkout is what arrives from
//! others: a pulled change to a catalogue or a lock can name a mount, but it cannot allow one.
//! They belong to one machine besides, which a lock does not. `HOME` and `XDG_CONFIG_HOME` say
//! where the user's file is; a checkout that can set those runs programs as the user already.
//!
//! ```text
//! # /etc/mcpreg/mount-roots, and ~/.config/mcpreg/mount-roots (or in XDG_CONFIG_HOME)
//! /srv/notes
//! writable /srv/scratch
//! ```

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::Refusal;
use crate::Error;
use crate::launch::Mount;

/// The system's own file; the user's is `mcpreg/mount-roots` in the folder of configuration.
const OF_SYSTEM: &str = "/etc/mcpreg/mount-roots";
const OF_USER: &str = "mcpreg/mount-roots";
/// The permission bits that let the group or others write (chmod(2)).
const WRITABLE_BY_OTHERS: u32 = 0o022;
/// The most bytes such a file may have.
const MOST_BYTES: u64 = 1 << 20;

/// Folders that may be mounted, they and what is below them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MountRoots {
    readable: Vec<PathBuf>,
    writable: Vec<PathBuf>,
}

impl MountRoots {
    /// No folder at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// One more folder that servers may read.
    #[must_use]
    pub fn readable(mut self, root: impl Into<PathBuf>) -> Self {
        self.readable.push(root.into());
        self
    }

    /// One more folder that servers may read and write.
    #[must_use]
    pub fn writable(mut self, root: impl Into<PathBuf>) -> Self {
        self.writable.push(root.into());
        self
    }

    /// What the operator of this machine wrote down; nothing where there is no such file.
    pub(crate) fn of_operator(server: &str) -> Result<Self, Error> {
        let mut roots = Self::none();
        let files = [Some(PathBuf::from(OF_SYSTEM)), users_file()];
        for path in files.into_iter().flatten() {
            let read = read_trusted(&path).and_then(|text| roots.take(&text));
            read.map_err(|reason| Error::MountRootsUnusable {
                server: server.to_owned(),
                path,
                reason,
            })?;
        }
        Ok(roots)
    }

    fn take(&mut self, text: &str) -> Result<(), String> {
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let writable = line
                .strip_prefix("writable")
                .filter(|rest| rest.starts_with([' ', '\t']));
            let path = writable.unwrap_or(line).trim_start();
            if !path.starts_with('/') {
                return Err(format!(
                    "line {}: an absolute path is expected, with or without `writable ` before it",
                    index + 1
                ));
            }
            let roots = match writable {
                Some(_) => &mut self.writable,
                None => &mut self.readable,
            };
            roots.push(PathBuf::from(path));
        }
        Ok(())
    }

    /// Refuses a mount that is in none of the folders.
    pub(super) fn admit(&self, mount: &Mount) -> Result<(), Refusal> {
        let is_in = |roots: &[PathBuf]| roots.iter().any(|root| mount.source.starts_with(root));
        let is_allowed = is_in(&self.writable) || (!mount.writable && is_in(&self.readable));
        if is_allowed {
            return Ok(());
        }
        let (reason, word) = if mount.writable {
            (
                "the operator of this machine lets no server write there",
                "writable ",
            )
        } else {
            ("the operator of this machine lets no server see it", "")
        };
        let file = users_file().unwrap_or_else(|| PathBuf::from(OF_SYSTEM));
        Err(Refusal {
            reason: reason.to_owned(),
            help: format!(
                "allow it with the line `{word}{}` in {}",
                mount.source.display(),
                file.display()
            ),
        })
    }
}

fn users_file() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|p| p.is_absolute())
    };
    let configuration = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")));
    Some(configuration?.join(OF_USER))
}

/// The text of a file that only root and this user can have written; empty where there is none.
fn read_trusted(path: &Path) -> Result<String, String> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(String::new()),
        Err(error) => return Err(error.to_string()),
    };
    let state = file.metadata().map_err(|error| error.to_string())?;
    let own = rustix::process::geteuid().as_raw();
    if !state.is_file()
        || ![0, own].contains(&state.uid())
        || state.mode() & WRITABLE_BY_OTHERS != 0
    {
        return Err("a file that only its owner, you or root, can write is expected".to_owned());
    }
    let mut text = String::new();
    let read = file.take(MOST_BYTES).read_to_string(&mut text);
    read.map_err(|error| error.to_string())?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_line_is_a_folder_and_one_word_lets_it_be_written() {
        let mut roots = MountRoots::none();
        let text = "# mine\n\n/srv/notes\n  writable\t/srv/scratch \n/writable x\n";
        roots.take(text).expect("it is right");
        let expected = MountRoots::none()
            .readable("/srv/notes")
            .readable("/writable x")
            .writable("/srv/scratch");
        assert_eq!(roots, expected);
        for wrong in ["srv", "writable", "writable srv", "write /srv", "~/notes"] {
            let error = MountRoots::none().take(wrong).expect_err(wrong);
            assert!(error.contains("line 1"), "{error}");
        }
    }

    #[test]
    fn a_file_that_others_can_write_allows_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("mount-roots");
        std::fs::write(&file, "/srv\n").expect("it is writable");
        for (mode, is_trusted) in [(0o600, true), (0o644, true), (0o664, false), (0o646, false)] {
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode))
                .expect("it is ours");
            assert_eq!(read_trusted(&file).is_ok(), is_trusted, "{mode:o}");
        }
        let absent = read_trusted(&folder.path().join("none"));
        assert_eq!(absent.as_deref(), Ok(""));
    }
}

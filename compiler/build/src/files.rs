//! The files of a project on disk, as their hashes.
//!
//! What is read: the lock, the pins, and of the generated packages what Cargo and rustc read. A
//! checkout may hold anything, so only regular files are opened, up to a size that no real one
//! reaches, and no link is followed. Whoever replaces a name while it is read changes which bytes
//! are hashed, and nothing more.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::Path;

use crate::error::{CheckError, Refusal, Unreadable};
use crate::stamp::{LOCK_ENTRY, sha256};
use crate::{GENERATED, LOCK, PINS, STAMP};

/// The manifest of the package that joins the servers.
pub const MANIFEST: &str = "Cargo.toml";

/// The folders in `generated/` that hold sources.
pub const SOURCES: [&str; 2] = ["src", "servers"];

/// The largest lock that is read.
pub const LOCK_LIMIT_BYTES: u64 = 16 << 20;

/// The largest pin or generated file that is read.
pub const FILE_LIMIT_BYTES: u64 = 64 << 20;

/// How deep folders below `generated/` are read; the generator writes three levels.
pub const DEPTH_LIMIT: usize = 16;

/// The text of the stamp of the project in `root`.
pub(crate) fn stamp_text(root: &Path) -> Result<String, CheckError> {
    let generated = root.join(GENERATED);
    let text = match require_folder(&generated) {
        Ok(()) => read(&generated.join(STAMP), FILE_LIMIT_BYTES)
            .map_err(|error| (format!("{GENERATED}/{STAMP}"), error)),
        Err(error) => Err((GENERATED.to_owned(), error)),
    };
    match text {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err((_, error)) if error.kind() == io::ErrorKind::NotFound => Err(CheckError::NoStamp),
        Err((path, error)) => Err(CheckError::Unreadable(vec![Unreadable { path, error }])),
    }
}

/// The SHA-256 of each file of the project in `root`, by its path in `generated/`. What is not
/// there is left out.
pub(crate) fn hashes(root: &Path) -> Result<BTreeMap<String, String>, CheckError> {
    let mut reader = Reader::default();
    reader.file(&root.join(LOCK), LOCK_ENTRY, LOCK_LIMIT_BYTES);
    let generated = root.join(GENERATED);
    reader.file(&generated.join(MANIFEST), MANIFEST, FILE_LIMIT_BYTES);
    for part in SOURCES {
        reader.folder(&generated.join(part), part, "", DEPTH_LIMIT);
    }
    let pins = in_generated(PINS);
    reader.folder(&generated.join(pins), pins, ".json", DEPTH_LIMIT);
    reader.done()
}

/// A path in `generated/` as one in the project.
pub(crate) fn in_project(entry: &str) -> String {
    if entry == LOCK_ENTRY {
        LOCK.to_owned()
    } else {
        format!("{GENERATED}/{entry}")
    }
}

/// A path in the project as one in `generated/`.
pub fn in_generated(path: &str) -> &str {
    let below = path.strip_prefix(GENERATED);
    let below = below.and_then(|rest| rest.strip_prefix('/'));
    below.unwrap_or(path)
}

#[derive(Default)]
struct Reader {
    hashes: BTreeMap<String, String>,
    unreadable: Vec<Unreadable>,
}

impl Reader {
    /// Hashes a file; `entry` is its path in `generated/`.
    fn file(&mut self, path: &Path, entry: &str, limit_bytes: u64) {
        match read(path, limit_bytes) {
            Ok(contents) => drop(self.hashes.insert(entry.to_owned(), sha256(&contents))),
            Err(error) => self.note(entry, error),
        }
    }

    /// Hashes the files of a folder, and of those in it, that end in `suffix`.
    fn folder(&mut self, path: &Path, entry: &str, suffix: &str, depth: usize) {
        let entries = match entries(path) {
            Ok(_) if depth == 0 => return self.note(entry, Refusal::TooDeep.into()),
            Ok(entries) => entries,
            Err(error) => return self.note(entry, error),
        };
        for (name, kind) in entries {
            let path = path.join(&name);
            let entry = format!("{entry}/{}", name.to_string_lossy());
            if kind.is_dir() {
                self.folder(&path, &entry, suffix, depth - 1);
            } else if !kind.is_file() || entry.ends_with(suffix) {
                self.file(&path, &entry, FILE_LIMIT_BYTES);
            }
        }
    }

    /// Keeps why something was not read. What is not there is found when hashes are compared.
    fn note(&mut self, entry: &str, error: io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            let path = in_project(entry);
            self.unreadable.push(Unreadable { path, error });
        }
    }

    fn done(self) -> Result<BTreeMap<String, String>, CheckError> {
        if self.unreadable.is_empty() {
            Ok(self.hashes)
        } else {
            Err(CheckError::Unreadable(self.unreadable))
        }
    }
}

/// The names in a folder and what they stand for.
fn entries(path: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    require_folder(path)?;
    let entries = fs::read_dir(path)?.map(|entry| {
        let entry = entry?;
        Ok((entry.file_name(), entry.file_type()?))
    });
    entries.collect()
}

fn require_folder(path: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(path)?.file_type();
    if kind.is_dir() {
        Ok(())
    } else if kind.is_symlink() {
        Err(Refusal::Link.into())
    } else {
        Err(Refusal::NotAFolder.into())
    }
}

/// Reads a regular file.
fn read(path: &Path, limit_bytes: u64) -> io::Result<Vec<u8>> {
    // Opening a pipe waits and opening a device can do something, so what it is comes first.
    let found = fs::symlink_metadata(path)?;
    if found.is_symlink() {
        return Err(Refusal::Link.into());
    }
    if !found.is_file() {
        return Err(Refusal::NotAFile.into());
    }
    let too_large = || io::Error::from(Refusal::TooLarge { limit_bytes });
    let size = usize::try_from(found.len()).map_err(|_| too_large())?;
    if found.len() > limit_bytes {
        return Err(too_large());
    }
    let mut contents = Vec::with_capacity(size);
    let mut file = File::open(path)?.take(limit_bytes);
    file.read_to_end(&mut contents)?;
    Ok(contents)
}

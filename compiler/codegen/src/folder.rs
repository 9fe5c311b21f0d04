//! A folder by its handle: files below it are reached name by name, and never through a link.
//!
//! A checkout can hold links, pipes and devices where this tool expects its own files. Every step
//! from the project's folder down is an `openat` with `O_NOFOLLOW`, so that no read can leave the
//! project, not even when a name is exchanged for a link meanwhile. Only regular files up to a
//! stated size are read. Nothing here writes.

use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

pub use mcpreg_build::Refusal;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, openat, statat};

/// An open folder.
#[derive(Debug)]
pub struct Folder {
    handle: OwnedFd,
}

/// What a name in a folder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, whatever it leads to.
    Link,
    /// A pipe, a socket or a device.
    Special,
}

/// How a folder is opened; reading its entries needs no more.
const FOLDER: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// How a file is opened: a pipe does not block, a terminal does not become this process's own.
const FILE: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

impl Folder {
    /// Opens the folder that the user named; links on the way to it are followed.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        let handle = rustix::fs::open(path, flags, Mode::empty())?;
        Ok(Self { handle })
    }

    /// Opens the folder at a `/`-separated path below this one.
    ///
    /// # Errors
    ///
    /// What the system says, or a [`Refusal`] as the inner error.
    pub fn folder(&self, path: &str) -> io::Result<Self> {
        let mut found = Self {
            handle: self.handle.try_clone()?,
        };
        for name in names(path)? {
            found = found.child(name)?;
        }
        Ok(found)
    }

    /// Opens the folder that holds the last name of a `/`-separated path; returns that name too.
    ///
    /// # Errors
    ///
    /// As [`Folder::folder`].
    pub fn parent<'a>(&self, path: &'a str) -> io::Result<(Self, &'a str)> {
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        drop(names(name)?);
        let folder = if parent.is_empty() && !path.starts_with('/') {
            Self {
                handle: self.handle.try_clone()?,
            }
        } else {
            self.folder(parent)?
        };
        Ok((folder, name))
    }

    /// What is at a `/`-separated path; `None` where nothing is.
    ///
    /// # Errors
    ///
    /// As [`Folder::folder`].
    pub fn kind(&self, path: &str) -> io::Result<Option<EntryKind>> {
        let found = self
            .parent(path)
            .and_then(|(folder, name)| folder.kind_of(OsStr::new(name)));
        match found {
            Ok(kind) => Ok(Some(kind)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads the regular file at a `/`-separated path.
    ///
    /// # Errors
    ///
    /// What the system says, or a [`Refusal`] as the inner error.
    pub fn read(&self, path: &str, limit_bytes: u64) -> io::Result<Vec<u8>> {
        let (folder, name) = self.parent(path)?;
        folder.read_named(OsStr::new(name), limit_bytes)
    }

    /// Reads the regular file at a `/`-separated path as text.
    ///
    /// # Errors
    ///
    /// As [`Folder::read`], and where the file is not UTF-8.
    pub fn read_text(&self, path: &str, limit_bytes: u64) -> io::Result<String> {
        text(self.read(path, limit_bytes)?)
    }

    /// The names in this folder and what they stand for, sorted.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn entries(&self) -> io::Result<Vec<(String, EntryKind)>> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.handle)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = self.kind_of(name)?;
            entries.push((name.to_string_lossy().into_owned(), kind));
        }
        entries.sort();
        Ok(entries)
    }

    fn child(&self, name: &str) -> io::Result<Self> {
        match self.kind_of(OsStr::new(name))? {
            EntryKind::Folder => {}
            EntryKind::Link => return Err(Refusal::Link.into()),
            EntryKind::File | EntryKind::Special => return Err(Refusal::NotAFolder.into()),
        }
        let handle = openat(&self.handle, name, FOLDER, Mode::empty())?;
        Ok(Self { handle })
    }

    fn read_named(&self, name: &OsStr, limit_bytes: u64) -> io::Result<Vec<u8>> {
        // Opening a device can do something already, so what the name stands for comes first.
        require_file(self.kind_of(name)?)?;
        let handle = openat(&self.handle, name, FILE, Mode::empty())?;
        require_file(kind(rustix::fs::fstat(&handle)?.st_mode))?;
        let mut bytes = Vec::new();
        let mut file = std::fs::File::from(handle).take(limit_bytes.saturating_add(1));
        file.read_to_end(&mut bytes)?;
        match u64::try_from(bytes.len()) {
            Ok(length) if length <= limit_bytes => Ok(bytes),
            _ => Err(Refusal::TooLarge { limit_bytes }.into()),
        }
    }

    fn kind_of(&self, name: &OsStr) -> io::Result<EntryKind> {
        let stat = statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(kind(stat.st_mode))
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.handle.as_fd()
    }
}

/// Reads the regular file that the user named. Links on the way to it are followed; it must not be
/// one itself.
///
/// # Errors
///
/// What the system says, or a [`Refusal`] as the inner error.
pub fn read_named_file(path: &Path, limit_bytes: u64) -> io::Result<String> {
    let name = path.file_name().ok_or(Refusal::Path)?;
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    text(Folder::open(parent)?.read_named(name, limit_bytes)?)
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

/// The names a path is made of.
fn names(path: &str) -> Result<impl Iterator<Item = &str>, Refusal> {
    let is_name = |name: &str| !matches!(name, "" | "." | "..") && !name.contains('\0');
    if path.split('/').all(is_name) {
        Ok(path.split('/'))
    } else {
        Err(Refusal::Path)
    }
}

fn require_file(kind: EntryKind) -> Result<(), Refusal> {
    match kind {
        EntryKind::File => Ok(()),
        EntryKind::Link => Err(Refusal::Link),
        EntryKind::Folder | EntryKind::Special => Err(Refusal::NotAFile),
    }
}

fn kind(mode: rustix::fs::RawMode) -> EntryKind {
    match FileType::from_raw_mode(mode) {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        FileType::Symlink => EntryKind::Link,
        _ => EntryKind::Special,
    }
}

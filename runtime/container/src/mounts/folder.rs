//! A folder of this host, held open: what was judged is what is mounted.
//!
//! It is opened without following a single link, so its name says where it is. From then on the
//! descriptor counts: whoever swaps the name for a link or another folder changes nothing.

use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, FileType, Stat, fstat, statat};

/// An open folder.
#[derive(Debug)]
pub(crate) struct Folder {
    handle: OwnedFd,
    path: PathBuf,
}

/// What tells a folder from every other one on this host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    device: u64,
    inode: u64,
}

impl Folder {
    /// Opens `path`, which is absolute and plain; says why it cannot.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        let handle = open_without_links(path).map_err(|error| explain(path, &error))?;
        Ok(Self {
            handle,
            path: path.to_owned(),
        })
    }

    /// The name it was opened by.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A name for the open folder itself, good while this process holds it, for a process that
    /// sees this one and runs in the same mount namespace (proc(5), `/proc/pid/fd`).
    pub(crate) fn descriptor_path(&self) -> String {
        let process = rustix::process::getpid().as_raw_nonzero();
        format!("/proc/{process}/fd/{}", self.handle.as_raw_fd())
    }

    /// Which folder it is.
    pub(crate) fn identity(&self) -> io::Result<Identity> {
        Ok(Identity::of(&fstat(&self.handle)?))
    }

    /// When it was last changed: seconds since the epoch, and nanoseconds.
    pub(crate) fn changed(&self) -> io::Result<(i64, i64)> {
        let state = fstat(&self.handle)?;
        Ok((
            state.st_mtime,
            i64::try_from(state.st_mtime_nsec).unwrap_or_default(),
        ))
    }

    /// Whether the container whose first process is `pid` has it at `target`, links of the
    /// container resolved in the container.
    #[cfg(target_os = "linux")]
    pub(crate) fn is_in_container(&self, pid: i64, target: &str) -> Result<bool, String> {
        use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat, openat2};
        let compare = || {
            let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
            let root = openat(CWD, format!("/proc/{pid}/root"), flags, Mode::empty())?;
            let inside = openat2(root, target, flags, Mode::empty(), ResolveFlags::IN_ROOT)?;
            Ok(Identity::of(&fstat(inside)?) == self.identity()?)
        };
        compare().map_err(|error: io::Error| format!("its mount cannot be looked at: {error}"))
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) fn is_in_container(&self, _: i64, _: &str) -> Result<bool, String> {
        Ok(false)
    }

    /// The first of `names` that is in it.
    pub(crate) fn first_of<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        let is_in = |name: &&&str| statat(&self.handle, **name, AtFlags::SYMLINK_NOFOLLOW).is_ok();
        names.iter().find(is_in).copied()
    }
}

impl Identity {
    /// Of whatever is at `path`, links followed.
    pub(crate) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self::of(&rustix::fs::stat(path)?))
    }

    fn of(state: &Stat) -> Self {
        Self {
            device: state.st_dev,
            inode: state.st_ino,
        }
    }
}

#[cfg(target_os = "linux")]
fn open_without_links(path: &Path) -> io::Result<OwnedFd> {
    use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    // NO_SYMLINKS refuses the links of /proc as well (openat2(2)).
    Ok(openat2(
        CWD,
        path,
        flags,
        Mode::empty(),
        ResolveFlags::NO_SYMLINKS,
    )?)
}

#[cfg(not(target_os = "linux"))]
fn open_without_links(_: &Path) -> io::Result<OwnedFd> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "folders can be mounted on Linux only",
    ))
}

fn explain(path: &Path, error: &io::Error) -> String {
    let is = |kind: FileType| {
        rustix::fs::lstat(path).is_ok_and(|state| FileType::from_raw_mode(state.st_mode) == kind)
    };
    if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
        let real = path.canonicalize();
        let real = real.map_or_else(
            |_| "nowhere".to_owned(),
            |real| format!("`{}`", real.display()),
        );
        return format!("there is a symbolic link on the way; it leads to {real}");
    }
    if error.kind() == io::ErrorKind::NotADirectory && !is(FileType::Directory) {
        return "a folder is expected".to_owned();
    }
    error.to_string()
}

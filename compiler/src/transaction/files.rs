//! Writing below a folder through its handle: no step follows a link.
//!
//! The reading half is [`Folder`]; these are the changes a transaction and `new` make. A file is
//! made anew or moved into place, never opened for writing, so that a hard link's other name
//! keeps its contents.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;

use mcpreg_codegen::folder::Folder;
use rustix::fs::{AtFlags, Mode, OFlags, fstat, mkdirat, openat, renameat, unlinkat};
use rustix::io::Errno;

/// The permissions that a new file has, less those of the user's mask.
pub(crate) const NEW_FILE: Mode = Mode::from_bits_truncate(0o666);

/// Opens the folder at a path below `root`, and makes what is missing of it.
pub(crate) fn make_folders(root: &Folder, path: &str) -> io::Result<Folder> {
    let mut whole = String::new();
    for name in path.split('/') {
        if !whole.is_empty() {
            whole.push('/');
        }
        whole.push_str(name);
        let (parent, name) = root.parent(&whole)?;
        match mkdirat(&parent, name, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    root.folder(path)
}

/// Makes the folder that holds a path, and returns it with the path's last name.
pub(crate) fn make_parent<'a>(root: &Folder, path: &'a str) -> io::Result<(Folder, &'a str)> {
    if let Some((parent, _)) = path.rsplit_once('/') {
        make_folders(root, parent)?;
    }
    root.parent(path)
}

/// Makes a folder that was not there.
pub(crate) fn make_new_folder(root: &Folder, name: &str) -> io::Result<Folder> {
    mkdirat(root, name, Mode::RWXU)?;
    root.folder(name)
}

/// Writes a file that was not there, and waits until the disk has it.
pub(crate) fn create(folder: &Folder, name: &str, contents: &[u8], mode: Mode) -> io::Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(folder, name, flags, mode)?);
    file.write_all(contents)?;
    file.sync_all()
}

/// The permissions of a file.
pub(crate) fn mode(folder: &Folder, name: &str) -> io::Result<Mode> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = openat(folder, name, flags, Mode::empty())?;
    Ok(Mode::from_raw_mode(fstat(file)?.st_mode))
}

/// Moves a file to a name in another folder, and replaces the file that has it.
pub(crate) fn rename(from: (&Folder, &str), to: (&Folder, &str)) -> io::Result<()> {
    renameat(from.0, from.1, to.0, to.1)?;
    // Makes the rename last through a power failure.
    File::from(to.0.as_fd().try_clone_to_owned()?).sync_all()
}

/// Removes a file, or the link that has its name; one that is not there is fine.
pub(crate) fn remove(folder: &Folder, name: &str) -> io::Result<()> {
    match unlinkat(folder, name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Removes a folder that is empty.
pub(crate) fn remove_folder(root: &Folder, name: &str) -> io::Result<()> {
    Ok(unlinkat(root, name, AtFlags::REMOVEDIR)?)
}

/// Removes the folders that a removed file leaves empty; one that stays harms nothing.
pub(crate) fn remove_empty_parents(root: &Folder, path: &str) {
    let mut rest = path;
    while let Some((parent, _)) = rest.rsplit_once('/') {
        let removed = root
            .parent(parent)
            .and_then(|(folder, name)| remove_folder(&folder, name));
        if removed.is_err() {
            return;
        }
        rest = parent;
    }
}

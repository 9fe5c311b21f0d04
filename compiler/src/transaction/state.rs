//! Where this user's runs on this machine keep their records: outside of every project.
//!
//! A checkout can hold any file, so nothing in it can prove that a run of this tool left it
//! there. A record in the user's state folder can: `$XDG_STATE_HOME/mcpreg`, by default
//! `~/.local/state/mcpreg` (XDG Base Directory Specification 0.8). It holds one folder for each
//! project that is being written, named after the project's path, with a lock and a record.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use mcpreg_codegen::pin::sha256;

use super::record::Record;
use super::{TransactionError, io_error};

const LOCK: &str = "lock";
const RECORD: &str = "record.json";

/// The folder of all records of a user.
#[derive(Debug, Clone)]
pub struct StateFolder(PathBuf);

impl StateFolder {
    /// Any folder, made where it is absent.
    pub fn new(path: &Path) -> Self {
        Self(path.to_path_buf())
    }

    /// The folder of the user who runs this process.
    ///
    /// # Errors
    ///
    /// [`TransactionError::NoState`], where neither `XDG_STATE_HOME` nor a home folder is known.
    pub fn of_user() -> Result<Self, TransactionError> {
        let set = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
        // A relative path is invalid, says the specification, and is ignored.
        let set = set.filter(|path| path.is_absolute());
        let state = set.or_else(|| Some(std::env::home_dir()?.join(".local/state")));
        let state = state.filter(|path| path.is_absolute());
        Ok(Self(state.ok_or(TransactionError::NoState)?.join("mcpreg")))
    }

    /// The folder of one project's record, whether it is there or not.
    fn of_project(&self, root: &Path) -> PathBuf {
        self.0.join(sha256(root.as_os_str().as_encoded_bytes()))
    }

    /// Whether a run left a record of the project at this absolute path.
    pub(super) fn has_record(&self, root: &Path) -> bool {
        self.of_project(root).join(RECORD).exists()
    }

    /// Takes the project at this absolute path for this process alone.
    pub(super) fn take(&self, root: &Path) -> Result<ProjectState, TransactionError> {
        private_folder(&self.0)?;
        if let Ok(state) = self.0.canonicalize()
            && state.starts_with(root)
        {
            return Err(TransactionError::StateInProject(state));
        }
        let folder = self.of_project(root);
        loop {
            private_folder(&folder)?;
            let path = folder.join(LOCK);
            let mut options = OpenOptions::new();
            let lock = options.create(true).truncate(false).write(true).mode(0o600);
            let lock = match lock.open(&path) {
                Ok(lock) => lock,
                // Another run ended in between, and took its folder along.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(source) => return Err(io_error("create", &path, source)),
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(TransactionError::Busy(root.to_path_buf()));
                }
                Err(TryLockError::Error(source)) => return Err(io_error("lock", &path, source)),
            }
            if is_same_file(&lock, &path) {
                return Ok(ProjectState {
                    folder,
                    _lock: lock,
                });
            }
        }
    }
}

/// One project's record, held by this process alone.
pub(super) struct ProjectState {
    folder: PathBuf,
    _lock: File,
}

impl ProjectState {
    /// The record of an interrupted run, if there is one.
    pub(super) fn record(&self) -> Result<Option<Record>, TransactionError> {
        let path = self.folder.join(RECORD);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(io_error("read", &path, source)),
        };
        let record = Record::parse(&text);
        record
            .map(Some)
            .map_err(|reason| TransactionError::Damaged { path, reason })
    }

    /// Writes the record under another name first, so that a half written one is none.
    pub(super) fn write(&self, record: &Record) -> Result<(), TransactionError> {
        let (draft, path) = (self.folder.join("draft"), self.folder.join(RECORD));
        let written = File::create(&draft).and_then(|mut file| {
            file.write_all(record.to_text().as_bytes())?;
            file.sync_all()
        });
        written
            .and_then(|()| fs::rename(&draft, &path))
            .and_then(|()| File::open(&self.folder)?.sync_all())
            .map_err(|source| io_error("write", &path, source))
    }

    /// Removes the record: there is nothing to undo any more.
    pub(super) fn forget(&self) -> Result<(), TransactionError> {
        let path = self.folder.join(RECORD);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(io_error("remove", &path, source))
            }
            _ => Ok(()),
        }
    }
}

impl Drop for ProjectState {
    /// Takes the folder away unless it holds a record; one that stays harms nothing.
    fn drop(&mut self) {
        if !self.folder.join(RECORD).exists() {
            drop(fs::remove_file(self.folder.join("draft")));
            drop(fs::remove_file(self.folder.join(LOCK)));
            drop(fs::remove_dir(&self.folder));
        }
    }
}

/// Makes a folder that only this user can write to, or sees that it is one.
fn private_folder(path: &Path) -> Result<(), TransactionError> {
    let mut builder = DirBuilder::new();
    let made = builder.recursive(true).mode(0o700).create(path);
    made.map_err(|source| io_error("create", path, source))?;
    let found = fs::metadata(path).map_err(|source| io_error("read", path, source))?;
    let is_own = found.uid() == rustix::process::geteuid().as_raw();
    if is_own && found.mode() & 0o022 == 0 {
        Ok(())
    } else {
        Err(TransactionError::SharedState(path.to_path_buf()))
    }
}

fn is_same_file(file: &File, path: &Path) -> bool {
    let same =
        |at: fs::Metadata, open: fs::Metadata| (at.dev(), at.ino()) == (open.dev(), open.ino());
    match (fs::metadata(path), file.metadata()) {
        (Ok(at), Ok(open)) => same(at, open),
        _ => false,
    }
}

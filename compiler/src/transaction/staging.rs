//! The carrying out and the undoing of one transaction.
//!
//! [`Staging`] holds the project alone: its folder by handle, and its record in the user's state
//! folder. What the record says is done is what may be undone.

use std::io;
use std::path::{Path, PathBuf};

use mcpreg_codegen::drift::FILE_LIMIT_BYTES;
use mcpreg_codegen::folder::{EntryKind, Folder};
use mcpreg_codegen::pin::sha256;

use super::record::{Entry, Phase, Record};
use super::state::{ProjectState, StateFolder};
use super::{Change, STAGING, Step, TransactionError, Wanted, files, io_error};

/// A project, held by this process alone.
pub(super) struct Staging {
    path: PathBuf,
    root: Folder,
    state: ProjectState,
}

impl Staging {
    /// Takes the project whose folder this is.
    pub(super) fn open(root: &Path, state: &StateFolder) -> Result<Self, TransactionError> {
        let absolute = absolute(root)?;
        let folder = Folder::open(root).map_err(|source| io_error("open", root, source))?;
        Ok(Self {
            path: root.to_path_buf(),
            root: folder,
            state: state.take(&absolute)?,
        })
    }

    /// Makes the changes, and calls `observer` before each step.
    pub(super) fn carry_out(
        &self,
        changes: &[Change],
        observer: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<(), TransactionError> {
        let mut step =
            |step: Step| observer(step).map_err(|source| io_error("write", &self.path, source));
        let mut record = Record::new(changes.iter().map(entry).collect());
        step(Step::Announce)?;
        self.state.write(&record)?;
        let staging = files::make_new_folder(&self.root, STAGING)
            .map_err(|source| self.error("create", STAGING, source))?;
        for (index, change) in changes.iter().enumerate() {
            step(Step::Stage)?;
            if let Some(contents) = &change.after {
                files::create(
                    &staging,
                    &staged(index),
                    contents.as_bytes(),
                    files::NEW_FILE,
                )
                .map_err(|source| self.error("write", STAGING, source))?;
            }
            step(Step::Keep)?;
            self.keep(&staging, index, change)
                .map_err(|source| self.error("copy", change.path.as_str(), source))?;
        }
        step(Step::Record)?;
        record.phase = Phase::Replacing;
        self.state.write(&record)?;
        for (index, change) in changes.iter().enumerate() {
            step(Step::Replace)?;
            self.replace(&staging, index, change)
                .map_err(|source| self.error("replace", change.path.as_str(), source))?;
        }
        step(Step::Commit)?;
        record.phase = Phase::Committed;
        self.state.write(&record)
    }

    /// Keeps a copy of a file's old contents, with its permissions.
    fn keep(&self, staging: &Folder, index: usize, change: &Change) -> io::Result<()> {
        let Some(contents) = &change.before else {
            return Ok(());
        };
        let (folder, name) = self.root.parent(change.path.as_str())?;
        let mode = files::mode(&folder, name)?;
        files::create(staging, &kept(index), contents, mode)
    }

    fn replace(&self, staging: &Folder, index: usize, change: &Change) -> io::Result<()> {
        let path = change.path.as_str();
        if change.after.is_some() {
            let (folder, name) = files::make_parent(&self.root, path)?;
            return files::rename((staging, &staged(index)), (&folder, name));
        }
        let (folder, name) = self.root.parent(path)?;
        files::remove(&folder, name)?;
        files::remove_empty_parents(&self.root, path);
        Ok(())
    }

    /// Undoes what an interrupted run of this user left half done, and takes its staging folder
    /// away; says whether a file was to be put back.
    pub(super) fn recover(&self) -> Result<bool, TransactionError> {
        let has_staging = self.staging_kind()?.is_some();
        let Some(record) = self.state.record()? else {
            return if has_staging {
                Err(TransactionError::Foreign(self.path.join(STAGING)))
            } else {
                Ok(false)
            };
        };
        let is_half_done = has_staging && record.phase == Phase::Replacing;
        if is_half_done {
            self.restore(&record)?;
        }
        if has_staging {
            self.clean_up(&record)?;
        }
        self.state.forget()?;
        Ok(is_half_done)
    }

    fn staging_kind(&self) -> Result<Option<EntryKind>, TransactionError> {
        let kind = self.root.kind(STAGING);
        kind.map_err(|source| self.error("read", STAGING, source))
    }

    /// Puts the files of a record back as they were; none, where one is not as the run left it.
    fn restore(&self, record: &Record) -> Result<(), TransactionError> {
        let staging = self.staging()?;
        let mut changed = Vec::new();
        for (index, entry) in record.entries.iter().enumerate() {
            let found = self.read(&entry.path)?.as_ref().map(sha256);
            if found == entry.before {
                continue;
            }
            let copy = entry.before.as_ref().map(|before| {
                let copy = staging.read(&kept(index), FILE_LIMIT_BYTES);
                copy.is_ok_and(|copy| sha256(&copy) == *before)
            });
            if found != entry.after || copy == Some(false) {
                return Err(TransactionError::Changed {
                    path: self.path.join(&entry.path),
                });
            }
            changed.push((index, entry));
        }
        for (index, entry) in changed {
            self.put_back(&staging, index, entry)
                .map_err(|source| self.error("put back", &entry.path, source))?;
        }
        Ok(())
    }

    fn put_back(&self, staging: &Folder, index: usize, entry: &Entry) -> io::Result<()> {
        if entry.before.is_some() {
            let (folder, name) = files::make_parent(&self.root, &entry.path)?;
            return files::rename((staging, &kept(index)), (&folder, name));
        }
        let (folder, name) = self.root.parent(&entry.path)?;
        files::remove(&folder, name)?;
        files::remove_empty_parents(&self.root, &entry.path);
        Ok(())
    }

    /// Takes the staging folder away, with the copies that the record's run made in it.
    fn clean_up(&self, record: &Record) -> Result<(), TransactionError> {
        let staging = self.staging()?;
        let removed = (0..record.entries.len())
            .flat_map(|index| [staged(index), kept(index)])
            .try_for_each(|name| files::remove(&staging, &name))
            .and_then(|()| files::remove_folder(&self.root, STAGING));
        removed.map_err(|source| self.error("remove", STAGING, source))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, TransactionError> {
        read(&self.root, path).map_err(|source| self.error("read", path, source))
    }

    fn staging(&self) -> Result<Folder, TransactionError> {
        let staging = self.root.folder(STAGING);
        staging.map_err(|source| self.error("open", STAGING, source))
    }

    fn error(&self, action: &'static str, path: &str, source: io::Error) -> TransactionError {
        io_error(action, &self.path.join(path), source)
    }
}

/// Whether there is anything to recover or to refuse, without touching anything.
pub(super) fn is_due(root: &Path, state: &StateFolder) -> Result<bool, TransactionError> {
    let has_staging = root.join(STAGING).symlink_metadata().is_ok();
    Ok(has_staging || state.has_record(&absolute(root)?))
}

/// Those of the wanted files that are not as they are wanted.
pub(super) fn changes(root: &Path, wanted: &Wanted) -> Result<Vec<Change>, TransactionError> {
    let folder = Folder::open(root).map_err(|source| io_error("open", root, source))?;
    let mut changes = Vec::new();
    for (path, after) in wanted {
        let before = read(&folder, path.as_str())
            .map_err(|source| io_error("read", &root.join(path.as_str()), source))?;
        if before.as_deref() != after.as_ref().map(String::as_bytes) {
            changes.push(Change {
                path: path.clone(),
                before,
                after: after.clone(),
            });
        }
    }
    Ok(changes)
}

/// The contents of a file; `None` where it is not there.
fn read(root: &Folder, path: &str) -> io::Result<Option<Vec<u8>>> {
    match root.read(path, FILE_LIMIT_BYTES) {
        Ok(contents) => Ok(Some(contents)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn absolute(root: &Path) -> Result<PathBuf, TransactionError> {
    root.canonicalize()
        .map_err(|source| io_error("open", root, source))
}

fn entry(change: &Change) -> Entry {
    Entry {
        path: change.path.as_str().to_owned(),
        before: change.before.as_ref().map(sha256),
        after: change.after.as_ref().map(sha256),
    }
}

fn staged(index: usize) -> String {
    format!("{index}.new")
}

fn kept(index: usize) -> String {
    format!("{index}.old")
}

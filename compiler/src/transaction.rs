//! Writing lock, pins and generated sources as one: all of them, or none.
//!
//! New contents are staged beside the project's files, the old ones are kept as backups, a
//! journal says which is which, and only then files are renamed into place. Removing the
//! journal is the commit. A run that dies before it leaves a journal, with which [`recover`]
//! puts the old state back; a run that dies without a journal has changed nothing. Files whose
//! contents stay the same are not touched, and a folder whose last file goes, goes with it.

mod journal;

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use journal::{Entry, Journal};

/// The folder in the project that is there only while a transaction is.
pub const STAGING: &str = ".mcpreg-transaction";

const LOCK: &str = "lock";
const JOURNAL: &str = "journal.json";

/// Why a transaction did not happen; the files are as they were.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransactionError {
    /// Another process is writing this project.
    #[error("another mcpreg-compile is writing {0}")]
    Busy(PathBuf),
    /// The file system refused something.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it did not work.
        source: io::Error,
    },
    /// The journal of an interrupted run cannot be read, so its files cannot be put back.
    #[error("the journal {path} of an interrupted run is damaged: {reason}")]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// The steps of a commit, in order; tests stop at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A file's new contents are about to be staged.
    Stage,
    /// A file's old contents are about to be kept.
    Keep,
    /// The journal is about to be written.
    Journal,
    /// A file is about to be renamed into place or removed.
    Replace,
    /// The journal is about to be removed.
    Commit,
    /// The staging folder is about to be removed.
    CleanUp,
}

/// What a commit did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// Files that were written, relative to the root, sorted.
    pub written: Vec<String>,
    /// Files that were removed.
    pub removed: Vec<String>,
}

/// A set of files to write or remove together.
#[derive(Debug)]
pub struct Transaction {
    root: PathBuf,
    changes: BTreeMap<String, Option<String>>,
}

impl Transaction {
    /// An empty transaction on the files of a folder.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            changes: BTreeMap::new(),
        }
    }

    /// Adds a file: a `/`-separated path in the folder, and its whole contents.
    pub fn write(&mut self, path: impl Into<String>, contents: impl Into<String>) {
        self.changes.insert(path.into(), Some(contents.into()));
    }

    /// Adds a file that shall not be there any more.
    pub fn remove(&mut self, path: impl Into<String>) {
        self.changes.insert(path.into(), None);
    }

    /// Makes all changes.
    ///
    /// # Errors
    ///
    /// [`TransactionError`]; nothing was changed then, or the old state was put back.
    pub fn commit(self) -> Result<Committed, TransactionError> {
        self.commit_observed(&mut |_| Ok(()))
    }

    /// Makes all changes and calls `observer` before each step; its error is a failure of that
    /// step.
    ///
    /// # Errors
    ///
    /// As [`Transaction::commit`].
    pub fn commit_observed(
        self,
        observer: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<Committed, TransactionError> {
        let staging = Staging::open(&self.root)?;
        staging.restore()?;
        let changes = self.real_changes()?;
        let committed = summary(&changes);
        if changes.is_empty() {
            staging.clean_up()?;
            return Ok(committed);
        }
        let outcome = staging.carry_out(&changes, observer);
        if let Err(error) = outcome {
            staging.restore()?;
            staging.clean_up()?;
            return Err(error);
        }
        // The new state is committed; what is left of the staging folder is only litter.
        if observer(Step::CleanUp).is_ok() {
            drop(staging.clean_up());
        }
        Ok(committed)
    }

    /// The changes without those that change nothing.
    fn real_changes(self) -> Result<BTreeMap<String, Option<String>>, TransactionError> {
        let mut changes = self.changes;
        let mut error = None;
        changes.retain(|path, wanted| match fs::read(self.root.join(path)) {
            Ok(found) => wanted
                .as_ref()
                .is_none_or(|wanted| wanted.as_bytes() != found),
            Err(source) if source.kind() == io::ErrorKind::NotFound => wanted.is_some(),
            Err(source) => {
                error = Some(io_error("read", &self.root.join(path), source));
                false
            }
        });
        error.map_or(Ok(changes), Err)
    }
}

/// Puts back what an interrupted run left half done; says whether there was anything.
///
/// # Errors
///
/// [`TransactionError`]: the project is busy, its files cannot be written, or the journal is
/// damaged.
pub fn recover(root: &Path) -> Result<bool, TransactionError> {
    if !root.join(STAGING).exists() {
        return Ok(false);
    }
    let staging = Staging::open(root)?;
    let restored = staging.restore()?;
    staging.clean_up()?;
    Ok(restored)
}

/// The staging folder, held by this process alone.
struct Staging {
    root: PathBuf,
    folder: PathBuf,
    _lock: File,
}

impl Staging {
    fn open(root: &Path) -> Result<Self, TransactionError> {
        let folder = root.join(STAGING);
        fs::create_dir_all(&folder).map_err(|source| io_error("create", &folder, source))?;
        let path = folder.join(LOCK);
        let lock = File::create(&path).map_err(|source| io_error("create", &path, source))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                root: root.to_path_buf(),
                folder,
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(TransactionError::Busy(root.to_path_buf())),
            Err(TryLockError::Error(source)) => Err(io_error("lock", &path, source)),
        }
    }

    fn carry_out(
        &self,
        changes: &BTreeMap<String, Option<String>>,
        observer: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<(), TransactionError> {
        let mut step =
            |step: Step| observer(step).map_err(|source| io_error("write", &self.root, source));
        let mut journal = Journal::default();
        for (index, (path, contents)) in changes.iter().enumerate() {
            step(Step::Stage)?;
            if let Some(contents) = contents {
                write_synced(&self.staged(index), contents)?;
            }
            step(Step::Keep)?;
            let had = self.keep(index, path)?;
            journal.entries.push(Entry {
                path: path.clone(),
                had,
            });
        }
        step(Step::Journal)?;
        self.write_journal(&journal)?;
        for (index, (path, contents)) in changes.iter().enumerate() {
            step(Step::Replace)?;
            self.replace(index, path, contents.is_some())?;
        }
        step(Step::Commit)?;
        remove(&self.folder.join(JOURNAL))?;
        // It is committed; if this fails, a power failure can at worst undo it as a whole.
        drop(sync_folder(&self.folder));
        Ok(())
    }

    /// Keeps a copy of the file as it is; says whether there was one.
    fn keep(&self, index: usize, path: &str) -> Result<bool, TransactionError> {
        let (target, backup) = (self.root.join(path), self.backup(index));
        match fs::copy(&target, &backup) {
            Ok(_) => {
                let file = File::open(&backup).and_then(|file| file.sync_all());
                file.map_err(|source| io_error("write", &backup, source))?;
                Ok(true)
            }
            Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(io_error("copy", &target, source)),
        }
    }

    /// Writes the journal under another name first, so that a half written one is none.
    fn write_journal(&self, journal: &Journal) -> Result<(), TransactionError> {
        let (draft, path) = (self.folder.join("journal.draft"), self.folder.join(JOURNAL));
        write_synced(&draft, &journal.to_text())?;
        rename(&draft, &path)?;
        sync_folder(&self.folder)
    }

    fn replace(&self, index: usize, path: &str, is_written: bool) -> Result<(), TransactionError> {
        let target = self.root.join(path);
        if !is_written {
            remove(&target)?;
            self.remove_empty_folders(&target);
            return Ok(());
        }
        let parent = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent).map_err(|source| io_error("create", parent, source))?;
        rename(&self.staged(index), &target)?;
        sync_folder(parent)
    }

    /// Removes the folders that a removed file leaves empty; one that stays harms nothing.
    fn remove_empty_folders(&self, removed: &Path) {
        let above = removed.ancestors().skip(1);
        let inside = above.take_while(|folder| *folder != self.root);
        let _ = inside.map(fs::remove_dir).take_while(Result::is_ok).count();
    }

    /// Puts the files of a journal back as they were; says whether there was one.
    fn restore(&self) -> Result<bool, TransactionError> {
        let path = self.folder.join(JOURNAL);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(source) => return Err(io_error("read", &path, source)),
        };
        let journal = Journal::parse(&text).map_err(|reason| TransactionError::Damaged {
            path: path.clone(),
            reason,
        })?;
        for (index, entry) in journal.entries.iter().enumerate() {
            let target = self.root.join(&entry.path);
            let backup = self.backup(index);
            if !entry.had {
                remove(&target)?;
                self.remove_empty_folders(&target);
            } else if backup.exists() {
                let parent = target.parent().unwrap_or(&self.root);
                fs::create_dir_all(parent).map_err(|source| io_error("create", parent, source))?;
                rename(&backup, &target)?;
            }
        }
        remove(&path)?;
        Ok(true)
    }

    fn clean_up(&self) -> Result<(), TransactionError> {
        fs::remove_dir_all(&self.folder).map_err(|source| io_error("remove", &self.folder, source))
    }

    fn staged(&self, index: usize) -> PathBuf {
        self.folder.join(format!("{index}.new"))
    }

    fn backup(&self, index: usize) -> PathBuf {
        self.folder.join(format!("{index}.old"))
    }
}

fn summary(changes: &BTreeMap<String, Option<String>>) -> Committed {
    let mut committed = Committed::default();
    for (path, contents) in changes {
        let list = if contents.is_some() {
            &mut committed.written
        } else {
            &mut committed.removed
        };
        list.push(path.clone());
    }
    committed
}

fn write_synced(path: &Path, contents: &str) -> Result<(), TransactionError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(contents.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|source| io_error("write", path, source))
}

fn rename(from: &Path, to: &Path) -> Result<(), TransactionError> {
    fs::rename(from, to).map_err(|source| io_error("replace", to, source))
}

fn remove(path: &Path) -> Result<(), TransactionError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(io_error("remove", path, source))
        }
        _ => Ok(()),
    }
}

/// Makes renames in a folder last through a power failure.
fn sync_folder(folder: &Path) -> Result<(), TransactionError> {
    let synced = File::open(folder).and_then(|file| file.sync_all());
    synced.map_err(|source| io_error("write", folder, source))
}

fn io_error(action: &'static str, path: &Path, source: io::Error) -> TransactionError {
    TransactionError::Io {
        action,
        path: path.to_path_buf(),
        source,
    }
}

//! Writing lock, pins and generated sources as one: all of them, or none.
//!
//! New contents are staged beside the project's files, the old ones are kept as copies, and a
//! record in the user's state folder says which is which; only then files are renamed into
//! place. A run that dies before it is through leaves its record, with which [`recover`] puts the
//! old state back. A checkout can hold anything: only the lock and files below `generated/` are
//! touched, no link is followed, and a staging folder that no record speaks of is refused.

mod error;
pub(crate) mod files;
mod path;
mod record;
mod staging;
pub mod state;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use error::TransactionError;
use error::io_error;
use path::OutputPath;
use staging::Staging;
use state::StateFolder;

/// The folder in the project that is there only while a transaction is.
pub const STAGING: &str = ".mcpreg-transaction";

/// The steps of a commit, in order; tests stop at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The record is about to be written, before anything is staged.
    Announce,
    /// A file's new contents are about to be staged.
    Stage,
    /// A file's old contents are about to be kept.
    Keep,
    /// The record is about to say that files are replaced.
    Record,
    /// A file is about to be renamed into place or removed.
    Replace,
    /// The record is about to say that everything is done.
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

/// One file that changes.
struct Change {
    path: OutputPath,
    before: Option<Vec<u8>>,
    after: Option<String>,
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
        self.commit_observed(&StateFolder::of_user()?, &mut |_| Ok(()))
    }

    /// Makes all changes, with its record in another state folder, and calls `observer` before
    /// each step; its error is a failure of that step.
    ///
    /// # Errors
    ///
    /// As [`Transaction::commit`].
    pub fn commit_observed(
        self,
        state: &StateFolder,
        observer: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<Committed, TransactionError> {
        let wanted = output_paths(self.changes)?;
        if !staging::is_due(&self.root, state)? && staging::changes(&self.root, &wanted)?.is_empty()
        {
            // Where nothing is to be written, nothing needs to be writable.
            return Ok(Committed::default());
        }
        let staging = Staging::open(&self.root, state)?;
        staging.recover()?;
        let changes = staging::changes(&self.root, &wanted)?;
        let committed = summary(&changes);
        if changes.is_empty() {
            return Ok(committed);
        }
        let outcome = staging.carry_out(&changes, observer);
        if let Err(error) = outcome {
            staging.recover()?;
            return Err(error);
        }
        // The new state is committed; what is left of the staging folder is only litter, and the
        // next run takes it away.
        if observer(Step::CleanUp).is_ok() {
            drop(staging.recover());
        }
        Ok(committed)
    }
}

/// Puts back what an interrupted run of this user left half done; says whether there was anything.
///
/// # Errors
///
/// [`TransactionError`]: the project is busy, its files cannot be written, the record is damaged,
/// or the staging folder is not this user's own.
pub fn recover(root: &Path) -> Result<bool, TransactionError> {
    if root.join(STAGING).symlink_metadata().is_err() && StateFolder::of_user().is_err() {
        return Ok(false);
    }
    recover_from(root, &StateFolder::of_user()?)
}

/// As [`recover`], with the record in another state folder.
///
/// # Errors
///
/// As [`recover`].
pub fn recover_from(root: &Path, state: &StateFolder) -> Result<bool, TransactionError> {
    if staging::is_due(root, state)? {
        Staging::open(root, state)?.recover()
    } else {
        Ok(false)
    }
}

/// The files of a transaction, each with its contents or to be gone.
type Wanted = BTreeMap<OutputPath, Option<String>>;

/// The changes by paths that this tool may write.
fn output_paths(changes: BTreeMap<String, Option<String>>) -> Result<Wanted, TransactionError> {
    let mut wanted = Wanted::new();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    for (path, contents) in changes {
        let Some(output) = OutputPath::new(&path) else {
            return Err(TransactionError::Outside(path));
        };
        if let Some(other) = folded.insert(output.folded(), path.clone()) {
            return Err(TransactionError::SameFile(other, path));
        }
        wanted.insert(output, contents);
    }
    Ok(wanted)
}

fn summary(changes: &[Change]) -> Committed {
    let mut committed = Committed::default();
    for change in changes {
        let list = if change.after.is_some() {
            &mut committed.written
        } else {
            &mut committed.removed
        };
        list.push(change.path.as_str().to_owned());
    }
    committed
}

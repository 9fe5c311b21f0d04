//! Why a transaction did not happen.

use std::io;
use std::path::{Path, PathBuf};

use mcpreg_codegen::folder::Refusal;

/// Why a transaction did not happen; the files are as they were.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransactionError {
    /// Another process is writing this project.
    #[error("another mcpreg-compile is writing {0}")]
    Busy(PathBuf),
    /// The file system refused something, or a link or a device is in the way.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it did not work.
        source: io::Error,
    },
    /// The record of an interrupted run cannot be read, so its files cannot be put back.
    #[error("the record {path} of an interrupted run is damaged: {reason}")]
    Damaged {
        /// The record.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The project holds a staging folder that no run of this user on this machine left.
    #[error("{0} was not left by a run of yours on this machine; nothing was touched")]
    Foreign(PathBuf),
    /// A file is neither as before an interrupted run nor as the run wrote it.
    #[error("{path} was changed after a run was interrupted; nothing was put back")]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The path of a file is none that this tool writes.
    #[error("{0:?} is neither mcpreg.lock nor below generated/, so it is not written")]
    Outside(String),
    /// Two files would be one where upper and lower case are the same.
    #[error("{0:?} and {1:?} differ in upper and lower case only")]
    SameFile(String, String),
    /// No folder is known in which this user's runs could keep their records.
    #[error("there is no folder for the records of interrupted runs")]
    NoState,
    /// The folder of the records could be part of the checkout.
    #[error("the folder {0} for the records of interrupted runs is inside the project")]
    StateInProject(PathBuf),
    /// The folder of the records belongs to another user, or others may write to it.
    #[error("others can write to {0}, where the records of interrupted runs are kept")]
    SharedState(PathBuf),
}

impl TransactionError {
    /// What the user can do about it.
    pub fn help(&self) -> Option<String> {
        let state = "set XDG_STATE_HOME to a folder outside of the project that only you can write";
        match self {
            Self::Busy(_) => Some("wait until it has ended, then run the command again".to_owned()),
            Self::Damaged { path, .. } => Some(format!(
                "put mcpreg.lock and generated/ back with git, then remove {}",
                path.display()
            )),
            Self::Foreign(path) => Some(format!(
                "if a run was interrupted elsewhere, put mcpreg.lock and generated/ back with \
                 git; then remove {}",
                path.display()
            )),
            Self::Changed { .. } => Some(format!(
                "put mcpreg.lock and generated/ in order with git, then remove {}",
                super::STAGING
            )),
            Self::NoState | Self::StateInProject(_) | Self::SharedState(_) => {
                Some(state.to_owned())
            }
            Self::Io { path, source, .. } => Refusal::of(source)
                .map(|_| format!("remove {}, or put the real thing there", path.display())),
            Self::Outside(_) | Self::SameFile(..) => None,
        }
    }
}

pub(super) fn io_error(action: &'static str, path: &Path, source: io::Error) -> TransactionError {
    TransactionError::Io {
        action,
        path: path.to_path_buf(),
        source,
    }
}

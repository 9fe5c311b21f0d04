//! How a command ends, and the exit status that says so.

use std::process::ExitCode;

/// How a command ended, apart from errors that stop it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything asked for was done.
    Done,
    /// Something failed, and was said.
    Failed,
    /// The command line, the catalogue or the lock is wrong, and it was said how.
    BadInput,
    /// Files are not what the lock makes of them.
    Stale,
    /// The user interrupted the command.
    Interrupted,
}

impl Exit {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::BadInput => 2,
            Self::Stale => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}

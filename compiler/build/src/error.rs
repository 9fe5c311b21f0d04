//! Why a build stops.

use std::error::Error;
use std::fmt;
use std::io;

use mcpreg_text::shown_on_one_line;

use crate::drift::Drift;
use crate::stamp::StampError;
use crate::{GENERATED, HELP, STAMP, VERSION};

/// Why the files of a project are not what was generated, or cannot be compared.
#[derive(Debug)]
#[non_exhaustive]
pub enum CheckError {
    /// There is no stamp.
    NoStamp,
    /// The stamp is damaged, or of another format.
    Stamp(StampError),
    /// Another version of the generator wrote the files.
    Generator {
        /// Its version, as the stamp gives it.
        found: String,
    },
    /// Files cannot be read.
    Unreadable(Vec<Unreadable>),
    /// Files differ.
    Drift(Drift),
}

/// A file or folder that cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    /// Its path in the project, `/`-separated.
    pub path: String,
    /// Why; a [`Refusal`] is the inner error.
    pub error: io::Error,
}

/// Why a name is not opened, as the inner error of an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The name is a symbolic link.
    Link,
    /// The name is a folder, a pipe, a socket or a device.
    NotAFile,
    /// The name is a file.
    NotAFolder,
    /// The file is larger than its reader allows.
    TooLarge {
        /// The most that is read.
        limit_bytes: u64,
    },
    /// The folder is in too many others.
    TooDeep,
    /// The path is absolute or has an empty, `.` or `..` component.
    Path,
}

impl Refusal {
    /// The refusal in an error, if that is its cause.
    pub fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::new(io::ErrorKind::InvalidInput, refusal)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("it is a symbolic link, and links are not followed here"),
            Self::NotAFile => f.write_str("it is not a regular file"),
            Self::NotAFolder => f.write_str("it is not a folder"),
            Self::TooLarge { limit_bytes } => write!(f, "it is larger than {limit_bytes} bytes"),
            Self::TooDeep => f.write_str("it is nested too deeply"),
            Self::Path => f.write_str("its path leads out of the folder"),
        }
    }
}

impl Error for Refusal {}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoStamp => write!(f, "{GENERATED}/{STAMP} is missing\n  {HELP}"),
            Self::Stamp(error) => write!(f, "{GENERATED}/{STAMP}: {error}\n  {HELP}"),
            Self::Generator { found } => write!(
                f,
                "{GENERATED}/ was written by mcpreg-compile {}, and this build is of \
                 mcpreg-build {VERSION}\n  {HELP} of version {VERSION}, or build with \
                 the same version of mcpreg-build",
                shown_on_one_line(found)
            ),
            Self::Unreadable(files) => {
                for Unreadable { path, error } in files {
                    let path = shown_on_one_line(path);
                    writeln!(f, "{path}: cannot be read: {error}")?;
                }
                write!(
                    f,
                    "  {HELP}; put real files in the place of links and pipes first"
                )
            }
            Self::Drift(drift) => drift.fmt(f),
        }
    }
}

impl Error for CheckError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Stamp(error) => Some(error),
            Self::Unreadable(files) => Some(&files.first()?.error),
            Self::NoStamp | Self::Generator { .. } | Self::Drift(_) => None,
        }
    }
}

//! The project of a team's own gateway: which files it starts with, and how Cargo builds it.
//!
//! A new project holds what people write (`mcpreg.toml`), what the tool writes (`mcpreg.lock`,
//! `generated/`) and the few lines of Rust that join them with the runtime. It builds as it is,
//! into a gateway without servers. Pinning and generating are other modules' business.

pub mod cargo;
pub mod name;
pub mod runtime;

mod template;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use name::GatewayName;
pub use runtime::RuntimeSource;

/// Why no project could be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// The folder holds something already.
    #[error("{} is not empty: it holds {found}", folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// One thing in it.
        found: String,
    },
    /// The path is taken by something else than a folder.
    #[error("{} is not a folder", .0.display())]
    NoFolder(PathBuf),
    /// A file or folder could not be read or written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// Writes a new project into `folder`, which is made where it is absent.
///
/// # Errors
///
/// [`ProjectError`]; nothing is written into a folder that holds something already.
pub fn create(
    folder: &Path,
    name: &GatewayName,
    runtime: &RuntimeSource,
) -> Result<(), ProjectError> {
    let write = |path: &Path, source| ProjectError::Write {
        path: path.to_owned(),
        source,
    };
    refuse_contents(folder)?;
    for (path, text) in template::files(name, runtime) {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|source| write(parent, source))?;
        fs::write(&path, text).map_err(|source| write(&path, source))?;
    }
    if let Some(lock) = runtime.cargo_lock() {
        let path = folder.join("Cargo.lock");
        fs::copy(lock, &path).map_err(|source| write(&path, source))?;
    }
    Ok(())
}

fn refuse_contents(folder: &Path) -> Result<(), ProjectError> {
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(ProjectError::NoFolder(folder.to_owned()));
        }
        Err(source) => {
            return Err(ProjectError::Write {
                path: folder.to_owned(),
                source,
            });
        }
    };
    match entries.next() {
        None => Ok(()),
        Some(entry) => {
            let found = entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
            Err(ProjectError::NotEmpty {
                folder: folder.to_owned(),
                found: found.unwrap_or_else(|error| error.to_string()),
            })
        }
    }
}

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

use mcpreg_codegen::folder::Folder;
use thiserror::Error;

use crate::transaction::files;

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
    /// The path is a symbolic link.
    #[error("{} is a symbolic link", .0.display())]
    Link(PathBuf),
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
/// The folder itself may be no link: a checkout could have put it there.
///
/// # Errors
///
/// [`ProjectError`]; nothing is written into a folder that holds something already.
pub fn create(
    folder: &Path,
    name: &GatewayName,
    runtime: &RuntimeSource,
) -> Result<(), ProjectError> {
    let root = open_empty(folder)?;
    for (path, text) in template::files(name, runtime) {
        write(&root, &path, text.as_bytes())
            .map_err(|source| refused(&folder.join(path), source))?;
    }
    if let Some(lock) = runtime.cargo_lock() {
        let text = fs::read(&lock).map_err(|source| refused(&lock, source))?;
        let copied = write(&root, "Cargo.lock", &text);
        copied.map_err(|source| refused(&folder.join("Cargo.lock"), source))?;
    }
    Ok(())
}

/// Writes a file that is not there yet.
fn write(root: &Folder, path: &str, contents: &[u8]) -> io::Result<()> {
    let (parent, name) = files::make_parent(root, path)?;
    files::create(&parent, name, contents, files::NEW_FILE)
}

/// Opens a folder that holds nothing, and makes it where it is absent.
fn open_empty(folder: &Path) -> Result<Folder, ProjectError> {
    match folder.symlink_metadata() {
        Ok(found) if found.is_symlink() => return Err(ProjectError::Link(folder.to_owned())),
        Ok(found) if !found.is_dir() => return Err(ProjectError::NoFolder(folder.to_owned())),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(|source| refused(folder, source))?;
        }
        Err(source) => return Err(refused(folder, source)),
    }
    let root = Folder::open(folder).map_err(|source| refused(folder, source))?;
    let entries = root.entries().map_err(|source| refused(folder, source))?;
    match entries.into_iter().next() {
        None => Ok(root),
        Some((found, _)) => Err(ProjectError::NotEmpty {
            folder: folder.to_owned(),
            found,
        }),
    }
}

fn refused(path: &Path, source: io::Error) -> ProjectError {
    ProjectError::Write {
        path: path.to_owned(),
        source,
    }
}

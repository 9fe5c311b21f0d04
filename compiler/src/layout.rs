//! Where a gateway project keeps its files; everything follows from the catalogue's place.

use std::path::{Path, PathBuf};

/// The files of one gateway project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    catalogue: PathBuf,
}

impl Layout {
    /// The project whose catalogue is this file; the file need not exist yet.
    pub fn of_catalogue(catalogue: &Path) -> Self {
        Self {
            catalogue: catalogue.to_path_buf(),
        }
    }

    /// `mcpreg.toml`, what people write.
    pub fn catalogue(&self) -> &Path {
        &self.catalogue
    }

    /// The project's folder; never empty.
    pub fn root(&self) -> &Path {
        match self.catalogue.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        }
    }

    /// `mcpreg.lock`, what is reviewed.
    pub fn lock(&self) -> PathBuf {
        self.root().join("mcpreg.lock")
    }

    /// The folder of the generated packages; the paths of a `SourceTree` are relative to it.
    pub fn generated(&self) -> PathBuf {
        self.root().join("generated")
    }

    /// The folder of the pins.
    pub fn pins(&self) -> PathBuf {
        self.generated().join("pins")
    }

    /// One server's pin.
    pub fn pin(&self, server: &str) -> PathBuf {
        self.pins().join(format!("{server}.json"))
    }
}

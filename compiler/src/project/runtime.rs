//! Where a new gateway takes mcpreg's own packages from: a checkout of them, or the registry.
//!
//! A tool that was built from a checkout points new gateways at that checkout, so that both are
//! of one version. Once the checkout is gone, the released version is named instead.

use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Where mcpreg's packages come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimeSource {
    /// A checkout, as an absolute path.
    Checkout(PathBuf),
    /// A release on the registry, as a version.
    Released(String),
}

/// Why a folder is no checkout to build against.
#[derive(Debug, Error)]
#[error("{} is no checkout of mcpreg: {reason}", path.display())]
pub struct CheckoutError {
    /// The folder.
    pub path: PathBuf,
    /// What is missing in it.
    pub reason: String,
}

/// The packages a gateway needs and their folders in a checkout.
pub const PACKAGES: [(&str, &str); 3] = [
    ("mcpreg-build", "compiler/build"),
    ("mcpreg-contract", "runtime/contract"),
    ("mcpreg-runtime", "runtime"),
];

impl RuntimeSource {
    /// The checkout at `path`.
    ///
    /// # Errors
    ///
    /// [`CheckoutError`], when a package that a gateway needs is not in it.
    pub fn checkout(path: &Path) -> Result<Self, CheckoutError> {
        let refuse = |reason| CheckoutError {
            path: path.to_owned(),
            reason,
        };
        let root = path
            .canonicalize()
            .map_err(|source| refuse(source.to_string()))?;
        for (package, folder) in PACKAGES {
            let manifest = root.join(folder).join("Cargo.toml");
            match package_name(&manifest) {
                Some(name) if name == package => {}
                Some(name) => {
                    return Err(refuse(format!(
                        "{folder} is the package {name}, not {package}"
                    )));
                }
                None => {
                    return Err(refuse(format!(
                        "it has no {folder}/Cargo.toml of {package}"
                    )));
                }
            }
        }
        match root.to_str() {
            Some(_) => Ok(Self::Checkout(root)),
            None => Err(refuse(
                "its path is no UTF-8, which a Cargo.toml cannot hold".to_owned(),
            )),
        }
    }

    /// The checkout this tool was built from if it is still there, else its release.
    pub fn of_this_tool() -> Self {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR"));
        let checkout = built_in.parent().and_then(|root| Self::checkout(root).ok());
        checkout.unwrap_or_else(|| Self::Released(env!("CARGO_PKG_VERSION").to_owned()))
    }

    /// A dependency on each of the [`PACKAGES`], one line of a `Cargo.toml` each.
    pub fn dependencies(&self) -> String {
        let line = |(package, folder): (&str, &str)| {
            let (key, value) = match self {
                Self::Checkout(root) => ("path", root.join(folder).to_string_lossy().into_owned()),
                Self::Released(version) => ("version", version.clone()),
            };
            format!("{package} = {{ {key} = {} }}", toml::Value::String(value))
        };
        PACKAGES.map(line).join("\n")
    }

    /// The checkout's `Cargo.lock`: the versions it is tested with.
    pub fn cargo_lock(&self) -> Option<PathBuf> {
        match self {
            Self::Checkout(root) => Some(root.join("Cargo.lock")).filter(|path| path.is_file()),
            Self::Released(_) => None,
        }
    }
}

fn package_name(manifest: &Path) -> Option<String> {
    let manifest: toml::Table = fs::read_to_string(manifest).ok()?.parse().ok()?;
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::RuntimeSource;

    #[test]
    fn this_tool_knows_its_checkout() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("a parent");
        let expected = root.canonicalize().expect("the repository");
        assert_eq!(
            RuntimeSource::of_this_tool(),
            RuntimeSource::Checkout(expected)
        );
    }

    #[test]
    fn another_folder_is_no_checkout() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = RuntimeSource::checkout(folder.path()).expect_err("it is empty");
        assert!(error.to_string().contains("compiler/build"), "{error}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_no_checkout() {
        let error = RuntimeSource::checkout(Path::new("/nowhere/mcpreg")).expect_err("absent");
        assert!(error.to_string().contains("/nowhere/mcpreg"), "{error}");
    }
}

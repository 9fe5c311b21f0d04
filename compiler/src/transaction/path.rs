//! Which files of a project a transaction may touch: the lock, and what is below `generated/`.

use mcpreg_codegen::{drift, lock};

/// The path of a file that this tool writes, `/`-separated and relative to the project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OutputPath(String);

impl OutputPath {
    /// The path, if it is the lock's or below `generated/`.
    pub(super) fn new(path: &str) -> Option<Self> {
        let below = path
            .strip_prefix(drift::GENERATED)
            .and_then(|rest| rest.strip_prefix('/'));
        let is_name = |name: &str| !matches!(name, "" | "." | "..") && !name.contains('\0');
        let is_output =
            path == lock::FILE_NAME || below.is_some_and(|below| below.split('/').all(is_name));
        is_output.then(|| Self(path.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as a file system that does not tell upper from lower case sees it.
    pub(super) fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::OutputPath;

    #[test]
    fn only_the_lock_and_what_is_below_generated() {
        for path in [
            "mcpreg.lock",
            "generated/Cargo.toml",
            "generated/src/lib.rs",
        ] {
            assert!(OutputPath::new(path).is_some(), "{path}");
        }
        for path in [
            "mcpreg.toml",
            "generated",
            "generated/",
            "generated/../x",
            "generated//x",
            "generated/./x",
            "generatedx/y",
            "/generated/x",
            "../mcpreg.lock",
            "",
        ] {
            assert!(OutputPath::new(path).is_none(), "{path}");
        }
    }
}

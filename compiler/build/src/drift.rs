//! How files differ from what they should be, path by path.

use std::collections::BTreeMap;
use std::fmt;

use mcpreg_text::shown_on_one_line;

use crate::HELP;
use crate::files::in_project;

/// How the files on disk differ from what the lock gives, by their paths in `generated/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Files that should be there.
    pub missing: Vec<String>,
    /// Files with other contents.
    pub changed: Vec<String>,
    /// Files that should not be there.
    pub extra: Vec<String>,
}

impl Drift {
    /// Compares files by their contents, or by the hashes of them.
    pub fn between(expected: &BTreeMap<String, String>, found: &BTreeMap<String, String>) -> Self {
        let mut drift = Self::default();
        for (path, contents) in expected {
            match found.get(path) {
                None => drift.missing.push(path.clone()),
                Some(other) if other != contents => drift.changed.push(path.clone()),
                Some(_) => {}
            }
        }
        let extra = found.keys().filter(|path| !expected.contains_key(*path));
        drift.extra = extra.cloned().collect();
        drift
    }

    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.extra.is_empty()
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("generated/ is what mcpreg.lock says");
        }
        f.write_str("generated/ is not what mcpreg.lock says")?;
        let kinds = [
            ("missing", &self.missing),
            ("changed", &self.changed),
            ("extra", &self.extra),
        ];
        for (kind, paths) in kinds {
            for path in paths {
                let path = in_project(path);
                write!(f, "\n  {kind}: {}", shown_on_one_line(&path))?;
            }
        }
        write!(f, "\n  {HELP}")
    }
}

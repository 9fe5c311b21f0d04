//! Which files below `generated/` this tool wrote: the stamp `generated/.mcpreg-files`.
//!
//! A file is removed only if the stamp lists it with its present contents: a file that was put into
//! `generated/`, or changed there, is reported and stays. A build refuses a stamp with the marks of
//! a merge conflict; here they are skipped, and both sides' entries hold: they can only keep a file.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use mcpreg_build::{FILE_LIMIT_BYTES, GENERATED, PINS, STAMP, Stamp, entry, in_generated, sha256};
use mcpreg_codegen::folder::Folder;
use mcpreg_codegen::{Pins, SourceTree};

/// The stamp's path in the project.
pub fn stamp_path() -> String {
    format!("{GENERATED}/{STAMP}")
}

/// The stamp of a lock's text, the pins, and what they compile to.
pub fn stamp(lock: &str, pins: &Pins, tree: &SourceTree) -> Stamp {
    let pins: Vec<_> = pins.iter().map(|(id, text)| (pin_path(id), text)).collect();
    let pins = pins
        .iter()
        .map(|(path, text)| (in_generated(path), text.as_str()));
    let sources = tree.files.iter();
    let sources = sources.map(|(path, text)| (path.as_str(), text.as_str()));
    Stamp::new(lock, pins.chain(sources))
}

/// The text of the stamp of the project in `root`; nothing where there is none.
///
/// # Errors
///
/// It is there and cannot be read.
pub fn stamp_text(root: &Path) -> io::Result<Option<String>> {
    let path = stamp_path();
    match Folder::open(root)?.read_text(&path, FILE_LIMIT_BYTES) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io::Error::new(error.kind(), format!("{path}: {error}"))),
    }
}

/// The files that a stamp lists, each with the contents it may have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrittenFiles(BTreeMap<String, BTreeSet<String>>);

impl WrittenFiles {
    /// Reads the entries of a stamp, whatever else is in it.
    pub fn of(stamp: &str) -> Self {
        let mut files = Self::default();
        for (sum, path) in stamp.lines().filter_map(entry) {
            let sums = files.0.entry(path.to_owned()).or_default();
            sums.insert(sum.to_owned());
        }
        files
    }

    /// Whether this tool wrote these contents to this path in `generated/`.
    pub fn holds(&self, path: &str, contents: &str) -> bool {
        let sums = self.0.get(path);
        sums.is_some_and(|sums| sums.contains(&sha256(contents)))
    }
}

/// Files that should not be in `generated/`, by whether this tool wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leftovers {
    /// Files that it wrote and that are as it wrote them, by their paths in the project.
    pub own: Vec<String>,
    /// All others.
    pub foreign: Vec<String>,
}

impl Leftovers {
    /// Sorts files by paths in `generated/` and contents.
    pub fn sort<'a>(
        written: &WrittenFiles,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut leftovers = Self::default();
        for (path, contents) in files {
            let list = if written.holds(path, contents) {
                &mut leftovers.own
            } else {
                &mut leftovers.foreign
            };
            list.push(format!("{GENERATED}/{path}"));
        }
        leftovers
    }

    /// What is said about the files that stay; nothing where there are none.
    pub fn complaint(&self) -> Option<String> {
        let names = self.foreign.join("\n  ");
        (!names.is_empty()).then(|| {
            format!(
                "error: mcpreg-compile did not write these files, or they were changed since, so \
                 they stay:\n  {names}\n  help: move them out of generated/, then run \
                 `mcpreg-compile generate`"
            )
        })
    }
}

/// A pin's path in the project.
pub fn pin_path(id: &str) -> String {
    format!("{PINS}/{id}.json")
}

#[cfg(test)]
mod tests {
    use mcpreg_build::{Stamp, sha256};

    use super::WrittenFiles;

    #[test]
    fn a_stamp_lists_what_was_written() {
        let stamp = Stamp::new("lock", [("src/lib.rs", "a")]).to_text();
        let files = WrittenFiles::of(&stamp);
        assert!(files.holds("src/lib.rs", "a") && !files.holds("src/lib.rs", "b"));
        assert!(!files.holds("src/other.rs", "a"));
    }

    #[test]
    fn a_conflict_has_both_sides() {
        let (ours, theirs) = (sha256("ours"), sha256("theirs"));
        let text = format!("<<<<<<< a\n{ours}  x\n=======\n{theirs}  x\n>>>>>>> b\n");
        let files = WrittenFiles::of(&text);
        assert!(files.holds("x", "ours") && files.holds("x", "theirs"));
    }
}

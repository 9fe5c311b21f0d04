//! The list of the files below `generated/` that this tool wrote: `generated/.mcpreg-files`.
//!
//! A file is removed only if the list has it with its present contents: a file that was put into
//! `generated/`, or changed there, is reported and stays. The list is in the format of
//! `sha256sum`, so that `cd generated && sha256sum --check .mcpreg-files` reads it too. Other
//! lines, such as the marks of a merge conflict, are skipped: they can only keep a file.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use mcpreg_codegen::drift::{FILE_LIMIT_BYTES, GENERATED, PINS};
use mcpreg_codegen::folder::Folder;
use mcpreg_codegen::pin::sha256;
use mcpreg_codegen::{Pins, SourceTree};

/// The list's own name in `generated/`.
pub const FILE_NAME: &str = ".mcpreg-files";

const HEADER: &str = "\
# Written by `mcpreg-compile`: the files it wrote here, with their SHA-256. It removes no others.
";

/// The files of one state of `generated/`, each with the contents it may have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrittenFiles(BTreeMap<String, BTreeSet<String>>);

impl WrittenFiles {
    /// The files of a source tree and its pins.
    pub fn of(tree: &SourceTree, pins: &Pins) -> Self {
        let mut files = Self::default();
        for (path, text) in &tree.files {
            files.insert(path, sha256(text));
        }
        for (id, text) in pins {
            files.insert(&in_generated(&pin_path(id)), sha256(text));
        }
        files
    }

    /// Reads the list of the project in `root`; an absent one is empty.
    ///
    /// # Errors
    ///
    /// The list is there and cannot be read.
    pub fn load(root: &Path) -> io::Result<Self> {
        let path = format!("{GENERATED}/{FILE_NAME}");
        match Folder::open(root)?.read_text(&path, FILE_LIMIT_BYTES) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(io::Error::new(error.kind(), format!("{path}: {error}"))),
        }
    }

    /// The list as a file.
    pub fn to_text(&self) -> String {
        let lines = self.0.iter().flat_map(|(path, sums)| {
            let line = move |sum: &String| [sum.as_str(), "  ", path, "\n"].concat();
            sums.iter().map(line)
        });
        std::iter::once(HEADER.to_owned()).chain(lines).collect()
    }

    /// Whether this tool wrote these contents to this path in `generated/`.
    pub fn holds(&self, path: &str, contents: &str) -> bool {
        let sums = self.0.get(path);
        sums.is_some_and(|sums| sums.contains(&sha256(contents)))
    }

    fn parse(text: &str) -> Self {
        let mut files = Self::default();
        for (sum, path) in text.lines().filter_map(|line| line.split_once("  ")) {
            files.insert(path, sum.to_owned());
        }
        files
    }

    fn insert(&mut self, path: &str, sum: String) {
        self.0.entry(path.to_owned()).or_default().insert(sum);
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

/// A path in the project as one in `generated/`.
pub fn in_generated(path: &str) -> String {
    let below = path.strip_prefix(GENERATED);
    let below = below.and_then(|rest| rest.strip_prefix('/'));
    below.unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::WrittenFiles;
    use mcpreg_codegen::pin::sha256;

    #[test]
    fn a_list_reads_what_it_writes() {
        let mut files = WrittenFiles::default();
        files.insert("src/lib.rs", sha256("a"));
        files.insert("pins/a b.json", sha256("b"));
        let read = WrittenFiles::parse(&files.to_text());
        assert_eq!(read, files);
        assert!(read.holds("src/lib.rs", "a") && !read.holds("src/lib.rs", "b"));
    }

    #[test]
    fn a_conflict_has_both_sides() {
        let (ours, theirs) = (sha256("ours"), sha256("theirs"));
        let text = format!("<<<<<<< a\n{ours}  x\n=======\n{theirs}  x\n>>>>>>> b\n");
        let files = WrittenFiles::parse(&text);
        assert!(files.holds("x", "ours") && files.holds("x", "theirs"));
    }
}

//! The stamp of one run of the generator: `generated/.mcpreg-files`.
//!
//! It lists the lock, the pins and every generated file with its SHA-256, in the format of
//! `sha256sum`, so that `cd generated && sha256sum --check .mcpreg-files` reads it too; what else
//! it says is in comments. Paths in it are compared with those of the files that are there, and
//! never opened: a checkout can list anything.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::error::CheckError;
use crate::{VERSION, files};

/// The `format` that this version reads and writes; a stamp of another one is refused.
const FORMAT: &str = "1";

const HEADER: &str = "\
# Written by `mcpreg-compile`: what it read and wrote, with the SHA-256 of each file. A build stops
# where a file differs, and the tool removes no file in here that is not listed.
";

const FORMAT_KEY: &str = "# format: ";
const GENERATOR_KEY: &str = "# generator: ";

/// The lock as the stamp lists it: relative to `generated/`, as all its paths are.
pub const LOCK_ENTRY: &str = "../mcpreg.lock";

/// What one run of the generator read and wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    generator: String,
    files: BTreeMap<String, String>,
}

/// Why a text is not a stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StampError {
    /// A line, counted from 1, is neither a comment nor a new entry.
    Line(usize),
    /// The line that starts with these characters is missing.
    Key(&'static str),
    /// It is of another format.
    Format(String),
}

impl fmt::Display for StampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(
                f,
                "line {line}: expected a SHA-256, two spaces and a path that no other line has"
            ),
            Self::Key(key) => write!(f, "expected a line `{key}…`"),
            Self::Format(found) => {
                write!(f, "its format is {found}, this version reads {FORMAT}")
            }
        }
    }
}

impl Error for StampError {}

impl Stamp {
    /// The stamp of this version of the generator, over the lock and the files by their paths in
    /// `generated/`.
    pub fn new<'a>(lock: &'a str, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let hashed = |(path, contents): (&str, &str)| (path.to_owned(), sha256(contents));
        let files = std::iter::once((LOCK_ENTRY, lock)).chain(files);
        Self {
            generator: VERSION.to_owned(),
            files: files.map(hashed).collect(),
        }
    }

    /// Reads the stamp of the project in `root`.
    ///
    /// # Errors
    ///
    /// It is missing, cannot be read, or is not a stamp of this format.
    pub fn load(root: &Path) -> Result<Self, CheckError> {
        Self::parse(&files::stamp_text(root)?).map_err(CheckError::Stamp)
    }

    /// Reads a stamp's text.
    ///
    /// # Errors
    ///
    /// [`StampError`]; a conflict that was not resolved is one.
    pub fn parse(text: &str) -> Result<Self, StampError> {
        let mut generator = None;
        let mut has_format = false;
        let mut files = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            if let Some(found) = line.strip_prefix(FORMAT_KEY) {
                if found != FORMAT {
                    return Err(StampError::Format(found.to_owned()));
                }
                has_format = true;
            } else if let Some(found) = line.strip_prefix(GENERATOR_KEY) {
                generator = Some(found.to_owned());
            } else if !line.starts_with('#') {
                let number = index + 1;
                let (sum, path) = entry(line).ok_or(StampError::Line(number))?;
                if files.insert(path.to_owned(), sum.to_owned()).is_some() {
                    return Err(StampError::Line(number));
                }
            }
        }
        if !has_format {
            return Err(StampError::Key(FORMAT_KEY));
        }
        let generator = generator.ok_or(StampError::Key(GENERATOR_KEY))?;
        Ok(Self { generator, files })
    }

    /// The stamp as a file.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{HEADER}{FORMAT_KEY}{FORMAT}\n{GENERATOR_KEY}{}\n",
            self.generator
        );
        for (path, sum) in &self.files {
            text.extend([sum, "  ", path, "\n"]);
        }
        text
    }

    /// The version of the generator that wrote the files.
    pub fn generator(&self) -> &str {
        &self.generator
    }

    /// The SHA-256 of each file, by its path in `generated/`.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }
}

/// The SHA-256 and the path that a line of a stamp lists, if it lists one.
pub fn entry(line: &str) -> Option<(&str, &str)> {
    let (sum, path) = line.split_once("  ")?;
    let is_digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    let is_sum = sum.len() == 64 && sum.bytes().all(is_digit);
    (is_sum && !path.is_empty()).then_some((sum, path))
}

/// SHA-256 of a file's contents, in lower-case hexadecimal.
pub fn sha256(contents: &(impl AsRef<[u8]> + ?Sized)) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digest = Sha256::digest(contents.as_ref());
    let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| DIGITS[usize::from(half)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{LOCK_ENTRY, Stamp, StampError, sha256};

    fn stamp() -> Stamp {
        Stamp::new("lock", [("src/lib.rs", "a"), ("pins/a b.json", "b")])
    }

    #[track_caller]
    fn check(edit: impl FnOnce(String) -> String, expected: StampError) {
        assert_eq!(Stamp::parse(&edit(stamp().to_text())), Err(expected));
    }

    #[test]
    fn a_stamp_reads_what_it_writes() {
        let read = Stamp::parse(&stamp().to_text()).expect("a stamp");
        assert_eq!(read, stamp());
        assert_eq!(read.files()[LOCK_ENTRY], sha256("lock"));
        assert_eq!(read.files()["pins/a b.json"], sha256("b"));
        assert_eq!(read.files().len(), 3);
    }

    #[test]
    fn what_is_not_an_entry_is_refused() {
        let lines = stamp().to_text().lines().count();
        let sum = sha256("a");
        for line in [
            "<<<<<<< ours".to_owned(),
            String::new(),
            format!("{sum} src/other.rs"),
            format!("{}  src/other.rs", &sum[1..]),
            format!("{}  src/other.rs", sum.to_uppercase()),
            format!("{sum}  "),
        ] {
            let with_line = |text: String| format!("{text}{line}\n");
            check(with_line, StampError::Line(lines + 1));
        }
    }

    #[test]
    fn a_path_is_listed_once() {
        let lines = stamp().to_text().lines().count();
        let twice = |text: String| format!("{text}{}  src/lib.rs\n", sha256("other"));
        check(twice, StampError::Line(lines + 1));
    }

    #[test]
    fn another_format_is_refused_before_its_entries() {
        let newer = |text: String| text.replace("# format: 1\n", "# format: 2\n{}\n");
        check(newer, StampError::Format("2".to_owned()));
        let none = |text: String| text.replace("# format: 1\n", "");
        check(none, StampError::Key("# format: "));
        let nobodys = |text: String| text.replace("# generator: ", "# ");
        check(nobodys, StampError::Key("# generator: "));
    }

    #[test]
    fn a_hash_is_in_lower_case_hexadecimal() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(""), empty);
    }
}

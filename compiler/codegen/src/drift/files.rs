//! Reading a lock, its pins and a generated crate from disk.
//!
//! Only regular files are read, up to a size that no real one reaches, and no link is followed: a
//! checkout may hold anything.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use mcpreg_build::{
    DEPTH_LIMIT, FILE_LIMIT_BYTES, GENERATED, LOCK_LIMIT_BYTES, MANIFEST, PINS, SOURCES,
};

use crate::folder::{EntryKind, Folder, Refusal};
use crate::lock::{FILE_NAME, Lock};
use crate::pin::Pins;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::tree::SourceTree;

/// What everything is generated from.
#[derive(Debug)]
pub struct Inputs {
    /// The lock as it is on disk.
    pub lock_text: String,
    /// The lock.
    pub lock: Lock,
    /// The pins.
    pub pins: Pins,
}

/// Reads `mcpreg.lock` and `generated/pins/*.json` in `root`.
///
/// # Errors
///
/// What cannot be read, and what is no lock.
pub fn inputs(root: &Path) -> Result<Inputs, Problems> {
    let root = Folder::open(root).map_err(|error| Problems(vec![unreadable(FILE_NAME, &error)]))?;
    let mut problems = Problems::default();
    let read = root
        .read_text(FILE_NAME, LOCK_LIMIT_BYTES)
        .map_err(|error| unreadable(FILE_NAME, &error))
        .and_then(|text| Ok((Lock::parse(&text)?, text)));
    let read = read.map_err(|problem| problems.push(problem)).ok();
    let pins = read_pins(&root, &mut problems);
    match read {
        Some((lock, lock_text)) => problems.or(Inputs {
            lock_text,
            lock,
            pins,
        }),
        None => Err(problems),
    }
}

/// As [`inputs`], without the lock's text.
///
/// # Errors
///
/// As [`inputs`].
pub fn load(root: &Path) -> Result<(Lock, Pins), Problems> {
    let Inputs { lock, pins, .. } = inputs(root)?;
    Ok((lock, pins))
}

/// Reads `generated/pins/*.json` in `root`, whatever its lock says.
///
/// # Errors
///
/// What cannot be read.
pub fn pins(root: &Path) -> Result<Pins, Problems> {
    let root = Folder::open(root).map_err(|error| Problems(vec![unreadable(PINS, &error)]))?;
    let mut problems = Problems::default();
    let pins = read_pins(&root, &mut problems);
    problems.or(pins)
}

fn read_pins(root: &Folder, problems: &mut Problems) -> Pins {
    let files = folder(root, PINS, ".json", problems).into_iter();
    let id = |name: String| name.strip_suffix(".json").unwrap_or(&name).to_owned();
    files.map(|(name, text)| (id(name), text)).collect()
}

/// Reads the generated packages in `generated`: their manifest and everything under `src/` and
/// `servers/`. A folder that is not there has none.
///
/// # Errors
///
/// What cannot be read.
pub fn read(generated: &Path) -> Result<SourceTree, Problems> {
    let mut problems = Problems::default();
    let mut files = BTreeMap::new();
    let (root, name) = match beside(generated) {
        Ok(found) => found,
        Err(error) => return Err(Problems(vec![unreadable(GENERATED, &error)])),
    };
    let manifest = format!("{name}/{MANIFEST}");
    match root.read_text(&manifest, FILE_LIMIT_BYTES) {
        Ok(text) => drop(files.insert(MANIFEST.to_owned(), text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => problems.push(unreadable(&manifest, &error)),
    }
    for part in SOURCES {
        let path = format!("{name}/{part}");
        let found = folder(&root, &path, "", &mut problems).into_iter();
        files.extend(found.map(|(name, text)| (format!("{part}/{name}"), text)));
    }
    problems.or(SourceTree { files })
}

/// The folder a path is in, and the path's last name: that one may be no link.
fn beside(path: &Path) -> io::Result<(Folder, &str)> {
    let name = path.file_name().and_then(|name| name.to_str());
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = Folder::open(parent.unwrap_or(Path::new(".")))?;
    Ok((folder, name.ok_or(Refusal::Path)?))
}

/// The files of a folder and its folders whose names end in `suffix`, by `/`-separated path.
/// A folder that is not there has none.
fn folder(
    root: &Folder,
    path: &str,
    suffix: &str,
    problems: &mut Problems,
) -> Vec<(String, String)> {
    let mut reader = Reader {
        suffix,
        files: Vec::new(),
        problems,
    };
    match root.folder(path) {
        Ok(folder) => reader.read(&folder, path, "", DEPTH_LIMIT),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => reader.problems.push(unreadable(path, &error)),
    }
    reader.files
}

struct Reader<'a> {
    suffix: &'a str,
    files: Vec<(String, String)>,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    /// Reads a folder; `shown` is its path for people, `prefix` what its files' paths start with.
    fn read(&mut self, folder: &Folder, shown: &str, prefix: &str, depth: usize) {
        let entries = match folder.entries() {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(unreadable(shown, &error)),
        };
        for (name, kind) in entries {
            let (below, path) = (format!("{shown}/{name}"), format!("{prefix}{name}"));
            let read = match kind {
                EntryKind::Folder if depth == 0 => Err(Refusal::TooDeep.into()),
                EntryKind::Folder => folder.folder(&name).map(|inner| {
                    self.read(&inner, &below, &format!("{path}/"), depth - 1);
                }),
                EntryKind::Link => Err(Refusal::Link.into()),
                EntryKind::File if !name.ends_with(self.suffix) => Ok(()),
                EntryKind::File | EntryKind::Special => folder
                    .read_text(&name, FILE_LIMIT_BYTES)
                    .map(|text| self.files.push((path, text))),
            };
            if let Err(error) = read {
                self.problems.push(unreadable(&below, &error));
            }
        }
    }
}

fn unreadable(shown: &str, error: &io::Error) -> Problem {
    let help = if Refusal::of(error).is_some() {
        Some(format!(
            "remove {shown} or put the real file there; `mcpreg-compile` writes files only"
        ))
    } else if shown == FILE_NAME && error.kind() == io::ErrorKind::NotFound {
        Some("run `mcpreg-compile pin`, which writes it".to_owned())
    } else {
        None
    };
    Problem {
        kind: ProblemKind::Malformed,
        subject: shown.to_owned(),
        message: format!("cannot be read: {error}"),
        help,
    }
}

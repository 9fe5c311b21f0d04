//! Reading a lock, its pins and a generated crate from disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::PINS;
use crate::lock::{FILE_NAME, Lock};
use crate::pin::Pins;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::tree::SourceTree;

const MANIFEST: &str = "Cargo.toml";

/// Reads `mcpreg.lock` and `generated/pins/*.json` in `root`.
///
/// # Errors
///
/// What cannot be read, and what is no lock.
pub fn load(root: &Path) -> Result<(Lock, Pins), Problems> {
    let mut problems = Problems::default();
    let lock = read_text(&root.join(FILE_NAME), FILE_NAME).and_then(|text| Lock::parse(&text));
    let lock = lock.map_err(|problem| problems.push(problem)).ok();
    let mut pins = Pins::new();
    for (name, text) in folder(&root.join(PINS), PINS, ".json", &mut problems) {
        let id = name.strip_suffix(".json").unwrap_or(&name);
        pins.insert(id.to_owned(), text);
    }
    match lock {
        Some(lock) => problems.or((lock, pins)),
        None => Err(problems),
    }
}

/// Reads the generated packages in `generated`: its manifest and everything under `src/` and
/// `servers/`.
///
/// # Errors
///
/// What cannot be read.
pub fn read(generated: &Path) -> Result<SourceTree, Problems> {
    let mut problems = Problems::default();
    let mut files = BTreeMap::new();
    match fs::read_to_string(generated.join(MANIFEST)) {
        Ok(text) => drop(files.insert(MANIFEST.to_owned(), text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => problems.push(unreadable(MANIFEST, &error)),
    }
    for part in ["src", "servers"] {
        let found = folder(&generated.join(part), part, "", &mut problems).into_iter();
        files.extend(found.map(|(name, text)| (format!("{part}/{name}"), text)));
    }
    problems.or(SourceTree { files })
}

/// The files of a folder and its folders whose names end in `suffix`, by `/`-separated path.
/// A folder that is not there has none.
fn folder(
    path: &Path,
    shown: &str,
    suffix: &str,
    problems: &mut Problems,
) -> Vec<(String, String)> {
    let entries = match sorted_entries(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            problems.push(unreadable(shown, &error));
            return Vec::new();
        }
    };
    let mut files = Vec::new();
    for (name, is_folder) in entries {
        let (below, shown) = (path.join(&name), format!("{shown}/{name}"));
        if is_folder {
            let inner = folder(&below, &shown, suffix, problems).into_iter();
            files.extend(inner.map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if name.ends_with(suffix) {
            match read_text(&below, &shown) {
                Ok(text) => files.push((name, text)),
                Err(problem) => problems.push(problem),
            }
        }
    }
    files
}

fn sorted_entries(path: &Path) -> io::Result<Vec<(String, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        entries.push((name, entry.file_type()?.is_dir()));
    }
    entries.sort();
    Ok(entries)
}

fn read_text(path: &Path, shown: &str) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|error| unreadable(shown, &error))
}

fn unreadable(shown: &str, error: &io::Error) -> Problem {
    let is_lock = shown == FILE_NAME && error.kind() == io::ErrorKind::NotFound;
    Problem {
        kind: ProblemKind::Malformed,
        subject: shown.to_owned(),
        message: format!("cannot be read: {error}"),
        help: is_lock.then(|| "run `mcpreg-compile pin`, which writes it".to_owned()),
    }
}

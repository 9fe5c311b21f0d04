//! What the suite's folder holds.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_codegen::schema::Documents;

/// Where the suite's schemas expect its remote documents.
const REMOTES: &str = "http://localhost:1234";

/// The optional files that have to be right as well.
const OPTIONAL: [&str; 4] = [
    "bignum",
    "ecmascript-regex",
    "float-overflow",
    "non-bmp-regex",
];

/// The suite. Where it was not fetched the test is skipped, loudly; under `CI` that fails.
pub(crate) fn suite() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/suite");
    if folder.is_dir() {
        return Some(folder);
    }
    let reason = "SKIPPED: fixtures/suite is absent; fixtures/fetch-suite fetches it";
    assert!(std::env::var_os("CI").is_none(), "{reason}");
    // Not `eprintln!`, which the test harness swallows.
    let _ = writeln!(io::stderr(), "{reason}");
    None
}

/// The files of a draft's required tests.
pub(crate) fn required(suite: &Path, draft: &str) -> Vec<PathBuf> {
    files(&suite.join("tests").join(draft))
}

/// The files of the optional tests that have to be right.
pub(crate) fn optional(suite: &Path, draft: &str) -> Vec<PathBuf> {
    let folder = suite.join("tests").join(draft).join("optional");
    OPTIONAL
        .iter()
        .map(|name| folder.join(format!("{name}.json")))
        .collect()
}

/// The files of the optional tests about `format`.
pub(crate) fn formats(suite: &Path, draft: &str) -> Vec<PathBuf> {
    files(&suite.join("tests").join(draft).join("optional/format"))
}

/// The suite's remote documents at the addresses its schemas use.
pub(crate) fn remotes(suite: &Path) -> Documents {
    let root = suite.join("remotes");
    let mut documents = Documents::default();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for file in files(&folder) {
            let inside = file.strip_prefix(&root).expect("it is in the folder");
            let address = format!("{REMOTES}/{}", inside.display());
            documents.insert(&address, read(&file));
        }
        folders.extend(entries(&folder).into_iter().filter(|path| path.is_dir()));
    }
    documents
}

/// A file's JSON.
pub(crate) fn read(file: &Path) -> Json {
    let text = std::fs::read_to_string(file)
        .unwrap_or_else(|error| panic!("{} can be read: {error}", file.display()));
    Json::parse(&text, MAX_DEPTH)
        .unwrap_or_else(|error| panic!("{} is JSON: {error}", file.display()))
}

/// The JSON files directly in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "json");
    entries(folder).into_iter().filter(is_json).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{} can be listed: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listed
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    paths
}

//! `fixtures/schemas/types/*.json`: a schema, how its types end, and instances to read.

use std::path::{Path, PathBuf};

use mcpreg_codegen::json::{Json, MAX_DEPTH};

/// One fixture.
pub(crate) struct Fixture {
    /// The file's name without its ending: the fact it shows.
    pub(crate) name: String,
    /// The schema.
    pub(crate) schema: Json,
    /// `typed`, `widened` or `raw`.
    pub(crate) verdict: String,
    /// `<pointer>: <keyword>` of each loss.
    pub(crate) lost: Vec<String>,
    /// Instances that are read and written back the same.
    pub(crate) same: Vec<String>,
    /// Instances that are read.
    pub(crate) reads: Vec<String>,
    /// Instances that are not.
    pub(crate) refuses: Vec<String>,
}

/// All fixtures, sorted by name.
pub(crate) fn all() -> Vec<Fixture> {
    let folder = workspace().join("fixtures/schemas/types");
    let files = std::fs::read_dir(&folder).expect("the fixtures are in the repository");
    let mut paths: Vec<_> = files
        .map(|file| file.expect("a readable folder").path())
        .collect();
    paths.sort();
    paths.iter().map(read).collect()
}

/// The workspace's folder.
pub(crate) fn workspace() -> PathBuf {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let workspace = folders
        .skip(1)
        .find(|folder| folder.join("Cargo.lock").exists());
    workspace.expect("a workspace has a lock").to_owned()
}

/// A JSON text as a value that keeps the digits of numbers.
#[track_caller]
pub(crate) fn json(text: &str) -> Json {
    Json::parse(text, MAX_DEPTH).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn read(path: &PathBuf) -> Fixture {
    let fixture = json(&std::fs::read_to_string(path).expect("a readable fixture"));
    let name = path
        .file_stem()
        .expect("a file has a name")
        .to_string_lossy()
        .into_owned();
    let items = |key: &str| {
        fixture
            .get(key)
            .and_then(Json::as_array)
            .unwrap_or_default()
    };
    let texts = |key: &str| items(key).iter().map(Json::to_compact).collect();
    let lost = items("lost").iter().filter_map(Json::as_str);
    Fixture {
        name,
        schema: fixture
            .get("schema")
            .expect("a fixture has a schema")
            .clone(),
        verdict: fixture
            .get("verdict")
            .and_then(Json::as_str)
            .expect("and a verdict")
            .to_owned(),
        lost: lost.map(str::to_owned).collect(),
        same: texts("same"),
        reads: texts("reads"),
        refuses: texts("refuses"),
    }
}

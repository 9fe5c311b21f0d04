//! `fixtures/schemas/{failures,losses}/*.json`: a schema and what becomes of its instances.

use std::path::Path;

use mcpreg_codegen::json::Json;

use crate::fixture::{json, workspace};

/// One fixture.
pub(crate) struct Fixture {
    /// Its folder and file name without the ending: the fact it shows.
    pub(crate) name: String,
    /// The schema.
    pub(crate) schema: Json,
    /// JSON texts, and what becomes of each.
    pub(crate) instances: Vec<(String, Expected)>,
    /// `<pointer>: <keyword>` of each loss.
    pub(crate) lost: Vec<String>,
    /// `<pointer>: <keyword>` of each convention that leaves something out.
    pub(crate) notes: Vec<String>,
}

/// What becomes of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    /// It is read and written as this text.
    Written(String),
    /// It is not read.
    Refused,
    /// It is read though the schema refuses it.
    Wide,
}

/// All fixtures, sorted by name.
pub(crate) fn all() -> Vec<Fixture> {
    let mut paths = Vec::new();
    for folder in ["failures", "losses"] {
        let folder = workspace().join("fixtures/schemas").join(folder);
        let files = std::fs::read_dir(&folder).expect("the fixtures are in the repository");
        paths.extend(files.map(|file| file.expect("a readable folder").path()));
    }
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Fixture {
    let file = json(&std::fs::read_to_string(path).expect("a readable fixture"));
    let list = |key: &str| file.get(key).and_then(Json::as_array).unwrap_or_default();
    let texts = |key: &str| list(key).iter().map(Json::to_compact);
    let places = |key: &str| {
        let places = list(key).iter().filter_map(Json::as_str);
        places.map(str::to_owned).collect()
    };
    let mut instances = Vec::new();
    instances.extend(texts("keeps").map(|text| (text.clone(), Expected::Written(text))));
    instances.extend(list("writes").iter().map(|pair| {
        let side = |key: &str| pair.get(key).expect("from and to").to_compact();
        (side("from"), Expected::Written(side("to")))
    }));
    instances.extend(texts("refuses").map(|text| (text, Expected::Refused)));
    instances.extend(texts("wide").map(|text| (text, Expected::Wide)));
    Fixture {
        name: name(path),
        schema: file.get("schema").expect("a fixture has a schema").clone(),
        instances,
        lost: places("lost"),
        notes: places("notes"),
    }
}

fn name(path: &Path) -> String {
    let part = |part: Option<&std::ffi::OsStr>| {
        let part = part.expect("the path of a file in a folder");
        part.to_string_lossy().into_owned()
    };
    let folder = path.parent().and_then(Path::file_name);
    format!("{}/{}", part(folder), part(path.file_stem()))
}

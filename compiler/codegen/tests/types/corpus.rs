//! The recorded tool lists of real servers.

use std::path::PathBuf;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::types::{Leaves, Verdict, type_arguments, type_schema};

use crate::fixture::json;
use crate::recorded::corpus;

#[test]
fn nearly_every_real_schema_has_types() {
    let Some(tools) = tools() else {
        return;
    };
    let mut count = 0;
    let mut raw = Vec::new();
    let mut leaves = Leaves::default();
    let mut untyped = Vec::new();
    for (server, tool) in &tools {
        let name = tool.get("name").and_then(Json::as_str).unwrap_or_default();
        let arguments = tool
            .get("inputSchema")
            .map(|schema| type_arguments("Arguments", schema));
        let output = tool
            .get("outputSchema")
            .map(|schema| type_schema("Output", schema));
        for types in arguments.into_iter().chain(output) {
            count += 1;
            syn::parse2::<syn::File>(types.items)
                .unwrap_or_else(|error| panic!("{server}, {name}: {error}"));
            leaves.all += types.leaves.all;
            leaves.free += types.leaves.free;
            leaves.untyped += types.leaves.untyped;
            if types.leaves.untyped > 0 {
                untyped.push(format!("{server}, {name}: {:?}", types.verdict));
            }
            if let Verdict::Raw(reason) = types.verdict {
                raw.push(format!("{server}, {name}: {reason:?}"));
            }
        }
    }
    assert!(count > 0, "the corpus has no schemas");
    println!("{leaves:?}");
    assert!(
        untyped.is_empty(),
        "any value where the schema says something:\n{}",
        untyped.join("\n")
    );
    assert!(
        raw.len() * 500 <= count,
        "{} of {count}:\n{}",
        raw.len(),
        raw.join("\n")
    );
}

/// The tools with their servers, or nothing where the corpus is not at hand.
fn tools() -> Option<Vec<(String, Json)>> {
    let folder = corpus()?;
    let files = std::fs::read_dir(&folder).expect("a readable folder");
    let mut paths: Vec<_> = files
        .map(|file| file.expect("a readable folder").path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    let read = |path: &PathBuf| {
        let server = path
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned());
        let list = json(&std::fs::read_to_string(path).expect("a readable tool list"));
        let tools = list
            .get("tools")
            .and_then(Json::as_array)
            .unwrap_or_default()
            .to_vec();
        let server = server.unwrap_or_default();
        tools.into_iter().map(move |tool| (server.clone(), tool))
    };
    Some(paths.iter().flat_map(read).collect())
}

//! Every schema of the corpus, against the `jsonschema` crate.

use std::path::PathBuf;

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_lab::oracle::agreement::Outcome;
use mcpreg_lab::oracle::{Dice, Subject, random};
use serde_json::Value;

use crate::recorded::corpus;

/// How many instances each schema is asked about.
const INSTANCES: u64 = 60;

#[test]
fn the_corpus_is_decided_as_the_reference_decides_it() {
    let Some(folder) = corpus() else { return };
    let mut decided = 0;
    let mut validators = Vec::new();
    let mut disagreements = Vec::new();
    for (place, schema) in schemas(&folder) {
        let read = Json::parse(&schema.to_string(), MAX_DEPTH).expect("serde_json wrote it");
        let subject = Subject::of(&read);
        assert_eq!(subject.unreferred(), None, "{place}");
        validators.extend(
            subject
                .validator()
                .map(|reason| format!("{place}: {reason}")),
        );
        let pool = random::pool(&schema);
        for seed in 0..INSTANCES {
            let instance = random::instance(&schema, &pool, &mut Dice::new(seed)).to_string();
            decided += 1;
            if let Outcome::Disagreement(disagreement) = subject.compare(&instance) {
                disagreements.push(format!("{place}: {instance}: {disagreement:?}"));
            }
        }
    }
    eprintln!("{decided} instances decided; validators: {validators:#?}");
    assert!(decided > 0, "{} holds no schema", folder.display());
    disagreements.truncate(20);
    assert_eq!(disagreements, Vec::<String>::new());
}

/// Every schema of the corpus with its server, tool and kind.
fn schemas(folder: &PathBuf) -> Vec<(String, Value)> {
    let files = std::fs::read_dir(folder).expect("the corpus can be listed");
    let mut files: Vec<PathBuf> = files
        .map(|file| file.expect("it can be read").path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    let mut schemas = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a list can be read");
        let list: Value = serde_json::from_str(&text).expect("a list is JSON");
        for tool in list["tools"].as_array().into_iter().flatten() {
            for kind in ["inputSchema", "outputSchema"] {
                let place = format!("{:?} {} {kind}", file.file_name(), tool["name"]);
                schemas.extend(tool.get(kind).map(|schema| (place, schema.clone())));
            }
        }
    }
    schemas
}

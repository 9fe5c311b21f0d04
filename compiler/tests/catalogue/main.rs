//! Faults of `mcpreg.toml`: each kind found, placed and explained, all of one file at once.

mod checks;
mod file;
mod image;
mod keys;
mod limits;
mod names;
mod overrides;
mod paths;
mod secrets;

use std::path::Path;

use mcpreg_compile::catalogue::fault::FaultKind;
use mcpreg_compile::catalogue::{Catalogue, CatalogueError};
use mcpreg_compile::diagnostic::{Source, Style};

const GATEWAY: &str = "[gateway]\nname = \"acme\"\n";

/// A server without faults; more of its keys may follow.
const SERVER: &str = "[servers.a]\nimage = \"a\"\n";

fn parse(text: &str) -> Result<Catalogue, CatalogueError> {
    Catalogue::parse(Source::new(Path::new("mcpreg.toml"), text))
}

#[track_caller]
fn good(servers: &str) -> Catalogue {
    parse(&format!("{GATEWAY}{servers}")).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn rendered(text: &str) -> (Vec<FaultKind>, String) {
    let error = parse(text).expect_err("the catalogue has faults");
    let CatalogueError::Faulty(_, faults) = &error else {
        panic!("{error}")
    };
    let mut faults = faults.clone();
    faults.sort_by_key(|fault| fault.place.start);
    (
        faults.iter().map(|fault| fault.kind).collect(),
        error.render(Style::Plain),
    )
}

/// One fault of this kind, rendered with these parts.
#[track_caller]
fn check(servers: &str, kind: FaultKind, parts: &[&str]) {
    let (kinds, text) = rendered(&format!("{GATEWAY}{servers}"));
    assert_eq!(kinds, [kind], "{text}");
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert!(
        text.contains('^') || text.contains("-->"),
        "no caret in\n{text}"
    );
}

//! The fixtures' types as a crate: rustc accepts all of them and they read what they should.

use std::fmt::Write;

use crate::fixture::{self, Fixture};
use crate::program;

/// What the compiled program does with each instance.
const CHECKS: &str = r#"
use mcpreg_contract::serde::{Serialize, de::DeserializeOwned};
use mcpreg_contract::serde_json::{self, Value};

fn read<T: DeserializeOwned>(fixture: &str, text: &str) -> Option<T> {
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            println!("{fixture}: {text} is refused: {error}");
            None
        }
    }
}

fn refused<T: DeserializeOwned>(fixture: &str, text: &str) -> bool {
    let is_refused = serde_json::from_str::<T>(text).is_err();
    if !is_refused {
        println!("{fixture}: {text} is read");
    }
    is_refused
}

fn same<T: DeserializeOwned + Serialize>(fixture: &str, text: &str) -> bool {
    let Some(value) = read::<T>(fixture, text) else { return false };
    let written = serde_json::to_value(value).expect("every type is written");
    let expected: Value = serde_json::from_str(text).expect("a fixture is JSON");
    if written != expected {
        println!("{fixture}: {text} is written as {written}");
    }
    written == expected
}
"#;

#[test]
fn the_types_of_every_fixture_compile_and_read_its_instances() {
    program::run("fixture-types", &source(&fixture::all()));
}

fn source(fixtures: &[Fixture]) -> String {
    let mut modules = String::new();
    let mut calls = String::new();
    for (index, fixture) in fixtures.iter().enumerate() {
        modules += &program::module(index, &fixture.name, &fixture.schema);
        let name = &fixture.name;
        for text in &fixture.same {
            writeln!(calls, "ok &= same::<m{index}::Output>({name:?}, {text:?});")
                .expect("a string takes all");
        }
        for text in &fixture.reads {
            writeln!(
                calls,
                "ok &= read::<m{index}::Output>({name:?}, {text:?}).is_some();"
            )
            .expect("a string takes all");
        }
        for text in &fixture.refuses {
            writeln!(
                calls,
                "ok &= refused::<m{index}::Output>({name:?}, {text:?});"
            )
            .expect("a string takes all");
        }
    }
    format!(
        "{CHECKS}\n{modules}\nfn main() {{\nlet mut ok = true;\n{calls}\
         std::process::exit(i32::from(!ok));\n}}\n"
    )
}

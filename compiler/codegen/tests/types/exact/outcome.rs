//! The types of all fixtures in one program, which reads and writes their instances.

use std::fmt::Write;

use super::fixture::Fixture;
use crate::program;

/// What the type made of an instance.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It was read, and written as this text.
    Written(String),
    /// It was refused in these words.
    Refused(String),
}

/// Each instance goes through the library and through serde, which must say the same.
const SHOW: &str = r#"
use mcpreg_contract::serde_json;
use mcpreg_contract::serde::{Serialize, de::DeserializeOwned};
use mcpreg_contract::typed::{Typed, from_text};

fn show<T: Typed + Serialize + DeserializeOwned>(text: &str) {
    let own = from_text::<T>(text)
        .and_then(|read| read.write())
        .map(|written| written.to_string())
        .map_err(|mismatch| mismatch.to_string());
    let serdes = serde_json::from_str::<T>(text).map(|read| serde_json::to_string(&read));
    match (own, serdes) {
        (Ok(own), Ok(Ok(serdes))) if own == serdes => println!("written {own}"),
        (Err(words), Err(_)) => println!("refused {}", words.replace('\n', " ")),
        (own, serdes) => println!("differs {own:?} {serdes:?}"),
    }
}
"#;

/// What the types of the fixtures make of their instances, in order.
pub(crate) fn all(fixtures: &[Fixture]) -> Vec<Outcome> {
    let printed = program::run("exact-types", &source(fixtures));
    printed.lines().map(outcome).collect()
}

fn outcome(line: &str) -> Outcome {
    match line.split_once(' ') {
        Some(("written", text)) => Outcome::Written(text.to_owned()),
        Some(("refused", words)) => Outcome::Refused(words.to_owned()),
        _ => panic!("the library and serde do not agree: {line}"),
    }
}

fn source(fixtures: &[Fixture]) -> String {
    let mut source = SHOW.to_owned();
    let mut calls = String::new();
    for (index, fixture) in fixtures.iter().enumerate() {
        source += &program::module(index, &fixture.name, &fixture.schema);
        for (instance, _) in &fixture.instances {
            writeln!(calls, "show::<m{index}::Output>({instance:?});").expect("a string takes all");
        }
    }
    source + "fn main() {\n" + &calls + "}\n"
}

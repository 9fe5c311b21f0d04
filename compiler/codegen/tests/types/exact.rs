//! What other generators fail on or lose without a word, row by row, with types compiled and run.
//!
//! A row is a cause with its fixtures in `fixtures/schemas/{failures,losses}`. For each instance
//! of a fixture the emitted type either keeps it, writes what the fixture says, or refuses it;
//! the schema's own check says that the fixture is right. Where a type is wider than its schema,
//! the fixture names the loss that is recorded for it.

mod fixture;
mod outcome;
mod row;

use mcpreg_codegen::types::{Verdict, Widening, type_schema};

use crate::fixture::json;
use fixture::{Expected, Fixture};
use outcome::Outcome;
use row::ROWS;

#[test]
fn every_fixture_is_of_a_row_and_every_row_has_its_fixtures() {
    let of_rows = ROWS.iter().flat_map(|row| {
        let file = |name: &&str| format!("{}/{name}", row.folder);
        row.fixtures.iter().map(file)
    });
    let mut of_rows: Vec<String> = of_rows.collect();
    of_rows.sort();
    let files: Vec<_> = fixture::all().into_iter().map(|it| it.name).collect();
    assert_eq!(of_rows, files);
}

#[test]
fn each_loss_is_recorded_with_its_reason() {
    let wrong: Vec<_> = fixture::all().iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is recorded for the types of a fixture, where it is not what the fixture says.
fn differs(fixture: &Fixture) -> Option<String> {
    let types = type_schema("Output", &fixture.schema);
    let lost = match &types.verdict {
        Verdict::Typed => Vec::new(),
        Verdict::Widened(widenings) => widenings.clone(),
        Verdict::Raw(widening) => vec![widening.clone()],
    };
    let has_reasons = |recorded: &[Widening]| recorded.iter().all(|it| !it.reason.is_empty());
    let is_right = places(&lost) == fixture.lost
        && places(&types.notes) == fixture.notes
        && has_reasons(&lost)
        && has_reasons(&types.notes);
    (!is_right).then(|| {
        let (lost, notes) = (places(&lost), places(&types.notes));
        format!("{}: \"lost\": {lost:?}, \"notes\": {notes:?}", fixture.name)
    })
}

fn places(recorded: &[Widening]) -> Vec<String> {
    let place = |it: &Widening| format!("{}: {}", it.pointer, it.keyword);
    recorded.iter().map(place).collect()
}

#[test]
fn a_type_that_is_wider_than_its_schema_is_recorded_as_such() {
    for fixture in fixture::all() {
        let has_wide = fixture.instances.iter().any(|it| it.1 == Expected::Wide);
        assert!(!has_wide || !fixture.lost.is_empty(), "{}", fixture.name);
    }
}

#[test]
fn the_types_keep_write_and_refuse_what_the_fixtures_say() {
    let fixtures = fixture::all();
    let outcomes = outcome::all(&fixtures);
    let wrong: Vec<_> = fixtures
        .iter()
        .flat_map(|fixture| fixture.instances.iter().map(move |it| (fixture, it)))
        .zip(&outcomes)
        .filter_map(|((fixture, (instance, expected)), outcome)| {
            let is_right = match (expected, outcome) {
                (Expected::Written(expected), Outcome::Written(written)) => {
                    json(expected) == json(written)
                }
                (Expected::Refused, Outcome::Refused(words)) => words.contains("expected"),
                (Expected::Wide, Outcome::Written(_)) => true,
                _ => false,
            };
            let told = || {
                format!(
                    "{}: {instance}: {expected:?}, but {outcome:?}",
                    fixture.name
                )
            };
            (!is_right).then(told)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Schemas thrown together from a few keywords, against the `jsonschema` crate.

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_lab::oracle::agreement::{Outcome, Reason};
use mcpreg_lab::oracle::{Dice, Subject, random};

#[test]
fn random_schemas_are_decided_as_the_reference_decides_them() {
    let mut tables = 0;
    for seed in 0..2_000 {
        let mut dice = Dice::new(seed);
        let limit = 3 + dice.roll(3);
        let schema = random::schema(&mut dice, limit);
        let read = Json::parse(&schema.to_string(), MAX_DEPTH).expect("serde_json wrote it");
        let subject = Subject::of(&read);
        if subject.unreferred().is_some() {
            continue;
        }
        tables += usize::from(subject.validator().is_none());
        let pool = random::pool(&schema);
        for _ in 0..20 {
            let instance = random::instance(&schema, &pool, &mut dice).to_string();
            let outcome = subject.compare(&instance);
            let is_alike = matches!(
                outcome,
                Outcome::Accepted
                    | Outcome::Refused
                    | Outcome::Explained(Reason::DraftFourInteger | Reason::DividedAsFloats)
            );
            assert!(is_alike, "seed {seed}\n{schema}\n{instance}\n{outcome:?}");
        }
    }
    assert!(
        tables > 500,
        "only {tables} schemas were decided by a table"
    );
}

#[test]
fn a_keyword_that_came_later_is_not_followed() {
    let of = |dialect: &str| {
        let schema = format!(
            r##"{{"$schema":"https://json-schema.org/draft/{dialect}/schema","$dynamicRef":"#a",
            "$defs":{{"a":{{"$anchor":"a","properties":{{"a":true}}}}}},"unevaluatedProperties":false}}"##
        );
        Subject::of(&Json::parse(&schema, MAX_DEPTH).expect("it is JSON"))
    };
    let instance = r#"{"a":1}"#;
    let explained = Outcome::Explained(Reason::LaterDialect);
    assert_eq!(of("2019-09").compare(instance), explained);
    assert_eq!(of("2020-12").compare(instance), Outcome::Accepted);
}

#[track_caller]
fn explains(schema: &str, instance: &str, reason: Reason) {
    let schema = Json::parse(schema, MAX_DEPTH).expect("it is JSON");
    let outcome = Subject::of(&schema).compare(instance);
    assert_eq!(outcome, Outcome::Explained(reason), "{instance}");
}

#[test]
fn a_difference_is_explained_by_what_the_reference_gets_wrong() {
    explains(
        r#"{"$schema":"http://json-schema.org/draft-04/schema#",
            "oneOf":[{"type":["integer","string"]},{"maximum":1.5}]}"#,
        "1e30",
        Reason::DraftFourInteger,
    );
    explains(
        r#"{"$schema":"https://json-schema.org/draft/2019-09/schema",
            "contains":true,"unevaluatedItems":false}"#,
        "[1]",
        Reason::LaterDialect,
    );
    explains(
        r#"{"if":{"multipleOf":1.5},"else":false}"#,
        "9007199254740993",
        Reason::DividedAsFloats,
    );
    explains(
        r#"{"if":{"exclusiveMinimum":0.1},"else":false}"#,
        "0.10000000000000000001",
        Reason::RoundedNumber,
    );
}

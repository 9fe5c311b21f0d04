//! Every keyword, in each dialect that has it: what is accepted and what is refused.

mod arrays;
mod beyond;
mod numbers;
mod objects;
mod references;
mod strings;
mod unevaluated;
mod unions;
mod values;

use mcpreg_codegen::json::Json;

use mcpreg_decide::check_of;

/// Decides each instance by the table and, where told to be one, insists that it is a table.
#[track_caller]
fn check(schema: &str, accepted: &[&str], refused: &[&str]) {
    let schema = Json::parse(schema, 200).expect("the schema is JSON");
    let (check, reason) = check_of(&schema, &[]);
    assert_eq!(reason, None, "the table decides this schema");
    for instance in accepted {
        let decision = check.decide(instance);
        assert!(decision.is_ok(), "{instance} should fit: {decision:?}");
    }
    for instance in refused {
        assert!(check.decide(instance).is_err(), "{instance} should not fit");
    }
}

/// Insists that the run-time validator decides, for a reason that has `words` in it.
#[track_caller]
fn check_validator(schema: &str, words: &str, accepted: &[&str], refused: &[&str]) {
    let schema = Json::parse(schema, 2000).expect("the schema is JSON");
    let (check, reason) = check_of(&schema, &[]);
    let reason = reason.expect("the validator decides this schema");
    assert!(
        reason.contains(words),
        "{reason:?} should mention {words:?}"
    );
    for instance in accepted {
        let decision = check.decide(instance);
        assert!(decision.is_ok(), "{instance} should fit: {decision:?}");
    }
    for instance in refused {
        assert!(check.decide(instance).is_err(), "{instance} should not fit");
    }
}

const EVERY_TYPE: [&str; 7] = ["null", "true", "1", "1.5", r#""a""#, "[]", "{}"];

//! The live check decides as the emitted one does: every golden lock, both ways of making it.
//!
//! The golden crates under `fixtures/expected` are linked as they are; their locks are lowered
//! again here, and each schema's live check is asked the same questions.

use std::path::Path;

use mcpreg_codegen::{drift, lower};
use mcpreg_contract::{Check, Registry};
use mcpreg_decide::check_of;

const INSTANCES: &[&str] = &[
    "null",
    "true",
    "0",
    "1.0",
    "-1",
    "9223372036854775808",
    "1e400",
    r#""""#,
    r#""text""#,
    "[]",
    r#"["a", 1]"#,
    "{}",
    r#"{"a":1}"#,
    r#"{"a":1,"a":1}"#,
    r#"{"zone":"Europe/Paris"}"#,
    r#"{"seconds":true}"#,
    r#"{"seconds":"true"}"#,
    r#"{"from":"Europe/Paris","to":"UTC","time":"12:00"}"#,
    r#"{"from":"Europe/Paris","to":"U","time":"12:00"}"#,
    r#"{"time":"12:00","days":1}"#,
    r#"{"time":"12:00","days":1.5}"#,
    r#"{"type":"a","self":"b","fn":1}"#,
    "{",
];

#[test]
fn the_clock() {
    check("clock", &expected_clock::REGISTRY);
}

#[test]
fn hostile_names_and_texts() {
    check("hostile", &expected_hostile::REGISTRY);
}

/// Lowers a lock of `fixtures/locks` and compares every check with the registry's.
#[track_caller]
fn check(case: &str, registry: &Registry) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/locks");
    let (lock, pins) = drift::load(&root.join(case)).expect("the lock and its pins are there");
    let model = lower::lower(&lock, &pins).expect("the lock can be lowered");
    let mut accepted = 0;
    for (server, emitted) in model.servers.iter().zip(registry.servers) {
        for (tool, emitted) in server.tools.iter().zip(emitted.tools) {
            assert_eq!(tool.public_name, emitted.public_name);
            let fixed: Vec<&str> = tool.fixed.keys().map(String::as_str).collect();
            accepted += same(&check_of(&tool.arguments, &fixed).0, emitted.arguments);
            match (&tool.output, emitted.output) {
                (Some(output), Some(emitted)) => {
                    accepted += same(&check_of(output, &[]).0, emitted);
                }
                (None, None) => {}
                other => panic!("{}: {other:?}", tool.name),
            }
        }
    }
    assert!(accepted > 0, "no instance fits any schema of {case}");
}

/// Insists that both decide every instance with the same words; gives how many they accept.
#[track_caller]
fn same(live: &Check, emitted: &Check) -> usize {
    let accepts = |instance: &&&str| {
        let decision = live.decide(instance);
        assert_eq!(decision, emitted.decide(instance), "{instance}");
        decision.is_ok()
    };
    INSTANCES.iter().filter(accepts).count()
}

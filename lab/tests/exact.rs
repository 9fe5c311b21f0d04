//! The fixtures of exact types say of each instance what its schema's own check says.

#[path = "../../compiler/codegen/tests/types/exact/fixture.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of types, which use all of it"
)]
mod exact;
#[path = "../../compiler/codegen/tests/types/fixture.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of types, which use all of it"
)]
mod fixture;

use exact::Expected;

#[test]
fn the_schema_decides_each_instance_as_the_fixture_says() {
    let mut wrong = Vec::new();
    for fixture in exact::all() {
        let (check, _) = mcpreg_decide::check_of(&fixture.schema, &[]);
        for (instance, expected) in &fixture.instances {
            let is_accepted = check.decide(instance).is_ok();
            let is_right = match expected {
                Expected::Written(_) => is_accepted,
                // What a convention leaves out is in the notes.
                Expected::Refused => !is_accepted || !fixture.notes.is_empty(),
                Expected::Wide => !is_accepted,
            };
            if !is_right {
                let decision = if is_accepted { "accepted" } else { "refused" };
                wrong.push(format!("{}: {instance} is {decision}", fixture.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! What rustc says to people who call a tool wrongly, or whose server changed under them.
//!
//! The crates called are this repository's own `generated` and the golden ones of
//! `fixtures/expected`: `clock`, and `clock-newer`, whose server dropped an argument.
//! `TRYBUILD=overwrite cargo test --test ui` writes the expected messages anew.

// The calls that fit run with this test: a case that passes has every crate built for each of the
// others, which only have to be checked.
#[path = "ui/right_call.rs"]
mod right_call;

#[test]
fn rustc_points_at_the_line_that_is_wrong() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/wrong_argument_type.rs");
    cases.compile_fail("tests/ui/missing_field.rs");
    cases.compile_fail("tests/ui/unknown_tool.rs");
    cases.compile_fail("tests/ui/tool_left_out.rs");
    cases.compile_fail("tests/ui/fixed_argument.rs");
    cases.compile_fail("tests/ui/wrong_variant.rs");
    cases.compile_fail("tests/ui/missing_argument.rs");
    cases.compile_fail("tests/ui/unchecked_text.rs");
    cases.compile_fail("tests/ui/value_out_of_range.rs");
    cases.compile_fail("tests/ui/value_of_another_range.rs");
    cases.compile_fail("tests/ui/field_removed_by_newer_pin.rs");
}

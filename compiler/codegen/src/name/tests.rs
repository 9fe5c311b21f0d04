//! What each tool is called, and which names are refused.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    CLIENT_LIMIT, Names, assign, default_budget, is_tool_identifier, modules, public_fault,
};
use crate::problem::{ProblemKind, Problems};

fn named(tools: &[&str]) -> Result<BTreeMap<String, Names>, Problems> {
    let tools: Vec<String> = tools.iter().map(|tool| (*tool).to_owned()).collect();
    assign("time", 30, &tools, &BTreeMap::new())
}

#[track_caller]
fn check(tools: &[&str], expected: &[(&str, &str)]) {
    let names = named(tools).expect("the case has no collisions");
    let found: Vec<_> = tools
        .iter()
        .map(|tool| (names[*tool].public.as_str(), names[*tool].rust.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn refused(tools: &[&str], kind: ProblemKind, words: &[&str]) {
    let problems = named(tools).expect_err("the case is refused");
    assert_eq!(problems.0[0].kind, kind, "{problems}");
    for word in words {
        assert!(problems.to_string().contains(word), "{word} in {problems}");
    }
}

#[test]
fn a_plain_name_stays() {
    check(
        &["now", "now"],
        &[("mcp_time_now", "now"), ("mcp_time_now", "now")],
    );
    check(
        &["convert_time"],
        &[("mcp_time_convert_time", "convert_time")],
    );
    check(&["get-now"], &[("mcp_time_get-now", "get_now")]);
}

#[test]
fn camel_case_becomes_snake_case_in_rust_only() {
    check(
        &["getHTTPStatus"],
        &[("mcp_time_getHTTPStatus", "get_http_status")],
    );
    check(&["V2Now"], &[("mcp_time_V2Now", "v2_now")]);
}

#[test]
fn other_characters_are_mapped() {
    check(
        &["files/read all"],
        &[("mcp_time_files_read_all", "files_read_all")],
    );
    check(&["\u{e000}"], &[("mcp_time_d3bff2f4", "tool")]);
    check(&["a\u{202e}b"], &[("mcp_time_a_b", "a_b")]);
}

#[test]
fn names_in_other_scripts_stay_readable() {
    check(&["größe"], &[("mcp_time_grosse", "grosse")]);
    check(&["時"], &[("mcp_time_Shi", "shi")]);
    check(
        &["поиск файлов"],
        &[("mcp_time_poisk_faylov", "poisk_faylov")],
    );
    refused(
        &["größe", "grosse"],
        ProblemKind::PublicNameCollision,
        &["`größe`", "`grosse`", "rename"],
    );
}

#[test]
fn an_empty_name_is_its_hash() {
    check(&[""], &[("mcp_time_e3b0c442", "tool")]);
}

#[test]
fn a_long_name_is_cut_and_keeps_its_own_hash() {
    let (one, other) = (
        "read_every_single_message_now",
        "read_every_single_message_then",
    );
    let names = named(&[one, other]).expect("the hashes differ");
    for tool in [one, other] {
        let public = &names[tool].public;
        assert_eq!(public.len(), 30, "{public}");
        assert!(public.starts_with("mcp_time_read_every_"), "{public}");
    }
    assert_eq!(names[one].rust, one);
}

#[test]
fn keywords_digits_and_own_names_get_a_suffix_or_a_prefix() {
    check(&["type"], &[("mcp_time_type", "type_")]);
    check(&["self"], &[("mcp_time_self", "self_")]);
    check(&["gen"], &[("mcp_time_gen", "gen_")]);
    check(&["2fast"], &[("mcp_time_2fast", "tool_2fast")]);
    check(&["types"], &[("mcp_time_types", "types_2")]);
    check(&["_"], &[("mcp_time__", "tool")]);
}

#[test]
fn equal_rust_names_are_numbered_and_the_exact_one_keeps_its_own() {
    check(
        &["get-now", "get_now", "get.now.x"],
        &[
            ("mcp_time_get-now", "get_now_2"),
            ("mcp_time_get_now", "get_now"),
            ("mcp_time_get_now_x", "get_now_x"),
        ],
    );
}

#[test]
fn public_names_that_collide_name_both_tools() {
    let kind = ProblemKind::PublicNameCollision;
    refused(
        &["a.b", "a_b"],
        kind,
        &["`a.b`", "`a_b`", "`mcp_time_a_b`", "rename"],
    );
    refused(&["Now", "now"], kind, &["`Now`", "`now`"]);
}

#[test]
fn a_rename_makes_both_names() {
    let renames = BTreeMap::from([("a.b".to_owned(), "aDotB".to_owned())]);
    let tools = ["a.b".to_owned(), "a_b".to_owned()];
    let names = assign("time", 30, &tools, &renames).expect("the rename parts them");
    assert_eq!(names["a.b"].public, "mcp_time_aDotB");
    assert_eq!(names["a.b"].rust, "a_dot_b");
}

#[test]
fn the_registrys_own_names_are_refused() {
    let tools = ["find".to_owned()];
    for prefix in ["registry", "Registry"] {
        let problems = assign(prefix, 40, &tools, &BTreeMap::new()).expect_err("it is reserved");
        assert_eq!(problems.0[0].kind, ProblemKind::PublicName);
    }
}

#[test]
fn what_a_public_name_may_not_be() {
    assert_eq!(public_fault("mcp_a_b-C9", 64), None);
    for name in ["", "mcp_a b", "mcp_é", "mcp_registry_add", &"x".repeat(65)] {
        assert!(public_fault(name, 64).is_some(), "{name:?}");
    }
}

#[test]
fn the_budget_leaves_room_for_what_clients_put_in_front() {
    assert_eq!(default_budget("desk"), CLIENT_LIMIT - "mcp__desk__".len());
    assert_eq!(default_budget(&"x".repeat(100)), 0);
}

#[test]
fn servers_modules_are_unique() {
    let ids = ["a-b", "a_b", "lib", "type", "9"].map(str::to_owned);
    let modules = modules(ids.iter());
    let found: Vec<_> = ids.iter().map(|id| modules[id].as_str()).collect();
    assert_eq!(found, ["a_b_2", "a_b", "lib_2", "type_", "server_9"]);
}

proptest! {
    #[test]
    fn every_name_given_is_valid_and_unique(tools in prop::collection::btree_set(any::<String>(), 0..12)) {
        let tools: Vec<String> = tools.into_iter().collect();
        match assign("p", 24, &tools, &BTreeMap::new()) {
            Err(problems) => {
                let collide = |kind| kind == ProblemKind::PublicNameCollision;
                prop_assert!(problems.0.iter().all(|problem| collide(problem.kind)));
            }
            Ok(names) => {
                prop_assert_eq!(names.len(), tools.len());
                let mut rusts: Vec<_> = names.values().map(|names| &names.rust).collect();
                rusts.sort();
                rusts.dedup();
                prop_assert_eq!(rusts.len(), tools.len());
                for names in names.values() {
                    prop_assert_eq!(public_fault(&names.public, 24), None);
                    prop_assert!(is_tool_identifier(&names.rust), "{}", names.rust);
                }
            }
        }
    }
}

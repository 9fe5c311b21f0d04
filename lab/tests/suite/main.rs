//! The JSON-Schema-Test-Suite, whole and offline: every decision of five drafts.
//!
//! `fixtures/fetch-suite` fetches the suite into `fixtures/suite`. Each schema is compiled as a
//! pinned one would be, with the draft of its folder as the default dialect and the suite's
//! remote documents at hand, and each instance is decided from its text.

mod folder;
mod run;

use run::{Tally, run};

/// The drafts, each in a folder of its name.
const DRAFTS: [&str; 5] = ["draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"];

/// How many of a hundred decisions a generated table has to make, at least.
const TABLE_SHARE: usize = 95;

#[track_caller]
fn check(tally: &Tally) {
    assert!(tally.tests > 0, "the suite has no such tests");
    assert_eq!(tally.wrong, Vec::<String>::new(), "wrong decisions");
    assert!(
        tally.by_table * 100 >= tally.tests * TABLE_SHARE,
        "only {} of {} decisions were made by a table",
        tally.by_table,
        tally.tests
    );
}

#[test]
fn required_tests_are_decided_rightly() {
    let Some(suite) = folder::suite() else { return };
    let mut all = Tally::default();
    for draft in DRAFTS {
        let tally = run(&suite, draft, &folder::required(&suite, draft));
        println!("{draft}: {tally}");
        all.add(tally);
    }
    println!("all: {all}");
    check(&all);
}

#[test]
fn optional_numbers_and_patterns_are_decided_rightly() {
    let Some(suite) = folder::suite() else { return };
    let mut all = Tally::default();
    for draft in DRAFTS {
        let tally = run(&suite, draft, &folder::optional(&suite, draft));
        println!("{draft}, optional: {tally}");
        all.add(tally);
    }
    println!("all optional: {all}");
    check(&all);
}

#[test]
fn asserted_formats_are_counted() {
    let Some(suite) = folder::suite() else { return };
    let mut all = Tally::default();
    for draft in DRAFTS {
        let tally = run(&suite, draft, &folder::formats(&suite, draft));
        println!("{draft}, format: {tally}");
        all.add(tally);
    }
    println!("all formats: {all}");
    assert!(all.tests > 0, "the suite has no format tests");
}

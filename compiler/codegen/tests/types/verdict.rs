//! Every fixture generates, parses, and loses exactly what it says.

use mcpreg_codegen::types::{SchemaTypes, Verdict, Widening, type_schema};

use crate::fixture;

#[test]
fn each_fixture_ends_as_it_says() {
    let fixtures = fixture::all();
    assert!(!fixtures.is_empty(), "no fixtures were found");
    let wrong: Vec<_> = fixtures
        .iter()
        .filter_map(|fixture| {
            let types = type_schema("Output", &fixture.schema);
            let (verdict, lost) = told(&types);
            let is_right = verdict == fixture.verdict && lost == fixture.lost;
            (!is_right).then(|| format!("{}: {:?}", fixture.name, types.verdict))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "these ended differently:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn each_fixture_is_rust_with_the_root_as_asked() {
    for fixture in fixture::all() {
        let types = type_schema("Output", &fixture.schema);
        let file: syn::File = syn::parse2(types.items)
            .unwrap_or_else(|error| panic!("{} does not parse: {error}", fixture.name));
        let is_there = file.items.iter().any(|item| match item {
            syn::Item::Struct(item) => item.ident == "Output",
            syn::Item::Enum(item) => item.ident == "Output",
            syn::Item::Type(item) => item.ident == "Output",
            _ => false,
        });
        assert!(is_there, "{} has no type Output", fixture.name);
    }
}

#[test]
fn every_loss_has_a_reason() {
    for fixture in fixture::all() {
        let widenings = match type_schema("Output", &fixture.schema).verdict {
            Verdict::Typed => Vec::new(),
            Verdict::Widened(widenings) => widenings,
            Verdict::Raw(widening) => vec![widening],
        };
        assert!(
            widenings.iter().all(|widening| !widening.reason.is_empty()),
            "{}",
            fixture.name
        );
    }
}

fn told(types: &SchemaTypes) -> (&'static str, Vec<String>) {
    let tell = |widening: &Widening| format!("{}: {}", widening.pointer, widening.keyword);
    match &types.verdict {
        Verdict::Typed => ("typed", Vec::new()),
        Verdict::Widened(widenings) => ("widened", widenings.iter().map(tell).collect()),
        Verdict::Raw(widening) => ("raw", vec![tell(widening)]),
    }
}

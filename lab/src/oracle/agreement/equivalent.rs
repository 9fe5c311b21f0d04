//! Schemas that mean the same and that the reference understands.
//!
//! Where the reference decides as the check does only on such a schema, it contradicts itself,
//! and what was rewritten is what it gets wrong. Keywords of numbers are written as lists of the
//! instance's numbers that they do not mean, found with exact decimals, so a rewritten schema
//! speaks of one instance only.

use std::collections::{BTreeMap, BTreeSet};

use mcpreg_codegen::json::{Json, Key};
use mcpreg_codegen::schema::Dialect;
use mcpreg_codegen::schema::keyword::{self, Form};

use super::Reason;
use super::decimal::Decimal;

/// Changes the keywords of one schema.
type Edit<'a> = &'a dyn Fn(&mut BTreeMap<Key, Json>);

/// The schema without what the reference gets wrong: one thing at a time, then all of them.
pub(super) fn equivalents(schema: &Json, instance: &Json) -> Vec<(Json, Reason)> {
    let numbers = numbers(instance);
    let dialect = schema.get("$schema").and_then(Json::as_str);
    let dialect = dialect.and_then(Dialect::of_uri);
    let integer = |members: &mut _| split_integer(members, &numbers);
    let multiple = |members: &mut _| list_multiples(members, &numbers);
    let mut edits: Vec<(Edit<'_>, Reason)> = vec![(&multiple, Reason::DividedAsFloats)];
    match dialect {
        Some(Dialect::Draft4) => edits.push((&integer, Reason::DraftFourInteger)),
        Some(Dialect::Draft2019) => edits.push((&without_2020, Reason::LaterDialect)),
        _ => {}
    }
    let edited = |(edit, reason): &(Edit<'_>, Reason)| {
        let rewritten = rewritten(schema, *edit, false);
        (rewritten != *schema).then_some((rewritten, *reason))
    };
    let mut found: Vec<_> = edits.iter().filter_map(edited).collect();
    if let [(_, reason), _, ..] = found[..] {
        let all = |schema, (edit, _): &(Edit<'_>, _)| rewritten(&schema, *edit, false);
        found.push((edits.iter().fold(schema.clone(), all), reason));
    }
    found
}

/// The numbers in a value, each text once.
fn numbers(value: &Json) -> BTreeSet<&str> {
    match value {
        Json::Number(text) => BTreeSet::from([text.as_str()]),
        Json::Array(items) => items.iter().flat_map(numbers).collect(),
        Json::Object(members) => members.values().flat_map(numbers).collect(),
        _ => BTreeSet::new(),
    }
}

/// Edits every schema in this one; `of_schemas` says that the members are schemas under any name.
fn rewritten(schema: &Json, edit: Edit<'_>, of_schemas: bool) -> Json {
    match schema {
        Json::Array(items) => Json::Array(
            items
                .iter()
                .map(|item| rewritten(item, edit, false))
                .collect(),
        ),
        Json::Object(members) => {
            let mut members: BTreeMap<Key, Json> = members
                .iter()
                .map(|(name, value)| {
                    let is_data = !of_schemas
                        && matches!(name.as_str(), "const" | "default" | "enum" | "examples");
                    let holds = !of_schemas && keyword::form(name.as_str()) == Some(Form::ByName);
                    let value = if is_data {
                        value.clone()
                    } else {
                        rewritten(value, edit, holds)
                    };
                    (name.clone(), value)
                })
                .collect();
            if !of_schemas {
                edit(&mut members);
            }
            Json::Object(members)
        }
        other => other.clone(),
    }
}

/// Takes from a schema of 2019-09 what the reference reads as 2020-12 has it: `$dynamicRef` goes,
/// and `contains` goes under a double `not`, from where it tells `unevaluatedItems` nothing.
fn without_2020(members: &mut BTreeMap<Key, Json>) {
    members.remove(&Key::from("$dynamicRef"));
    let names = ["contains", "minContains", "maxContains"].map(Key::from);
    if members.contains_key(&names[0]) {
        let moved = names.iter().filter_map(|name| members.remove_entry(name));
        let contains = Json::Object(moved.collect());
        let twice = Json::object([("not", Json::object([("not", contains)]))]);
        require(members, twice);
    }
}

/// Writes a type `integer` of draft 4 as one that none of the numbers with a fraction or exponent
/// part has.
fn split_integer(members: &mut BTreeMap<Key, Json>, numbers: &BTreeSet<&str>) {
    let key = Key::from("type");
    let types = match members.get(&key) {
        Some(Json::Array(types)) => types.clone(),
        Some(name) => vec![name.clone()],
        None => return,
    };
    let integer = Json::String("integer".to_owned());
    if !types.contains(&integer) {
        return;
    }
    let others = numbers
        .iter()
        .copied()
        .filter(|text| text.contains(['.', 'e', 'E']));
    let not = none_of(others);
    let branches = types.into_iter().map(|name| {
        let not = if name == integer { not.clone() } else { None };
        Json::object([("type", name)].into_iter().chain(not))
    });
    let any = Json::object([("anyOf", Json::Array(branches.collect()))]);
    members.remove(&key);
    require(members, any);
}

/// Writes `multipleOf` as a list of the numbers that are no multiples, where that can be told.
fn list_multiples(members: &mut BTreeMap<Key, Json>, numbers: &BTreeSet<&str>) {
    let key = Key::from("multipleOf");
    let divisor = members.get(&key).and_then(Json::as_number);
    let Some(divisor) = divisor.and_then(Decimal::of) else {
        return;
    };
    let mut others = Vec::new();
    for text in numbers {
        match Decimal::of(text).and_then(|number| number.is_multiple_of(&divisor)) {
            Some(true) => {}
            Some(false) => others.push(*text),
            None => return,
        }
    }
    members.remove(&key);
    if let Some(not) = none_of(others.into_iter()) {
        require(members, Json::object([not]));
    }
}

/// The keyword that refuses these numbers, where there are any.
fn none_of<'a>(numbers: impl Iterator<Item = &'a str>) -> Option<(&'static str, Json)> {
    let numbers: Vec<Json> = numbers.map(|text| Json::Number(text.to_owned())).collect();
    let list = Json::object([("enum", Json::Array(numbers.clone()))]);
    (!numbers.is_empty()).then_some(("not", list))
}

/// Adds a schema that must hold too.
fn require(members: &mut BTreeMap<Key, Json>, schema: Json) {
    match members
        .entry(Key::from("allOf"))
        .or_insert_with(|| Json::Array(Vec::new()))
    {
        Json::Array(all) => all.push(schema),
        other => *other = Json::Array(vec![schema]),
    }
}

//! What to put at one place instead: a few texts for each keyword that holds there.

use std::collections::BTreeMap;

use mcpreg_codegen::json::{Json, Key};

use super::Mutation;
use super::base::minimal;
use super::place::{Place, Rules};

/// How many members of one object and values of one `enum` are looked at.
const MEMBERS: usize = 200;
const VALUES: usize = 20;

/// The longest text and the longest list made to be one too long.
const LONGEST: usize = 5_000;

/// Numbers that an `f64`, an `i64` or a `u64` does not hold, and some that they just do.
const HUGE: [&str; 8] = [
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "100000000000000000000000000000001",
    "1e30",
    "1e400",
];

type Mutants = Vec<(Mutation, String)>;

/// The texts to put at a place, with what each is meant to find out.
pub(super) fn mutants(root: &Json, place: &Place<'_>) -> Mutants {
    let (value, rules) = (&place.value, &place.rules);
    let mut mutants = retyped(value);
    let choices = rules
        .all("enum")
        .filter_map(Json::as_array)
        .flatten()
        .take(VALUES);
    mutants.extend(
        choices
            .chain(rules.all("const"))
            .map(|one| (Mutation::Choice, one.to_compact())),
    );
    let branches = rules
        .union_branches()
        .map(|branch| minimal(root, branch).to_compact());
    mutants.extend(branches.map(|text| (Mutation::Branch, text)));
    match value {
        Json::Number(text) => numbers(text, rules, &mut mutants),
        Json::String(text) => strings(text, rules, &mut mutants),
        Json::Array(items) => arrays(items, rules, &mut mutants),
        Json::Object(members) => objects(members, rules, &mut mutants),
        Json::Null | Json::Bool(_) => {}
    }
    mutants
}

/// A value of every other type.
fn retyped(value: &Json) -> Mutants {
    let others = [
        (Mutation::Null, "null"),
        (Mutation::Retyped, "true"),
        (Mutation::Retyped, "7"),
        (Mutation::Fraction, "7.5"),
        (Mutation::WholeNumber, "1.0"),
        (Mutation::Retyped, "\"text\""),
        (Mutation::Retyped, "\"7\""),
        (Mutation::Retyped, "[]"),
        (Mutation::Retyped, "{}"),
    ];
    let written = value.to_compact();
    let others = others.into_iter().filter(|(_, text)| *text != written);
    others
        .map(|(mutation, text)| (mutation, text.to_owned()))
        .collect()
}

fn numbers(text: &str, rules: &Rules<'_>, mutants: &mut Mutants) {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        mutants.push((Mutation::WholeNumber, format!("{text}.0")));
        mutants.push((Mutation::WholeNumber, format!("{text}e0")));
        mutants.push((Mutation::Fraction, format!("{text}.5")));
    }
    mutants.extend(HUGE.map(|huge| (Mutation::HugeNumber, huge.to_owned())));
    let bounds = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ];
    for bound in bounds.into_iter().flat_map(|keyword| rules.all(keyword)) {
        if let Some(text) = bound.as_number() {
            mutants.extend(beside(text).map(|text| (Mutation::Bound, text)));
        }
    }
}

/// A number, one less, one more, and a little more.
fn beside(text: &str) -> impl Iterator<Item = String> {
    let whole: Option<i128> = text.parse().ok();
    let near = whole.into_iter().flat_map(|whole| [whole - 1, whole + 1]);
    let little = if text.contains(['e', 'E']) {
        None
    } else {
        let point = if text.contains('.') { "" } else { "." };
        Some(format!("{text}{point}01"))
    };
    let near = near.map(|number| number.to_string());
    near.chain(little)
        .chain([text.to_owned()])
        .collect::<Vec<_>>()
        .into_iter()
}

fn strings(text: &str, rules: &Rules<'_>, mutants: &mut Mutants) {
    let texts = [
        String::new(),
        format!("{text}x"),
        format!("{text}\n"),
        format!(" {text}"),
        text.to_uppercase(),
        "\u{1f600}".to_owned(),
        "e\u{301}".to_owned(),
    ];
    let quoted = |text: String| Json::String(text).to_compact();
    mutants.extend(texts.map(|text| (Mutation::Text, quoted(text))));
    for (keyword, largest) in [("minLength", true), ("maxLength", false)] {
        if let Some(bound) = rules
            .count(keyword, largest)
            .filter(|bound| *bound <= LONGEST)
        {
            let lengths = [bound.saturating_sub(1), bound, bound + 1];
            mutants.extend(lengths.map(|length| (Mutation::Bound, quoted("y".repeat(length)))));
            mutants.push((Mutation::Bound, quoted("\u{1f600}".repeat(bound))));
        }
    }
}

fn arrays(items: &[Json], rules: &Rules<'_>, mutants: &mut Mutants) {
    let list = |items: &[Json]| Json::Array(items.to_vec()).to_compact();
    let with = |more: Json| list(&[items, &[more]].concat());
    if let [others @ .., last] = items {
        mutants.push((Mutation::Dropped, list(others)));
        mutants.push((Mutation::Item, with(last.clone())));
    }
    for wrong in [
        Json::Null,
        Json::Bool(true),
        Json::object([("wrong", Json::Null)]),
    ] {
        mutants.push((Mutation::Item, with(wrong)));
    }
    let filler = items.first().cloned().unwrap_or(Json::Null);
    for (keyword, largest) in [("minItems", true), ("maxItems", false)] {
        if let Some(bound) = rules
            .count(keyword, largest)
            .filter(|bound| *bound <= LONGEST / 10)
        {
            let lists = [bound.saturating_sub(1), bound, bound + 1].map(|count| {
                let fillers = std::iter::repeat(&filler);
                items.iter().chain(fillers).take(count).cloned().collect()
            });
            mutants.extend(lists.map(|items| (Mutation::Bound, Json::Array(items).to_compact())));
        }
    }
}

fn objects(members: &BTreeMap<Key, Json>, rules: &Rules<'_>, mutants: &mut Mutants) {
    let object = |change: &dyn Fn(&mut BTreeMap<Key, Json>)| {
        let mut members = members.clone();
        change(&mut members);
        Json::Object(members).to_compact()
    };
    for (name, value) in members.iter().take(MEMBERS) {
        mutants.push((
            Mutation::Dropped,
            object(&|members| drop(members.remove(name))),
        ));
        let renamed = Key(format!("{}s", name.as_str()));
        let rename = |members: &mut BTreeMap<Key, Json>| {
            members.remove(name);
            members.insert(renamed.clone(), value.clone());
        };
        mutants.push((Mutation::Renamed, object(&rename)));
    }
    for extra in [
        Json::Null,
        Json::Number("1".to_owned()),
        Json::String(String::new()),
    ] {
        let add = |members: &mut BTreeMap<Key, Json>| {
            members.insert(Key::from("extra"), extra.clone());
        };
        mutants.push((Mutation::Extra, object(&add)));
    }
    let matched = rules
        .all("patternProperties")
        .filter_map(Json::as_object)
        .flatten();
    for (pattern, _) in matched {
        let add = |members: &mut BTreeMap<Key, Json>| {
            members.insert(Key(super::text::matching(pattern.as_str())), Json::Null);
        };
        mutants.push((Mutation::Extra, object(&add)));
    }
    if let Some((name, value)) = members.first_key_value() {
        let written = object(&|_| {});
        let (name, value) = (
            Json::String(name.0.clone()).to_compact(),
            value.to_compact(),
        );
        mutants.push((
            Mutation::Repeated,
            format!("{{{name}:{value},{}", &written[1..]),
        ));
    }
}

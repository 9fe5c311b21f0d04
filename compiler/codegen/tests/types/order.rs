//! The same schema gives the same bytes: again, and whatever order its keys came in.

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_codegen::types::type_schema;

use crate::fixture;

#[test]
fn twice_the_same() {
    for fixture in fixture::all() {
        let once = type_schema("Output", &fixture.schema);
        let again = type_schema("Output", &fixture.schema);
        assert_eq!(
            once.items.to_string(),
            again.items.to_string(),
            "{}",
            fixture.name
        );
        assert_eq!(once.verdict, again.verdict, "{}", fixture.name);
    }
}

#[test]
fn keys_in_another_order() {
    for fixture in fixture::all() {
        let reversed = Json::parse(&reversed(&fixture.schema), MAX_DEPTH).expect("valid JSON");
        let sorted = type_schema("Output", &fixture.schema).items.to_string();
        assert_eq!(
            sorted,
            type_schema("Output", &reversed).items.to_string(),
            "{}",
            fixture.name
        );
    }
}

/// The text with the keys of every object in descending order.
fn reversed(value: &Json) -> String {
    match value {
        Json::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .rev()
                .map(|(key, member)| {
                    let key = Json::String(key.as_str().to_owned()).to_compact();
                    format!("{key}:{}", reversed(member))
                })
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Json::Array(items) => {
            let items: Vec<_> = items.iter().map(reversed).collect();
            format!("[{}]", items.join(","))
        }
        scalar => scalar.to_compact(),
    }
}

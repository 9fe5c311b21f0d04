//! Types are read through serde from whatever brings a JSON value.

use std::collections::BTreeMap;

use mcpreg_contract::typed::{self, List, Text};
use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error, F64Deserializer, MapDeserializer};
use serde_json::{Value, json};

#[derive(Debug, PartialEq, typed::Newtype)]
struct Free(BTreeMap<String, Value>);

#[derive(Debug, PartialEq, typed::Newtype)]
struct Named(BTreeMap<Text<Short>, bool>);

type Any = List<Value, 0, 9>;

#[derive(Debug, typed::TextRule)]
#[typed(max = 3)]
struct Short;

/// A type of a user's own, for which serde keeps a value and tries types on it.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Either {
    Items(Any),
    Members(Free),
}

#[test]
fn a_value_comes_as_it_is() {
    let text = r#"{"a":[null,true,-1,18446744073709551615,0.5,"é\n",[],{"b":{}}],"c":{}}"#;
    let expected: Value = serde_json::from_str(text).expect("it is JSON");
    let of_text: Free = serde_json::from_str(text).expect("it is an object");
    assert_eq!(json!(of_text.0), expected);
    let of_reader: Free = serde_json::from_reader(text.as_bytes()).expect("it is an object");
    assert_eq!(of_reader, of_text);
    let of_value: Free = serde_json::from_value(expected).expect("it is an object");
    assert_eq!(of_value, of_text);
}

#[test]
fn a_type_within_a_users_own() {
    let read = |text| serde_json::from_str::<Either>(text).expect("it is one of both");
    assert!(matches!(read("[1,[2]]"), Either::Items(items) if items.len() == 2));
    assert!(
        matches!(read(r#"{"a":{"b":1}}"#), Either::Members(Free(members)) if members.len() == 1)
    );
}

#[test]
fn maps_have_names_of_a_type() {
    let read = |text| serde_json::from_str::<Named>(text);
    assert_eq!(read(r#"{"b":true,"a":false}"#).expect("it fits").0.len(), 2);
    let refused = read(r#"{"long":true}"#).expect_err("the name is too long");
    assert!(refused.to_string().contains("/long"), "{refused}");
}

#[test]
fn what_serde_json_calls_its_own_stays_a_member() {
    let text = r#"{"$serde_json::private::Number":"1"}"#;
    let read: Free = serde_json::from_str(text).expect("it is an object");
    assert_eq!(json!(read.0).to_string(), text);
}

#[test]
fn what_is_no_json_is_refused() {
    assert!(serde_json::from_str::<Any>("[1,").is_err());
    assert!(serde_json::from_str::<Any>("[1] 2").is_err());
    let twice = serde_json::from_str::<Free>(r#"{"a":[{"b":1,"c":2,"b":1}]}"#);
    let refused = twice.expect_err("a member comes twice").to_string();
    assert!(
        refused.starts_with(r#"the member "b" comes twice"#),
        "{refused}"
    );
    assert!(serde_json::from_str::<Any>(&"[".repeat(200)).is_err());
}

#[test]
fn other_formats_bring_values_too() {
    let members = [("a", 1_u8), ("b", 2)].into_iter();
    let read = Free::deserialize(MapDeserializer::<_, Error>::new(members));
    let read = read.expect("it is an object");
    assert_eq!(json!(read.0), json!({"a": 1, "b": 2}));
    assert_eq!(integer(u128::from(u64::MAX)), Ok(u64::MAX));
    let refused = integer(u128::MAX).expect_err("it has 128 bits");
    assert_eq!(refused.to_string(), "an integer of more than 64 bits");
    let float: F64Deserializer<Error> = f64::NAN.into_deserializer();
    let refused = typed::deserialize::<f64, _>(float).expect_err("it is no number");
    assert!(refused.to_string().contains("found null"), "{refused}");
}

fn integer(value: u128) -> Result<u64, Error> {
    typed::deserialize(value.into_deserializer())
}

//! Strings with a length, a pattern or a format.

use std::collections::BTreeMap;

use mcpreg_contract::typed::{self, Format, Pattern, Text, TextRule, from_text};

use crate::{keeps, refuses};

#[derive(Debug, typed::TextRule)]
#[typed(min = 1, max = 5)]
struct Title;

#[derive(Debug, typed::TextRule)]
#[typed(pattern = "^[a-z-]+$")]
struct Slug;

#[derive(Debug, typed::TextRule)]
#[typed(format = "date")]
struct Day;

#[derive(Debug)]
struct StrictDay;

impl TextRule for StrictDay {
    const FORMAT: Option<Format> = Some(Format::named("date"));
    const ASSERTS_FORMAT: bool = true;
}

#[test]
fn strings_are_kept() {
    keeps::<String>(r#""a\n\"é""#);
    refuses::<String>("1", "expected a string, found 1");
}

#[test]
fn lengths_are_code_points() {
    keeps::<Text<Title>>("\"é\u{301}\u{1f600}ab\"");
    refuses::<Text<Title>>(
        "\"\"",
        "expected a string of 1 to 5 characters, found 0 characters (\"\")",
    );
    refuses::<Text<Title>>(
        "\"abcdef\"",
        "expected a string of 1 to 5 characters, found 6 characters (\"abcdef\")",
    );
    refuses::<Text<Title>>("null", "expected a string, found null");
}

#[test]
fn patterns_are_searched() {
    keeps::<Text<Slug>>("\"a-b\"");
    refuses::<Text<Slug>>(
        "\"A\"",
        "expected a string that matches ^[a-z-]+$, found \"A\"",
    );
}

#[test]
fn a_hostile_pattern_is_undecided_in_bounded_time() {
    struct Hostile;
    impl TextRule for Hostile {
        fn pattern() -> Option<&'static Pattern> {
            static PATTERN: Pattern = Pattern::new(r"^(?=(a+)+$)(a|aa)+\1?b$");
            Some(&PATTERN)
        }
    }
    let text = format!("\"{}c\"", "a".repeat(5000));
    assert!(from_text::<Text<Hostile>>(&text).is_err());
}

#[test]
fn a_format_is_an_annotation_to_a_reader_and_a_promise_of_a_writer() {
    keeps::<Text<Day>>("\"2026-02-30\"");
    assert!(Text::<Day>::without_format("soon").is_ok());
    let error = |text: &str| Text::<Day>::new(text).expect_err(text).to_string();
    assert_eq!(
        error("soon"),
        "expected a string of the format \"date\", found \"soon\""
    );
    assert_eq!(
        Text::<Day>::new("2026-02-28").expect("a date"),
        "2026-02-28"
    );
}

#[test]
fn an_asserted_format_is_asked_of_a_reader_too() {
    keeps::<Text<StrictDay>>("\"2026-02-28\"");
    refuses::<Text<StrictDay>>(
        "\"2026-02-30\"",
        "expected a string of the format \"date\", found \"2026-02-30\"",
    );
    assert!(Text::<StrictDay>::without_format("soon").is_err());
}

#[test]
fn the_formats_of_the_specification_have_names() {
    use mcpreg_contract::typed::format::{DateTime, Email, Ipv6, Uri, Uuid};
    assert!(DateTime::new("2026-11-22T20:48:48Z").is_ok());
    assert!(DateTime::new("2026-11-22").is_err());
    assert!(Email::new("somebody@example.org").is_ok());
    assert!(Email::new("somebody").is_err());
    assert!(Ipv6::new("2001:db8::1").is_ok());
    assert!(Ipv6::new("192.0.2.1").is_err());
    assert!(Uri::new("notes://note/1").is_ok());
    assert!(Uri::new("note 1").is_err());
    assert!(Uuid::new("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6").is_ok());
    keeps::<DateTime>("\"2026-11-22T20:48:48+02:00\"");
    keeps::<Uuid>("\"\"");
}

#[test]
fn a_text_is_a_str_to_who_uses_it() {
    let title: Text<Title> = "Water".parse().expect("it fits");
    assert_eq!(Text::try_from("Water"), Ok(title.clone()));
    assert_eq!(Text::try_from("Water".to_owned()), Ok(title.clone()));
    assert_eq!(
        (title.len(), title.as_str(), title.as_ref()),
        (5, "Water", "Water")
    );
    assert_eq!(
        (format!("{title:?}"), format!("{title:>6}")),
        ("\"Water\"".into(), " Water".into())
    );
    assert_eq!(title.clone().into_string(), String::from(title));
}

#[test]
fn a_text_can_be_a_key() {
    type Map = BTreeMap<Text<Slug>, u8>;
    let map = keeps::<Map>(r#"{"a":1,"b":2}"#);
    assert_eq!(map.get("b"), Some(&2));
    refuses::<Map>(
        r#"{"A":1}"#,
        "/A: expected a string that matches ^[a-z-]+$, found \"A\"",
    );
}

#[test]
fn serde_reads_and_writes_it_too() {
    let title: Text<Title> = serde_json::from_str("\"Water\"").expect("it fits");
    assert_eq!(
        serde_json::to_string(&title).expect("it is JSON"),
        "\"Water\""
    );
    assert!(serde_json::from_str::<Text<Title>>("\"Watering\"").is_err());
}

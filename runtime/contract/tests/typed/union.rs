//! Unions: the first branch that fits, and the words of the nearest where none does.

use mcpreg_contract::typed;

use crate::{keeps, refuses};

#[derive(Debug, Clone, PartialEq, typed::Object)]
#[typed(constant("channel", r#""email""#))]
struct Email {
    address: String,
}

#[derive(Debug, Clone, PartialEq, typed::Object)]
#[typed(constant("channel", r#""sms""#))]
struct Sms {
    numbers: Vec<u64>,
}

#[derive(Debug, Clone, PartialEq, typed::Union)]
enum Notify {
    Email(Email),
    Sms(Sms),
    Off(bool),
}

/// A list of itself or an object of itself, one of them twice: branches multiply.
#[derive(Debug, Clone, PartialEq, typed::Union)]
enum Nested {
    Strict(Vec<Nested>),
    Again(Vec<Nested>),
    Number(u8),
}

#[test]
fn the_branch_that_fits_is_taken() {
    let email = keeps::<Notify>(r#"{"address":"a@b","channel":"email"}"#);
    assert_eq!(
        email,
        Notify::Email(Email {
            address: "a@b".into()
        })
    );
    let sms = keeps::<Notify>(r#"{"channel":"sms","numbers":[1,2]}"#);
    assert_eq!(
        sms,
        Notify::Sms(Sms {
            numbers: vec![1, 2]
        })
    );
    assert_eq!(keeps::<Notify>("false"), Notify::Off(false));
}

#[test]
fn the_nearest_branch_is_the_one_to_mend() {
    refuses::<Notify>(
        r#"{"channel":"sms","numbers":[1,"2"]}"#,
        "/numbers/1: expected an integer of at least 0, found \"2\"",
    );
    refuses::<Notify>(
        r#"{"channel":"email","address":5}"#,
        "/address: expected a string, found 5",
    );
    refuses::<Notify>(
        r#"{"channel":"sms"}"#,
        "expected the member \"numbers\", found an object without it",
    );
    refuses::<Notify>(
        r#"{"channel":"fax","numbers":[]}"#,
        "/channel: expected \"email\" or \"sms\", found \"fax\"",
    );
    refuses::<Notify>("7", "expected an object, found 7");
}

#[test]
fn branches_that_multiply_end_in_bounded_time() {
    let deep = format!("{}null{}", "[".repeat(100), "]".repeat(100));
    refuses::<Nested>(
        &deep,
        "expected a value that the alternatives decide in bounded time, found an array",
    );
    // The next value starts anew.
    keeps::<Nested>("[[1],2]");
}

#[test]
fn serde_reads_and_writes_it_too() {
    let text = r#"{"address":"a@b","channel":"email"}"#;
    let notify: Notify = serde_json::from_str(text).expect("it fits");
    assert_eq!(serde_json::to_string(&notify).expect("it is JSON"), text);
}

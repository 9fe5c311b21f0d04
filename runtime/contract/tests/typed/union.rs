//! Unions: the first branch that fits, and the words of the nearest where none does.

use mcpreg_contract::typed::{self, Branch, Members, Mismatch, Object, Typed, Union, Writer};

use crate::{keeps, refuses};

#[derive(Debug, Clone, PartialEq)]
struct Email {
    address: String,
}

impl Object for Email {
    fn read(members: &Members<'_>) -> Result<Self, Mismatch> {
        members.constant("channel", "\"email\"")?;
        Ok(Self {
            address: members.required("address")?,
        })
    }

    fn write(&self, members: &mut Writer) {
        members.constant("channel", "\"email\"");
        members.required("address", &self.address);
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Sms {
    numbers: Vec<u64>,
}

impl Object for Sms {
    fn read(members: &Members<'_>) -> Result<Self, Mismatch> {
        members.constant("channel", "\"sms\"")?;
        Ok(Self {
            numbers: members.required("numbers")?,
        })
    }

    fn write(&self, members: &mut Writer) {
        members.constant("channel", "\"sms\"");
        members.required("numbers", &self.numbers);
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Notify {
    Email(Email),
    Sms(Sms),
    Off(bool),
}

impl Union for Notify {
    const BRANCHES: &'static [Branch<Self>] = &[
        |value| Typed::read(value).map(Self::Email),
        |value| Typed::read(value).map(Self::Sms),
        |value| Typed::read(value).map(Self::Off),
    ];

    fn content(&self) -> &dyn Typed {
        match self {
            Self::Email(content) => content,
            Self::Sms(content) => content,
            Self::Off(content) => content,
        }
    }
}

/// A list of itself or an object of itself, one of them twice: branches multiply.
#[derive(Debug, Clone, PartialEq)]
enum Nested {
    Strict(Vec<Nested>),
    Again(Vec<Nested>),
    Number(u8),
}

impl Union for Nested {
    const BRANCHES: &'static [Branch<Self>] = &[
        |value| Typed::read(value).map(Self::Strict),
        |value| Typed::read(value).map(Self::Again),
        |value| Typed::read(value).map(Self::Number),
    ];

    fn content(&self) -> &dyn Typed {
        match self {
            Self::Strict(content) | Self::Again(content) => content,
            Self::Number(content) => content,
        }
    }
}

typed::serde_impls! { objects: [Email, Sms], unions: [Notify, Nested] }

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

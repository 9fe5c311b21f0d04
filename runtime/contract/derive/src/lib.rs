//! The derives behind `mcpreg_contract::typed`.
//!
//! In goes the declaration of a generated type, out come the implementations that read and write
//! it. Every gateway project compiles this crate, so it depends on nothing: a declaration is read
//! from its tokens ([`item`]) and its implementations are written as text.
//!
//! It understands what `mcpreg-codegen` emits: structs and enums without type parameters, and
//! `Option`, `Box` and `String` by these names. `mcpreg_contract::typed` re-exports the derives.

mod attribute;
mod choice;
mod constructor;
mod item;
mod newtype;
mod object;
mod rule;
mod typed;
mod union;

use proc_macro::TokenStream;

use item::{Item, Problem};

/// What a derive writes for one declaration.
type Derived = Result<TokenStream, Problem>;

/// Reads and writes a struct as a JSON object.
///
/// A field is the member of its name, or of the one in `#[typed("…")]`. A field of type `Option`
/// may be absent, unless it is `#[typed(required)]`: then its `None` is `null`.
/// `#[typed(rest)]` is on the map of all members without a field.
///
/// The struct itself may be `#[typed(closed)]`, which refuses members without a field, and
/// `#[typed(constant("kind", "1"))]` for each member that always has the same value, a JSON text.
///
/// Besides `Object`, `Typed` and serde's traits, the struct gets a function `new` that takes the
/// required members, and for each optional one a method `with_…` with the field's documentation.
#[proc_macro_derive(Object, attributes(typed))]
pub fn object(input: TokenStream) -> TokenStream {
    derive(input, object::derive)
}

/// Reads and writes an enum as one of several JSON values.
///
/// Each variant has its value: `#[typed("low")]` for the string `low`, or, for all variants of the
/// enum alike, `#[typed(json = "1")]` for any JSON text. Besides `Choice`, `Typed` and serde's
/// traits, the enum gets `as_str`, `Display`, `FromStr` and `AsRef<str>`.
#[proc_macro_derive(Choice, attributes(typed))]
pub fn choice(input: TokenStream) -> TokenStream {
    derive(input, choice::derive)
}

/// Reads an enum as the first of its variants that fits; each holds one type.
#[proc_macro_derive(Union)]
pub fn union(input: TokenStream) -> TokenStream {
    derive(input, union::derive)
}

/// Reads and writes a struct around one type as that type.
#[proc_macro_derive(Newtype)]
pub fn newtype(input: TokenStream) -> TokenStream {
    derive(input, newtype::derive)
}

/// Says what a string must satisfy: `#[typed(min = 1, max = 80, pattern = "^a", format = "date")]`,
/// any of them; lengths are in characters.
#[proc_macro_derive(TextRule, attributes(typed))]
pub fn text_rule(input: TokenStream) -> TokenStream {
    derive(input, rule::text)
}

/// Says what a number must satisfy, in decimal digits: any of `minimum`, `exclusive_minimum`,
/// `maximum`, `exclusive_maximum` and `multiple_of`, as in `#[typed(minimum = "0.5")]`.
#[proc_macro_derive(RealRule, attributes(typed))]
pub fn real_rule(input: TokenStream) -> TokenStream {
    derive(input, rule::real)
}

fn derive(input: TokenStream, of: fn(&Item) -> Derived) -> TokenStream {
    let derived = Item::read(input).and_then(|item| of(&item));
    derived.unwrap_or_else(Problem::into_error)
}

/// The tokens of a text that this crate wrote.
fn tokens(text: &str) -> TokenStream {
    text.parse()
        .expect("the text is Rust: its parts were tokens of the declaration")
}

//! `Choice`: an enum of values, each variant one of them.

use std::fmt::Write as _;

use crate::attribute::Argument;
use crate::item::{Body, Item};
use crate::typed::{TYPED, Typed};
use crate::{Derived, tokens};

pub(crate) fn derive(item: &Item) -> Derived {
    let Body::Enum(variants) = &item.body else {
        return Err(item.expected("expected an enum"));
    };
    let (mut names, mut texts) = (String::new(), String::new());
    let mut json = 0;
    for variant in variants {
        let [value] = variant.arguments.as_slice() else {
            return Err(item.expected("expected one value for each variant"));
        };
        let text = match &value.argument {
            Argument::Literal(text) => text,
            Argument::Value(name, text) if name == "json" => {
                json += 1;
                text
            }
            _ => return Err(value.unexpected()),
        };
        let _ = write!(names, "Self::{},", variant.name);
        let _ = write!(texts, "{text},");
    }
    let form = match json {
        0 => "Strings",
        all if all == variants.len() => "Json",
        _ => return Err(item.expected("expected strings only, or JSON texts only")),
    };
    let implementations = Implementations {
        item,
        names: &names,
        texts: &texts,
        form,
    };
    Ok(tokens(&implementations.to_text()))
}

struct Implementations<'a> {
    item: &'a Item,
    names: &'a str,
    texts: &'a str,
    form: &'static str,
}

impl Implementations<'_> {
    fn to_text(&self) -> String {
        let Self {
            names, texts, form, ..
        } = self;
        let name = &self.item.name;
        let typed = Typed {
            name,
            read: &format!("{TYPED}::read_choice(value)"),
            write: &format!(
                "let form = <Self as {TYPED}::Choice>::FORM;
                ::core::result::Result::Ok({TYPED}::write_choice(self.as_str(), form))"
            ),
            more: "",
        };
        format!(
            "#[automatically_derived]
            impl {TYPED}::Choice for {name} {{
                const VARIANTS: &'static [Self] = &[{names}];
                const TEXTS: &'static [&'static str] = &[{texts}];
                const FORM: {TYPED}::Form = {TYPED}::Form::{form};
            }}
            impl {name} {{
                /// The value as the schema writes it, a string without its quotes.
                #[inline]
                pub const fn as_str(self) -> &'static str {{
                    <Self as {TYPED}::Choice>::TEXTS[self as usize]
                }}
            }}
            #[automatically_derived]
            impl ::core::convert::AsRef<str> for {name} {{
                #[inline]
                fn as_ref(&self) -> &str {{
                    self.as_str()
                }}
            }}
            #[automatically_derived]
            impl ::core::fmt::Display for {name} {{
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {{
                    f.pad(self.as_str())
                }}
            }}
            #[automatically_derived]
            impl ::core::str::FromStr for {name} {{
                type Err = {TYPED}::Mismatch;
                #[inline]
                fn from_str(text: &str) -> ::core::result::Result<Self, {TYPED}::Mismatch> {{
                    {TYPED}::text_of_choice(text)
                }}
            }}
            {}",
            typed.to_text()
        )
    }
}

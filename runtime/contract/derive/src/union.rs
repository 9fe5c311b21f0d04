//! `Union`: an enum whose variants hold a type each, tried in order.

use std::fmt::Write as _;

use crate::item::{Body, Item};
use crate::typed::{TYPED, Typed};
use crate::{Derived, tokens};

pub(crate) fn derive(item: &Item) -> Derived {
    let Body::Enum(variants) = &item.body else {
        return Err(item.expected("expected an enum"));
    };
    let (mut branches, mut contents) = (String::new(), String::new());
    for variant in variants {
        if variant.ty.is_empty() {
            return Err(item.expected("expected a type in each variant"));
        }
        let name = &variant.name;
        let _ = write!(
            branches,
            "|value| {TYPED}::Typed::read(value).map(Self::{name}),"
        );
        let _ = write!(contents, "Self::{name}(content) => content,");
    }
    let name = &item.name;
    let typed = Typed {
        name,
        read: &format!("{TYPED}::read_union(value)"),
        write: &format!("{TYPED}::write_union(self)"),
        more: "",
    };
    Ok(tokens(&format!(
        "#[automatically_derived]
        impl {TYPED}::Union for {name} {{
            const BRANCHES: &'static [{TYPED}::Branch<Self>] = &[{branches}];
            #[inline]
            fn content(&self) -> &dyn {TYPED}::Typed {{
                match self {{ {contents} }}
            }}
        }}
        {}",
        typed.to_text()
    )))
}

//! `Newtype`: a struct around one type, read and written as that type.

use crate::item::{Body, Item};
use crate::typed::{TYPED, Typed};
use crate::{Derived, tokens};

pub(crate) fn derive(item: &Item) -> Derived {
    let Body::Tuple(1) = item.body else {
        return Err(item.expected("expected a struct around one type"));
    };
    let typed = Typed {
        name: &item.name,
        read: &format!("{TYPED}::Typed::read(value).map(Self)"),
        write: &format!("{TYPED}::Typed::write(&self.0)"),
        more: "",
    };
    Ok(tokens(&typed.to_text()))
}

//! An enumeration: variants, each with the JSON value it stands for.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Item;
use crate::foreign_text::{ForeignText, Paragraph};
use crate::json::Json;
use crate::literal::Quoted;
use crate::types::ident;
use crate::types::name::identifier;

/// An enum without fields.
pub(super) struct EnumItem<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) values: &'a [Json],
    /// Whether maps are ordered by it.
    pub(super) is_key: bool,
}

impl ToTokens for EnumItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, docs) = (self.item.name, self.item.docs());
        let wanted: Vec<_> = self.values.iter().map(word).collect();
        let names = ident::variants(wanted.iter().map(String::as_str));
        let strings_only = self.values.iter().all(|value| value.as_str().is_some());
        let variants = names.iter().zip(self.values).map(|(name, value)| Variant {
            name,
            value,
            is_string: strings_only,
        });
        let order = self.is_key.then(|| quote!(PartialOrd, Ord,));
        tokens.extend(quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, #order Hash, typed::Choice)]
            pub enum #name {
                #(#variants),*
            }
        });
    }
}

/// One value.
struct Variant<'a> {
    name: &'a str,
    value: &'a Json,
    /// Whether all values are strings.
    is_string: bool,
}

impl ToTokens for Variant<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = identifier(self.name);
        let json = self.value.to_compact();
        let text = match self.value.as_str() {
            Some(text) if self.is_string => text,
            _ => &json,
        };
        let docs = (!self.name.eq_ignore_ascii_case(text))
            .then(|| ForeignText::from(Paragraph::default().code(text)));
        let value = Quoted(text);
        let value = if self.is_string {
            quote!(#value)
        } else {
            quote!(json = #value)
        };
        tokens.extend(quote!(#docs #[typed(#value)] #name));
    }
}

/// What a value is called, before it is an identifier.
fn word(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(truth) => truth.to_string(),
        Json::Number(digits) => number_word(digits),
        Json::String(text) => text.clone(),
        Json::Array(_) => "array".to_owned(),
        Json::Object(_) => "object".to_owned(),
    }
}

/// `2.5` as `2 point 5`, which reads better than one number.
fn number_word(digits: &str) -> String {
    match digits.split_once('.') {
        Some((whole, fraction)) => format!("{whole}_point_{fraction}"),
        None => digits.to_owned(),
    }
}

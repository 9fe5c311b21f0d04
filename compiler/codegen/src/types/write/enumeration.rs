//! An enumeration: variants, and a table of the JSON values they stand for.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Item;
use crate::foreign_text::ForeignText;
use crate::json::Json;
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
        let strings: Option<Vec<&str>> = self.values.iter().map(Json::as_str).collect();
        let form = strings.is_none().then(|| {
            quote!(
                const FORM: typed::Form = typed::Form::Json;
            )
        });
        let texts: Vec<String> = match strings {
            Some(strings) => strings.into_iter().map(str::to_owned).collect(),
            None => self.values.iter().map(Json::to_compact).collect(),
        };
        let wanted: Vec<_> = self.values.iter().map(word).collect();
        let variants = ident::variants(wanted.iter().map(String::as_str));
        let declared = variants.iter().zip(&texts).map(|(variant, text)| {
            let docs = (!variant.eq_ignore_ascii_case(text)).then(|| ForeignText::inline(text));
            let variant = identifier(variant);
            quote!(#docs #variant)
        });
        let variants: Vec<_> = variants.iter().map(|name| identifier(name)).collect();
        let order = self.is_key.then(|| quote!(PartialOrd, Ord,));
        tokens.extend(quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, #order Hash)]
            pub enum #name {
                #(#declared),*
            }
            impl typed::Choice for #name {
                const VARIANTS: &'static [Self] = &[#(Self::#variants),*];
                const TEXTS: &'static [&'static str] = &[#(#texts),*];
                #form
            }
        });
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

//! One field of a struct.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::docs::Docs;
use crate::types::plan::Field;

/// One field, named and typed.
pub(super) struct NamedField<'a> {
    pub(super) field: &'a Field,
    pub(super) name: Ident,
    pub(super) ty: &'a Type,
}

impl ToTokens for NamedField<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { field, name, ty } = self;
        let docs = Docs::of(&field.words);
        tokens.extend(quote! {
            #docs
            pub #name: #ty,
        });
    }
}

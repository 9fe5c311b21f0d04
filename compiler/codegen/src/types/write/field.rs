//! One field of a struct.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::docs::Docs;
use crate::types::dress::argument_of;
use crate::types::plan::Field;

/// One field, named and typed.
pub(super) struct NamedField<'a> {
    pub(super) field: &'a Field,
    pub(super) name: Ident,
    pub(super) ty: &'a Type,
}

impl NamedField<'_> {
    /// What the derive has to be told: another name, and that an `Option` has to be there.
    fn arguments(&self) -> Vec<TokenStream> {
        let Field {
            name, is_required, ..
        } = self.field;
        let mut arguments = Vec::new();
        if self.name != name {
            arguments.push(quote!(#name));
        }
        if *is_required && argument_of(self.ty, "Option").is_some() {
            arguments.push(quote!(required));
        }
        arguments
    }
}

impl ToTokens for NamedField<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { field, name, ty } = self;
        let docs = Docs::of_member(&field.words);
        let arguments = self.arguments();
        let typed = (!arguments.is_empty()).then(|| quote!(#[typed(#(#arguments),*)]));
        tokens.extend(quote! {
            #docs
            #typed
            pub #name: #ty,
        });
    }
}

//! An object as a struct: a field for each member.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::Item;
use super::docs::Docs;
use super::field::NamedField;
use crate::foreign_text::Paragraph;
use crate::literal::Quoted;
use crate::types::ident;
use crate::types::name::identifier;
use crate::types::plan::{Constant, Rest, Struct};

/// A struct.
pub(super) struct StructItem<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) of: &'a Struct,
}

impl StructItem<'_> {
    fn fields(&self) -> (Vec<NamedField<'_>>, Option<(Ident, &Type)>) {
        let names = ident::fields(self.of.fields.iter().map(|field| field.name.as_str()));
        let mut taken = names.iter().cloned().collect();
        let fields = self.of.fields.iter().zip(&names).zip(self.item.types);
        let fields = fields
            .map(|((field, name), ty)| NamedField {
                field,
                name: identifier(name),
                ty,
            })
            .collect();
        let rest = matches!(self.of.rest, Rest::Kept(_)).then(|| {
            let name = ident::unique("extra", "extra", &mut taken);
            (identifier(&name), self.item.types.last())
        });
        let rest = rest.and_then(|(name, ty)| Some((name, ty?)));
        (fields, rest)
    }

    fn docs(&self) -> Docs<'_> {
        let constants = self.of.constants.iter();
        constants.fold(self.item.docs(), |docs, Constant { name, value }| {
            let member = Paragraph::default().say("The member ").code(name);
            docs.and(member.say(" is always ").code(&value.to_compact()).say("."))
        })
    }

    /// What the derive has to be told of other members and of those without a field.
    fn arguments(&self) -> Vec<TokenStream> {
        let closed = (self.of.rest == Rest::Refused).then(|| quote!(closed));
        let constants = self.of.constants.iter().map(|Constant { name, value }| {
            let json = value.to_compact();
            let json = Quoted(&json);
            quote!(constant(#name, #json))
        });
        closed.into_iter().chain(constants).collect()
    }
}

impl ToTokens for StructItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = self.item.name;
        let docs = self.docs();
        let (fields, rest) = self.fields();
        let is_optional = self.of.fields.iter().all(|field| !field.is_required);
        let default = is_optional.then(|| quote!(Default,));
        let arguments = self.arguments();
        let typed = (!arguments.is_empty()).then(|| quote!(#[typed(#(#arguments),*)]));
        let rest = rest.map(|(name, ty)| {
            quote! {
                /// The members without a field of their own.
                #[typed(rest)]
                pub #name: #ty,
            }
        });
        tokens.extend(quote! {
            #docs
            #[derive(Debug, Clone, #default PartialEq, typed::Object)]
            #typed
            pub struct #name {
                #(#fields)*
                #rest
            }
        });
    }
}

//! An object as a struct: its fields, and a line to read and one to write each member.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::Item;
use super::constructor::Constructor;
use super::docs::Docs;
use super::field::NamedField;
use crate::types::ident;
use crate::types::name::identifier;
use crate::types::plan::{Constant, Field, Rest, Struct};

/// A struct with its implementations.
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
            docs.and(format!(
                "The member {name} is always {}",
                value.to_compact()
            ))
        })
    }
}

impl ToTokens for StructItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = self.item.name;
        let docs = self.docs();
        let (fields, rest) = self.fields();
        let is_optional = self.of.fields.iter().all(|field| !field.is_required);
        let default = is_optional.then(|| quote!(Default,));
        let rest_field = rest.as_ref().map(|(name, ty)| {
            quote! {
                /// The members without a field of their own.
                pub #name: #ty,
            }
        });
        let constructor = Constructor {
            name,
            fields: &fields,
            rest: rest.as_ref().map(|(name, _)| name),
        };
        let object = ObjectImpl {
            name,
            of: self.of,
            fields: &fields,
            rest: rest.as_ref().map(|(name, _)| name),
        };
        tokens.extend(quote! {
            #docs
            #[derive(Debug, Clone, #default PartialEq)]
            pub struct #name {
                #(#fields)*
                #rest_field
            }
            #constructor
            #object
        });
    }
}

/// How a struct is read and written.
struct ObjectImpl<'a> {
    name: &'a Ident,
    of: &'a Struct,
    fields: &'a [NamedField<'a>],
    rest: Option<&'a Ident>,
}

impl ToTokens for ObjectImpl<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = self.name;
        let known = self.of.known();
        let rest = match self.of.rest {
            Rest::Dropped => None,
            Rest::Kept(_) => Some(quote!(Kept(&[#(#known),*]))),
            Rest::Refused => Some(quote!(Refused(&[#(#known),*]))),
        };
        let rest = rest.map(|rest| quote!(const REST: typed::Rest = typed::Rest::#rest;));
        let is_empty =
            self.fields.is_empty() && self.of.constants.is_empty() && self.rest.is_none();
        let members = identifier(if is_empty { "_members" } else { "members" });
        let (reads, writes) = (self.reads(), self.writes());
        tokens.extend(quote! {
            impl typed::Object for #name {
                #rest
                #[inline]
                fn read(
                    #members: &typed::Members<'_>,
                ) -> Result<Self, typed::Mismatch> {
                    #reads
                }
                #[inline]
                fn write(&self, #members: &mut typed::Writer) {
                    #writes
                }
            }
        });
    }
}

impl ObjectImpl<'_> {
    fn reads(&self) -> TokenStream {
        let constants = self.of.constants.iter().map(|Constant { name, value }| {
            let text = value.to_compact();
            quote!(members.constant(#name, #text)?;)
        });
        let fields = self.fields.iter().map(|NamedField { field, name, .. }| {
            let (json_name, how) = (&field.name, how(field));
            quote!(#name: members.#how(#json_name)?)
        });
        let rest = self.rest.map(|name| quote!(#name: members.rest()?));
        let fields = fields.chain(rest);
        quote! {
            #(#constants)*
            Ok(Self { #(#fields),* })
        }
    }

    fn writes(&self) -> TokenStream {
        let constants = self.of.constants.iter().map(|Constant { name, value }| {
            let text = value.to_compact();
            quote!(members.constant(#name, #text);)
        });
        let fields = self.fields.iter().map(|NamedField { field, name, .. }| {
            let (json_name, how) = (&field.name, how(field));
            quote!(members.#how(#json_name, &self.#name);)
        });
        let rest = self.rest.map(|name| quote!(members.rest(&self.#name);));
        quote!(#(#constants)* #(#fields)* #rest)
    }
}

fn how(field: &Field) -> Ident {
    identifier(if field.is_required {
        "required"
    } else {
        "optional"
    })
}

//! The items of a plan as Rust: one small struct per shape, each with its own serde attributes.
//!
//! A member that may be absent is an `Option` and is left out when it is `None`; `null` and
//! absence are one thing. Documentation is the server's own, through
//! [`ForeignText`](crate::foreign_text::ForeignText) and nothing else.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::ident;
use super::member::Members;
use super::name::{Names, identifier};
use super::plan::{Body, DefinitionId, Field, Plan, Rest, Shape, Struct};
use super::read::Purpose;
use crate::foreign_text::ForeignText;

/// Required members of the largest struct that gets a `new`.
const MAX_NEW: usize = 5;

/// Writes the definitions in order.
pub(super) fn items(
    plan: &Plan,
    order: &[DefinitionId],
    names: &Names,
    members: &Members,
    purpose: Purpose,
) -> TokenStream {
    let items = order.iter().map(|id| {
        let definition = &plan.definitions[*id];
        let name = names.of(*id);
        let types = members[id].as_slice();
        let docs = Docs::of(definition.description.as_ref());
        match &definition.body {
            Body::Struct(of) => StructItem {
                name,
                docs,
                of,
                types,
                is_built: purpose == Purpose::Arguments,
            }
            .to_token_stream(),
            Body::Enum(values) => EnumItem { name, docs, values }.to_token_stream(),
            Body::Union(shapes) => {
                let variants = variant_names(plan, names, shapes, name);
                UnionItem {
                    name,
                    docs,
                    variants,
                    types,
                }
                .to_token_stream()
            }
            Body::Alias(shape) => NewtypeItem {
                name,
                docs,
                shape,
                types,
            }
            .to_token_stream(),
        }
    });
    items.collect()
}

/// A type that stands for any value.
pub(super) fn raw(root: &str) -> TokenStream {
    let root = identifier(root);
    quote!(pub type #root = ::mcpreg_contract::serde_json::Value;)
}

/// A server's description, where it has one.
struct Docs<'a>(Option<&'a String>);

impl<'a> Docs<'a> {
    fn of(text: Option<&'a String>) -> Self {
        Self(text.filter(|text| !text.trim().is_empty()))
    }
}

impl ToTokens for Docs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(text) = self.0 {
            ForeignText::new(text).to_tokens(tokens);
        }
    }
}

/// The derives of every type, more ones in between.
struct Derives(TokenStream);

impl ToTokens for Derives {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let more = &self.0;
        tokens.extend(quote! {
            #[derive(
                Debug,
                Clone,
                #more
                PartialEq,
                ::mcpreg_contract::serde::Serialize,
                ::mcpreg_contract::serde::Deserialize,
            )]
        });
    }
}

struct StructItem<'a> {
    name: &'a Ident,
    docs: Docs<'a>,
    of: &'a Struct,
    types: &'a [Type],
    is_built: bool,
}

impl StructItem<'_> {
    fn field_names(&self) -> (Vec<Ident>, Ident) {
        let names = ident::fields(self.of.fields.iter().map(|field| field.name.as_str()));
        let mut taken = names.iter().cloned().collect();
        let rest = ident::unique("extra", "extra", &mut taken);
        (
            names.iter().map(|name| identifier(name)).collect(),
            identifier(&rest),
        )
    }

    fn fields(&self, names: &[Ident]) -> Vec<TokenStream> {
        let fields = self.of.fields.iter().zip(names).zip(self.types);
        fields
            .map(|((field, name), ty)| StructField { field, name, ty }.to_token_stream())
            .collect()
    }

    /// `new` with the required members, so that a caller names only the optional ones it gives.
    fn constructor(&self, names: &[Ident], rest: &Ident) -> Option<TokenStream> {
        let required = || {
            let fields = self.of.fields.iter().zip(names).zip(self.types);
            fields.filter(|((field, _), _)| field.is_required)
        };
        let count = required().count();
        let has_kept_rest = matches!(self.of.rest, Rest::Kept(_));
        let is_partial = count < self.of.fields.len() || has_kept_rest;
        if !self.is_built || !is_partial || !(1..=MAX_NEW).contains(&count) {
            return None;
        }
        let name = self.name;
        let parameters = required().map(|((field, name), ty)| {
            if field.shape == Shape::String {
                quote!(#name: impl Into<String>)
            } else {
                quote!(#name: #ty)
            }
        });
        let values = self.of.fields.iter().zip(names).map(|(field, name)| {
            match (field.is_required, &field.shape) {
                (true, Shape::String) => quote!(#name: #name.into()),
                (true, _) => quote!(#name),
                (false, _) => quote!(#name: None),
            }
        });
        let rest = has_kept_rest.then(|| {
            let ty = self.types.last();
            quote!(#rest: <#ty>::default())
        });
        Some(quote! {
            impl #name {
                /// The required members; every optional one is absent.
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#values,)* #rest }
                }
            }
        })
    }
}

impl ToTokens for StructItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            name,
            docs,
            of,
            types,
            ..
        } = self;
        let (names, rest_name) = self.field_names();
        let fields = self.fields(&names);
        let is_optional = of.fields.iter().all(|field| !field.is_required);
        let derives = Derives(if is_optional {
            quote!(Default,)
        } else {
            TokenStream::new()
        });
        let rest = matches!(of.rest, Rest::Kept(_)).then(|| {
            let ty = types.last();
            quote! {
                /// The members without a field of their own.
                #[serde(flatten)]
                pub #rest_name: #ty,
            }
        });
        let strict = (of.rest == Rest::Refused).then(|| quote!(, deny_unknown_fields));
        let constructor = self.constructor(&names, &rest_name);
        tokens.extend(quote! {
            #docs
            #derives
            #[serde(crate = "::mcpreg_contract::serde" #strict)]
            pub struct #name {
                #(#fields)*
                #rest
            }
            #constructor
        });
    }
}

struct StructField<'a> {
    field: &'a Field,
    name: &'a Ident,
    ty: &'a Type,
}

impl ToTokens for StructField<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { field, name, ty } = self;
        let docs = Docs::of(field.description.as_ref());
        let json_name = &field.name;
        let rename = (*name != json_name).then(|| quote!(rename = #json_name,));
        let skip = (!field.is_required).then(|| quote!(skip_serializing_if = "Option::is_none",));
        let serde = (rename.is_some() || skip.is_some()).then(|| quote!(#[serde(#rename #skip)]));
        tokens.extend(quote! {
            #docs
            #serde
            pub #name: #ty,
        });
    }
}

struct EnumItem<'a> {
    name: &'a Ident,
    docs: Docs<'a>,
    values: &'a [String],
}

impl ToTokens for EnumItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { name, docs, values } = self;
        // A value without a choice need not be spelled out by who builds it.
        let default = (values.len() == 1).then(|| quote!(Default,));
        let variants = ident::variants(values.iter().map(String::as_str));
        let variants = values.iter().zip(variants).map(|(value, variant)| {
            let rename = (*value != variant).then(|| quote!(#[serde(rename = #value)]));
            let variant = identifier(&variant);
            let default = default.as_ref().map(|_| quote!(#[default]));
            quote!(#rename #default #variant)
        });
        let derives = Derives(quote!(Copy, Eq, #default));
        tokens.extend(quote! {
            #docs
            #derives
            #[serde(crate = "::mcpreg_contract::serde")]
            pub enum #name {
                #(#variants,)*
            }
        });
    }
}

struct UnionItem<'a> {
    name: &'a Ident,
    docs: Docs<'a>,
    variants: Vec<Ident>,
    types: &'a [Type],
}

impl ToTokens for UnionItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            name,
            docs,
            variants,
            types,
        } = self;
        let derives = Derives(TokenStream::new());
        tokens.extend(quote! {
            #docs
            #derives
            #[serde(crate = "::mcpreg_contract::serde", untagged)]
            pub enum #name {
                #(#variants(#types),)*
            }
        });
    }
}

struct NewtypeItem<'a> {
    name: &'a Ident,
    docs: Docs<'a>,
    shape: &'a Shape,
    types: &'a [Type],
}

impl ToTokens for NewtypeItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            name, docs, types, ..
        } = self;
        let has_default = matches!(
            self.shape,
            Shape::Array(_) | Shape::Map(_) | Shape::Nullable(_)
        );
        let derives = Derives(if has_default {
            quote!(Default,)
        } else {
            TokenStream::new()
        });
        tokens.extend(quote! {
            #docs
            #derives
            #[serde(crate = "::mcpreg_contract::serde", transparent)]
            pub struct #name(#(pub #types),*);
        });
    }
}

/// Names of a union's variants: what each holds, without the union's own name.
fn variant_names(plan: &Plan, names: &Names, shapes: &[Shape], union: &Ident) -> Vec<Ident> {
    let union = union.to_string();
    let wanted: Vec<String> = shapes
        .iter()
        .map(|shape| match shape {
            Shape::Named(id) => {
                let name = names.of(*id).to_string();
                let own = name.strip_prefix(&union).filter(|own| !own.is_empty());
                let root = &plan.definitions[*id].hint;
                own.unwrap_or(root).to_owned()
            }
            Shape::Any | Shape::Untyped | Shape::Nullable(_) => "Any".to_owned(),
            Shape::Null => "Null".to_owned(),
            Shape::Boolean => "Boolean".to_owned(),
            Shape::Integer | Shape::Unsigned => "Integer".to_owned(),
            Shape::Number => "Number".to_owned(),
            Shape::String => "String".to_owned(),
            Shape::Array(_) => "Array".to_owned(),
            Shape::Tuple(_) => "Tuple".to_owned(),
            Shape::Map(_) => "Map".to_owned(),
        })
        .collect();
    let variants = ident::variants(wanted.iter().map(String::as_str));
    variants.iter().map(|name| identifier(name)).collect()
}

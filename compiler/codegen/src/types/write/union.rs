//! A union: an enum whose variants hold a type each, tried in order.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Ident;

use super::Item;
use crate::types::ident;
use crate::types::name::{Names, identifier};
use crate::types::plan::{Body, Plan, Rule, Shape};

/// An enum of alternatives.
pub(super) struct UnionItem<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) variants: Vec<Ident>,
}

impl ToTokens for UnionItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, docs, types) = (self.item.name, self.item.docs(), self.item.types);
        let variants = &self.variants;
        tokens.extend(quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, typed::Union)]
            pub enum #name {
                #(#variants(#types)),*
            }
        });
    }
}

/// Names of a union's variants: what each holds, without the union's own name.
pub(super) fn variant_names(
    plan: &Plan,
    names: &Names,
    shapes: &[Shape],
    union: &Item<'_>,
) -> Vec<Ident> {
    let (union, union_hint) = (union.name.to_string(), &union.definition.hint);
    let wanted: Vec<String> = shapes
        .iter()
        .map(|shape| match shape {
            Shape::Named(id) => {
                let definition = &plan.definitions[*id];
                let name = names.of(*id).to_string();
                let own = name.strip_prefix(&union).filter(|own| !own.is_empty());
                let hint = &definition.hint;
                let own = own.or(hint.strip_prefix(union_hint).filter(|own| !own.is_empty()));
                match (own, &definition.body) {
                    (Some(own), _) => own.to_owned(),
                    (None, Body::Rule(Rule::Text(_))) => "String".to_owned(),
                    (None, Body::Rule(Rule::Real(_))) => "Number".to_owned(),
                    (None, _) => name,
                }
            }
            shape => kind_word(shape).to_owned(),
        })
        .collect();
    let variants = ident::variants(wanted.iter().map(String::as_str));
    variants.iter().map(|name| identifier(name)).collect()
}

fn kind_word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Null => "Null",
        Shape::Never => "Never",
        Shape::Boolean => "Boolean",
        Shape::Integer(_) => "Integer",
        Shape::Number => "Number",
        Shape::String | Shape::Open(_) => "String",
        Shape::Text(name) => name,
        Shape::List(..) => "Array",
        Shape::Tuple(_) | Shape::Prefixed(..) => "Tuple",
        Shape::Map(..) => "Map",
        Shape::Any | Shape::Untyped | Shape::Nullable(_) | Shape::Named(_) => "Any",
    }
}

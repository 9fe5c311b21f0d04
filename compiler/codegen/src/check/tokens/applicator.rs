//! The keywords that apply to a value of any type, as Rust.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::plan::{ApplicatorPlan, NodeId, TagPlan};
use super::{At, Maybe, Table};
use crate::literal::Quoted;

pub(super) struct Applicator<'p>(pub(super) &'p ApplicatorPlan);

impl ToTokens for Applicator<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let shape = match self.0 {
            ApplicatorPlan::Values { keyword, allowed } => {
                let allowed = allowed.iter().map(|json| Quoted(json));
                quote!(Values { keyword: #keyword, allowed: &[#(#allowed),*] })
            }
            ApplicatorPlan::All { keyword, nodes } => {
                let nodes = Nodes(nodes);
                quote!(All { keyword: #keyword, nodes: #nodes })
            }
            ApplicatorPlan::AnyOf(nodes) => branches(&quote!(AnyOf), nodes),
            ApplicatorPlan::OneOf(nodes) => branches(&quote!(OneOf), nodes),
            ApplicatorPlan::Not(node) => {
                let node = At(*node);
                quote!(Not(#node))
            }
            ApplicatorPlan::If {
                condition,
                then,
                otherwise,
            } => {
                let condition = At(*condition);
                let (then, otherwise) = (Maybe(then.map(At)), Maybe(otherwise.map(At)));
                quote!(If { condition: #condition, then: #then, otherwise: #otherwise })
            }
            ApplicatorPlan::UnevaluatedProperties(node) => {
                let node = At(*node);
                quote!(UnevaluatedProperties(#node))
            }
            ApplicatorPlan::UnevaluatedItems { node, contains } => {
                let node = At(*node);
                quote!(UnevaluatedItems { node: #node, contains: #contains })
            }
        };
        tokens.extend(quote!(#Table::Applicator::#shape));
    }
}

/// The member that tells branches apart.
pub(super) struct Tag<'p>(pub(super) &'p TagPlan);

impl ToTokens for Tag<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let TagPlan { member, branches } = self.0;
        let branches = branches.iter().map(|(value, branch)| {
            let (value, branch) = (Quoted(value), At(*branch));
            quote!((#value, #branch))
        });
        tokens.extend(quote! {
            #Table::Tag { member: #member, branches: &[#(#branches),*] }
        });
    }
}

fn branches(shape: &TokenStream, nodes: &[NodeId]) -> TokenStream {
    let nodes = Nodes(nodes);
    quote!(#shape(#nodes))
}

struct Nodes<'p>(&'p [NodeId]);

impl ToTokens for Nodes<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let nodes = self.0.iter().map(|node| At(*node));
        tokens.extend(quote!(&[#(#nodes),*]));
    }
}

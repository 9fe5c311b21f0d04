//! The rules of arrays and objects as Rust.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::super::plan::{ArrayPlan, DependentPlan, MemberPlan, ObjectPlan, RestPlan};
use super::{At, Fields, Maybe, PatternName, Rest, Table, count};

pub(super) fn array(plan: &ArrayPlan) -> Fields {
    let mut fields = Fields::of("ArrayRules");
    if let Some(min) = plan.min_items {
        fields.set("min_items", count(min));
    }
    if let Some(max) = plan.max_items {
        fields.set("max_items", count(max));
    }
    if !plan.prefix.is_empty() {
        let prefix = plan.prefix.iter().map(|node| At(*node));
        fields.set("prefix", quote!(&[#(#prefix),*]));
    }
    if plan.items != RestPlan::Open {
        fields.set("items", Rest(plan.items));
    }
    if plan.unique {
        fields.set("unique", true);
    }
    if let Some((node, min, max)) = plan.contains {
        let (node, min, max) = (At(node), count(min), count(max.unwrap_or(u64::MAX)));
        let contains = quote!(#Table::Contains { node: #node, min: #min, max: #max });
        fields.set("contains", quote!(Some(#contains)));
    }
    fields
}

pub(super) fn object(name: &str, plan: &ObjectPlan) -> Fields {
    let mut fields = Fields::of("ObjectRules");
    if !plan.members.is_empty() {
        let members = plan.members.iter().map(Member);
        let members = quote!(&[#(#members),*]);
        match plan.guesses().map(Literal::usize_unsuffixed) {
            Some(slots) => {
                fields.item(quote!(const MEMBERS: &[#Table::Member] = #members;));
                fields.set("members", quote!(MEMBERS));
                fields.set(
                    "guesses",
                    quote!(&const { #Table::guesses::<#slots>(MEMBERS) }),
                );
            }
            None => fields.set("members", members),
        }
    }
    let required = plan.members.iter().filter(|member| member.required).count();
    if required > 0 {
        fields.set("required", Literal::usize_unsuffixed(required));
    }
    if !plan.patterns.is_empty() {
        let patterns = plan.patterns.iter().map(|&(id, node)| {
            let (pattern, node) = (PatternName { name, id }, At(node));
            quote!((&#pattern, #node))
        });
        fields.set("patterns", quote!(&[#(#patterns),*]));
    }
    if plan.additional != RestPlan::Open {
        fields.set("additional", Rest(plan.additional));
    }
    if let Some(names) = plan.names.map(At) {
        fields.set("names", quote!(Some(#names)));
    }
    if let Some(min) = plan.min_properties {
        fields.set("min_properties", count(min));
    }
    if let Some(max) = plan.max_properties {
        fields.set("max_properties", count(max));
    }
    if !plan.dependent.is_empty() {
        let dependent = plan.dependent.iter().map(Dependent);
        fields.set("dependent", quote!(&[#(#dependent),*]));
    }
    fields
}

struct Member<'p>(&'p MemberPlan);

impl ToTokens for Member<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let MemberPlan {
            name,
            required,
            node,
        } = self.0;
        let node = Maybe(node.map(At));
        tokens.extend(quote! {
            #Table::Member { name: #name, required: #required, node: #node }
        });
    }
}

struct Dependent<'p>(&'p DependentPlan);

impl ToTokens for Dependent<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let DependentPlan {
            keyword,
            member,
            required,
            node,
        } = self.0;
        let node = Maybe(node.map(At));
        tokens.extend(quote! {
            #Table::Dependent {
                keyword: #keyword,
                member: #member,
                required: &[#(#required),*],
                node: #node,
            }
        });
    }
}

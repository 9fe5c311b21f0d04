//! A text or number that keeps to a rule: an alias, and the rule beside it.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::Item;
use super::docs::Docs;
use crate::types::plan::{Bound, RealRule, Rule, TextRule};

/// The type of a rule.
pub(super) struct RuleItem<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) rule: &'a Rule,
}

impl ToTokens for RuleItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = self.item.name;
        let rule_name = format_ident!("{}Rule", name);
        let (kind, docs, body) = match self.rule {
            Rule::Text(rule) => (quote!(Text), rule.docs(), rule.body()),
            Rule::Real(rule) => (quote!(Real), rule.docs(), rule.body()),
        };
        let rule_trait = format_ident!("{}Rule", kind.to_string());
        let rule_docs = format!(" The rule of [`{name}`].");
        tokens.extend(quote! {
            #docs
            pub type #name = typed::#kind<#rule_name>;
            #[doc = #rule_docs]
            #[derive(Debug)]
            pub enum #rule_name {}
            impl typed::#rule_trait for #rule_name {
                #body
            }
        });
    }
}

impl TextRule {
    fn docs(&self) -> Docs<'static> {
        let length = match (self.min, self.max) {
            (0, None) => "A string.".to_owned(),
            (min, None) => format!("A string of at least {}.", characters(min)),
            (0, Some(max)) => format!("A string of at most {}.", characters(max)),
            (min, Some(max)) if min == max => format!("A string of {}.", characters(max)),
            (min, Some(max)) => format!("A string of {min} to {}.", characters(max)),
        };
        let mut lines = vec![length];
        lines.extend(self.pattern.as_ref().map(|it| format!("Pattern: {it}")));
        lines.extend(self.format.as_ref().map(|it| format!("Format: {it}")));
        Docs::lines(lines)
    }

    fn body(&self) -> TokenStream {
        let min = (self.min > 0).then(|| {
            let min = Literal::u64_unsuffixed(self.min);
            quote!(const MIN: u64 = #min;)
        });
        let max = self.max.map(|max| {
            let max = Literal::u64_unsuffixed(max);
            quote!(const MAX: u64 = #max;)
        });
        let format = self.format.as_ref().map(|format| {
            quote! {
                const FORMAT: Option<typed::Format> = Some(typed::Format::named(#format));
            }
        });
        let pattern = self.pattern.as_ref().map(|pattern| {
            quote! {
                fn pattern() -> Option<&'static typed::Pattern> {
                    static PATTERN: typed::Pattern = typed::Pattern::new(#pattern);
                    Some(&PATTERN)
                }
            }
        });
        quote!(#min #max #format #pattern)
    }
}

impl RealRule {
    fn docs(&self) -> Docs<'static> {
        let end = |bound: &Option<Bound>, [exclusive, inclusive]: [&str; 2]| {
            let bound = bound.as_ref()?;
            let words = if bound.is_exclusive {
                exclusive
            } else {
                inclusive
            };
            Some(format!("{words} {}", bound.digits))
        };
        let ends = [
            end(&self.min, ["above", "of at least"]),
            end(&self.max, ["below", "of at most"]),
            self.step
                .as_ref()
                .map(|it| format!("that is a multiple of {it}")),
        ];
        let ends: Vec<_> = ends.into_iter().flatten().collect();
        Docs::lines(vec![format!("A number {}.", ends.join(" and "))])
    }

    fn body(&self) -> TokenStream {
        let ends = [
            ("MINIMUM", "EXCLUSIVE_MINIMUM", &self.min),
            ("MAXIMUM", "EXCLUSIVE_MAXIMUM", &self.max),
        ];
        let ends = ends
            .into_iter()
            .filter_map(|(inclusive, exclusive, bound)| {
                let bound = bound.as_ref()?;
                let name = if bound.is_exclusive {
                    exclusive
                } else {
                    inclusive
                };
                Some((name, &bound.digits))
            });
        let step = self.step.as_ref().map(|step| ("MULTIPLE_OF", step));
        let limits = ends.chain(step).map(|(name, digits)| {
            let name = format_ident!("{name}");
            quote!(const #name: Option<&'static str> = Some(#digits);)
        });
        quote!(#(#limits)*)
    }
}

fn characters(count: u64) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} character{plural}")
}

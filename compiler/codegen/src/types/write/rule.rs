//! A text or number that must satisfy a rule: an alias, and the rule behind it.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Ident;

use super::Item;
use super::docs::Docs;
use crate::foreign_text::Paragraph;
use crate::literal::Quoted;
use crate::types::name::identifier;
use crate::types::plan::{Bound, RealRule, Rule, TextRule};

/// The type of a rule.
pub(super) struct RuleItem<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) rule: &'a Rule,
    pub(super) rule_name: &'a Ident,
}

impl ToTokens for RuleItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, rule_name) = (self.item.name, self.rule_name);
        let (kind, docs, arguments) = match self.rule {
            Rule::Text(rule) => ("Text", rule.docs(), rule.arguments()),
            Rule::Real(rule) => ("Real", rule.docs(), rule.arguments()),
        };
        let rule_trait = format_ident!("{kind}Rule");
        let kind = identifier(kind);
        let rule_docs = format!(" The rule of [`{name}`].");
        tokens.extend(quote! {
            #docs
            pub type #name = typed::#kind<#rule_name>;
            #[doc = #rule_docs]
            #[derive(Debug, typed::#rule_trait)]
            #[typed(#(#arguments),*)]
            pub enum #rule_name {}
        });
    }
}

impl TextRule {
    fn docs(&self) -> Docs<'static> {
        let length = match (self.min, self.max) {
            (0, None) => "A string".to_owned(),
            (min, None) => format!("A string of at least {}", characters(min)),
            (0, Some(max)) => format!("A string of at most {}", characters(max)),
            (min, Some(max)) if min == max => format!("A string of {}", characters(max)),
            (min, Some(max)) => format!("A string of {min} to {}", characters(max)),
        };
        let mut words = Paragraph::default().say(&length);
        if let Some(pattern) = &self.pattern {
            words = words.say(" that matches ").code(pattern);
        }
        if let Some(format) = &self.format {
            let join = if self.pattern.is_some() {
                ", in"
            } else {
                " in"
            };
            words = words.say(join).say(" the format ").code(format);
        }
        Docs::line(words.say("."))
    }

    fn arguments(&self) -> Vec<TokenStream> {
        let count = |count: u64| Literal::u64_unsuffixed(count);
        let min = (self.min > 0).then(|| count(self.min));
        let max = self.max.map(count);
        let pattern = self.pattern.as_deref().map(Quoted);
        let format = self.format.as_deref().map(Quoted);
        let arguments = [
            min.map(|min| quote!(min = #min)),
            max.map(|max| quote!(max = #max)),
            pattern.map(|pattern| quote!(pattern = #pattern)),
            format.map(|format| quote!(format = #format)),
        ];
        arguments.into_iter().flatten().collect()
    }
}

impl RealRule {
    fn docs(&self) -> Docs<'static> {
        let end = |bound: &Option<Bound>, [exclusive, inclusive]: [&'static str; 2]| {
            let bound = bound.as_ref()?;
            let words = if bound.is_exclusive {
                exclusive
            } else {
                inclusive
            };
            Some((words, bound.digits.clone()))
        };
        let step = self.step.clone();
        let ends = [
            end(&self.min, [" above ", " of at least "]),
            end(&self.max, [" below ", " of at most "]),
            step.map(|step| (" that is a multiple of ", step)),
        ];
        let mut words = Paragraph::default().say("A number");
        for (place, (name, digits)) in ends.into_iter().flatten().enumerate() {
            if place > 0 {
                words = words.say(" and");
            }
            words = words.say(name).code(&digits);
        }
        Docs::line(words.say("."))
    }

    fn arguments(&self) -> Vec<TokenStream> {
        let ends = [
            ("minimum", "exclusive_minimum", &self.min),
            ("maximum", "exclusive_maximum", &self.max),
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
        let step = self.step.as_ref().map(|step| ("multiple_of", step));
        let arguments = ends.chain(step).map(|(name, digits)| {
            let name = identifier(name);
            quote!(#name = #digits)
        });
        arguments.collect()
    }
}

fn characters(count: u64) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} character{plural}")
}

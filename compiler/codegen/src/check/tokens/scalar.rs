//! The rules of numbers and strings as Rust.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::super::plan::{NumberPlan, StringPlan};
use super::{Fields, Maybe, PatternName, Table, count};

pub(super) fn number(plan: &NumberPlan) -> Fields {
    let mut fields = Fields::of("NumberRules");
    let bounds = [
        ("minimum", &plan.minimum),
        ("maximum", &plan.maximum),
        ("exclusive_minimum", &plan.exclusive_minimum),
        ("exclusive_maximum", &plan.exclusive_maximum),
        ("multiple_of", &plan.multiple_of),
    ];
    for (field, bound) in bounds {
        if let Some(text) = bound {
            let bound = Bound(text);
            fields.set(field, quote!(Some(#bound)));
        }
    }
    fields
}

pub(super) fn string(name: &str, plan: &StringPlan) -> Fields {
    let mut fields = Fields::of("StringRules");
    if let Some(min) = plan.min_length {
        fields.set("min_length", count(min));
    }
    if let Some(max) = plan.max_length {
        fields.set("max_length", count(max));
    }
    if let Some(id) = plan.pattern {
        let pattern = PatternName { name, id };
        fields.set("pattern", quote!(Some(&#pattern)));
    }
    if let Some(format) = plan.format {
        fields.set("format", quote!(Some(table::Format::named(#format))));
    }
    fields
}

struct Bound<'p>(&'p str);

impl ToTokens for Bound<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let text = self.0;
        let integer = Maybe(text.parse().ok().map(Literal::i64_unsuffixed));
        tokens.extend(quote!(#Table::Bound { text: #text, integer: #integer }));
    }
}

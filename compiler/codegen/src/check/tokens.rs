//! A plan as Rust: one struct per shape of the table, each written by its `ToTokens`.
//!
//! Only what differs from "asks nothing" is written; the rest comes from the table's `ANY`
//! constants by struct update, so the source stays small and rustc has only data to compile.

mod applicator;
mod container;
mod scalar;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::literal::Quoted;

use super::plan::{NodeId, Plan, PlanNode, RestPlan, TypeSet};

/// The `static` items of a plan: its patterns and its nodes.
pub(super) struct Items<'p> {
    /// Prefixes every item's name.
    pub(super) name: &'p str,
    /// The plan.
    pub(super) plan: &'p Plan,
}

/// The path to the table's types: the module around has what [`super::imports`] writes.
pub(super) struct Table;

/// The name of the `static` with a plan's nodes.
pub(super) fn nodes_name(name: &str) -> proc_macro2::Ident {
    format_ident!("{name}_NODES")
}

impl ToTokens for Table {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote!(table));
    }
}

impl ToTokens for Items<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { name, plan } = self;
        for (id, source) in plan.patterns.iter().enumerate() {
            let source = Quoted(source);
            let pattern = PatternName { name, id };
            tokens.extend(quote! {
                static #pattern: Pattern = Pattern::new(#source);
            });
        }
        let nodes_name = nodes_name(name);
        let length = Literal::usize_unsuffixed(plan.nodes.len());
        let nodes = plan.nodes.iter().map(|node| Node { name, node });
        tokens.extend(quote! {
            static #nodes_name: [#Table::Node; #length] = [#(#nodes),*];
        });
    }
}

/// The name of a pattern's `static`.
struct PatternName<'p> {
    name: &'p str,
    id: usize,
}

impl ToTokens for PatternName<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        format_ident!("{}_PATTERN_{}", self.name, self.id).to_tokens(tokens);
    }
}

struct Node<'p> {
    name: &'p str,
    node: &'p PlanNode,
}

impl ToTokens for Node<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { name, node } = *self;
        let mut fields = Fields::of("Node");
        if node.types != TypeSet::ANY {
            fields.set("types", Types(node.types));
        }
        fields.set_rules("number", &scalar::number(&node.number));
        fields.set_rules("string", &scalar::string(name, &node.string));
        fields.set_rules("array", &container::array(&node.array));
        fields.set_rules("object", &container::object(name, &node.object));
        if !node.any.is_empty() {
            let applicators = node.any.iter().map(applicator::Applicator);
            fields.set("any", quote!(&[#(#applicators),*]));
        }
        if let Some(tag) = node.tag.as_deref().map(applicator::Tag) {
            fields.set("tag", quote!(Some(&#tag)));
        }
        fields.to_tokens(tokens);
    }
}

struct Types(TypeSet);

impl ToTokens for Types {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        const NAMES: [(TypeSet, &str); 8] = [
            (TypeSet::NUMBER, "NUMBER"),
            (TypeSet::INTEGER, "INTEGER"),
            (TypeSet::DIGITS, "DIGITS"),
            (TypeSet::OBJECT, "OBJECT"),
            (TypeSet::ARRAY, "ARRAY"),
            (TypeSet::STRING, "STRING"),
            (TypeSet::BOOLEAN, "BOOLEAN"),
            (TypeSet::NULL, "NULL"),
        ];
        let mut left = self.0.0;
        let mut written = TokenStream::new();
        for (set, name) in NAMES {
            if left & set.0 != set.0 {
                continue;
            }
            left &= !set.0;
            let name = format_ident!("{name}");
            let one = quote!(#Table::Types::#name);
            written = if written.is_empty() {
                one
            } else {
                quote!(#written.or(#one))
            };
        }
        tokens.extend(if written.is_empty() {
            quote!(#Table::Types::NONE)
        } else {
            written
        });
    }
}

/// A struct expression of the table, with the fields that differ from `ANY`.
struct Fields {
    shape: &'static str,
    values: Vec<TokenStream>,
    /// Items that the fields name.
    items: TokenStream,
}

impl Fields {
    fn of(shape: &'static str) -> Self {
        Self {
            shape,
            values: Vec::new(),
            items: TokenStream::new(),
        }
    }

    fn item(&mut self, item: TokenStream) {
        self.items.extend(item);
    }

    fn set(&mut self, field: &str, value: impl ToTokens) {
        let field = format_ident!("{field}");
        self.values.push(quote!(#field: #value));
    }

    /// Sets a field to rules, unless they ask nothing.
    fn set_rules(&mut self, field: &str, rules: &Self) {
        if !rules.values.is_empty() {
            self.set(field, quote!(Some(&#rules)));
        }
    }
}

impl ToTokens for Fields {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let shape = format_ident!("{}", self.shape);
        let Self { values, items, .. } = self;
        let value = if values.is_empty() {
            quote!(#Table::#shape::ANY)
        } else {
            quote!(#Table::#shape { #(#values,)* ..#Table::#shape::ANY })
        };
        tokens.extend(if items.is_empty() {
            value
        } else {
            quote!({ #items #value })
        });
    }
}

/// A reference to a node.
struct At(NodeId);

impl ToTokens for At {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let place = Literal::u32_unsuffixed(self.0);
        tokens.extend(quote!(#Table::At(#place)));
    }
}

struct Rest(RestPlan);

impl ToTokens for Rest {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self.0 {
            RestPlan::Open => quote!(#Table::Rest::Open),
            RestPlan::Closed => quote!(#Table::Rest::Closed),
            RestPlan::Fits(node) => {
                let node = At(node);
                quote!(#Table::Rest::Fits(#node))
            }
        });
    }
}

/// `Some(…)` or `None`.
struct Maybe<T>(Option<T>);

impl<T: ToTokens> ToTokens for Maybe<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(if let Some(value) = &self.0 {
            quote!(Some(#value))
        } else {
            quote!(None)
        });
    }
}

fn count(count: u64) -> Literal {
    Literal::u64_unsuffixed(count)
}

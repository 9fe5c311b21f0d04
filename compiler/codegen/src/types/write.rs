//! The items of a plan as Rust: one small struct per shape.
//!
//! What is emitted is declarations: structs and enums, each with a derive of
//! `mcpreg_contract::typed` and, in `#[typed(…)]`, what JSON has otherwise than Rust. Items name
//! that library as `typed`, JSON values as `Value` and maps as `BTreeMap`; [`imports`] brings
//! these in, once per module. Documentation is the server's own, through
//! [`ForeignText`](crate::foreign_text::ForeignText) and nothing else.

mod docs;
mod enumeration;
mod field;
mod object;
mod rule;
mod union;

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::member::Members;
use super::name::{Names, identifier};
use super::plan::{Body, Definition, DefinitionId, Plan, Shape};

use docs::Docs;
use enumeration::EnumItem;
use object::StructItem;
use rule::RuleItem;
use union::{UnionItem, variant_names};

/// Writes the definitions in order.
pub(super) fn items(
    plan: &Plan,
    order: &[DefinitionId],
    names: &Names,
    members: &Members,
) -> TokenStream {
    let keys = keys(plan, order);
    let mut items = TokenStream::new();
    for id in order {
        let definition = &plan.definitions[*id];
        let item = Item {
            name: names.of(*id),
            definition,
            types: members[id].as_slice(),
        };
        match &definition.body {
            Body::Struct(of) => StructItem { item: &item, of }.to_tokens(&mut items),
            Body::Enum(values) => EnumItem {
                item: &item,
                values,
                is_key: keys.contains(id),
            }
            .to_tokens(&mut items),
            Body::Union(shapes) => UnionItem {
                item: &item,
                variants: variant_names(plan, names, shapes, &item),
            }
            .to_tokens(&mut items),
            Body::Rule(rule) => RuleItem {
                item: &item,
                rule,
                rule_name: names.of_rule(*id),
            }
            .to_tokens(&mut items),
            Body::Alias(_) if plan.is_recursive(*id) => {
                NewtypeItem { item: &item }.to_tokens(&mut items);
            }
            Body::Alias(_) => AliasItem { item: &item }.to_tokens(&mut items),
        }
    }
    items
}

/// A type that stands for any value.
pub(super) fn raw(root: &str) -> TokenStream {
    let root = identifier(root);
    quote!(pub type #root = Value;)
}

/// The imports that items need, in the order rustfmt has them.
pub(super) fn imports(items: &TokenStream) -> TokenStream {
    let mut used = Used::default();
    used.read(items);
    let map = used.map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let contract = match (used.value, used.typed) {
        (true, true) => quote!(
            use mcpreg_contract::{serde_json::Value, typed};
        ),
        (true, false) => quote!(
            use mcpreg_contract::serde_json::Value;
        ),
        (false, true) => quote!(
            use mcpreg_contract::typed;
        ),
        (false, false) => TokenStream::new(),
    };
    quote!(#map #contract)
}

/// What some items name. No type of theirs is called so.
#[derive(Default)]
struct Used {
    map: bool,
    value: bool,
    typed: bool,
}

impl Used {
    fn read(&mut self, tokens: &TokenStream) {
        let mut tokens = tokens.clone().into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.read(&group.stream()),
                TokenTree::Ident(name) => {
                    self.map |= name == "BTreeMap";
                    self.value |= name == "Value";
                    // A field may have this name: a path goes on with two colons.
                    let is_path = matches!(
                        tokens.peek(),
                        Some(TokenTree::Punct(colon)) if colon.as_char() == ':' && colon.spacing() == Spacing::Joint
                    );
                    self.typed |= name == "typed" && is_path;
                }
                _ => {}
            }
        }
    }
}

/// The definitions that are types of keys.
fn keys(plan: &Plan, order: &[DefinitionId]) -> BTreeSet<DefinitionId> {
    let mut keys = BTreeSet::new();
    let mut open: Vec<&Shape> = Vec::new();
    for id in order {
        open.extend(plan.definitions[*id].body.shapes());
    }
    while let Some(shape) = open.pop() {
        if let Shape::Map(Some(key), _) = shape {
            keys.insert(*key);
        }
        open.extend(shape.parts());
    }
    keys
}

/// A definition with its name and the types inside it.
struct Item<'a> {
    name: &'a Ident,
    definition: &'a Definition,
    types: &'a [Type],
}

impl Item<'_> {
    fn docs(&self) -> Docs<'_> {
        Docs::of_type(&self.definition.words)
    }
}

/// A type without a body of its own that leads back to itself.
struct NewtypeItem<'a> {
    item: &'a Item<'a>,
}

impl ToTokens for NewtypeItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, types, docs) = (self.item.name, self.item.types, self.item.docs());
        tokens.extend(quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, typed::Newtype)]
            pub struct #name(#(pub #types),*);
        });
    }
}

/// Another name for a type.
struct AliasItem<'a> {
    item: &'a Item<'a>,
}

impl ToTokens for AliasItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, types, docs) = (self.item.name, self.item.types, self.item.docs());
        tokens.extend(quote! {
            #docs
            pub type #name = #(#types)*;
        });
    }
}

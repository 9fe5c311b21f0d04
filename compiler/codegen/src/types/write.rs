//! The items of a plan as Rust: one small struct per shape.
//!
//! What is emitted is declarations: structs and enums, a line per member that reads it and one
//! that writes it, a table per enumeration, a rule per constrained text. The behaviour is
//! `mcpreg_contract::typed`'s. Methods are `#[inline]`, so that rustc makes machine code of
//! those only that somebody calls. Items name it as `typed`, JSON values as `Value` and maps as
//! `BTreeMap`; [`imports`] brings these in, once per module. Documentation is the server's own,
//! through [`ForeignText`](crate::foreign_text::ForeignText) and nothing else.

mod constructor;
mod docs;
mod enumeration;
mod field;
mod object;
mod rule;
mod union;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::{Ident, Path, Type};

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
    let mut implemented = Implemented::default();
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
            Body::Struct(of) => {
                implemented.objects.push(item.name);
                StructItem { item: &item, of }.to_tokens(&mut items);
            }
            Body::Enum(values) => {
                implemented.enums.push(item.name);
                EnumItem {
                    item: &item,
                    values,
                    is_key: keys.contains(id),
                }
                .to_tokens(&mut items);
            }
            Body::Union(shapes) => {
                implemented.unions.push(item.name);
                let variants = variant_names(plan, names, shapes, item.name);
                UnionItem {
                    item: &item,
                    variants,
                }
                .to_tokens(&mut items);
            }
            Body::Rule(rule) => RuleItem { item: &item, rule }.to_tokens(&mut items),
            Body::Alias(_) if plan.is_recursive(*id) => {
                implemented.newtypes.push(item.name);
                NewtypeItem { item: &item }.to_tokens(&mut items);
            }
            Body::Alias(_) => AliasItem { item: &item }.to_tokens(&mut items),
        }
    }
    implemented.to_tokens(&mut items);
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
    if let Ok(file) = syn::parse2::<syn::File>(items.clone()) {
        used.visit_file(&file);
    }
    let import = |name: &str, import: TokenStream| used.0.contains(name).then_some(import);
    let map = import(
        "BTreeMap",
        quote!(
            use ::std::collections::BTreeMap;
        ),
    );
    let value = import(
        "Value",
        quote!(
            use ::mcpreg_contract::serde_json::Value;
        ),
    );
    let typed = import(
        "typed",
        quote!(
            use ::mcpreg_contract::typed;
        ),
    );
    quote!(#map #value #typed)
}

/// What the paths of some items begin with.
#[derive(Default)]
struct Used(BTreeSet<String>);

impl<'ast> Visit<'ast> for Used {
    fn visit_path(&mut self, path: &'ast Path) {
        let first = path.segments.first();
        self.0.extend(first.map(|it| it.ident.to_string()));
        visit::visit_path(self, path);
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
        Docs::of(&self.definition.words)
    }
}

/// The types that are read and written through the library, by how.
#[derive(Default)]
struct Implemented<'a> {
    objects: Vec<&'a Ident>,
    enums: Vec<&'a Ident>,
    unions: Vec<&'a Ident>,
    newtypes: Vec<&'a Ident>,
}

impl ToTokens for Implemented<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let kinds = [
            ("objects", &self.objects),
            ("enums", &self.enums),
            ("unions", &self.unions),
            ("newtypes", &self.newtypes),
        ];
        let lists = kinds.iter().filter(|(_, names)| !names.is_empty());
        let lists: Vec<_> = lists
            .map(|(kind, names)| {
                let kind = identifier(kind);
                quote!(#kind: [#(#names),*])
            })
            .collect();
        if !lists.is_empty() {
            tokens.extend(quote!(typed::serde_impls! { #(#lists),* }));
        }
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
            #[derive(Debug, Clone, PartialEq)]
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

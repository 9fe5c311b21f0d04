//! What typify decided: the Rust type of each member, variant and alias.
//!
//! Only those types are taken out of its output. Attributes, documentation, derives, impls and
//! its error module stay behind; an item that is not what the plan asked for is an error.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use syn::visit_mut::{self, VisitMut};
use syn::{Fields, Item, Path, Type};

use super::dress::Wardrobe;
use super::name::{Names, definition_of, field_placeholder};
use super::plan::{Body, DefinitionId, Plan, Rest, Shape};

/// The types inside each definition, in the plan's order; a struct's kept rest comes last.
pub(super) type Members = BTreeMap<DefinitionId, Vec<Type>>;

/// Takes the types out of typify's items and gives them their final names.
pub(super) fn take(
    items: TokenStream,
    plan: &Plan,
    order: &[DefinitionId],
    names: &Names,
) -> Result<Members, String> {
    let file: syn::File = syn::parse2(items).map_err(|error| error.to_string())?;
    let mut members = Members::new();
    for item in file.items {
        let (name, types) = match &item {
            Item::Struct(item) => (
                &item.ident,
                item.fields.iter().map(|it| it.ty.clone()).collect(),
            ),
            Item::Enum(item) => (&item.ident, variant_types(item)?),
            _ => continue,
        };
        let name = name.to_string();
        let id =
            definition_of(&name).ok_or_else(|| format!("an item that nobody asked for: {name}"))?;
        let definition = plan
            .definitions
            .get(id)
            .ok_or("a definition that is not planned")?;
        check(&definition.body, &item)?;
        if members.insert(id, types).is_some() {
            return Err(format!("two items are named {name}"));
        }
    }
    if let Some(missing) = order.iter().find(|id| !members.contains_key(id)) {
        return Err(format!("no item was made for {}", names.of(*missing)));
    }
    let wardrobe = Wardrobe { plan, names };
    for (id, types) in &mut members {
        let body = &plan.definitions[*id].body;
        if matches!(body, Body::Enum(_) | Body::Rule(_)) {
            types.clear();
        }
        let optional = optional(body);
        let rest = match body {
            Body::Struct(of) if matches!(of.rest, Rest::Kept(_)) => Some(of.fields.len()),
            _ => None,
        };
        for ((place, ty), shape) in types.iter_mut().enumerate().zip(body.shapes()) {
            Renaming { names }.visit_type_mut(ty);
            *ty = if rest == Some(place) {
                wardrobe.dress(&Shape::Map(None, Box::new(shape.clone())), ty)?
            } else if optional.contains(&place) {
                wardrobe.optional(shape, ty)?
            } else {
                wardrobe.dress(shape, ty)?
            };
        }
    }
    Ok(members)
}

/// The places of the fields that may be absent.
fn optional(body: &Body) -> BTreeSet<usize> {
    match body {
        Body::Struct(of) => {
            let fields = of.fields.iter().enumerate();
            let optional = fields.filter(|(_, field)| !field.is_required);
            optional.map(|(place, _)| place).collect()
        }
        _ => BTreeSet::new(),
    }
}

fn variant_types(item: &syn::ItemEnum) -> Result<Vec<Type>, String> {
    let mut types = Vec::new();
    for variant in &item.variants {
        match &variant.fields {
            Fields::Unit => {}
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                types.push(fields.unnamed[0].ty.clone());
            }
            _ => return Err(format!("{} has a variant of another form", item.ident)),
        }
    }
    Ok(types)
}

/// Whether an item has the form and the number of members that the plan asks for.
fn check(body: &Body, item: &Item) -> Result<(), String> {
    let is_as_planned = match (body, item) {
        (Body::Struct(planned), Item::Struct(item)) => {
            let rest = usize::from(matches!(planned.rest, Rest::Kept(_)));
            let names = item.fields.iter().map(|field| field.ident.as_ref());
            let is_named = names
                .enumerate()
                .take(planned.fields.len())
                .all(|(index, name)| name.is_some_and(|name| *name == field_placeholder(index)));
            is_named && item.fields.len() == planned.fields.len() + rest
        }
        (Body::Enum(_) | Body::Rule(_), Item::Enum(_)) => true,
        (Body::Union(shapes), Item::Enum(item)) => item.variants.len() == shapes.len(),
        (Body::Alias(_), Item::Struct(item)) => item.fields.len() == 1,
        _ => false,
    };
    if is_as_planned {
        Ok(())
    } else {
        Err("an item has another form than planned".to_owned())
    }
}

/// Placeholders to names, the standard library to the prelude.
struct Renaming<'n> {
    names: &'n Names,
}

impl VisitMut for Renaming<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let segments: Vec<_> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let segments: Vec<_> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            ["std", "string" | "vec" | "option" | "boxed", _] => {
                let last = path.segments.last().cloned();
                path.leading_colon = None;
                path.segments = last.into_iter().collect();
            }
            [placeholder] => {
                if let Some(id) = definition_of(placeholder) {
                    path.segments[0].ident = self.names.of(id).clone();
                }
            }
            _ => {}
        }
    }
}

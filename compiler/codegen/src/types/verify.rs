//! The last look at the emitted items: only forms and names that may be there.
//!
//! What the passes guarantee is asked once more of the tokens themselves, so a slip in any of
//! them costs a schema its types and never the build.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use syn::{Attribute, Fields, Item};

/// Accepts items that rustc will find no fault with in names or forms.
pub(super) fn verify(items: &TokenStream) -> Result<(), String> {
    let file: syn::File = syn::parse2(items.clone()).map_err(|error| error.to_string())?;
    let mut names = BTreeSet::new();
    for item in &file.items {
        let (name, attributes) = match item {
            Item::Struct(item) => {
                check_fields(&item.fields)?;
                (&item.ident, &item.attrs)
            }
            Item::Enum(item) => {
                let variants = item.variants.iter();
                check_distinct(variants.clone().map(|variant| variant.ident.to_string()))?;
                variants
                    .clone()
                    .try_for_each(|variant| check_attributes(&variant.attrs))?;
                variants
                    .clone()
                    .try_for_each(|variant| check_fields(&variant.fields))?;
                (&item.ident, &item.attrs)
            }
            Item::Type(item) => (&item.ident, &item.attrs),
            _ => return Err("an item that is no type".to_owned()),
        };
        check_attributes(attributes)?;
        if !names.insert(name.to_string()) {
            return Err(format!("two types are named {name}"));
        }
    }
    Ok(())
}

fn check_fields(fields: &Fields) -> Result<(), String> {
    fields
        .iter()
        .try_for_each(|field| check_attributes(&field.attrs))?;
    check_distinct(
        fields
            .iter()
            .filter_map(|field| field.ident.as_ref())
            .map(ToString::to_string),
    )
}

fn check_attributes(attributes: &[Attribute]) -> Result<(), String> {
    let is_known = |attribute: &Attribute| {
        ["doc", "derive", "typed"]
            .iter()
            .any(|name| attribute.path().is_ident(name))
    };
    if attributes.iter().all(is_known) {
        Ok(())
    } else {
        Err("an attribute that is none of ours".to_owned())
    }
}

fn check_distinct(names: impl Iterator<Item = String>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if let Some(twice) = seen.replace(name) {
            return Err(format!("two members are named {twice}"));
        }
    }
    Ok(())
}

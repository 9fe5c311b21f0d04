//! The final names of a plan's types, fields and variants.
//!
//! typify never sees them: it works on placeholders that none of its own naming rules touch,
//! and [`super::write`] puts these in their place. The root type is named exactly as asked;
//! every other name starts with the root's, so two schemas fit into one module.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use syn::Ident;

use super::ident;
use super::plan::{DefinitionId, Plan};

/// The names of the types of one plan.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<DefinitionId, Ident>);

impl Names {
    /// Names the definitions in the order given, whose first is the root.
    pub(super) fn assign(plan: &Plan, order: &[DefinitionId], root: &str) -> Self {
        let mut taken = BTreeSet::new();
        let mut names = BTreeMap::new();
        for (place, id) in order.iter().enumerate() {
            let hint = plan.definitions[*id].hint.as_str();
            let hint = if hint == root {
                format!("{root}Inner")
            } else {
                shortened(hint)
            };
            let wanted = if place == 0 { root } else { &hint };
            let name = ident::unique(wanted, wanted, &mut taken);
            names.insert(*id, identifier(&name));
        }
        Self(names)
    }

    /// A definition's name.
    pub(super) fn of(&self, id: DefinitionId) -> &Ident {
        &self.0[&id]
    }
}

/// What typify knows a definition by.
pub(super) fn type_placeholder(id: DefinitionId) -> String {
    format!("T{id:04}")
}

/// The definition that a placeholder stands for.
pub(super) fn definition_of(placeholder: &str) -> Option<DefinitionId> {
    let digits = placeholder.strip_prefix('T')?;
    let is_number = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

/// What typify knows a field by.
pub(super) fn field_placeholder(index: usize) -> String {
    format!("p{index:04}")
}

/// An identifier out of a name that [`super::ident`] made.
pub(super) fn identifier(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Long paths keep their root and their end, which say most.
fn shortened(hint: &str) -> String {
    const KEPT: usize = 32;
    if hint.len() <= 2 * KEPT {
        return hint.to_owned();
    }
    let end = &hint[hint.len() - KEPT..];
    let word = end
        .find(|character: char| character.is_ascii_uppercase())
        .unwrap_or(0);
    format!("{}{}", &hint[..KEPT], &end[word..])
}

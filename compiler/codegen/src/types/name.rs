//! The final names of a plan's types, fields and variants.
//!
//! typify never sees them: it works on placeholders that none of its own naming rules touch,
//! and [`super::write`] puts these in their place. The root type is named exactly as asked. The
//! others are named by their path from it, without the root's own name unless the rest of the
//! path is a name that something else in the module has.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use syn::Ident;

use super::ident;
use super::plan::{Body, Definition, DefinitionId, Plan};

/// What the emitted code means by these names: the roots of a module's two schemas, what the
/// module imports, and what people expect of the prelude.
const RESERVED: [&str; 14] = [
    "arguments",
    "box",
    "btreemap",
    "err",
    "none",
    "ok",
    "option",
    "output",
    "result",
    "self",
    "some",
    "string",
    "value",
    "vec",
];

/// The names of the types of one plan.
#[derive(Debug)]
pub(super) struct Names {
    types: BTreeMap<DefinitionId, Ident>,
    rules: BTreeMap<DefinitionId, Ident>,
    /// All of them in lower case.
    taken: BTreeSet<String>,
}

impl Names {
    /// Names the definitions in the order given, whose first is the root, with none that is
    /// taken.
    pub(super) fn assign(
        plan: &Plan,
        order: &[DefinitionId],
        root: &str,
        taken: &BTreeSet<String>,
    ) -> Self {
        let mut names = Self {
            types: BTreeMap::new(),
            rules: BTreeMap::new(),
            taken: taken.clone(),
        };
        names.taken.extend(RESERVED.map(str::to_owned));
        for (place, id) in order.iter().enumerate() {
            let Definition { hint, body, .. } = &plan.definitions[*id];
            let name = if place == 0 {
                root.to_owned()
            } else {
                names.free(hint, root)
            };
            if let Body::Rule(_) = body {
                let rule = format!("{name}Rule");
                let rule = ident::unique(&rule, &rule, &mut names.taken);
                names.rules.insert(*id, identifier(&rule));
            }
            names.types.insert(*id, identifier(&name));
        }
        names
    }

    /// A name that is not taken: the hint without the root's name, or else with it.
    fn free(&mut self, hint: &str, root: &str) -> String {
        let short = shortened(hint.strip_prefix(root).unwrap_or(hint));
        let is_name = short.starts_with(|first: char| first.is_ascii_uppercase());
        if is_name && self.taken.insert(short.to_ascii_lowercase()) {
            return short;
        }
        let long = if hint == root {
            format!("{root}Inner")
        } else {
            shortened(hint)
        };
        ident::unique(&long, &long, &mut self.taken)
    }

    /// A definition's name.
    pub(super) fn of(&self, id: DefinitionId) -> &Ident {
        &self.types[&id]
    }

    /// The name of a rule's marker type, beside the name of the type that keeps the rule.
    pub(super) fn of_rule(&self, id: DefinitionId) -> &Ident {
        &self.rules[&id]
    }

    /// Every name in lower case.
    pub(super) fn into_taken(self) -> BTreeSet<String> {
        self.taken
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

//! What typify decided: the Rust type of each member, variant and alias.
//!
//! In goes the space of types that typify made of a plan, out come the types inside each definition
//! in their final form ([`Wardrobe`]). An entry that is not what the plan asked for is an error.

use std::collections::BTreeMap;

use syn::Type;
use typify::{TypeDetails, TypeEnumVariant, TypeId, TypeSpace};

use super::dress::Wardrobe;
use super::name::{Names, definition_of, field_placeholder};
use super::plan::{Body, DefinitionId, Plan, Rest, Shape};

/// The types inside each definition, in the plan's order; a struct's kept rest comes last.
pub(super) type Members = BTreeMap<DefinitionId, Vec<Type>>;

/// Takes the types out of typify's space and gives them their final form and names.
pub(super) fn take(
    space: &TypeSpace,
    plan: &Plan,
    order: &[DefinitionId],
    names: &Names,
) -> Result<Members, String> {
    let mut made = BTreeMap::new();
    for entry in space.iter_types() {
        let name = entry.name();
        let Some(id) = definition_of(&name) else {
            continue;
        };
        let definition = plan.definitions.get(id);
        let definition =
            definition.ok_or_else(|| format!("a type that nobody asked for: {name}"))?;
        let within = within(&definition.body, &entry.details())
            .ok_or_else(|| format!("{name} has another form than planned: {}", entry.describe()))?;
        if made.insert(id, within).is_some() {
            return Err(format!("two types are named {name}"));
        }
    }
    let wardrobe = Wardrobe { space, plan, names };
    let members = order.iter().map(|id| {
        let of = made.get(id);
        let of = of.ok_or_else(|| format!("no type was made for {}", names.of(*id)))?;
        Ok((*id, dressed(&wardrobe, &plan.definitions[*id].body, of)?))
    });
    members.collect()
}

/// The final types inside a definition.
fn dressed(wardrobe: &Wardrobe<'_>, body: &Body, made: &[TypeId]) -> Result<Vec<Type>, String> {
    let Body::Struct(of) = body else {
        let shapes = body.shapes().into_iter().zip(made);
        return shapes
            .map(|(shape, id)| wardrobe.dress(shape, id))
            .collect();
    };
    let fields = of.fields.iter().zip(made).map(|(field, id)| {
        if field.is_required {
            wardrobe.dress(&field.shape, id)
        } else {
            wardrobe.optional(&field.shape, id)
        }
    });
    let rest = match &of.rest {
        Rest::Kept(shape) => made.last().map(|id| {
            let map = Shape::Map(None, Box::new(shape.clone()));
            wardrobe.dress(&map, id)
        }),
        Rest::Dropped | Rest::Refused => None,
    };
    fields.chain(rest).collect()
}

/// The types inside an entry; nothing unless it has the form and the members that the plan asks
/// for.
fn within(body: &Body, details: &TypeDetails<'_>) -> Option<Vec<TypeId>> {
    match (body, details) {
        (Body::Struct(planned), TypeDetails::Struct(made)) => {
            let rest = usize::from(matches!(planned.rest, Rest::Kept(_)));
            let (names, types): (Vec<_>, Vec<_>) = made.properties().unzip();
            let is_named = names.iter().enumerate().take(planned.fields.len());
            let is_named = is_named
                .into_iter()
                .all(|(index, name)| *name == field_placeholder(index));
            (is_named && types.len() == planned.fields.len() + rest).then_some(types)
        }
        // Members of any name and no others are a map.
        (Body::Struct(planned), TypeDetails::Newtype(made)) if planned.fields.is_empty() => {
            matches!(planned.rest, Rest::Kept(_)).then(|| vec![made.inner()])
        }
        (Body::Enum(_) | Body::Rule(_), TypeDetails::Enum(_)) => Some(Vec::new()),
        (Body::Union(shapes), TypeDetails::Enum(made)) => {
            let mut types = Vec::new();
            let mut variants = 0;
            for (_, variant) in made.variants() {
                variants += 1;
                match variant {
                    TypeEnumVariant::Simple => {}
                    TypeEnumVariant::Tuple(of) if of.len() == 1 => types.extend(of),
                    TypeEnumVariant::Tuple(_) | TypeEnumVariant::Struct(_) => return None,
                }
            }
            (variants == shapes.len()).then_some(types)
        }
        (Body::Alias(_), TypeDetails::Newtype(made)) => Some(vec![made.inner()]),
        _ => None,
    }
}

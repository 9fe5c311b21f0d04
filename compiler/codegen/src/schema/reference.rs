//! `$ref` and its dynamic kin: from a reference to the subschema it means.

use crate::json::Json;

use super::resource::{RECURSIVE, ResourceId, Resources};
use super::scope::{ScopeId, Scopes};
use super::uri;

/// A subschema and the resource it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'s> {
    /// The subschema.
    pub(crate) schema: &'s Json,
    /// Its resource.
    pub(crate) resource: ResourceId,
}

/// Why a reference means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dangling {
    /// It leads to a document that nobody handed over.
    Document,
    /// It is not percent-encoded UTF-8.
    Encoding,
    /// It names an anchor that is not there.
    Anchor,
    /// It names a place that is not there.
    Place,
}

/// The subschema that `reference`, found in a resource, means; the document it leads to is read
/// now if it was not yet.
///
/// # Errors
///
/// Why it cannot be told: dangling, or in a document that cannot be used.
pub(crate) fn resolve<'s>(
    resources: &mut Resources<'s>,
    from: ResourceId,
    reference: &str,
) -> Result<Place<'s>, String> {
    resources.load(&address(resources, from, reference))?;
    target(resources, from, reference).map_err(|dangling| match dangling {
        Dangling::Document => format!(
            "$ref {reference:?} leads to a document that is not at hand; none is ever fetched"
        ),
        Dangling::Encoding => format!("$ref {reference:?} is not percent-encoded UTF-8"),
        Dangling::Anchor | Dangling::Place => format!("$ref {reference:?} leads nowhere"),
    })
}

/// The subschema that `reference`, found in a resource, means among those that were read.
///
/// # Errors
///
/// Why it means none.
pub(crate) fn target<'s>(
    resources: &Resources<'s>,
    from: ResourceId,
    reference: &str,
) -> Result<Place<'s>, Dangling> {
    let resource = resources.at(&address(resources, from, reference));
    let resource = resource.ok_or(Dangling::Document)?;
    let (_, fragment) = uri::split_fragment(reference);
    let fragment = uri::percent_decoded(fragment).ok_or(Dangling::Encoding)?;
    if fragment.is_empty() || fragment.starts_with('/') {
        return at_pointer(resources, resource, &fragment).ok_or(Dangling::Place);
    }
    let anchor = resources.get(resource).anchors.get(&fragment).copied();
    let schema = anchor.ok_or(Dangling::Anchor)?;
    Ok(Place { schema, resource })
}

/// The value at a JSON pointer into a resource, and the resource it stands in.
pub(crate) fn at_pointer<'s>(
    resources: &Resources<'s>,
    resource: ResourceId,
    pointer: &str,
) -> Option<Place<'s>> {
    let schema = resources.get(resource).root;
    let whole = Place { schema, resource };
    pointer.split('/').skip(1).try_fold(whole, |place, token| {
        let schema = place.schema.at_token(token)?;
        let resource = resources.rooted_at(schema).unwrap_or(place.resource);
        Some(Place { schema, resource })
    })
}

/// The address of the resource that a reference leads to.
fn address(resources: &Resources<'_>, from: ResourceId, reference: &str) -> String {
    uri::resolve(&resources.get(from).uri, uri::split_fragment(reference).0)
}

/// The subschema that a `$dynamicRef` means in a dynamic scope (2020-12 Core, section 8.2.3.2).
///
/// # Errors
///
/// As [`resolve`].
pub(crate) fn resolve_dynamic<'s>(
    resources: &mut Resources<'s>,
    scopes: (&Scopes, ScopeId),
    from: ResourceId,
    reference: &str,
) -> Result<Place<'s>, String> {
    let initial = resolve(resources, from, reference)?;
    let (_, fragment) = uri::split_fragment(reference);
    let anchor = uri::percent_decoded(fragment).unwrap_or_default();
    Ok(outermost(resources, scopes, initial, &anchor))
}

/// The subschema that a `$recursiveRef` means in a dynamic scope (2019-09 Core, section 8.2.4.2).
///
/// # Errors
///
/// The reference, where it is not `#`.
pub(crate) fn resolve_recursive<'s>(
    resources: &Resources<'s>,
    scopes: (&Scopes, ScopeId),
    from: ResourceId,
    reference: &str,
) -> Result<Place<'s>, String> {
    if reference != "#" {
        return Err(format!("$recursiveRef is {reference:?}, not \"#\""));
    }
    let schema = resources.get(from).root;
    let resource = from;
    Ok(outermost(
        resources,
        scopes,
        Place { schema, resource },
        RECURSIVE,
    ))
}

/// The outermost subschema with a dynamic anchor, where the initial one has it too.
fn outermost<'s>(
    resources: &Resources<'s>,
    (scopes, scope): (&Scopes, ScopeId),
    initial: Place<'s>,
    anchor: &str,
) -> Place<'s> {
    let dynamic = |resource| resources.get(resource).dynamic.get(anchor).copied();
    let is_dynamic =
        dynamic(initial.resource).is_some_and(|schema| std::ptr::eq(schema, initial.schema));
    let outer = scopes.outermost(scope, anchor).filter(|_| is_dynamic);
    outer
        .and_then(|resource| dynamic(resource).map(|schema| Place { schema, resource }))
        .unwrap_or(initial)
}

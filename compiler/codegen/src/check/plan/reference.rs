//! `$ref` and its dynamic kin: from a reference to the subschema it means.

use crate::json::Json;

use super::resource::{RECURSIVE, ResourceId, Resources};
use super::scope::{ScopeId, Scopes};
use super::uri;

/// A subschema and the resource it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'s> {
    /// The subschema.
    pub(super) schema: &'s Json,
    /// Its resource.
    pub(super) resource: ResourceId,
}

/// The subschema that `reference`, found in a resource, means.
///
/// # Errors
///
/// Why it cannot be told: dangling, or in a document that nobody handed over.
pub(super) fn resolve<'s>(
    resources: &mut Resources<'s>,
    from: ResourceId,
    reference: &str,
) -> Result<Place<'s>, String> {
    let (address, fragment) = uri::split_fragment(reference);
    let address = uri::resolve(&resources.get(from).uri, address);
    let Some(resource) = resources.at(&address)? else {
        return Err(format!(
            "$ref {reference:?} leads to a document that is not at hand; none is ever fetched"
        ));
    };
    let fragment = uri::percent_decoded(fragment)
        .ok_or_else(|| format!("$ref {reference:?} is not percent-encoded UTF-8"))?;
    let schema = resources.get(resource).root;
    if fragment.is_empty() {
        return Ok(Place { schema, resource });
    }
    let found = if fragment.starts_with('/') {
        at_pointer(resources, Place { schema, resource }, &fragment)
    } else {
        let anchor = resources.get(resource).anchors.get(&fragment).copied();
        anchor.map(|schema| Place { schema, resource })
    };
    found.ok_or_else(|| format!("$ref {reference:?} leads nowhere"))
}

/// The subschema that a `$dynamicRef` means in a dynamic scope (2020-12 Core, section 8.2.3.2).
///
/// # Errors
///
/// As [`resolve`].
pub(super) fn resolve_dynamic<'s>(
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
pub(super) fn resolve_recursive<'s>(
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

/// The value at a JSON pointer, and the resource it stands in.
fn at_pointer<'s>(resources: &Resources<'s>, from: Place<'s>, pointer: &str) -> Option<Place<'s>> {
    pointer.split('/').skip(1).try_fold(from, |place, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        let schema = match place.schema {
            Json::Array(items) => items.get(index(&token)?)?,
            value => value.get(&token)?,
        };
        let resource = resources.rooted_at(schema).unwrap_or(place.resource);
        Some(Place { schema, resource })
    })
}

/// An array index as RFC 6901 (section 4) writes it.
fn index(token: &str) -> Option<usize> {
    let is_canonical = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|_| is_canonical)
}

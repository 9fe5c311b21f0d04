//! The legacy era: `initialize`, and lists as clients up to 2025-11-25 read them.

use std::borrow::Cow;

use mcpreg_contract::Tool;
use mcpreg_wire::{INVALID_PARAMS, LEGACY, ReplyError, string, without_member};
use memchr::memmem;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{listing, write_array};
use crate::params::Params;

/// A session that a client has opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The revision of the protocol that is spoken in it.
    pub(crate) revision: &'static str,
    /// The result of `initialize`.
    pub(crate) result: String,
}

/// Opens a session: in the revision asked for where it is known, in our newest otherwise.
pub(super) fn initialize(params: &Params<'_>, info: &str) -> Result<Opened, ReplyError> {
    let asked = params.protocol_version.and_then(string).ok_or_else(|| {
        ReplyError::new(INVALID_PARAMS, "params.protocolVersion must be a string")
    })?;
    let revision = LEGACY
        .into_iter()
        .find(|known| **known == *asked)
        .unwrap_or(LEGACY[0]);
    let result = format!(
        "{{\"protocolVersion\":\"{revision}\",\"capabilities\":{{\"tools\":{{}}}},\
         \"serverInfo\":{info}}}"
    );
    Ok(Opened { revision, result })
}

/// The result of `tools/list`.
pub(super) fn list<'a>(tools: impl Iterator<Item = &'a Tool>) -> String {
    let mut list = String::from("{\"tools\":");
    write_array(
        &mut list,
        tools.map(|tool| without_foreign_output(listing(tool))),
    );
    list.push('}');
    list
}

/// Takes an `outputSchema` out that only the modern era allows.
///
/// Until 2025-11-25 its root must say `"type": "object"`; strict clients refuse the whole list
/// over one that does not.
fn without_foreign_output(listing: Cow<'_, str>) -> Cow<'_, str> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Listing<'a> {
        #[serde(borrow)]
        output_schema: Option<&'a RawValue>,
    }
    #[derive(Deserialize)]
    struct Root<'a> {
        #[serde(borrow, rename = "type")]
        kind: Option<&'a RawValue>,
    }
    // Most tools have none, and a listing's keys have no escapes.
    if memmem::find(listing.as_bytes(), b"\"outputSchema\"").is_none() {
        return listing;
    }
    let Ok(Listing {
        output_schema: Some(schema),
    }) = serde_json::from_str(&listing)
    else {
        return listing;
    };
    let root = serde_json::from_str::<Root<'_>>(schema.get());
    if root.is_ok_and(|root| root.kind.is_some_and(|kind| kind.get() == "\"object\"")) {
        return listing;
    }
    Cow::Owned(without_member(&listing, "outputSchema", schema.get()))
}

//! The modern era: `server/discover`, and lists with what 2026-07-28 demands of results.

use mcpreg_contract::Tool;
use mcpreg_wire::META_PREFIX;

use super::{listing, supported, write_array};

/// How long a client may keep an answer, in milliseconds.
///
/// The list only changes when the gateway's binary does.
const TTL_MS: u64 = 300_000;

/// The result of `server/discover`.
pub(super) fn discover(info: &str) -> String {
    let versions = serde_json::to_string(&supported()).expect("strings are JSON");
    format!(
        "{{\"resultType\":\"complete\",\"supportedVersions\":{versions},\
         \"capabilities\":{{\"tools\":{{}}}},{}}}",
        common(info)
    )
}

/// The result of `tools/list`.
pub(super) fn list<'a>(tools: impl Iterator<Item = &'a Tool>, info: &str) -> String {
    let mut list = String::from("{\"resultType\":\"complete\",\"tools\":");
    write_array(&mut list, tools.map(listing));
    list.push(',');
    list.push_str(&common(info));
    list.push('}');
    list
}

/// What both say about themselves: the same for every client of this binary.
fn common(info: &str) -> String {
    format!(
        "\"ttlMs\":{TTL_MS},\"cacheScope\":\"public\",\
         \"_meta\":{{\"{META_PREFIX}serverInfo\":{info}}}"
    )
}

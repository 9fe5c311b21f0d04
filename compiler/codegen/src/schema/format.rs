//! The formats that each dialect defines, by the names `mcpreg_contract::check::format` has for
//! them.
//!
//! A format that a dialect does not define says nothing, even where formats are asserted
//! (2020-12 Validation, section 7.2.3). Draft 4 Validation, section 7.3; draft 6, section 8.3;
//! draft 7, section 7.3; 2019-09 and 2020-12, section 7.3.

use super::Dialect;

/// What to assert for a format, where the dialect defines it.
pub(crate) fn known(dialect: Dialect, name: &str) -> Option<&'static str> {
    const SINCE: [(&str, Dialect); 19] = [
        ("date", Dialect::Draft7),
        ("date-time", Dialect::Draft4),
        ("duration", Dialect::Draft2019),
        ("email", Dialect::Draft4),
        ("hostname", Dialect::Draft4),
        ("idn-email", Dialect::Draft7),
        ("idn-hostname", Dialect::Draft7),
        ("ipv4", Dialect::Draft4),
        ("ipv6", Dialect::Draft4),
        ("iri", Dialect::Draft7),
        ("iri-reference", Dialect::Draft7),
        ("json-pointer", Dialect::Draft6),
        ("regex", Dialect::Draft7),
        ("relative-json-pointer", Dialect::Draft7),
        ("time", Dialect::Draft7),
        ("uri", Dialect::Draft4),
        ("uri-reference", Dialect::Draft6),
        ("uri-template", Dialect::Draft6),
        ("uuid", Dialect::Draft2019),
    ];
    if name == "hostname" && dialect <= Dialect::Draft6 {
        return Some("hostname-rfc1034");
    }
    let mut formats = SINCE.into_iter();
    formats
        .find(|(known, since)| *known == name && *since <= dialect)
        .map(|(known, _)| known)
}

//! Strings of the formats that JSON Schema names (2020-12 Validation, section 7.3).
//!
//! Made in Rust, such a string has the form that its name says; read from JSON it is any string,
//! since `format` is an annotation.

use super::{Format, Text, TextRule};

/// A type for each name of a format.
macro_rules! formats {
    ($($(#[$docs:meta])* $text:ident $rule:ident $name:literal;)*) => {$(
        $(#[$docs])*
        pub type $text = Text<$rule>;

        #[doc = concat!("The rule of a string of the format `", $name, "`.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $rule;

        impl TextRule for $rule {
            const FORMAT: Option<Format> = Some(Format::named($name));
        }
    )*};
}

formats! {
    /// A day, such as `2026-11-22` (RFC 3339, `full-date`).
    Date DateRule "date";
    /// A moment, such as `2026-11-22T20:48:48Z` (RFC 3339, `date-time`).
    DateTime DateTimeRule "date-time";
    /// A time of day with its offset, such as `20:48:48Z` (RFC 3339, `full-time`).
    Time TimeRule "time";
    /// A length of time, such as `P3DT4H` (RFC 3339, appendix A).
    Duration DurationRule "duration";
    /// An Internet mail address (RFC 5321, section 4.1.2).
    Email EmailRule "email";
    /// An Internet mail address that need not be ASCII (RFC 6531).
    IdnEmail IdnEmailRule "idn-email";
    /// A host name (RFC 1123).
    Hostname HostnameRule "hostname";
    /// A host name that need not be ASCII (RFC 5890).
    IdnHostname IdnHostnameRule "idn-hostname";
    /// An IPv4 address, such as `192.0.2.1` (RFC 2673, section 3.2).
    Ipv4 Ipv4Rule "ipv4";
    /// An IPv6 address, such as `2001:db8::1` (RFC 4291, section 2.2).
    Ipv6 Ipv6Rule "ipv6";
    /// A URI (RFC 3986).
    Uri UriRule "uri";
    /// A URI or a relative reference (RFC 3986).
    UriReference UriReferenceRule "uri-reference";
    /// A URI template (RFC 6570).
    UriTemplate UriTemplateRule "uri-template";
    /// An IRI (RFC 3987).
    Iri IriRule "iri";
    /// An IRI or a relative reference (RFC 3987).
    IriReference IriReferenceRule "iri-reference";
    /// A UUID, such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6` (RFC 4122).
    Uuid UuidRule "uuid";
    /// A JSON pointer (RFC 6901, section 5).
    JsonPointer JsonPointerRule "json-pointer";
    /// A relative JSON pointer.
    RelativeJsonPointer RelativeJsonPointerRule "relative-json-pointer";
    /// A regular expression (ECMA-262).
    Regex RegexRule "regex";
}

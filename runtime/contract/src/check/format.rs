//! `format` where it is asserted: a string's form by the name of one.
//!
//! JSON Schema has `format` as an annotation (2020-12 Validation, section 7.2.1); who wants it
//! asserted asks here. The forms are those of the specification's section 7.3, decided by the
//! `jsonschema` crate's own checkers, built once each. A name that is none of them has no
//! opinion.

use std::sync::OnceLock;

use serde_json::{Value, json};

/// The name under which hostnames are those of RFC 1034, as drafts 4 and 6 ask for.
const OLD_HOSTNAME: &str = "hostname-rfc1034";

/// The names of the specification, and the hostnames of the first drafts.
const NAMES: [&str; 20] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    OLD_HOSTNAME,
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// Whether `text` has the form called `name`; nothing where no form is called so.
pub fn is_valid(name: &str, text: &str) -> Option<bool> {
    static CHECKERS: [OnceLock<Option<jsonschema::Validator>>; NAMES.len()] =
        [const { OnceLock::new() }; NAMES.len()];
    let place = NAMES.iter().position(|known| *known == name)?;
    let checker = CHECKERS[place].get_or_init(|| checker(NAMES[place]));
    // A checker that cannot be built admits nothing.
    let admits = |checker: &jsonschema::Validator| checker.is_valid(&Value::String(text.into()));
    Some(checker.as_ref().is_some_and(admits))
}

fn checker(name: &str) -> Option<jsonschema::Validator> {
    let (draft, name) = match name {
        OLD_HOSTNAME => (jsonschema::Draft::Draft4, "hostname"),
        name => (jsonschema::Draft::Draft202012, name),
    };
    jsonschema::options()
        .with_draft(draft)
        .should_validate_formats(true)
        .offline()
        .build(&json!({ "format": name }))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::{NAMES, is_valid};

    #[track_caller]
    fn check(name: &str, valid: &[&str], invalid: &[&str]) {
        for text in valid {
            assert_eq!(is_valid(name, text), Some(true), "{name} {text:?}");
        }
        for text in invalid {
            assert_eq!(is_valid(name, text), Some(false), "{name} {text:?}");
        }
    }

    #[test]
    fn each_name_tells_its_form() {
        check("date", &["2024-02-29"], &["2023-02-29", "2024-2-9", ""]);
        check(
            "date-time",
            &["2024-01-31T10:00:00Z"],
            &["2024-01-31 10:00:00", "2024-01-31"],
        );
        check("duration", &["P1DT2H", "PT0S"], &["P", "1D"]);
        check("email", &["a@example.com"], &["a", "a@"]);
        check("hostname", &["example.com"], &["-a", "a_b", "a..b"]);
        check("hostname-rfc1034", &["example.com"], &["-a"]);
        check("idn-email", &["실례@실례.테스트"], &["2962"]);
        check("idn-hostname", &["실례.테스트"], &["-> $1.00 <--"]);
        check(
            "ipv4",
            &["127.0.0.1"],
            &["127.0.0.256", "127.1", "0127.0.0.1"],
        );
        check(
            "ipv6",
            &["::1", "::ffff:192.168.0.1"],
            &["12345::", "::1%eth0"],
        );
        check("iri", &["http://ƒøø.ßår/?∂éœ"], &["/abc", "\\\\WINDOWS"]);
        check("iri-reference", &["/âππ"], &["\\\\WINDOWS"]);
        check("json-pointer", &["", "/a~1b/0"], &["a", "/~2"]);
        check("regex", &["^a+$", "(?=a)"], &["^(abc]", "a{2,1}"]);
        check("relative-json-pointer", &["0#", "1/a"], &["/a", "01"]);
        check("time", &["10:00:00+02:00"], &["10:00", "24:00:00Z"]);
        check("uri", &["https://example.com/?q=1#x"], &["/a", "a b"]);
        check("uri-reference", &["/a?b#c", ""], &["\\\\WINDOWS"]);
        check("uri-template", &["/a/{b}{?c*}"], &["/a/{b", "/{a:0}"]);
        check(
            "uuid",
            &[
                "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
            ],
            &["2eb8aa08aa9811eab4aa73b441d16380", "2eb8"],
        );
    }

    #[test]
    fn an_unknown_name_has_no_opinion() {
        assert_eq!(is_valid("int32", "x"), None);
        assert!(NAMES.iter().all(|name| is_valid(name, "\0").is_some()));
    }
}

//! `format` where it is asserted: a string's form by the name of one.
//!
//! JSON Schema has `format` as an annotation (2020-12 Validation, section 7.2.1); who wants it
//! asserted asks here. The forms are those of the specification's section 7.3, decided by the
//! `jsonschema` crate's own checkers, built once each. Without the feature `validator` there is
//! no such crate, and no [`Format`] either.

#[cfg(feature = "validator")]
mod checker;

/// A form of strings that JSON Schema names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format(Place);

/// The place of a name among all of them.
#[cfg(feature = "validator")]
type Place = usize;
/// Nothing, for nobody could say whether a string has the form.
#[cfg(not(feature = "validator"))]
type Place = std::convert::Infallible;

impl Format {
    /// Whether `text` has this form.
    pub fn admits(self, text: &str) -> bool {
        #[cfg(feature = "validator")]
        return checker::admits(self.0, text);
        #[cfg(not(feature = "validator"))]
        match (self.0, text) {}
    }

    /// What JSON Schema calls it.
    pub fn name(self) -> &'static str {
        #[cfg(feature = "validator")]
        return checker::NAMES[self.0];
        #[cfg(not(feature = "validator"))]
        match self.0 {}
    }
}

#[cfg(feature = "validator")]
impl Format {
    /// The form of this name.
    ///
    /// # Panics
    ///
    /// The specification has no format of this name; in generated code rustc says so.
    pub const fn named(name: &str) -> Self {
        let mut place = 0;
        while place < checker::NAMES.len() {
            if is_same(checker::NAMES[place].as_bytes(), name.as_bytes()) {
                return Self(place);
            }
            place += 1;
        }
        panic!("JSON Schema has no format of this name");
    }
}

/// Whether two texts are the same, for the compiler.
#[cfg(feature = "validator")]
const fn is_same(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([], []) => true,
        ([first, left @ ..], [other, right @ ..]) => *first == *other && is_same(left, right),
        _ => false,
    }
}

#[cfg(all(test, feature = "validator"))]
mod tests {
    use super::Format;

    #[track_caller]
    fn check(name: &str, valid: &[&str], invalid: &[&str]) {
        for text in valid {
            assert!(Format::named(name).admits(text), "{name} {text:?}");
        }
        for text in invalid {
            assert!(!Format::named(name).admits(text), "{name} {text:?}");
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
    fn a_format_is_called_as_it_was_asked_for() {
        assert_eq!(Format::named("date-time").name(), "date-time");
        assert_ne!(Format::named("iri"), Format::named("iri-reference"));
    }

    #[test]
    #[should_panic(expected = "no format of this name")]
    fn an_unknown_name_is_refused() {
        let _ = Format::named("int32");
    }
}

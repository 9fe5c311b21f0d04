//! Patterns with strings they occur in and strings they do not; decided by a JavaScript engine
//! with the `u` flag, or by Annex B.1.2 where that flag has no meaning for them.

use crate::{Matcher, PatternError};

#[track_caller]
fn check(source: &str, found: &[&str], missed: &[&str]) {
    let pattern =
        Matcher::new(source, [100_000]).unwrap_or_else(|error| panic!("{source}: {error}"));
    for (texts, expected) in [(found, true), (missed, false)] {
        for text in texts {
            assert_eq!(pattern.is_in(text, 0), Some(expected), "{source} {text:?}");
        }
    }
}

#[track_caller]
fn refused(source: &str) {
    assert!(Matcher::new(source, [1_000]).is_err(), "{source}");
}

#[test]
fn classes() {
    check("^[[a]]$", &["[]", "a]"], &["a", "["]);
    check("^[a&&b]$", &["&", "a", "b"], &["c"]);
    check("^[a-z~~b]$", &["~", "a"], &["A"]);
    check("^[[:alpha:]]$", &[":]", "a]"], &["z"]);
    check("^[]a]$", &[], &["a", "]", "a]"]);
    check("^[^]$", &["a", "\n"], &[""]);
    check(r"^\[]$", &["[]"], &["["]);
    check(r"^[\]a.]$", &["]", "a", "."], &["b"]);
    check(r"^[\w-]+$", &["a-b"], &["\u{e9}"]);
    check(r"^[\w-z]+$", &["a-z"], &["+"]);
    check(r"^[a-]$", &["a", "-"], &["b"]);
    check(r"^[\b]$", &["\u{8}"], &["b"]);
    check(r"^[^\0]+$", &["a"], &["\0"]);
    check(r"^[\D]$", &["a", "\u{663}"], &["1"]);
    check(r"^[^\W]$", &["a"], &["-", "\u{e9}"]);
}

#[test]
fn class_escapes_are_the_same_beside_look_around() {
    check(r"^(?!-)[\w-]{1,20}$", &["cafe"], &["caf\u{e9}", "-a"]);
    check(
        r"^(?=\d{4}$)\d+$",
        &["2024"],
        &["\u{662}\u{660}\u{662}\u{664}"],
    );
    check(r"^(?!x)\w+$", &["e"], &["\u{e9}"]);
    check(r"^(?!\s).*\S$", &["a"], &[" a", "a\u{feff}"]);
    check(r"(?<!a)\d", &["b1"], &["\u{663}", "a1"]);
    check(r"^(?!a)\cJ$", &["\n"], &["J"]);
    check(r"^(?=.*\d).{2,}$", &["a1"], &["\r1", "ab"]);
    check(r"^(?=a\b)", &["a-", "a\u{e9}"], &["ab"]);
    check(r"^(?=[\D])", &["\u{663}"], &["1"]);
}

#[test]
fn back_references() {
    check(r"^(a)\1$", &["aa"], &["a"]);
    check(r"^(?:(a)|b)\1$", &["aa", "b"], &["a", "ab"]);
    check(r"^(?<y>\d+)-\k<y>$", &["12-12"], &["12-13"]);
    check(r"^(?<jahr_ä>a)\k<jahr_ä>$", &["aa"], &["a"]);
    check(r"^(?:(?<a>x)|(?<a>y))\k<a>$", &["xx", "yy"], &["xy"]);
    check(r"^\2(a)(b)$", &["ab"], &["bab"]);
}

#[test]
fn surrogates() {
    check(r"^\ud83d\ude00$", &["\u{1f600}"], &["a"]);
    check(r"^[\ud83d\ude00]$", &["\u{1f600}"], &["\u{fffd}"]);
    check(r"^[\u{1F600}-\u{1F64F}]+$", &["\u{1f600}"], &["a"]);
    check(r"^[\ud83d\ude00-\ud83d\ude4f]+$", &["\u{1f601}"], &["a"]);
    check(r"^[^\ud800-\udfff]*$", &["a\u{1f600}"], &[]);
    check(r"^[\ud800-\uffff]$", &["\u{e000}", "\u{ffff}"], &["a"]);
    check(
        r"^(?:a|\ud800[\udc00-\udfff])*$",
        &["aa", ""],
        &["b", "\u{10000}"],
    );
    check(r"\ud800", &[], &["a", ""]);
    let xml = "^([\\x09\\x0a\\x0d\\x20-\\ud7ff\\ue000-\\ufffd]|\\ud800[\\udc00-\\udfff]|[\\ud801-\\udbfe][\\udc00-\\udfff]|\\udbff[\\udc00-\\udfff])*$";
    check(xml, &["a title", "\u{e9}\u{d7ff}"], &["\0", "\u{ffff}"]);
}

#[test]
fn escapes() {
    check(r"^a\/b\-c\@\:\#\_$", &["a/b-c@:#_"], &["ab"]);
    check(r"^\x41\u0042\u{43}\t\v$", &["ABC\t\u{b}"], &[]);
    check(r"^\p{L}[\p{L}\p{N}' -]*$", &["\u{416} 1"], &["1"]);
    check(r"^\p{Script=Cyrillic}+$", &["\u{416}"], &["a"]);
    check(r"^\P{Lu}$", &["a"], &["A"]);
    check(r"^\.$", &["."], &["a"]);
    check(r"^a\b", &["a-", "a\u{e9}"], &["ab"]);
    check(r"^a\B", &["ab"], &["a-", "a\u{e9}"]);
    check(
        "^.$",
        &["a", "\u{1f600}", "\u{85}"],
        &["\n", "\r", "\u{2028}", "\u{2029}"],
    );
    check("^a#b c~&$", &["a#b c~&"], &[]);
}

#[test]
fn braces_that_begin_no_quantifier_stand_for_themselves() {
    check("^{[a-z]}$", &["{a}"], &["a"]);
    check("^x{,3}$", &["x{,3}"], &["xx"]);
    check("a{2", &["a{2"], &["aa"]);
    check("^a{2}?$", &["aa"], &["a"]);
}

#[test]
fn other_languages_are_read_where_they_agree() {
    check("(?i)^abc$", &["ABC"], &["abd"]);
    check(r"^(?P<y>\d{4})\z", &["2024"], &["24"]);
    check(r"\A\d+\z", &["1"], &["a1"]);
}

#[test]
fn a_large_count_is_counted() {
    let texts = ("x".repeat(8_000), "x".repeat(8_001));
    check("^.{1,8000}$", &["x", &texts.0], &["", &texts.1]);
    check(
        r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$",
        &["Team A", "\u{e9}"],
        &["", "a!"],
    );
}

#[test]
fn what_is_not_a_pattern_is_refused_with_a_reason() {
    for source in [
        "(",
        ")",
        "a**",
        "*",
        "a{2,1}",
        "(?<n",
        "(?<n>a)(?<=",
        r"\Z",
        r"\1",
        r"\k<n>",
        "[b-a]",
        "[a",
        r"a\",
        r"\u{110000}",
        r"\c1",
        "(?#x)",
        "((a{1000}){1000}){1000}",
        r"\p{}",
        "a++",
    ] {
        refused(source);
    }
    assert_eq!(
        Matcher::new("ab*+", [1]).err(),
        Some(PatternError::Syntax {
            reason: "a quantifier with nothing to repeat",
            at: 3
        })
    );
}

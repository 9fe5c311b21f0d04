//! What rustdoc's own parser makes of a sanitised text: paragraphs of plain words.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{ForeignText, Paragraph};
use crate::json::is_invisible;

/// The extensions that rustdoc reads documentation with.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// The first construct that is no paragraph of text, if there is one.
fn construct(markdown: &str) -> Option<String> {
    let is_plain = |event: &Event<'_>| {
        matches!(
            event,
            Event::Start(Tag::Paragraph)
                | Event::End(TagEnd::Paragraph)
                | Event::Text(_)
                | Event::SoftBreak
        )
    };
    let event = Parser::new_ext(markdown, rustdoc()).find(|event| !is_plain(event));
    event.map(|event| format!("{event:?}"))
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let foreign = ForeignText::new(text);
    assert_eq!(foreign.lines(), expected, "the lines of {text:?}");
    assert_eq!(construct(&foreign.lines().join("\n")), None, "in {text:?}");
}

#[test]
fn words_stay_as_they_are() {
    check(
        "Adds a note, e.g. \"milk\" (or 'tea').",
        &["Adds a note, e.g. \"milk\" (or 'tea')."],
    );
    check("version 2.5 (of 3 parts)", &["version 2.5 (of 3 parts)"]);
    check("snake_case and kebab-case", &["snake_case and kebab-case"]);
}

#[test]
fn a_fence_is_text() {
    check(
        "Use:\n```rust\npanic!()\n```",
        &["Use:", "\\`\\`\\`rust", "panic\\!()", "\\`\\`\\`"],
    );
    check(
        "~~~\nfn main() {}\n~~~",
        &["\\~\\~\\~", "fn main() \\{\\}", "\\~\\~\\~"],
    );
}

#[test]
fn an_indented_block_is_text() {
    check(
        "Use:\n\n    std::process::exit(1)",
        &["Use:", "", "std::process::exit(1)"],
    );
    check("\t\tstd::abort()", &["std::abort()"]);
}

#[test]
fn blank_lines_are_one() {
    check("a\n\n\n \n\tb\n\n", &["a", "", "b"]);
    check("\n\n", &[]);
    check("", &[]);
}

#[test]
fn every_line_end_ends_a_line() {
    check(
        "a\rb\u{b}c\u{c}d\u{85}e\u{2028}f\u{2029}g",
        &["a", "b", "c", "d", "e", "f", "g"],
    );
}

#[test]
fn what_cannot_be_seen_is_gone() {
    check(
        "a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{e0041}f\u{0}g\u{ad}h",
        &["abcdefgh"],
    );
}

#[test]
fn lists_headings_and_quotes_are_text() {
    check("1. one\n2) two", &["1\\. one", "2\\) two"]);
    check("- a\n+ b\n* c", &["\\- a", "\\+ b", "\\* c"]);
    check(
        "# a\nb\n===\nc\n---",
        &["\\# a", "b", "\\=\\=\\=", "c", "\\-\\-\\-"],
    );
    check("> a", &["\\> a"]);
}

#[test]
fn html_links_and_tables_are_text() {
    check("<b title='x'>", &["\\<b title\\='x'\\>"]);
    check("[a](javascript:b)", &["\\[a\\](javascript:b)"]);
    check("see https://example.org", &["see https\\://example.org"]);
    check("|a|\n|-|", &["\\|a\\|", "\\|\\-\\|"]);
    check("*/ /* &amp;", &["\\*/ /\\* \\&amp;"]);
}

/// A text as the only code of a paragraph, and what rustdoc takes for the code.
#[track_caller]
fn check_code(text: &str, expected: &str, code: &str) {
    let paragraph = Paragraph::default().say("Pattern: ").code(text).say(".");
    let lines = ForeignText::from(paragraph).lines;
    assert_eq!(lines.join("\n"), format!("Pattern: {expected}."));
    assert_eq!(codes(&lines), [code]);
}

/// The code spans of some lines, in which there is nothing else but words.
#[track_caller]
fn codes(lines: &[String]) -> Vec<String> {
    let markdown = lines.join("\n");
    let mut codes = Vec::new();
    for event in Parser::new_ext(&markdown, rustdoc()) {
        match event {
            Event::Code(code) => codes.push(code.into_string()),
            Event::Start(Tag::Paragraph)
            | Event::End(TagEnd::Paragraph)
            | Event::Text(_)
            | Event::SoftBreak => {}
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    codes
}

#[test]
fn code_is_as_it_is() {
    check_code(r"^\d+$", r"`^\d+$`", r"^\d+$");
    check_code("<b>*a*</b>", "`<b>*a*</b>`", "<b>*a*</b>");
    check_code("a  b", "`a  b`", "a  b");
    check_code("", "`\"\"`", "\"\"");
}

#[test]
fn backticks_do_not_end_the_code() {
    check_code("a`b", "``a`b``", "a`b");
    check_code("`", "`` ` ``", "`");
    check_code("```rust", "```` ```rust ````", "```rust");
    check_code(" a ", "`  a  `", " a ");
}

#[test]
fn what_cannot_be_seen_in_code_is_escaped() {
    check_code("a\nb", r"`a\u{a}b`", r"a\u{a}b");
    check_code("a\u{202e}b", r"`a\u{202e}b`", r"a\u{202e}b");
    check_code("a\u{2028}`", r"`` a\u{2028}` ``", r"a\u{2028}`");
}

#[test]
fn code_is_never_broken() {
    let long = "a - b ".repeat(20);
    let paragraph = Paragraph::default()
        .say("some words before it ")
        .code(&long);
    let lines = ForeignText::from(paragraph.say(" and ").code("c").code("d")).lines;
    assert_eq!(
        codes(&lines),
        [long.trim_end().to_owned() + " ", "c".into(), "d".into()]
    );
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[test]
fn very_long_code_is_cut() {
    let lines = ForeignText::from(Paragraph::default().code(&"a".repeat(4_000))).lines;
    assert!(lines[0].ends_with("a…`"), "{lines:?}");
}

#[test]
fn a_long_line_is_broken_at_spaces() {
    let foreign = ForeignText::new(&"word ".repeat(60));
    assert_eq!(foreign.lines().len(), 4);
    assert!(
        foreign
            .lines()
            .iter()
            .all(|line| line.len() <= 92 && !line.ends_with(' '))
    );
}

#[test]
fn a_very_long_text_is_cut_and_says_so() {
    let foreign = ForeignText::new(&"word ".repeat(4_000));
    let last = foreign.lines().last().expect("a long text has lines");
    assert_eq!(last, "… (cut; the whole text is in the pin)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn only_paragraphs_come_out(text in "([ \t\n\r`~#>*+=_!<&|:.\\[\\](){}0-9a-z\\\\\"'/-]|\\PC){0,60}") {
        let lines = ForeignText::new(&text).lines().join("\n");
        prop_assert_eq!(construct(&lines), None, "from {:?} came {:?}", text, lines);
    }

    #[test]
    fn nothing_invisible_comes_out(text in any::<String>()) {
        let foreign = ForeignText::new(&text);
        prop_assert!(foreign.lines().iter().all(|line| !line.contains(is_invisible)));
    }

    #[test]
    fn code_comes_out_as_code(
        text in "([ \t\n`~#>*+=_!<&|:.\\[\\](){}0-9a-z\\\\\"'/-]|\\PC){1,60}",
        words in "([ `~#>*+=_!<&|:.\\[\\](){}0-9a-z\\\\\"'/-]|\\PC){0,60}",
    ) {
        let paragraph = Paragraph::default().say(&words).say(" ").code(&text).say(".");
        let lines = ForeignText::from(paragraph).lines;
        let shown = mcpreg_text::shown_on_one_line(&text);
        let codes = codes(&lines);
        prop_assert_eq!(codes.len(), 1, "{:?}", lines);
        prop_assert_eq!(codes[0].trim(), shown.trim(), "{:?}", lines);
        prop_assert!(lines.iter().all(|line| !line.contains(is_invisible)));
    }

    #[test]
    fn each_line_stands_alone(text in "[ -~\n]{0,80}") {
        for line in ForeignText::new(&text).lines() {
            prop_assert_eq!(construct(line), None);
            prop_assert!(!line.starts_with(' '));
        }
    }
}

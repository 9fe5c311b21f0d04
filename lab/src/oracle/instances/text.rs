//! A text that a pattern accepts, as short as the pattern allows.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The shortest text along the first alternatives of a pattern; empty where it is no pattern
/// that can be read.
pub(super) fn matching(pattern: &str) -> String {
    let mut text = String::new();
    if let Ok(hir) = regex_syntax::Parser::new().parse(pattern) {
        write(&hir, &mut text);
    }
    text
}

fn write(hir: &Hir, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(member(class)),
        HirKind::Repetition(repetition) => {
            for _ in 0..repetition.min.min(100) {
                write(&repetition.sub, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, text)),
        HirKind::Alternation(branches) => branches.iter().take(1).for_each(|one| write(one, text)),
    }
}

/// A readable member of a class, where it has one.
fn member(class: &Class) -> Option<char> {
    match class {
        Class::Unicode(class) => {
            let ranges = class.ranges();
            let has = |wanted: &char| {
                ranges
                    .iter()
                    .any(|range| range.start() <= *wanted && *wanted <= range.end())
            };
            let readable = ['a', 'A', '1', ' '].into_iter().find(has);
            readable.or_else(|| {
                ranges
                    .first()
                    .map(regex_syntax::hir::ClassUnicodeRange::start)
            })
        }
        Class::Bytes(class) => class
            .ranges()
            .first()
            .map(|range| char::from(range.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn short_texts() {
        for (pattern, expected) in [
            ("^[a-z]{3}$", "aaa"),
            (r"^\d{4}-\d{2}$", "1111-11"),
            ("^(north|south)$", "north"),
            (r"^#[0-9A-F]+\.?$", "#A"),
            ("(?=a)", ""),
            ("(", ""),
        ] {
            assert_eq!(matching(pattern), expected, "{pattern}");
        }
    }
}

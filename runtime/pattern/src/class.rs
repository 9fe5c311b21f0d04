//! Character classes: `[…]`, the escapes `\d \w \s \p{…}` and their opposites.
//!
//! `\d` and `\w` are ASCII and `\s` is the white space of ECMA-262 (section 22.2.2.9,
//! `CharacterClassEscape`). Strings hold no lone surrogate, so what only matches one matches
//! nothing.

use std::fmt::Write as _;

use crate::cursor::Cursor;
use crate::error::PatternError;

/// A class that no character is in, and one that every character is in.
pub(super) const NOTHING: &str = r"[^\s\S]";
pub(super) const ANYTHING: &str = r"[\s\S]";

/// What ends a line (ECMA-262, section 12.3), which a dot does not match.
pub(super) const NOT_LINE_TERMINATOR: &str = r"[^\n\r\x{2028}\x{2029}]";

const DIGITS: &str = "0-9";
const WORDS: &str = "0-9A-Za-z_";
/// `WhiteSpace` and `LineTerminator` (ECMA-262, sections 12.2 and 12.3).
const SPACES: &str = r"\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}";

/// Takes the escape of a class after its `\`, and gives it as one of Rust; nothing where the next
/// character begins none.
pub(super) fn escape(cursor: &mut Cursor<'_>) -> Result<Option<String>, PatternError> {
    let mut ahead = *cursor;
    let Some(letter) = ahead.next() else {
        return Ok(None);
    };
    let members = match letter.to_ascii_lowercase() {
        'd' => DIGITS,
        'w' => WORDS,
        's' => SPACES,
        'p' => return property(cursor, letter).map(Some),
        _ => return Ok(None),
    };
    *cursor = ahead;
    let not = if letter.is_ascii_uppercase() { "^" } else { "" };
    Ok(Some(format!("[{not}{members}]")))
}

/// `\p{…}` and `\P{…}`; the names are the same in both languages.
fn property(cursor: &mut Cursor<'_>, letter: char) -> Result<String, PatternError> {
    let at = *cursor;
    cursor.next();
    let is_name = |name: &&str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '=');
        !name.is_empty() && name.chars().all(is_plain)
    };
    if cursor.take("{")
        && let Some(name) = cursor.take_until("}").filter(is_name)
    {
        return Ok(format!("\\{letter}{{{name}}}"));
    }
    // One letter without braces is of Perl and Python, and nothing else in ECMA-262.
    match cursor.next().filter(char::is_ascii_alphabetic) {
        Some(category) => Ok(format!("\\{letter}{{{category}}}")),
        None => Err(at.fault("a property without a name")),
    }
}

/// Takes a class after its `[`.
pub(super) fn class(cursor: &mut Cursor<'_>) -> Result<String, PatternError> {
    let start = *cursor;
    let is_negated = cursor.take("^");
    let mut members = String::new();
    loop {
        if cursor.rest().is_empty() {
            return Err(start.fault("a class without its `]`"));
        }
        if cursor.take("]") {
            break;
        }
        let from = atom(cursor)?;
        let mut ahead = *cursor;
        if !ahead.take("-") || ahead.rest().starts_with(']') || ahead.rest().is_empty() {
            from.add_to(&mut members);
            continue;
        }
        let at = *cursor;
        *cursor = ahead;
        match (from, atom(cursor)?) {
            (Atom::Character(from), Atom::Character(to)) if from <= to => {
                add_range(&mut members, from, to);
            }
            (Atom::Character(_), Atom::Character(_)) => {
                return Err(at.fault("a range that ends before it starts"));
            }
            // A range with a class at one end is both ends and a hyphen (Annex B.1.2).
            (from, to) => {
                for atom in [from, Atom::Character(u32::from('-')), to] {
                    atom.add_to(&mut members);
                }
            }
        }
    }
    Ok(match (members.is_empty(), is_negated) {
        (true, true) => ANYTHING.to_owned(),
        (true, false) => NOTHING.to_owned(),
        (false, true) => format!("[^{members}]"),
        (false, false) => format!("[{members}]"),
    })
}

/// A member of a class.
enum Atom {
    Character(u32),
    Class(String),
}

impl Atom {
    fn add_to(self, members: &mut String) {
        match self {
            Self::Character(code) => add_range(members, code, code),
            Self::Class(class) => members.push_str(&class),
        }
    }
}

fn atom(cursor: &mut Cursor<'_>) -> Result<Atom, PatternError> {
    if !cursor.take("\\") {
        let at = *cursor;
        let next = cursor.next().map(|next| Atom::Character(u32::from(next)));
        return next.ok_or(at.fault("a class without its `]`"));
    }
    if let Some(class) = escape(cursor)? {
        return Ok(Atom::Class(class));
    }
    if cursor.take("b") {
        return Ok(Atom::Character(0x08));
    }
    cursor.character_escape().map(Atom::Character)
}

/// Adds a range of code points, the surrogates left out.
fn add_range(members: &mut String, from: u32, to: u32) {
    for (from, to) in [(from, to.min(0xd7ff)), (from.max(0xe000), to)] {
        if from < to {
            let _ = write!(members, "\\x{{{from:x}}}-\\x{{{to:x}}}");
        } else if from == to {
            let _ = write!(members, "\\x{{{from:x}}}");
        }
    }
}

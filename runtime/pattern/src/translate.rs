//! From ECMA-262 to the syntax of Rust's engines, one token after the other.
//!
//! The grammar is the one of the `u` flag (ECMA-262, section 22.2.1), and where that has nothing,
//! the reading of Annex B.1.2: a brace that begins no quantifier and a character behind `\` stand
//! for themselves. What both have no meaning for and other languages agree on is read as they do:
//! `(?P<n>…)`, `(?i)`, `\A` and `\z`.

use std::fmt::Write as _;

use crate::class;
use crate::cursor::Cursor;
use crate::error::PatternError;

/// A pattern in Rust's syntax.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Translated {
    pub(super) text: String,
    /// Whether it has look-around or back references.
    pub(super) needs_backtracking: bool,
}

/// The ASCII `\b` and `\B` for the linear engine, which has no look-around.
const LINEAR: [&str; 2] = [r"(?-u:\b)", r"(?-u:\B)"];

/// The same for the backtracking engine, which has no flags within.
const BACKTRACKING: [&str; 2] = [
    "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))",
    "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))",
];

/// Translates a pattern.
pub(super) fn translate(source: &str) -> Result<Translated, PatternError> {
    let groups = Groups::of(source);
    let needs_backtracking = groups.needs_backtracking;
    let mut translator = Translator {
        cursor: Cursor::new(source),
        groups,
        text: String::with_capacity(source.len()),
        can_repeat: false,
    };
    while !translator.cursor.rest().is_empty() {
        translator.token()?;
    }
    Ok(Translated {
        text: translator.text,
        needs_backtracking,
    })
}

/// What has to be known of a pattern before its first token is written.
#[derive(Default)]
struct Groups {
    /// The name of each capturing group, in order.
    names: Vec<Option<String>>,
    needs_backtracking: bool,
}

impl Groups {
    fn of(source: &str) -> Self {
        let mut groups = Self::default();
        let mut cursor = Cursor::new(source);
        let mut in_class = false;
        while let Some(next) = cursor.next() {
            match next {
                '\\' => {
                    let is_digit = |c: char| ('1'..='9').contains(&c);
                    let refers = cursor.rest().starts_with(is_digit);
                    let refers = refers || cursor.rest().starts_with("k<");
                    groups.needs_backtracking |= refers && !in_class;
                    cursor.next();
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => groups.open(&mut cursor),
                _ => {}
            }
        }
        groups
    }

    fn open(&mut self, cursor: &mut Cursor<'_>) {
        let looks = ["?=", "?!", "?<=", "?<!"];
        if looks.iter().any(|look| cursor.rest().starts_with(look)) {
            self.needs_backtracking = true;
        } else if cursor.take("?<") || cursor.take("?P<") {
            let name = cursor.take_until(">").map(str::to_owned);
            self.names.push(name);
        } else if !cursor.rest().starts_with('?') {
            self.names.push(None);
        }
    }
}

struct Translator<'p> {
    cursor: Cursor<'p>,
    groups: Groups,
    text: String,
    /// Whether a quantifier may follow.
    can_repeat: bool,
}

impl Translator<'_> {
    fn token(&mut self) -> Result<(), PatternError> {
        let at = self.cursor;
        let Some(next) = self.cursor.next() else {
            return Ok(());
        };
        let can_repeat = std::mem::replace(&mut self.can_repeat, true);
        match next {
            '\\' => return self.escape(),
            '[' => {
                let class = class::class(&mut self.cursor)?;
                self.text.push_str(&class);
            }
            '.' => self.text.push_str(class::NOT_LINE_TERMINATOR),
            '(' => return self.group(),
            '^' | '$' | '|' => {
                self.text.push(next);
                self.can_repeat = false;
            }
            '*' | '+' | '?' if can_repeat => {
                self.text.push(next);
                self.after_quantifier();
            }
            '{' => return self.brace(can_repeat),
            '*' | '+' | '?' => return Err(at.fault("a quantifier with nothing to repeat")),
            ')' => self.text.push(next),
            other => self.literal(u32::from(other)),
        }
        Ok(())
    }

    /// A lazy quantifier's `?`; nothing can be repeated a second time.
    fn after_quantifier(&mut self) {
        if self.cursor.take("?") {
            self.text.push('?');
        }
        self.can_repeat = false;
    }

    /// A quantifier in braces, or a brace that stands for itself.
    fn brace(&mut self, can_repeat: bool) -> Result<(), PatternError> {
        let at = self.cursor;
        let least = self.cursor.take_digits();
        let most = if self.cursor.take(",") {
            format!(",{}", self.cursor.take_digits())
        } else {
            String::new()
        };
        if least.is_empty() || !self.cursor.take("}") {
            self.cursor = at;
            self.literal(u32::from('{'));
            return Ok(());
        }
        if !can_repeat {
            return Err(at.fault("a quantifier with nothing to repeat"));
        }
        let _ = write!(self.text, "{{{least}{most}}}");
        self.after_quantifier();
        Ok(())
    }

    /// What follows `(`.
    fn group(&mut self) -> Result<(), PatternError> {
        let at = self.cursor;
        self.can_repeat = false;
        if self.cursor.take("?<=") {
            self.text.push_str("(?<=");
        } else if self.cursor.take("?<!") {
            self.text.push_str("(?<!");
        } else if self.cursor.take("?<") || self.cursor.take("?P<") {
            // References are by number, so that names need not be those of Rust.
            let name = self.cursor.take_until(">");
            if name.is_none_or(str::is_empty) {
                return Err(at.fault("a group without its name"));
            }
            self.text.push('(');
        } else if self.cursor.take("?") {
            let kinds = [":", "=", "!", "i)", "i:"];
            let Some(kind) = kinds.iter().find(|kind| self.cursor.take(kind)) else {
                return Err(at.fault("an unknown kind of group"));
            };
            let _ = write!(self.text, "(?{kind}");
        } else {
            self.text.push('(');
        }
        Ok(())
    }

    /// What follows `\`.
    fn escape(&mut self) -> Result<(), PatternError> {
        let boundaries = if self.groups.needs_backtracking {
            BACKTRACKING
        } else {
            LINEAR
        };
        for (token, written) in [
            ("b", boundaries[0]),
            ("B", boundaries[1]),
            ("A", r"\A"),
            ("z", r"\z"),
        ] {
            if self.cursor.take(token) {
                self.text.push_str(written);
                self.can_repeat = false;
                return Ok(());
            }
        }
        if let Some(class) = class::escape(&mut self.cursor)? {
            self.text.push_str(&class);
            return Ok(());
        }
        let at = self.cursor;
        if self.cursor.take("k<") {
            let name = self.cursor.take_until(">");
            return self.refer(at, |_, of| of == name);
        }
        if self
            .cursor
            .rest()
            .starts_with(|c: char| ('1'..='9').contains(&c))
        {
            let number = self.cursor.take_digits().parse().ok();
            return self.refer(at, |group, _| Some(group) == number);
        }
        let code = self.cursor.character_escape()?;
        self.literal(code);
        Ok(())
    }

    /// A back reference to the groups of a name or a number. One that took no part matches the
    /// empty string (ECMA-262, section 22.2.2.9.1, `BackreferenceMatcher`).
    fn refer(
        &mut self,
        at: Cursor<'_>,
        is_meant: impl Fn(usize, Option<&str>) -> bool,
    ) -> Result<(), PatternError> {
        let names = self.groups.names.iter().zip(1..);
        let meant: Vec<usize> = names
            .filter(|(name, group)| is_meant(*group, name.as_deref()))
            .map(|(_, group)| group)
            .collect();
        if meant.is_empty() {
            return Err(at.fault("a reference to a group that is not there"));
        }
        self.text.push_str("(?:");
        for group in meant {
            let _ = write!(self.text, "(?({group})\\{group})");
        }
        self.text.push(')');
        Ok(())
    }

    /// A code point that stands for itself; a surrogate is in no string.
    fn literal(&mut self, code: u32) {
        match char::from_u32(code) {
            Some(character) if character.is_ascii_alphanumeric() => self.text.push(character),
            Some(_) => {
                let _ = write!(self.text, "\\x{{{code:x}}}");
            }
            None => self.text.push_str(class::NOTHING),
        }
    }
}

//! A position in a pattern, and the characters that escapes stand for.

use crate::error::PatternError;

/// A position in a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'p> {
    pattern: &'p str,
    at: usize,
}

impl<'p> Cursor<'p> {
    pub(super) fn new(pattern: &'p str) -> Self {
        Self { pattern, at: 0 }
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'p str {
        &self.pattern[self.at..]
    }

    /// Takes the next character.
    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Takes a text, if it is next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        if is_next {
            self.at += text.len();
        }
        is_next
    }

    /// Takes what comes before a text, and the text; nothing where it does not come.
    pub(super) fn take_until(&mut self, end: &str) -> Option<&'p str> {
        let taken = &self.rest()[..self.rest().find(end)?];
        self.at += taken.len() + end.len();
        Some(taken)
    }

    /// Takes the digits that are next; there may be none.
    pub(super) fn take_digits(&mut self) -> &'p str {
        let rest = self.rest();
        let other = |c: char| !c.is_ascii_digit();
        let digits = &rest[..rest.find(other).unwrap_or(rest.len())];
        self.at += digits.len();
        digits
    }

    /// An error here.
    pub(super) fn fault(&self, reason: &'static str) -> PatternError {
        PatternError::Syntax {
            reason,
            at: self.at,
        }
    }

    /// Takes what follows `\` where it stands for one code point in and outside of classes
    /// (ECMA-262, section 22.2.1, `CharacterEscape`), a lone surrogate included. A letter that
    /// stands for nothing is an error, any other character for itself.
    pub(super) fn character_escape(&mut self) -> Result<u32, PatternError> {
        let at = *self;
        let Some(letter) = self.next() else {
            return Err(at.fault("a `\\` at its end"));
        };
        let control = |code: u8| Ok(u32::from(code));
        match letter {
            't' => control(0x09),
            'n' => control(0x0a),
            'v' => control(0x0b),
            'f' => control(0x0c),
            'r' => control(0x0d),
            '0' if !self.rest().starts_with(|c: char| c.is_ascii_digit()) => control(0),
            'c' => match self.next().filter(char::is_ascii_alphabetic) {
                Some(letter) => Ok(u32::from(letter) % 32),
                None => Err(at.fault("`\\c` without a letter")),
            },
            'x' => self
                .hexadecimal(2)
                .ok_or(at.fault("`\\x` without two digits")),
            'u' => self.unicode().ok_or(at.fault("`\\u` without its digits")),
            letter if letter.is_ascii_alphanumeric() => Err(at.fault("an unknown escape")),
            other => Ok(u32::from(other)),
        }
    }

    /// What follows `\u`: `{…}`, four digits, or the two halves of a surrogate pair.
    fn unicode(&mut self) -> Option<u32> {
        if self.take("{") {
            let digits = self.take_until("}")?;
            let code = u32::from_str_radix(digits, 16).ok()?;
            return (code <= 0x0010_ffff).then_some(code);
        }
        let unit = self.hexadecimal(4)?;
        let mut ahead = *self;
        if (0xd800..0xdc00).contains(&unit)
            && ahead.take("\\u")
            && let Some(low) = ahead.hexadecimal(4)
            && (0xdc00..0xe000).contains(&low)
        {
            *self = ahead;
            return Some(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
        }
        Some(unit)
    }

    fn hexadecimal(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest().get(..length)?;
        let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok();
        self.at += if is_hexadecimal { length } else { 0 };
        code.filter(|_| is_hexadecimal)
    }
}

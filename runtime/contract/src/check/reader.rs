//! A reader of JSON text (RFC 8259), token by token, that allocates nothing.
//!
//! It hands out slices of the text it was given and leaves unescaping and arithmetic to
//! whoever needs them. Escapes are validated here, so a [`Text`] can always be unescaped.

use super::number::Numeral;
use super::pattern::Undecided;
use super::string::Text;

/// The most digits an exponent may have, so that arithmetic on it cannot overflow.
const EXPONENT_DIGITS: usize = 9;

/// The lowest bit of each byte of a word.
const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
/// The highest bit of each byte of a word.
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Why text cannot be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where in the text, in bytes.
    pub(super) at: usize,
    /// What is wrong there.
    pub(super) kind: FaultKind,
}

/// What can be wrong with a text before any schema is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// Something else was due; the words say what.
    Expected(&'static str),
    /// A member name comes twice.
    Duplicate,
    /// Arrays and objects nest too deep.
    Depth,
    /// The schema's own alternatives make this instance too much work.
    Effort,
    /// A pattern cannot tell whether a string fits, so nothing around it can either.
    Undecided(Undecided),
    /// A table refers to a node it does not have.
    Table,
}

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes to `at`, a place that [`Reader::at`] gave before.
    pub(super) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn fault(&self, kind: FaultKind) -> Fault {
        Fault { at: self.at, kind }
    }

    fn expected(&self, what: &'static str) -> Fault {
        self.fault(FaultKind::Expected(what))
    }

    /// Skips white space and looks at the next byte, 0 at the end of the text.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte > b' ' || !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return byte;
            }
            self.at += 1;
        }
        0
    }

    /// Steps over a byte that [`Reader::peek`] showed.
    #[inline]
    pub(super) fn step(&mut self) {
        self.at += 1;
    }

    /// Skips white space and takes `byte`, if it is next.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    /// Takes what stands between two elements: true for a comma, false for `end`.
    #[inline]
    pub(super) fn comma_or(&mut self, end: u8) -> Result<bool, Fault> {
        match self.peek() {
            b',' => {
                self.at += 1;
                Ok(true)
            }
            byte if byte == end => {
                self.at += 1;
                Ok(false)
            }
            _ if end == b'}' => Err(self.expected("`,` or `}`")),
            _ => Err(self.expected("`,` or `]`")),
        }
    }

    /// Takes a member's name and the colon after it.
    #[inline]
    pub(super) fn name(&mut self) -> Result<Text<'t>, Fault> {
        if self.peek() != b'"' {
            return Err(self.expected("a member name in double quotes"));
        }
        let name = self.string()?;
        if self.take(b':') {
            Ok(name)
        } else {
            Err(self.expected("`:`"))
        }
    }

    /// Takes the end of the text.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        self.peek();
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(self.expected("the end of the text"))
        }
    }

    /// Takes one of the literal names.
    pub(super) fn literal(&mut self, word: &'static str) -> Result<(), Fault> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.expected("a JSON value"))
        }
    }

    /// Takes a string whose opening quote is next.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Text<'t>, Fault> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        self.at = plain_end(bytes, start);
        if bytes.get(self.at) == Some(&b'"') {
            let raw = &self.text[start..self.at];
            self.at += 1;
            return Ok(Text {
                raw,
                escaped: false,
            });
        }
        self.string_with_escapes(start)
    }

    /// Takes the rest of a string that starts at `start`, from a byte that is not plain.
    fn string_with_escapes(&mut self, start: usize) -> Result<Text<'t>, Fault> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            match bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(Text {
                        raw: &self.text[start..at],
                        escaped: true,
                    });
                }
                Some(b'\\') => match bytes.get(at + 1) {
                    Some(b'n' | b'"' | b'\\' | b'/' | b'b' | b'f' | b'r' | b't') => at += 2,
                    second => {
                        self.at = at;
                        if second != Some(&b'u') {
                            return Err(self.expected("an escape that JSON knows"));
                        }
                        self.unicode_escape()?;
                        at = self.at;
                    }
                },
                Some(_) => {
                    self.at = at;
                    return Err(self.expected("no bare control character in a string"));
                }
                None => {
                    self.at = at;
                    return Err(self.expected("a closing double quote"));
                }
            }
            at = plain_end(bytes, at);
        }
    }

    /// Takes `\uXXXX`, or a pair of them where the first is a high surrogate.
    fn unicode_escape(&mut self) -> Result<(), Fault> {
        match self.hex_unit() {
            Some(0xD800..0xDC00) => {
                let fault = self.expected("a low surrogate after a high one");
                self.at += 6;
                let pair = self.text.as_bytes()[self.at..].starts_with(b"\\u");
                match self.hex_unit() {
                    Some(0xDC00..0xE000) if pair => {
                        self.at += 6;
                        Ok(())
                    }
                    _ => Err(fault),
                }
            }
            Some(0xDC00..0xE000) => Err(self.expected("a high surrogate before a low one")),
            Some(_) => {
                self.at += 6;
                Ok(())
            }
            None => Err(self.expected("four hexadecimal digits after `\\u`")),
        }
    }

    fn hex_unit(&self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at + 2..self.at + 6)?;
        digits.iter().try_fold(0, |unit, &digit| {
            Some(unit * 16 + char::from(digit).to_digit(16)?)
        })
    }

    /// Takes a number whose first byte, a digit or a minus, is next.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Numeral<'t>, Fault> {
        let start = self.at;
        self.at += usize::from(self.byte() == b'-');
        let first = self.byte();
        let whole = self.digits();
        if whole == 0 || (whole > 1 && first == b'0') {
            return Err(self.expected("a number as JSON writes it"));
        }
        let digits_end = self.at;
        if self.byte() == b'.' {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.expected("a digit after the decimal point"));
            }
        }
        let mantissa_end = self.at;
        if matches!(self.byte(), b'e' | b'E') {
            self.exponent()?;
        }
        let text = &self.text[start..self.at];
        Ok(Numeral {
            text,
            whole: digits_end - start,
            mantissa: mantissa_end - start,
        })
    }

    fn exponent(&mut self) -> Result<(), Fault> {
        self.at += 1;
        self.at += usize::from(matches!(self.byte(), b'+' | b'-'));
        let fault = self.expected("an exponent of at most 9 digits");
        match self.digits() {
            1..=EXPONENT_DIGITS => Ok(()),
            _ => Err(fault),
        }
    }

    #[inline]
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        self.at - start
    }
}

/// Where the first quote, backslash or control character from `at` on stands, or the end; eight
/// bytes at a time. `byte ^ 2` is below 0x21 for control characters and the quote only.
#[inline]
fn plain_end(bytes: &[u8], at: usize) -> usize {
    let (words, rest) = bytes.get(at..).unwrap_or_default().as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let low = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
        let backslash = (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
        // A borrow can only spoil bytes above the first one found.
        let found = (low | backslash) & !word & HIGHS;
        if found != 0 {
            return at + place * 8 + (found.trailing_zeros() / 8) as usize;
        }
    }
    let is_plain = |byte: &&u8| **byte >= 0x20 && **byte != b'"' && **byte != b'\\';
    at + words.len() * 8 + rest.iter().take_while(is_plain).count()
}

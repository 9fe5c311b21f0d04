//! A reader of JSON text (RFC 8259), token by token, that allocates nothing.
//!
//! It hands out slices of the text it was given and leaves unescaping and arithmetic to
//! whoever needs them. Escapes are validated here, so a [`Text`] can always be unescaped.

use super::number::Numeral;
use super::pattern::Undecided;
use super::scan::{is_simple_escape, plain_end, simple_escapes_end};
use super::string::Text;

/// The most digits an exponent may have, so that arithmetic on it cannot overflow.
const EXPONENT_DIGITS: usize = 9;

/// Why text cannot be read on; boxed, because every step of a walk hands it on.
pub(super) type Fault = Box<Broken>;

/// What is wrong with a text, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
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

    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "callers hand on the box")]
    pub(super) fn fault(&self, kind: FaultKind) -> Fault {
        Box::new(Broken { at: self.at, kind })
    }

    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "callers hand on the box")]
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
    #[expect(clippy::inline_always, reason = "its answer does not fit registers")]
    #[inline(always)]
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
    #[expect(clippy::inline_always, reason = "its answer does not fit registers")]
    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<Text<'t>, Fault> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        self.at = plain_end(bytes, start);
        let escaped = bytes.get(self.at) != Some(&b'"');
        if escaped {
            self.rest_of_string()?;
        }
        let raw = &self.text[start..self.at];
        self.at += 1;
        Ok(Text { raw, escaped })
    }

    /// Goes on to the closing quote of a string, from its first byte that is not plain.
    #[inline(never)]
    fn rest_of_string(&mut self) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        loop {
            self.at = plain_end(bytes, simple_escapes_end(bytes, self.at));
            match bytes.get(self.at) {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.escape()?,
                Some(_) => return Err(self.expected("no bare control character in a string")),
                None => return Err(self.expected("a closing double quote")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        match self.text.as_bytes().get(self.at + 1) {
            Some(&second) if is_simple_escape(second) => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => self.unicode_escape(),
            _ => Err(self.expected("an escape that JSON knows")),
        }
    }

    /// Takes a `\u` escape, or a pair of them where the first is a high surrogate.
    fn unicode_escape(&mut self) -> Result<(), Fault> {
        match self.hex_unit() {
            Some(0xD800..0xDC00) => {
                let high = self.at;
                self.at += 6;
                let pair = self.text.as_bytes()[self.at..].starts_with(b"\\u");
                match self.hex_unit() {
                    Some(0xDC00..0xE000) if pair => {
                        self.at += 6;
                        Ok(())
                    }
                    _ => {
                        self.at = high;
                        Err(self.expected("a low surrogate after a high one"))
                    }
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
    #[expect(clippy::inline_always, reason = "its answer does not fit registers")]
    #[inline(always)]
    pub(super) fn number(&mut self) -> Result<Numeral<'t>, Fault> {
        let start = self.at;
        let whole = self.whole()?;
        let mantissa = match self.byte() {
            b'.' | b'e' | b'E' => self.fraction_and_exponent(start)?,
            _ => whole,
        };
        let text = &self.text[start..self.at];
        Ok(Numeral {
            text,
            whole,
            mantissa,
        })
    }

    /// Takes what stands before a decimal point or an exponent, and tells its length.
    #[inline]
    fn whole(&mut self) -> Result<usize, Fault> {
        let start = self.at;
        self.at += usize::from(self.byte() == b'-');
        let first = self.byte();
        let digits = self.digits();
        if digits == 0 || (digits > 1 && first == b'0') {
            return Err(self.expected("a number as JSON writes it"));
        }
        Ok(self.at - start)
    }

    /// Takes the rest of a number from `start`, and tells where its exponent would begin.
    fn fraction_and_exponent(&mut self, start: usize) -> Result<usize, Fault> {
        if self.byte() == b'.' {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.expected("a digit after the decimal point"));
            }
        }
        let mantissa = self.at - start;
        if matches!(self.byte(), b'e' | b'E') {
            self.exponent()?;
        }
        Ok(mantissa)
    }

    fn exponent(&mut self) -> Result<(), Fault> {
        self.at += 1;
        self.at += usize::from(matches!(self.byte(), b'+' | b'-'));
        let start = self.at;
        if (1..=EXPONENT_DIGITS).contains(&self.digits()) {
            return Ok(());
        }
        self.at = start;
        Err(self.expected("an exponent of at most 9 digits"))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `inside` as a string at many places.
    #[track_caller]
    fn check(inside: &str, expected: Option<bool>) {
        for before in 0..9 {
            for after in 0..20 {
                check_between(inside, (before, after), expected);
            }
        }
    }

    #[track_caller]
    fn check_once(inside: &str, after: usize, expected: Option<bool>) {
        check_between(inside, (0, after), expected);
    }

    #[track_caller]
    fn check_between(inside: &str, (before, after): (usize, usize), expected: Option<bool>) {
        let text = format!("{}\"{inside}\"{}", " ".repeat(before), ",".repeat(after));
        let mut reader = Reader::new(&text);
        reader.peek();
        let read = reader.string();
        match expected {
            Some(escaped) => {
                let read = read.expect("it is a string");
                assert_eq!((read.raw, read.escaped), (inside, escaped), "{text}");
                assert_eq!(reader.at(), before + inside.len() + 2, "{text}");
            }
            None => assert!(read.is_err(), "{text}"),
        }
    }

    #[test]
    fn strings_end_at_their_quote() {
        check("", Some(false));
        check(
            "plain, \u{e9}\u{1f600} and longer than two words",
            Some(false),
        );
        check("\u{7f}\u{80}\u{100}!#[]^~ ", Some(false));
        check(r"\n", Some(true));
        check(r#"\"\\\/\b\f\n\r\t"#, Some(true));
        check(r"seven b\n and seven \\ and \\\\\\\\\\ ", Some(true));
        check(r"\u00e9 between \ud83d\ude00 and\u0000\n", Some(true));
    }

    #[test]
    fn long_strings_end_at_their_quote_too() {
        let long = "plain \u{e9}".repeat(12);
        check(&long, Some(false));
        for place in (0..long.len()).filter(|place| long.is_char_boundary(*place)) {
            let (before, after) = long.split_at(place);
            for escape in [r"\n", r#"\""#, r"\\", r#"\\\""#, r"\u00e9", r"\ud83d\ude00"] {
                check_once(&format!("{before}{escape}{after}"), 0, Some(true));
                check_once(
                    &format!("{escape}{before}{escape}{escape}{after}"),
                    3,
                    Some(true),
                );
            }
            for broken in ["\n", r"\x", "\u{1f}", r"\u12g4", r"\udc00"] {
                check_once(&format!("{before}{broken}{after}"), 0, None);
                check_once(&format!(r"\n{before}{broken}{after}"), 0, None);
            }
        }
    }

    #[test]
    fn what_is_no_string_is_refused() {
        for stop in 0..20 {
            let plain = "abcdefghij\\nmnopqrs"[..stop]
                .trim_end_matches('\\')
                .to_owned();
            check(&format!("{plain}\n"), None);
            check(&format!("{plain}\u{1f}x"), None);
            check(&format!("{plain}\\x"), None);
            check(&format!("{plain}\\u12g4"), None);
            check(&format!("{plain}\\ud83d!"), None);
            check(&format!("{plain}\\udc00"), None);
        }
        assert!(Reader::new("\"open").string().is_err());
        assert!(Reader::new("\"open until it ends\\\"").string().is_err());
    }
}

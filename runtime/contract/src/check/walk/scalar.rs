//! Strings, numbers and literals against their rules.

use super::super::number::Numeral;
use super::super::pattern::{Patience, Pattern, Undecided};
use super::super::reader::{Broken, FaultKind};
use super::super::report::{Finding, Report, Stop};
use super::super::string::Text;
use super::super::table::{Bound, Node, NumberRules, StringRules, Types};
use super::super::{Format, equality, words};
use super::Walk;

/// The effort that a patient look at one string counts for.
const PATIENCE: u64 = 1 << 16;

impl<'t, R: Report<'t>> Walk<'t, R> {
    #[inline]
    pub(super) fn string(&mut self, node: &Node) -> Result<bool, Stop> {
        Self::foresee(node, Types::STRING)?;
        let start = self.reader.at();
        let text = self.reader.string()?;
        let admitted = self.admit(node, Types::STRING, start)?;
        if let (true, Some(rules)) = (admitted, node.string) {
            self.string_rules(rules, text, start)?;
        }
        Ok(admitted)
    }

    fn string_rules(
        &mut self,
        rules: &'static StringRules,
        text: Text<'t>,
        start: usize,
    ) -> Result<(), Stop> {
        if !text.length_within(rules.min_length, rules.max_length) {
            let short = text.length() < rules.min_length;
            let keyword = if short { "minLength" } else { "maxLength" };
            self.report.refuse(|| Finding {
                keyword,
                expected: words::length(rules),
                found: words::characters(text),
                nearest: None,
            })?;
        }
        if let Some(pattern) = rules.pattern
            && !self.finds(pattern, text, start)?
        {
            self.refuse("pattern", start, || {
                format!("a string matching {}", pattern.source())
            })?;
        }
        match rules.format {
            Some(format) => self.format(format, text, start),
            None => Ok(()),
        }
    }

    /// `format`, asserted.
    fn format(&mut self, format: Format, text: Text<'t>, start: usize) -> Result<(), Stop> {
        self.spend(1 + text.raw.len() as u64 / 16)?;
        if format.admits(&text.unescaped()) {
            return Ok(());
        }
        self.refuse("format", start, || {
            format!("a string of the format {:?}", format.name())
        })
    }

    /// Whether a pattern occurs in the string that starts at `start`. One that cannot tell ends
    /// the whole walk: under `not` and its like, a refusal would count as a yes.
    pub(super) fn finds(
        &mut self,
        pattern: &'static Pattern,
        text: Text<'t>,
        start: usize,
    ) -> Result<bool, Stop> {
        self.spend(1 + text.raw.len() as u64 / 16)?;
        let text = text.unescaped();
        let mut found = pattern.finds(&text, Patience::Little);
        if matches!(found, Err(Undecided { fault: None, .. })) {
            self.spend(PATIENCE)?;
            found = pattern.finds(&text, Patience::Much);
        }
        found.map_err(|undecided| {
            let kind = FaultKind::Undecided(undecided);
            Stop::Broken(Box::new(Broken { at: start, kind }))
        })
    }

    #[inline]
    pub(super) fn number(&mut self, node: &Node) -> Result<bool, Stop> {
        Self::foresee(node, Types::NUMBER)?;
        let start = self.reader.at();
        let number = self.reader.number()?;
        let types = node.types;
        let own = match () {
            () if number.is_plain() => Types::DIGITS,
            // Which of the two it is does not matter.
            () if types.allows(Types::WHOLE) == types.allows(Types::FRACTION) => Types::FRACTION,
            () if number.is_integral() => Types::WHOLE,
            () => Types::FRACTION,
        };
        let admitted = self.admit(node, own, start)?;
        if let (true, Some(rules)) = (admitted, node.number) {
            self.number_rules(rules, number, start)?;
        }
        Ok(admitted)
    }

    fn number_rules(
        &mut self,
        rules: &'static NumberRules,
        number: Numeral<'t>,
        start: usize,
    ) -> Result<(), Stop> {
        type Keeps = fn(Numeral<'_>, Bound) -> bool;
        if number.clearly_keeps(rules) {
            return Ok(());
        }
        let assertions: [(_, _, _, Keeps); 5] = [
            (rules.minimum, "minimum", "a number of at least", |n, b| {
                n.compare(b).is_ge()
            }),
            (rules.maximum, "maximum", "a number of at most", |n, b| {
                n.compare(b).is_le()
            }),
            (
                rules.exclusive_minimum,
                "exclusiveMinimum",
                "a number greater than",
                |n, b| n.compare(b).is_gt(),
            ),
            (
                rules.exclusive_maximum,
                "exclusiveMaximum",
                "a number less than",
                |n, b| n.compare(b).is_lt(),
            ),
            (rules.multiple_of, "multipleOf", "a multiple of", |n, b| {
                n.is_multiple_of(b)
            }),
        ];
        for (bound, keyword, words, keeps) in assertions {
            if let Some(bound) = bound.filter(|bound| !keeps(number, *bound)) {
                self.refuse(keyword, start, || format!("{words} {}", bound.text))?;
            }
        }
        Ok(())
    }

    pub(super) fn literal(&mut self, node: &Node, first: u8) -> Result<bool, Stop> {
        let own = if first == b'n' {
            Types::NULL
        } else {
            Types::BOOLEAN
        };
        Self::foresee(node, own)?;
        let start = self.reader.at();
        self.reader
            .literal(equality::literal(first).unwrap_or("null"))?;
        self.admit(node, own, start)
    }

    /// `enum` and `const`.
    pub(super) fn values(
        &mut self,
        keyword: &'static str,
        allowed: &'static [&'static str],
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let text = &self.reader.text()[start..end];
        self.spend((text.len() as u64 + allowed.len() as u64) / 64)?;
        if equality::is_among(text, allowed) {
            return Ok(());
        }
        let compared = self.comparisons(allowed.len());
        self.report.refuse(|| Finding {
            keyword,
            expected: words::values(allowed),
            found: words::found(text, 0),
            nearest: words::nearest_value(text, &allowed[..compared]),
        })
    }
}

//! Strings, numbers and literals against their rules.

use super::super::number::Numeral;
use super::super::report::{Finding, Report, Stop};
use super::super::string::Text;
use super::super::table::{Bound, Node, NumberRules, StringRules, Types};
use super::super::{equality, words};
use super::Walk;

impl<'t, R: Report<'t>> Walk<'t, R> {
    pub(super) fn string(&mut self, node: &Node) -> Result<bool, Stop> {
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
        let Some(pattern) = rules.pattern else {
            return Ok(());
        };
        match pattern.finds(&text.unescaped()) {
            Ok(true) => Ok(()),
            Ok(false) => self.refuse("pattern", start, || {
                format!("a string matching {}", pattern.source())
            }),
            Err(undecided) => self.refuse("pattern", start, || {
                let source = pattern.source();
                format!("a string that {source} can decide ({})", undecided.0)
            }),
        }
    }

    pub(super) fn number(&mut self, node: &Node) -> Result<bool, Stop> {
        let start = self.reader.at();
        let number = self.reader.number()?;
        let own = match () {
            () if number.is_plain() => Types::DIGITS,
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
        let start = self.reader.at();
        self.reader
            .literal(equality::literal(first).unwrap_or("null"))?;
        let own = if first == b'n' {
            Types::NULL
        } else {
            Types::BOOLEAN
        };
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
        let is_allowed =
            allowed.contains(&text) || allowed.iter().any(|allowed| equality::equal(text, allowed));
        if is_allowed {
            return Ok(());
        }
        self.report.refuse(|| Finding {
            keyword,
            expected: words::values(allowed),
            found: words::found(text, 0),
            nearest: words::nearest_value(text, allowed),
        })
    }
}

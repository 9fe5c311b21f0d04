//! Arrays against their rules.

use super::super::path::Step;
use super::super::report::{Finding, Report, Stop};
use super::super::table::{ArrayRules, At, Contains, Node, Rest, Types};
use super::super::{equality, words};
use super::Walk;

impl<'t, R: Report<'t>> Walk<'t, R> {
    #[inline(never)]
    pub(super) fn array(&mut self, node: &Node) -> Result<bool, Stop> {
        Self::foresee(node, Types::ARRAY)?;
        let start = self.reader.at();
        let admitted = self.admit(node, Types::ARRAY, start)?;
        let rules = node.array.filter(|_| admitted).unwrap_or(&ArrayRules::ANY);
        self.descend()?;
        let (mut items, mut contained) = (0, 0);
        let mut more = !self.reader.take(b']');
        while more {
            let item = self.item(rules, items)?;
            if let Some(contains) = rules.contains {
                let end = self.reader.at();
                contained += u64::from(self.fits(contains.node, item, end)?);
            }
            items += 1;
            more = self.reader.comma_or(b']')?;
        }
        self.depth -= 1;
        if admitted && node.array.is_some() {
            self.array_counts(rules, (items, contained), start)?;
        }
        Ok(admitted)
    }

    /// Walks the next item and tells where it starts.
    fn item(&mut self, rules: &ArrayRules, place: u64) -> Result<usize, Stop> {
        self.reader.peek();
        let start = self.reader.at();
        let prefix = usize::try_from(place)
            .ok()
            .and_then(|place| rules.prefix.get(place));
        let node = match (prefix, rules.items) {
            (Some(&node), _) | (None, Rest::Fits(node)) => Some(node),
            (None, Rest::Open) => None,
            (None, Rest::Closed) => {
                self.surplus_item(rules.prefix, place, start)?;
                None
            }
        };
        self.inside(Step::Item(place), node)?;
        Ok(start)
    }

    fn surplus_item(&mut self, prefix: &[At], place: u64, start: usize) -> Result<(), Stop> {
        self.report.enter(Step::Item(place));
        let limit = prefix.len() as u64;
        self.refuse("items", start, || {
            format!("at most {}", words::count(limit, "item"))
        })?;
        self.report.leave();
        Ok(())
    }

    fn array_counts(
        &mut self,
        rules: &ArrayRules,
        (items, contained): (u64, u64),
        start: usize,
    ) -> Result<(), Stop> {
        if items < rules.min_items || items > rules.max_items {
            let keyword = if items < rules.min_items {
                "minItems"
            } else {
                "maxItems"
            };
            self.report.refuse(|| Finding {
                keyword,
                expected: words::range(rules.min_items, rules.max_items, "item"),
                found: words::count(items, "item"),
                nearest: None,
            })?;
        }
        if let Some(contains) = rules.contains {
            self.contains(contains, contained)?;
        }
        if rules.unique {
            self.unique(start)
        } else {
            Ok(())
        }
    }

    fn contains(&mut self, contains: Contains, contained: u64) -> Result<(), Stop> {
        let Contains { min, max, .. } = contains;
        if (min..=max).contains(&contained) {
            return Ok(());
        }
        let keyword = match () {
            () if contained > max => "maxContains",
            () if min == 1 => "contains",
            () => "minContains",
        };
        self.report.refuse(|| Finding {
            keyword,
            expected: format!("{} that fit `contains`", words::range(min, max, "item")),
            found: words::count(contained, "such item"),
            nearest: None,
        })
    }

    fn unique(&mut self, start: usize) -> Result<(), Stop> {
        let end = self.reader.at();
        let items = self.item_texts(start)?;
        self.spend((end - start) as u64 / 32)?;
        let Some((earlier, later)) = equality::first_repeat(&items)? else {
            return Ok(());
        };
        self.report.refuse(|| Finding {
            keyword: "uniqueItems",
            expected: "items that are all different".to_owned(),
            found: format!(
                "{} at both {earlier} and {later}",
                words::found(items[later], 0)
            ),
            nearest: None,
        })
    }

    /// The items of an array that was walked before.
    fn item_texts(&self, start: usize) -> Result<Vec<&'t str>, Stop> {
        let mut walk = self.beside(super::Silent);
        walk.reader.seek(start);
        walk.reader.step();
        let mut items = Vec::new();
        let mut more = !walk.reader.take(b']');
        while more {
            walk.reader.peek();
            let from = walk.reader.at();
            walk.node(&Node::ANY)?;
            items.push(&self.reader.text()[from..walk.reader.at()]);
            more = walk.reader.comma_or(b']')?;
        }
        Ok(items)
    }
}

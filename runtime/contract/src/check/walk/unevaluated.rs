//! `unevaluatedProperties` and `unevaluatedItems`: what no other keyword has looked at.
//!
//! Nothing is tracked during the walk. When a value has passed everything else its node asks,
//! its members or items are listed and the node is gone through once more for what it looks at,
//! along the subschemas that the value fits (2020-12 Core, section 11). Schemas without these
//! keywords pay nothing.

use super::super::path::Step;
use super::super::report::{Finding, Report, Stop};
use super::super::string::Text;
use super::super::table::{Applicator, ArrayRules, At, Node, ObjectRules, Rest, Types};
use super::super::words;
use super::Walk;

/// How many names are gathered to tell which was meant.
const NAMES: usize = 256;

/// A value and what it holds.
struct Whole<'t> {
    start: usize,
    end: usize,
    parts: Vec<Part<'t>>,
    /// Whether an item that fits `contains` was looked at.
    contains: bool,
}

/// A member or an item.
struct Part<'t> {
    /// The name of a member, and where it stands.
    name: Option<(Text<'t>, usize)>,
    start: usize,
    end: usize,
    is_seen: bool,
}

impl<'t, R: Report<'t>> Walk<'t, R> {
    pub(super) fn unevaluated_properties(
        &mut self,
        node: &'static Node,
        rest: At,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let mut whole = self.whole(b'{', start, end)?;
        self.look(node, &mut whole)?;
        for part in whole.parts.iter().filter(|part| !part.is_seen) {
            let Some((name, _)) = part.name else { continue };
            if self.is_never(rest) {
                self.unevaluated_member(node, name, part.start)?;
            } else {
                self.reader.seek(part.start);
                self.inside(Step::Member(name), Some(rest))?;
            }
        }
        Ok(())
    }

    pub(super) fn unevaluated_items(
        &mut self,
        node: &'static Node,
        (rest, contains): (At, bool),
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let mut whole = self.whole(b'[', start, end)?;
        whole.contains = contains;
        self.look(node, &mut whole)?;
        for (place, part) in (0..).zip(&whole.parts) {
            if part.is_seen {
                continue;
            }
            if self.is_never(rest) {
                self.report.enter(Step::Item(place));
                self.refuse("unevaluatedItems", part.start, || {
                    format!("at most {}", words::count(place, "item"))
                })?;
                self.report.leave();
            } else {
                self.reader.seek(part.start);
                self.inside(Step::Item(place), Some(rest))?;
            }
        }
        Ok(())
    }

    fn is_never(&self, at: At) -> bool {
        let node = self.nodes.get(at.0 as usize);
        node.is_some_and(|node| node.types == Types::NONE)
    }

    fn unevaluated_member(
        &mut self,
        node: &'static Node,
        name: Text<'t>,
        start: usize,
    ) -> Result<(), Stop> {
        let mut known = Vec::new();
        if R::COLLECTS {
            self.known_names(node, &mut known);
        }
        let compared = self.comparisons(known.len());
        let text = self.reader.text();
        self.report.enter(Step::Member(name));
        self.report.refuse(|| {
            let name = name.unescaped();
            let nearest = mcpreg_text::nearest(&name, known.iter().copied().take(compared));
            Finding {
                keyword: "unevaluatedProperties",
                expected: words::members(known.iter().copied()),
                found: words::unknown_member(&name, text, start),
                nearest: nearest.map(str::to_owned),
            }
        })?;
        self.report.leave();
        Ok(())
    }

    /// The members that a node and those beside it know by name.
    fn known_names(&self, node: &'static Node, known: &mut Vec<&'static str>) {
        let members = node.object.map_or(&[][..], |rules| rules.members);
        for member in members.iter().filter(|member| member.node.is_some()) {
            if known.len() < NAMES && !known.contains(&member.name) {
                known.push(member.name);
            }
        }
        let mut beside = Vec::new();
        for applicator in node.any {
            match *applicator {
                Applicator::All { nodes, .. }
                | Applicator::AnyOf(nodes)
                | Applicator::OneOf(nodes) => beside.extend_from_slice(nodes),
                Applicator::If {
                    then, otherwise, ..
                } => beside.extend(then.into_iter().chain(otherwise)),
                _ => {}
            }
        }
        for at in beside {
            if let Some(node) = self
                .nodes
                .get(at.0 as usize)
                .filter(|_| known.len() < NAMES)
            {
                self.known_names(node, known);
            }
        }
    }

    /// The parts of a value that starts with `first`; none of any other.
    fn whole(&mut self, first: u8, start: usize, end: usize) -> Result<Whole<'t>, Stop> {
        let mut whole = Whole {
            start,
            end,
            parts: Vec::new(),
            contains: false,
        };
        let mut walk = self.beside(super::Silent);
        walk.reader.seek(start);
        let close = if first == b'{' { b'}' } else { b']' };
        if !walk.reader.take(first) || walk.reader.take(close) {
            return Ok(whole);
        }
        loop {
            walk.reader.peek();
            let from = walk.reader.at();
            let name = match first {
                b'{' => Some((walk.reader.name()?, from)),
                _ => None,
            };
            walk.reader.peek();
            let start = walk.reader.at();
            walk.node(&Node::ANY)?;
            whole.parts.push(Part {
                name,
                start,
                end: walk.reader.at(),
                is_seen: false,
            });
            if !walk.reader.comma_or(close)? {
                break;
            }
        }
        self.effort = walk.effort;
        Ok(whole)
    }

    /// Marks what a node looks at, one that the value is known to fit.
    fn look(&mut self, node: &'static Node, whole: &mut Whole<'t>) -> Result<(), Stop> {
        self.spend(1 + whole.parts.len() as u64)?;
        if let Some(rules) = node.object {
            self.look_at_members(rules, whole)?;
        }
        if let Some(rules) = node.array {
            self.look_at_items(rules, whole)?;
        }
        for applicator in node.any {
            match *applicator {
                Applicator::All { nodes, .. } => {
                    for &at in nodes {
                        self.look_along(at, whole)?;
                    }
                }
                Applicator::AnyOf(nodes) | Applicator::OneOf(nodes) => {
                    for &at in nodes {
                        if self.fits(at, whole.start, whole.end)? {
                            self.look_along(at, whole)?;
                        }
                    }
                }
                Applicator::If {
                    condition,
                    then,
                    otherwise,
                } => {
                    let holds = self.fits(condition, whole.start, whole.end)?;
                    let branch = if holds { then } else { otherwise };
                    for at in branch.into_iter().chain(holds.then_some(condition)) {
                        self.look_along(at, whole)?;
                    }
                }
                Applicator::Values { .. }
                | Applicator::Not(_)
                | Applicator::UnevaluatedProperties(_)
                | Applicator::UnevaluatedItems { .. } => {}
            }
        }
        Ok(())
    }

    /// Marks what a node beside the first one looks at.
    fn look_along(&mut self, at: At, whole: &mut Whole<'t>) -> Result<(), Stop> {
        let Some(node) = self.nodes.get(at.0 as usize) else {
            return Ok(());
        };
        // The value's own kind of it; the other kind has nothing to mark in this value.
        let is_unevaluated = |applicator: &Applicator| match applicator {
            Applicator::UnevaluatedProperties(_) => whole.has_members(),
            Applicator::UnevaluatedItems { .. } => !whole.has_members(),
            _ => false,
        };
        if node.any.iter().any(is_unevaluated) {
            whole.see_all();
            return Ok(());
        }
        self.recursion += 1;
        self.check_recursion()?;
        self.look(node, whole)?;
        self.recursion -= 1;
        Ok(())
    }

    fn look_at_members(
        &mut self,
        rules: &'static ObjectRules,
        whole: &mut Whole<'t>,
    ) -> Result<(), Stop> {
        if !whole.has_members() {
            return Ok(());
        }
        if rules.additional != Rest::Open {
            whole.see_all();
        }
        for part in &mut whole.parts {
            let Some((name, start)) = part.name else {
                continue;
            };
            let text = name.unescaped();
            let mut members = rules.members.iter();
            part.is_seen |= members.any(|one| one.node.is_some() && one.name == text);
            for (pattern, _) in rules.patterns {
                part.is_seen = part.is_seen || self.finds(pattern, name, start)?;
            }
        }
        for dependent in rules.dependent {
            if let Some(at) = dependent.node.filter(|_| whole.has(dependent.member)) {
                self.look_along(at, whole)?;
            }
        }
        Ok(())
    }

    fn look_at_items(
        &mut self,
        rules: &'static ArrayRules,
        whole: &mut Whole<'t>,
    ) -> Result<(), Stop> {
        if whole.has_members() {
            return Ok(());
        }
        if rules.items != Rest::Open {
            whole.see_all();
        }
        let prefix = rules.prefix.len();
        for part in whole.parts.iter_mut().take(prefix) {
            part.is_seen = true;
        }
        let Some(contains) = rules.contains.filter(|_| whole.contains) else {
            return Ok(());
        };
        for part in &mut whole.parts {
            part.is_seen = part.is_seen || self.fits(contains.node, part.start, part.end)?;
        }
        Ok(())
    }
}

impl Whole<'_> {
    fn has_members(&self) -> bool {
        self.parts.first().is_some_and(|part| part.name.is_some())
    }

    fn has(&self, member: &str) -> bool {
        let mut names = self.parts.iter().filter_map(|part| part.name);
        names.any(|(name, _)| name.unescaped() == member)
    }

    fn see_all(&mut self) {
        for part in &mut self.parts {
            part.is_seen = true;
        }
    }
}

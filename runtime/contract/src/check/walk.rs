//! The walk: one pass along an instance's text and a schema's table together.
//!
//! Every value is read once by its node's own rules; keywords that apply a further subschema to
//! the same value (`anyOf`, `$ref` beside others, a second matching `patternProperties`) walk
//! its slice again. Nesting, recursion and total effort are bounded, and what goes beyond a
//! bound is refused by name. Member names are looked up, lengths counted and numbers compared in
//! the text itself: accepting an instance allocates nothing, save for `uniqueItems`, escapes
//! under a rule, and objects of many undeclared members.

mod alone;
mod array;
mod branch;
mod names;
mod object;
mod scalar;
mod shadow;
mod unevaluated;

use self::shadow::Shadows;
use super::case::{CaseVariants, differ_only_in_case};
use super::path::{Step, escaped};
use super::reader::{Fault, FaultKind, Reader};
use super::report::{Collected, Finding, Report, Silent, Stop};
use super::table::{Applicator, At, Node, Types};
use super::{Check, Violation, Violations, words};

/// How deep the walk may recurse, in values and keywords applied to the same value.
const RECURSION_LIMIT: usize = 512;

/// How many values may be visited beyond what the text itself holds.
const EFFORT: u64 = 1 << 18;

/// Decides `instance` by a table; members named in `fixed` are refused.
pub(super) fn decide(
    nodes: &'static [Node],
    fixed: Fixed<'_>,
    instance: &str,
) -> Result<(), Violations> {
    let mut silent = Walk::new(nodes, instance, Silent);
    silent.shadows = Shadows::sought(fixed.case_variants);
    if silent.instance().is_ok() && fixed.none_in(instance) {
        return match silent.shadows.first() {
            None => Ok(()),
            Some(shadow) => Err(Violations::of(vec![shadow.violation(instance)])),
        };
    }
    let mut walk = Walk::new(nodes, instance, Collected::default());
    if let Err(Stop::Broken(fault)) = walk.instance() {
        let violation = broken(&walk, &fault);
        // Nothing before the fault may be dropped for it, and it must be seen itself.
        walk.report.violations.truncate(Violations::LIMIT - 1);
        walk.report.violations.push(violation);
    }
    let mut violations = walk.report.violations;
    fixed.refuse(instance, &mut violations);
    if violations.is_empty() {
        violations.push(Violation::new(
            "",
            "schema",
            "a value that fits the schema",
            words::found(instance, 0),
        ));
    }
    Err(Violations::of(violations))
}

/// Refuses what no schema has to be asked about: text that is not JSON, repeats a member name
/// or nests too deep.
pub(super) fn decide_text(instance: &str) -> Result<(), Violations> {
    static ANYTHING: [Node; 1] = [Node::ANY];
    decide(&ANYTHING, Fixed::NONE, instance)
}

/// The top-level members that the gateway fills in, and how closely a name must equal one of them
/// to be refused.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fixed<'f> {
    pub(super) names: &'f [&'f str],
    pub(super) case_variants: CaseVariants,
}

impl Fixed<'_> {
    /// No member is fixed, and case is not looked at.
    pub(super) const NONE: Self = Self {
        names: &[],
        case_variants: CaseVariants::Accept,
    };

    fn has(self, name: &str) -> bool {
        let is_variant = |fixed: &&str| differ_only_in_case(fixed, name);
        self.names.contains(&name)
            || (self.case_variants == CaseVariants::Refuse && self.names.iter().any(is_variant))
    }

    fn none_in(self, instance: &str) -> bool {
        let mut none = true;
        if !self.names.is_empty() {
            object::each_member(instance, |name, _| none &= !self.has(name));
        }
        none
    }

    /// Adds a violation for every such member that the instance has.
    pub(super) fn refuse(self, instance: &str, violations: &mut Vec<Violation>) {
        let mut members = Vec::new();
        object::each_member(instance, |name, value| {
            if self.has(name) && members.iter().all(|(known, _)| known != name) {
                members.push((name.to_owned(), value));
            }
        });
        // What is wrong with such a member otherwise does not matter.
        violations.retain(|violation| {
            let token = violation.pointer.strip_prefix('/');
            !members
                .iter()
                .any(|(name, _)| token == Some(escaped(name).as_ref()))
        });
        for violation in &mut *violations {
            violation.nearest.take_if(|nearest| self.has(nearest));
        }
        for (name, value) in members {
            violations.push(Violation::new(
                format!("/{}", escaped(&name)),
                "fixed",
                "no such member: this argument is fixed by the gateway",
                words::found(instance, value),
            ));
        }
    }
}

fn broken(walk: &Walk<'_, Collected<'_>>, fault: &Fault) -> Violation {
    let keyword = match fault.kind {
        FaultKind::Expected(_) | FaultKind::Duplicate => "json",
        FaultKind::Depth | FaultKind::Effort => "limit",
        FaultKind::Undecided(_) => "pattern",
        FaultKind::Table => "schema",
    };
    Violation::new(
        walk.report.pointer(),
        keyword,
        words::fault(fault.kind),
        words::found(walk.reader.text(), fault.at),
    )
}

/// How many names may be compared in search of those that were meant.
const COMPARISONS: usize = 20_000;

/// The state of one walk.
struct Walk<'t, R> {
    nodes: &'static [Node],
    reader: Reader<'t>,
    report: R,
    depth: usize,
    recursion: usize,
    effort: u64,
    comparisons: usize,
    shadows: Shadows,
}

impl<'t, R: Report<'t>> Walk<'t, R> {
    fn new(nodes: &'static [Node], text: &'t str, report: R) -> Self {
        let effort = EFFORT + 64 * text.len() as u64;
        Self {
            nodes,
            reader: Reader::new(text),
            report,
            depth: 0,
            recursion: 0,
            effort,
            comparisons: COMPARISONS,
            shadows: Shadows::default(),
        }
    }

    /// Walks the whole text.
    fn instance(&mut self) -> Result<(), Stop> {
        self.value(At(0))?;
        Ok(self.reader.end()?)
    }

    /// Walks the next value along a node.
    #[inline]
    fn value(&mut self, at: At) -> Result<(), Stop> {
        let Some(node) = self.nodes.get(at.0 as usize) else {
            return Err(self.reader.fault(FaultKind::Table).into());
        };
        self.node(node)
    }

    /// Walks the next value along a node.
    ///
    /// A silent walk may refuse a value before it has read it to its end; it accepts none that
    /// it has not read whole. What negates a refusal (`not`, `if`, a count) reads first.
    fn node(&mut self, node: &'static Node) -> Result<(), Stop> {
        self.spend(1)?;
        self.recursion += 1;
        self.check_recursion()?;
        let first = self.reader.peek();
        let start = self.reader.at();
        if !R::COLLECTS && self.branches_alone(node, first)? {
            self.recursion -= 1;
            return Ok(());
        }
        let fits_type = match first {
            b'"' => self.string(node)?,
            b'{' => self.object(node)?,
            b'[' => self.array(node)?,
            b'-' | b'0'..=b'9' => self.number(node)?,
            _ => self.literal(node, first)?,
        };
        if fits_type && !node.any.is_empty() {
            let end = self.reader.at();
            for applicator in node.any {
                self.apply(node, applicator, start, end)?;
            }
            self.reader.seek(end);
        }
        self.recursion -= 1;
        Ok(())
    }

    #[inline]
    fn check_recursion(&self) -> Result<(), Stop> {
        if self.recursion > RECURSION_LIMIT {
            return Err(self.reader.fault(FaultKind::Effort).into());
        }
        Ok(())
    }

    #[inline]
    fn spend(&mut self, effort: u64) -> Result<(), Stop> {
        match self.effort.checked_sub(effort) {
            Some(left) => {
                self.effort = left;
                Ok(())
            }
            None => Err(self.reader.fault(FaultKind::Effort).into()),
        }
    }

    /// How many of so many names may still be compared with another.
    fn comparisons(&mut self, names: usize) -> usize {
        let compared = if R::COLLECTS {
            names.min(self.comparisons)
        } else {
            0
        };
        self.comparisons -= compared;
        compared
    }

    /// Whether a value of type `own` may stand at `start`; refuses it where not.
    #[inline]
    fn admit(&mut self, node: &Node, own: Types, start: usize) -> Result<bool, Stop> {
        if node.types.allows(own) {
            return Ok(true);
        }
        if !R::COLLECTS {
            return Err(Stop::Refused);
        }
        let types = node.types;
        let keyword = if types == Types::NONE {
            "false schema"
        } else {
            "type"
        };
        self.refuse(keyword, start, || words::types(types))?;
        Ok(false)
    }

    /// Ends a silent walk at a value of a type that may not stand here, before it is read.
    #[inline]
    fn foresee(node: &Node, own: Types) -> Result<(), Stop> {
        if R::COLLECTS || node.types.allows(own) {
            Ok(())
        } else {
            Err(Stop::Refused)
        }
    }

    /// Refuses the value that starts at `start`.
    fn refuse(
        &mut self,
        keyword: &'static str,
        start: usize,
        expected: impl FnOnce() -> String,
    ) -> Result<(), Stop> {
        let text = self.reader.text();
        self.report.refuse(|| Finding {
            keyword,
            expected: expected(),
            found: words::found(text, start),
            nearest: None,
        })
    }

    /// Walks a value again, along another node; the reader may end anywhere.
    fn again(&mut self, at: At, start: usize, end: usize) -> Result<(), Stop> {
        self.spend((end - start) as u64 / 32)?;
        self.reader.seek(start);
        self.value(at)
    }

    /// Whether the value between `start` and `end` fits a node; says nothing about why.
    fn fits(&mut self, at: At, start: usize, end: usize) -> Result<bool, Stop> {
        let mut walk = self.beside(Silent);
        let outcome = walk.again(at, start, end);
        self.effort = walk.effort;
        match outcome {
            Ok(()) => {
                self.shadows = walk.shadows;
                Ok(true)
            }
            Err(Stop::Refused) => Ok(false),
            Err(broken) => Err(broken),
        }
    }

    /// Everything that keeps a value from fitting a node.
    fn reasons(&mut self, at: At, start: usize, end: usize) -> Result<Vec<Violation>, Stop> {
        let mut walk = self.beside(self.report.beside());
        let outcome = walk.again(at, start, end);
        self.effort = walk.effort;
        self.comparisons = walk.comparisons;
        match outcome {
            Err(Stop::Broken(fault)) => Err(Stop::Broken(fault)),
            _ => Ok(walk.report.violations),
        }
    }

    fn beside<S>(&self, report: S) -> Walk<'t, S> {
        let Self {
            nodes,
            reader,
            depth,
            recursion,
            effort,
            comparisons,
            shadows,
            ..
        } = *self;
        Walk {
            nodes,
            reader,
            report,
            depth,
            recursion,
            effort,
            comparisons,
            shadows,
        }
    }

    /// Goes into a container whose first byte is next.
    #[inline]
    fn descend(&mut self) -> Result<(), Stop> {
        self.depth += 1;
        if self.depth > Check::DEPTH_LIMIT {
            return Err(self.reader.fault(FaultKind::Depth).into());
        }
        self.reader.step();
        Ok(())
    }

    fn apply(
        &mut self,
        node: &'static Node,
        keyword: &Applicator,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        match *keyword {
            Applicator::Values { keyword, allowed } => self.values(keyword, allowed, start, end),
            Applicator::All { nodes, .. } => nodes
                .iter()
                .try_for_each(|&node| self.again(node, start, end)),
            Applicator::AnyOf(nodes) => self.any_of(nodes, start, end),
            Applicator::OneOf(nodes) => self.one_of(nodes, start, end),
            Applicator::Not(node) => self.not(node, start, end),
            Applicator::If {
                condition,
                then,
                otherwise,
            } => {
                let branch = if self.fits(condition, start, end)? {
                    then
                } else {
                    otherwise
                };
                branch.map_or(Ok(()), |node| self.again(node, start, end))
            }
            Applicator::UnevaluatedProperties(rest) => {
                self.unevaluated_properties(node, rest, start, end)
            }
            Applicator::UnevaluatedItems {
                node: rest,
                contains,
            } => self.unevaluated_items(node, (rest, contains), start, end),
        }
    }

    /// Walks a member or an item one step further in.
    #[inline]
    fn inside(&mut self, step: Step<'t>, at: Option<At>) -> Result<(), Stop> {
        self.report.enter(step);
        match at {
            Some(at) => self.value(at)?,
            None => self.node(&Node::ANY)?,
        }
        self.report.leave();
        Ok(())
    }
}

//! `anyOf`, `oneOf` and `not`: one value against several subschemas.
//!
//! When no branch fits, what is reported is what keeps the value from the branch it comes
//! closest to: a branch of the value's own type before others, then one whose `const` members
//! agree, then the one with the fewest violations.

use super::super::report::{Finding, Report, Stop};
use super::super::table::{Applicator, At, Member, Types};
use super::super::violation::{Branch, Violation};
use super::super::words;
use super::Walk;

impl<'t, R: Report<'t>> Walk<'t, R> {
    pub(super) fn any_of(
        &mut self,
        nodes: &'static [At],
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        for &node in nodes {
            if self.fits(node, start, end)? {
                return Ok(());
            }
        }
        self.no_branch("anyOf", nodes, start, end)
    }

    pub(super) fn one_of(
        &mut self,
        nodes: &'static [At],
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let mut fitting = Vec::new();
        let mut count = 0;
        for (place, &node) in nodes.iter().enumerate() {
            if self.fits(node, start, end)? {
                count += 1;
                if R::COLLECTS {
                    fitting.push((place + 1).to_string());
                }
            }
        }
        match count {
            0 => self.no_branch("oneOf", nodes, start, end),
            1 => Ok(()),
            _ => self.report.refuse(|| Finding {
                keyword: "oneOf",
                expected: format!(
                    "a value that fits exactly one of {} alternatives",
                    nodes.len()
                ),
                found: format!("one that fits alternatives {}", fitting.join(" and ")),
                nearest: None,
            }),
        }
    }

    pub(super) fn not(&mut self, node: At, start: usize, end: usize) -> Result<(), Stop> {
        let shadows = self.shadows;
        let fits = self.fits(node, start, end)?;
        // What `not` describes is what the value is not.
        self.shadows = shadows;
        if !fits {
            return Ok(());
        }
        self.refuse("not", start, || {
            "a value that the schema under `not` refuses".to_owned()
        })
    }

    fn no_branch(
        &mut self,
        keyword: &'static str,
        nodes: &'static [At],
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        if !R::COLLECTS {
            return Err(Stop::Refused);
        }
        let here = self.report.beside().pointer();
        let mut closest: Option<(u64, Vec<Violation>, usize)> = None;
        for (place, &node) in nodes.iter().enumerate() {
            let reasons = self.reasons(node, start, end)?;
            let distance = reasons
                .iter()
                .map(|violation| weight(violation, &here))
                .sum();
            if closest.as_ref().is_none_or(|(least, ..)| distance < *least) {
                closest = Some((distance, reasons, place));
            }
        }
        match closest {
            Some((distance, mut reasons, place)) if distance < WRONG_TYPE => {
                let branch = Branch {
                    pointer: here,
                    keyword,
                    alternative: place + 1,
                    of: nodes.len(),
                    tag: self.tag(nodes[place]),
                };
                for reason in &mut reasons {
                    reason.branches.insert(0, branch.clone());
                }
                self.report.adopt(reasons)
            }
            _ => {
                let expected = self.branch_types(nodes);
                self.refuse(keyword, start, || words::types(expected))
            }
        }
    }

    /// The members of an alternative that can have one value only.
    fn tag(&self, branch: At) -> Option<String> {
        let node_at = |at: At| self.nodes.get(at.0 as usize);
        let members = node_at(branch)?.object?.members.iter();
        let constant = |member: &Member| match node_at(member.node?)?.any {
            [
                Applicator::Values {
                    allowed: [only], ..
                },
            ] => Some(format!("{}: {}", member.name, words::shown(only))),
            _ => None,
        };
        let constants: Vec<String> = members.filter_map(constant).take(TAGS).collect();
        (!constants.is_empty()).then(|| constants.join(", "))
    }

    /// The types that the branches admit between them.
    fn branch_types(&self, nodes: &[At]) -> Types {
        let types = nodes.iter().filter_map(|at| self.nodes.get(at.0 as usize));
        types.fold(Types::NONE, |all, node| all.or(node.types))
    }
}

/// How many constant members are shown of an alternative.
const TAGS: usize = 2;

/// Farther than any number of other violations.
const WRONG_TYPE: u64 = 1_000_000;

/// How far one violation puts a branch away from the value.
fn weight(violation: &Violation, here: &str) -> u64 {
    match violation.keyword {
        "type" | "false schema" if violation.pointer == here => WRONG_TYPE,
        "const" => 1_000,
        "enum" => 100,
        "type" | "required" | "additionalProperties" => 10,
        _ => 1,
    }
}

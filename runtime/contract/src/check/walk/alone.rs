//! `anyOf`, `oneOf` and `allOf` that are all a node asks: a silent walk reads the value along
//! its branches only, not once more before.
//!
//! An object's first member is looked at once: a branch that asks for another value of it, as
//! those of a tagged union do, is passed over.

use super::super::equality;
use super::super::reader::Reader;
use super::super::report::{Report, Stop};
use super::super::string::Text;
use super::super::table::{Applicator, At, Node, Types};
use super::Walk;
use super::object::place_of;

/// The first member of an object, where its value is a string.
#[derive(Clone, Copy)]
struct First<'t> {
    name: Text<'t>,
    /// The value as it is written.
    value: &'t str,
}

impl<'t, R: Report<'t>> Walk<'t, R> {
    /// Walks the value at hand, which starts with `first`, if branches are all its node asks.
    #[inline]
    pub(super) fn branches_alone(&mut self, node: &Node, first: u8) -> Result<bool, Stop> {
        match node.any {
            [applicator] if asks_nothing_else(node) => self.branches(applicator, first),
            _ => Ok(false),
        }
    }

    fn branches(&mut self, applicator: &Applicator, first: u8) -> Result<bool, Stop> {
        let start = self.reader.at();
        let (nodes, is_any) = match *applicator {
            Applicator::AnyOf(nodes) => (nodes, true),
            Applicator::OneOf(nodes) => (nodes, false),
            Applicator::All { nodes, .. } if !nodes.is_empty() => {
                for &node in nodes {
                    self.reader.seek(start);
                    self.value(node)?;
                    self.spend((self.reader.at() - start) as u64 / 32)?;
                }
                return Ok(true);
            }
            _ => return Ok(false),
        };
        let first = match first {
            b'{' => first_member(self.reader),
            _ => None,
        };
        let mut end = None;
        for &node in nodes {
            if self.passes_over(node, first) || !self.try_branch(node, start)? {
                continue;
            }
            if end.replace(self.reader.at()).is_some() {
                return Err(Stop::Refused);
            }
            if is_any {
                break;
            }
        }
        match end {
            Some(end) => {
                self.reader.seek(end);
                Ok(true)
            }
            None => Err(Stop::Refused),
        }
    }

    /// Whether the value from `start` on fits a branch; the reader is then behind it.
    fn try_branch(&mut self, at: At, start: usize) -> Result<bool, Stop> {
        let (depth, recursion) = (self.depth, self.recursion);
        self.reader.seek(start);
        match self.value(at) {
            Ok(()) => Ok(true),
            Err(Stop::Refused) => {
                (self.depth, self.recursion) = (depth, recursion);
                self.spend(self.reader.at().saturating_sub(start) as u64 / 32)?;
                Ok(false)
            }
            Err(broken) => Err(broken),
        }
    }

    /// Whether a branch refuses an object for its first member, before all else it asks.
    fn passes_over(&self, branch: At, first: Option<First<'t>>) -> bool {
        let place = |at: At| self.nodes.get(at.0 as usize);
        let Some(First { name, value }) = first else {
            return false;
        };
        let rules = place(branch).and_then(|node| node.object);
        let Some(rules) = rules.filter(|rules| rules.names.is_none()) else {
            return false;
        };
        let member = place_of(rules.members, name.raw).and_then(|place| rules.members[place].node);
        match member.and_then(place) {
            Some(Node {
                string: None,
                any: [Applicator::Values { allowed, .. }],
                ..
            }) => !equality::is_among(value, allowed),
            _ => false,
        }
    }
}

/// Whether a node's applicators are all it consists of.
fn asks_nothing_else(node: &Node) -> bool {
    node.types == Types::ANY
        && node.number.is_none()
        && node.string.is_none()
        && node.array.is_none()
        && node.object.is_none()
}

fn first_member(mut reader: Reader<'_>) -> Option<First<'_>> {
    reader.step();
    let name = reader.name().ok()?;
    if name.escaped || reader.peek() != b'"' {
        return None;
    }
    let start = reader.at();
    reader.string().ok()?;
    let value = &reader.text()[start..reader.at()];
    Some(First { name, value })
}

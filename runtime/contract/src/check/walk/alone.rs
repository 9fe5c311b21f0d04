//! `anyOf`, `oneOf` and `allOf` that are all a node asks: a silent walk reads the value along
//! its branches only, not once more before.
//!
//! Where the table has a tag and an object's first member is that tag, only the branch that its
//! value tells is walked: all others refuse it.

use super::super::reader::Reader;
use super::super::report::{Report, Stop};
use super::super::string::same;
use super::super::table::{Applicator, At, Node, Tag, Types};
use super::Walk;

impl<'t, R: Report<'t>> Walk<'t, R> {
    /// Walks the value at hand, which starts with `first`, if branches are all its node asks.
    #[inline]
    pub(super) fn branches_alone(&mut self, node: &Node, first: u8) -> Result<bool, Stop> {
        if let (b'{', Some(tag)) = (first, node.tag)
            && let Some(branch) = told_by(tag, self.reader)
        {
            self.value(branch)?;
            return Ok(true);
        }
        match node.any {
            [applicator] if asks_nothing_else(node) => self.branches(applicator),
            _ => Ok(false),
        }
    }

    fn branches(&mut self, applicator: &Applicator) -> Result<bool, Stop> {
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
        let mut end = None;
        for &node in nodes {
            if !self.try_branch(node, start)? {
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
        let (depth, recursion, shadows) = (self.depth, self.recursion, self.shadows);
        self.reader.seek(start);
        match self.value(at) {
            Ok(()) => Ok(true),
            Err(Stop::Refused) => {
                (self.depth, self.recursion, self.shadows) = (depth, recursion, shadows);
                self.spend(self.reader.at().saturating_sub(start) as u64 / 32)?;
                Ok(false)
            }
            Err(broken) => Err(broken),
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

/// The branch that an object's first member tells, where that is the tag.
fn told_by(tag: &Tag, mut reader: Reader<'_>) -> Option<At> {
    reader.step();
    let name = reader.name().ok()?;
    if name.escaped || !same(name.raw, tag.member) || reader.peek() != b'"' {
        return None;
    }
    let start = reader.at();
    reader.string().ok()?;
    let value = &reader.text()[start..reader.at()];
    let told = tag.branches.iter().find(|(text, _)| same(text, value));
    told.map(|(_, branch)| *branch)
}

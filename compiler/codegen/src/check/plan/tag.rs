//! Finds the member that tells the branches of a union apart.
//!
//! `kind` does in a tagged union: every branch asks for another string. A walk that meets one
//! of them first then reads the object along one branch only.

use std::collections::BTreeSet;

use super::{ApplicatorPlan, NodeId, ObjectPlan, PlanNode, TagPlan, TypeSet};

/// Notes the tag of every union that has one.
pub(super) fn tag(nodes: &mut [PlanNode]) {
    let tags: Vec<_> = nodes.iter().map(|node| tag_of(nodes, node)).collect();
    for (node, tag) in nodes.iter_mut().zip(tags) {
        node.tag = tag.map(Box::new);
    }
}

fn tag_of(nodes: &[PlanNode], node: &PlanNode) -> Option<TagPlan> {
    let [ApplicatorPlan::AnyOf(branches) | ApplicatorPlan::OneOf(branches)] = node.any.as_slice()
    else {
        return None;
    };
    let asks_of_objects = node.object != ObjectPlan::default();
    if asks_of_objects || node.types.and(TypeSet::OBJECT) == TypeSet::NONE || branches.len() < 2 {
        return None;
    }
    let first = &nodes[*branches.first()? as usize];
    let members = first.object.members.iter();
    members
        .map(|member| member.name.as_str())
        .find_map(|member| told_by(nodes, branches, member))
}

/// The branches by the values of one member, if each asks for other strings.
fn told_by(nodes: &[PlanNode], branches: &[NodeId], member: &str) -> Option<TagPlan> {
    let mut told = Vec::new();
    let mut seen = BTreeSet::new();
    for &branch in branches {
        for value in strings_of(nodes, branch, member)? {
            if !seen.insert(value) {
                return None;
            }
            told.push((value.clone(), branch));
        }
    }
    Some(TagPlan {
        member: member.to_owned(),
        branches: told,
    })
}

/// The values that a branch allows a member to have, if all are strings.
fn strings_of<'n>(nodes: &'n [PlanNode], branch: NodeId, member: &str) -> Option<&'n [String]> {
    let members = &nodes[branch as usize].object.members;
    let member = members.iter().find(|known| known.name == member)?;
    let mut asked = nodes[member.node? as usize].any.iter();
    let allowed = asked.find_map(|keyword| match keyword {
        ApplicatorPlan::Values { allowed, .. } => Some(allowed),
        _ => None,
    })?;
    let all_strings = allowed.iter().all(|value| value.starts_with('"'));
    all_strings.then_some(allowed)
}

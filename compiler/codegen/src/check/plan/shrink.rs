//! Makes a plan smaller without changing a decision.
//!
//! Unions whose branches share no type become one node that picks its rules by type, as
//! `[T, null]` does in almost every tool; equal nodes become one; nodes that nothing refers to
//! any more are dropped, and the rest is numbered in the order it is met from the root.

use std::collections::BTreeMap;

use super::{ApplicatorPlan, NodeId, Plan, PlanNode, RestPlan, TypeSet};

/// How often equal nodes are looked for; each round makes their users equal in turn.
const ROUNDS: usize = 8;

/// Shrinks a plan.
pub(super) fn shrink(mut plan: Plan) -> Plan {
    loosen(&mut plan.nodes);
    for place in (0..plan.nodes.len()).rev() {
        if let Some(merged) = merged_union(&plan, &plan.nodes[place]) {
            plan.nodes[place] = merged;
        }
    }
    for _ in 0..ROUNDS {
        if !unify(&mut plan.nodes) {
            break;
        }
    }
    compact(plan)
}

/// Opens what only asks for anything at all, and drops an `if` that leads nowhere. Where
/// something is `unevaluated…`, they still say what was looked at, and stay.
fn loosen(nodes: &mut [PlanNode]) {
    let mut applicators = nodes.iter().flat_map(|node| &node.any);
    if applicators.any(ApplicatorPlan::is_unevaluated) {
        return;
    }
    let anything = PlanNode::of_types(TypeSet::ANY);
    let is_open: Vec<bool> = nodes.iter().map(|node| *node == anything).collect();
    for node in nodes {
        node.any.retain(|applicator| !applicator.is_idle());
        for rest in [&mut node.array.items, &mut node.object.additional] {
            if matches!(rest, RestPlan::Fits(node) if is_open[*node as usize]) {
                *rest = RestPlan::Open;
            }
        }
    }
}

/// A node that is only a union of branches with disjoint types, as one node without it.
fn merged_union(plan: &Plan, node: &PlanNode) -> Option<PlanNode> {
    let (ApplicatorPlan::AnyOf(branches) | ApplicatorPlan::OneOf(branches)) = node.any.first()?
    else {
        return None;
    };
    if node.any.len() > 1
        || *node
            != (PlanNode {
                any: node.any.clone(),
                ..only(node.types)
            })
    {
        return None;
    }
    let mut merged = PlanNode::of_types(TypeSet::NONE);
    for branch in branches {
        let branch = &plan.nodes[*branch as usize];
        let shared = [
            TypeSet::NUMBER,
            TypeSet::STRING,
            TypeSet::ARRAY,
            TypeSet::OBJECT,
        ]
        .into_iter()
        .any(|family| overlap(merged.types, family) && overlap(branch.types, family));
        if shared || overlap(merged.types, branch.types) {
            return None;
        }
        add_branch(&mut merged, branch)?;
    }
    merged.types = merged.types.and(node.types);
    Some(merged)
}

/// Adds a branch whose types the union does not have yet; gives up on a branch whose other
/// keywords would reach the other branches' types.
fn add_branch(merged: &mut PlanNode, branch: &PlanNode) -> Option<()> {
    match (merged.any.as_slice(), branch.any.as_slice()) {
        ([], []) => {}
        ([], [ApplicatorPlan::Values { .. }]) if is_only_null(merged) => {
            merged.any.clone_from(&branch.any);
            allow_null(merged);
        }
        ([], [_]) if merged.types == TypeSet::NONE => merged.any.clone_from(&branch.any),
        ([ApplicatorPlan::Values { .. }], []) if is_only_null(branch) => allow_null(merged),
        _ => return None,
    }
    let has = |family| overlap(branch.types, family);
    if has(TypeSet::NUMBER) {
        merged.number = branch.number.clone();
    }
    if has(TypeSet::STRING) {
        merged.string = branch.string.clone();
    }
    if has(TypeSet::ARRAY) {
        merged.array = branch.array.clone();
    }
    if has(TypeSet::OBJECT) {
        merged.object = branch.object.clone();
    }
    merged.types = merged.types.or(branch.types);
    Some(())
}

fn allow_null(node: &mut PlanNode) {
    if let [ApplicatorPlan::Values { allowed, .. }] = node.any.as_mut_slice() {
        allowed.push("null".to_owned());
    }
}

fn is_only_null(node: &PlanNode) -> bool {
    node.types == TypeSet::NULL && node.any.is_empty()
}

fn only(types: TypeSet) -> PlanNode {
    PlanNode::of_types(types)
}

fn overlap(left: TypeSet, right: TypeSet) -> bool {
    left.and(right) != TypeSet::NONE
}

/// Makes everything refer to the first of equal nodes; false if there were none.
fn unify(nodes: &mut [PlanNode]) -> bool {
    let mut first = BTreeMap::new();
    let mut numbers: Vec<NodeId> = Vec::with_capacity(nodes.len());
    for (place, node) in (0..).zip(nodes.iter()) {
        numbers.push(*first.entry(node).or_insert(place));
    }
    let mut changed = false;
    for node in nodes.iter_mut() {
        node.renumber(&mut |old| {
            let new = numbers[old as usize];
            changed |= new != old;
            new
        });
    }
    changed
}

/// Drops nodes that the root does not lead to.
fn compact(plan: Plan) -> Plan {
    let mut order: Vec<NodeId> = vec![0];
    let mut numbers = BTreeMap::from([(0, 0)]);
    let mut nodes = Vec::new();
    while let Some(&old) = order.get(nodes.len()) {
        let mut node = plan.nodes[old as usize].clone();
        node.renumber(&mut |child| {
            *numbers.entry(child).or_insert_with(|| {
                order.push(child);
                NodeId::try_from(order.len() - 1).unwrap_or(NodeId::MAX)
            })
        });
        nodes.push(node);
    }
    Plan {
        nodes,
        patterns: plan.patterns,
    }
}

//! Finds schemas that lead a value back to the same subschema without going into it.
//!
//! The specification leaves such a `$ref` undefined (JSON Schema 2020-12 Core, section 9.4.1),
//! and a walk along it would not end. Long chains that do end are left to the run-time
//! validator as well: each link costs stack.

use super::{NodeId, Plan, Unsupported};

/// How many subschemas may apply to one value one through the other.
const CHAIN_LIMIT: usize = 48;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    Open,
    /// The longest chain from here on.
    Done(usize),
}

/// Refuses a plan with a cycle, or a chain beyond the limit.
pub(super) fn refuse_cycles(plan: &Plan) -> Result<(), Unsupported> {
    let mut seen = vec![Seen::Not; plan.nodes.len()];
    for node in (0..).take(plan.nodes.len()) {
        chain(plan, node, &mut seen, 0)?;
    }
    Ok(())
}

fn chain(plan: &Plan, node: NodeId, seen: &mut [Seen], above: usize) -> Result<usize, Unsupported> {
    let refused = |reason: &str| {
        Err(Unsupported {
            pointer: String::new(),
            reason: reason.into(),
        })
    };
    match seen[node as usize] {
        Seen::Done(length) => return Ok(length),
        Seen::Open => return refused("$ref leads a value back to itself"),
        Seen::Not if above > CHAIN_LIMIT => return refused("$ref and allOf make too long a chain"),
        Seen::Not => seen[node as usize] = Seen::Open,
    }
    let mut longest = 0;
    for next in plan.nodes[node as usize].beside() {
        longest = longest.max(1 + chain(plan, next, seen, above + 1)?);
    }
    if longest > CHAIN_LIMIT {
        return refused("$ref and allOf make too long a chain");
    }
    seen[node as usize] = Seen::Done(longest);
    Ok(longest)
}

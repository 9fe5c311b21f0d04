//! Every process below this one, whatever session, group or environment it has.
//!
//! Complete in a process that adopts orphans: whose parent ends becomes its child.

use std::collections::BTreeSet;

use rustix::process::Signal;

use crate::process_id::{ProcessId, Status};

/// Signals every descendant that has not ended.
pub(super) fn signal(signal: Signal) {
    for process in descendants(std::process::id(), &Status::all()) {
        process.signal(signal);
    }
}

/// The processes below `root`, zombies left out: the parents before their children.
fn descendants(root: u32, all: &[Status]) -> Vec<ProcessId> {
    let mut parents = BTreeSet::from([root]);
    let mut found = Vec::new();
    loop {
        let next: Vec<&Status> = all
            .iter()
            .filter(|status| parents.contains(&status.parent))
            .collect();
        if next.is_empty() {
            return found;
        }
        parents = next.iter().map(|status| status.id.number).collect();
        found.extend(
            next.iter()
                .filter(|status| !status.is_zombie)
                .map(|status| status.id),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_of_children_are_found_and_siblings_are_not() {
        let process = |number, parent, is_zombie| Status {
            id: ProcessId { number, started: 1 },
            parent,
            is_zombie,
        };
        let all = [
            process(2, 1, false),
            process(9, 7, false),
            process(7, 5, true),
            process(5, 4, false),
            process(4, 1, false),
        ];
        let found: Vec<u32> = descendants(4, &all).iter().map(|id| id.number).collect();
        assert_eq!(found, [5, 9]);
    }
}

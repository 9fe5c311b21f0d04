//! What an owner tells its reaper: one JSON value a line.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::process_id::ProcessId;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Line {
    /// Whose things these are; the first line.
    Instance(String),
    /// The engine that holds containers of this owner.
    Engine(String),
    /// A container of this name is being created: it may appear after the owner's death.
    Creating(String),
    /// The creation of that container is over, well or badly.
    Created(String),
    /// A server was started; this is its keeper.
    Keeper(ProcessId),
    /// A server was started without a keeper; this leads its process group.
    Group(ProcessId),
    /// The process of that number is gone, and all that it kept or led.
    Forget(u32),
    /// Everything is removed; the reaper may go.
    Dismiss,
}

/// What is to be cleaned up when the owner dies: the sum of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Duties {
    pub(crate) instance: Option<String>,
    pub(crate) engine: Option<String>,
    pub(crate) creating: BTreeSet<String>,
    pub(crate) keepers: BTreeSet<ProcessId>,
    pub(crate) groups: BTreeSet<ProcessId>,
}

impl Duties {
    /// Takes one line into account.
    pub(crate) fn note(&mut self, line: Line) {
        match line {
            Line::Instance(instance) => self.instance = Some(instance),
            Line::Engine(address) => self.engine = Some(address),
            Line::Creating(name) => {
                self.creating.insert(name);
            }
            Line::Created(name) => {
                self.creating.remove(&name);
            }
            Line::Keeper(keeper) => {
                self.keepers.insert(keeper);
            }
            Line::Group(leader) => {
                self.groups.insert(leader);
            }
            Line::Forget(number) => {
                self.keepers.retain(|keeper| keeper.number != number);
                self.groups.retain(|leader| leader.number != number);
            }
            Line::Dismiss => {}
        }
    }

    /// The lines that would tell another reaper the same.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        lines.extend(self.instance.clone().map(Line::Instance));
        lines.extend(self.engine.clone().map(Line::Engine));
        lines.extend(self.creating.iter().cloned().map(Line::Creating));
        lines.extend(self.keepers.iter().copied().map(Line::Keeper));
        lines.extend(self.groups.iter().copied().map(Line::Group));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duties_survive_being_told_again() {
        let mut duties = Duties::default();
        for text in [
            r#"{"instance":"abc"}"#,
            r#"{"engine":"unix:///run/x.sock"}"#,
            r#"{"creating":"one"}"#,
            r#"{"creating":"two"}"#,
            r#"{"created":"one"}"#,
            r#"{"group":{"number":7,"started":1}}"#,
            r#"{"group":{"number":8,"started":2}}"#,
            r#"{"keeper":{"number":9,"started":3}}"#,
            r#"{"forget":7}"#,
        ] {
            duties.note(serde_json::from_str(text).expect("a line"));
        }
        let mut again = Duties::default();
        duties.lines().into_iter().for_each(|line| again.note(line));
        assert_eq!(again, duties);
        assert_eq!(duties.creating, BTreeSet::from(["two".to_owned()]));
        let process = |number, started| ProcessId { number, started };
        assert_eq!(duties.groups, BTreeSet::from([process(8, 2)]));
        assert_eq!(duties.keepers, BTreeSet::from([process(9, 3)]));
        assert_eq!(
            serde_json::to_string(&Line::Dismiss).ok().as_deref(),
            Some("\"dismiss\"")
        );
    }
}

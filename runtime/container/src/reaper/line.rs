//! What an owner tells its reaper: one JSON value a line.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

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
    /// A process group was started.
    Group(u32),
    /// A process group is gone.
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
    pub(crate) groups: BTreeSet<u32>,
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
            Line::Group(group) => {
                self.groups.insert(group);
            }
            Line::Forget(group) => {
                self.groups.remove(&group);
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
            r#"{"group":7}"#,
            r#"{"group":8}"#,
            r#"{"forget":7}"#,
        ] {
            duties.note(serde_json::from_str(text).expect("a line"));
        }
        let mut again = Duties::default();
        duties.lines().into_iter().for_each(|line| again.note(line));
        assert_eq!(again, duties);
        assert_eq!(duties.creating, BTreeSet::from(["two".to_owned()]));
        assert_eq!(duties.groups, BTreeSet::from([8]));
        assert_eq!(
            serde_json::to_string(&Line::Dismiss).ok().as_deref(),
            Some("\"dismiss\"")
        );
    }
}

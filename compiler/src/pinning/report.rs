//! What a run of `pin` says: what changed, what was noticed, what failed, and a line per server.

use std::fmt::Write;

use mcpreg_codegen::change::{self, Change, ChangeClass};
use mcpreg_codegen::drift::PINS;
use mcpreg_codegen::pin::Pin;

use super::assemble::State;

/// What changed about one server between two states.
pub(super) struct Report {
    /// In a few words: `new`, `unchanged`, `removed`, or the changes counted by class.
    pub(super) summary: String,
    /// Every change, field by field; of a new server its pin is to be read instead.
    pub(super) details: String,
}

/// Compares a server's entries in two states.
pub(super) fn report(server: &str, old: Option<&State>, new: &State) -> Report {
    let old_pin = old.and_then(|state| pin(server, state));
    let new_pin = pin(server, new);
    let old_side = old
        .and_then(|state| state.lock.servers.get(server))
        .zip(old_pin.as_ref());
    let new_side = new.lock.servers.get(server).zip(new_pin.as_ref());
    let mut details = String::new();
    let summary = match (old_side, new_side) {
        (None, _) => format!("new, review {PINS}/{server}.json"),
        (Some(_), None) => "removed".to_owned(),
        (Some(old_side), Some(new_side)) => {
            let changes = change::changes(server, Some(old_side), Some(new_side));
            for change in &changes {
                write_change(&mut details, change);
            }
            count(&changes)
        }
    };
    Report { summary, details }
}

/// The changes counted by class: `1 breaking, 2 text only`.
fn count(changes: &[Change]) -> String {
    let classes = [
        ChangeClass::Breaking,
        ChangeClass::Unknown,
        ChangeClass::TextOnly,
        ChangeClass::Compatible,
    ];
    let counted = classes.into_iter().filter_map(|class| {
        let count = changes
            .iter()
            .filter(|change| change.class == class)
            .count();
        (count > 0).then(|| format!("{count} {class}"))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        "unchanged".to_owned()
    } else {
        counted.join(", ")
    }
}

fn pin(server: &str, state: &State) -> Option<Pin> {
    Pin::parse(server, state.pins.get(server)?).ok()
}

fn write_change(text: &mut String, change: &Change) {
    let field = if change.field.is_empty() {
        String::new()
    } else {
        format!(" {}", change.field)
    };
    let head = format!("{}: {}{field}", change.class, change.subject);
    writeln!(text, "  {head}").expect(IN_MEMORY);
    for (mark, side) in [('-', &change.old), ('+', &change.new)] {
        for line in side.iter().flat_map(|side| side.lines()) {
            writeln!(text, "    {mark} {line}").expect(IN_MEMORY);
        }
    }
}

const IN_MEMORY: &str = "a String can always be written to";

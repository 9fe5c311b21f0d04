//! `[servers.<id>.overrides.<tool>]`: what is changed about single tools.

use std::collections::BTreeMap;

use crate::catalogue::Override;
use crate::catalogue::fault::{Fault, FaultKind, Place};
use crate::catalogue::keys::OverrideKeys;
use crate::catalogue::reader::{Member, Placed, Reader, Section};

/// Reads a server's overrides, by its own names of the tools.
pub(super) fn read(reader: &mut Reader, section: &Section<'_>) -> BTreeMap<String, Override> {
    let mut overrides = BTreeMap::new();
    let mut renames: BTreeMap<String, (String, Place)> = BTreeMap::new();
    for member in reader.members(section, "overrides") {
        let tool = member.name.value.clone();
        let Some(read) = read_one(reader, &member) else {
            continue;
        };
        if let Some(rename) = &read.rename {
            match renames.get(&rename.value) {
                None => {
                    renames.insert(rename.value.clone(), (tool.clone(), rename.place.clone()));
                }
                Some((other, place)) => reader.fault(duplicate(&tool, rename, other, place)),
            }
        }
        overrides.insert(tool, read);
    }
    overrides
}

fn read_one(reader: &mut Reader, member: &Member<'_>) -> Option<Override> {
    let section = reader.table::<OverrideKeys>(member.path.clone(), member.value)?;
    let mut fixed = BTreeMap::new();
    for argument in reader.members(&section, "fixed") {
        if let Some(value) = reader.json(&argument.path, argument.value) {
            let place = argument.value.span();
            fixed.insert(argument.name.value, Placed { value, place });
        }
    }
    let rename = reader.string(&section, "rename");
    if let Some(empty) = rename.as_ref().filter(|rename| rename.value.is_empty()) {
        let fault = Fault::new(
            FaultKind::BadName,
            empty.place.clone(),
            "a tool's name is empty",
        );
        reader.fault(fault.expected("expected the new name"));
    }
    Some(Override {
        place: member.name.place.clone(),
        rename,
        leave_out: reader.flag(&section, "leave_out"),
        description: reader
            .string(&section, "description")
            .map(|text| text.value),
        fixed,
    })
}

fn duplicate(tool: &str, rename: &Placed<String>, other: &str, first: &Place) -> Fault {
    let message = format!(
        "tools `{other}` and `{tool}` are both renamed to `{}`",
        rename.value
    );
    Fault::new(FaultKind::DuplicateRename, rename.place.clone(), message)
        .expected("expected a name of its own")
        .with(first.clone(), format!("`{other}` has it here"))
        .help("give one of them another name")
}

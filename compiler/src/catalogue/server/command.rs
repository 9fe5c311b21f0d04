//! `command` and `directory`: a process on this host that is the same one wherever it is started.
//!
//! A gateway is one file that is started in any folder, by others too, and knows no catalogue. So
//! a path that depends on a folder is refused here: it would be found while pinning, and not later.

use std::path::{Path, PathBuf};

use mcpreg_container::{CommandProgram, Program};

use crate::catalogue::fault::{Fault, FaultKind, Place};
use crate::catalogue::reader::{Placed, Reader, Section};

/// Reads a `command` whose further arguments are `args`.
pub(super) fn read(
    reader: &mut Reader,
    section: &Section<'_>,
    args: &[Placed<String>],
) -> Option<Program> {
    let (key, _) = section.entry("command")?;
    let mut words = reader
        .strings(section, "command")
        .unwrap_or_default()
        .into_iter();
    let Some(program) = words.next().filter(|program| !program.value.is_empty()) else {
        let fault = Fault::new(FaultKind::MissingKey, key, "`command` names no program");
        reader.fault(fault.expected("expected `[\"program\", \"argument\", …]`"));
        return None;
    };
    check_program(reader, &program);
    let leading: Vec<Placed<String>> = words.collect();
    let directory = reader.string(section, "directory");
    match &directory {
        Some(directory) => check_directory(reader, directory),
        None => leading
            .iter()
            .chain(args)
            .for_each(|word| check_argument(reader, word)),
    }
    Some(Program::Command(CommandProgram {
        program: program.value,
        leading: super::texts(Some(leading)),
        directory: directory.map(|directory| PathBuf::from(directory.value)),
    }))
}

/// Refuses a program that is looked up in the folder it is started in.
pub(super) fn check_program(reader: &mut Reader, program: &Placed<String>) {
    if program.value.contains('/') && !Path::new(&program.value).is_absolute() {
        let message = format!("the program `{}` is a relative path", program.value);
        refuse(
            reader,
            program.place.clone(),
            message,
            "write its whole path, or install it in a folder of the `PATH` and write its name",
        );
    }
}

fn check_directory(reader: &mut Reader, directory: &Placed<String>) {
    if !Path::new(&directory.value).is_absolute() {
        let message = format!("the directory `{}` is not absolute", directory.value);
        refuse(
            reader,
            directory.place.clone(),
            message,
            "a gateway is started in other folders than this file's: write the whole path",
        );
    }
}

/// Refuses an argument that names a file beside the catalogue: the server would look for it in
/// the folder that the gateway is started in.
fn check_argument(reader: &mut Reader, word: &Placed<String>) {
    let path = Path::new(&word.value);
    if !path.is_absolute() && reader.folder.join(path).is_file() {
        let message = format!("the argument `{}` is a file beside this one", word.value);
        refuse(
            reader,
            word.place.clone(),
            message,
            "write its whole path, or name its folder in `directory`",
        );
    }
}

fn refuse(reader: &mut Reader, place: Place, message: String, help: &str) {
    let fault = Fault::new(FaultKind::RelativePath, place, message);
    reader.fault(
        fault
            .expected("expected a path that starts with `/`")
            .help(help),
    );
}

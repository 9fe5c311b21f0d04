//! Paths of mounts, of file systems in memory and of secrets.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::{SERVER, check, good};

#[test]
fn paths_are_absolute() {
    check(
        &format!("{SERVER}mounts = [{{ source = \"data\", target = \"/data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's source `data` is not absolute"],
    );
    check(
        &format!("{SERVER}mounts = [{{ source = \"/data\", target = \"data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's target `data`"],
    );
    check(
        &format!("{SERVER}tmpfs = {{ tmp = \"1MiB\" }}\n"),
        FaultKind::RelativePath,
        &["the tmpfs"],
    );
    check(
        &format!("{SERVER}secrets = {{ T = {{ file = \"t\" }} }}\n"),
        FaultKind::RelativePath,
        &["file `t`"],
    );
    check(
        &format!("{SERVER}mounts = [{{ source = \"/a\" }}]\n"),
        FaultKind::MissingKey,
        &["has no `target`"],
    );
}

#[test]
fn commands_do_not_depend_on_a_folder() {
    const COMMAND: &str = "[servers.a]\ncommand = [\"notes\"]\n";
    for directory in [".", "", "tools", "../notes"] {
        check(
            &format!("{COMMAND}directory = \"{directory}\"\n"),
            FaultKind::RelativePath,
            &[
                &format!("the directory `{directory}` is not absolute"),
                "help:",
            ],
        );
    }
    for program in ["./notes", "tools/notes", "../notes"] {
        check(
            &format!("[servers.a]\ncommand = [\"{program}\"]\n"),
            FaultKind::RelativePath,
            &[
                &format!("the program `{program}` is a relative path"),
                "help:",
            ],
        );
    }
    check(
        &format!("{COMMAND}secrets = {{ T = {{ command = [\"./token\"] }} }}\n"),
        FaultKind::RelativePath,
        &["the program `./token`"],
    );
    good("[servers.a]\ncommand = [\"/opt/notes\", \"notes.json\"]\ndirectory = \"/srv\"\n");
}

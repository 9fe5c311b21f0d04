//! Whether a server's program is on this host.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use mcpreg_container::CommandProgram;

use super::Finding;

/// Looks for the program as the operating system would.
pub(super) fn finding(server: &str, command: &CommandProgram) -> Finding {
    let subject = server.to_owned();
    match find(command) {
        Some(path) => {
            let detail = path.display().to_string();
            Finding {
                is_ok: true,
                what: "command",
                subject,
                detail,
                help: None,
            }
        }
        None => Finding {
            is_ok: false,
            what: "command",
            subject,
            detail: format!("`{}` is not on this host", command.program),
            help: Some(format!(
                "install `{}`, or write its whole path",
                command.program
            )),
        },
    }
}

fn find(command: &CommandProgram) -> Option<PathBuf> {
    if command.program.contains('/') {
        let folder = command.directory.clone().unwrap_or_default();
        return Some(folder.join(&command.program)).filter(|path| is_program(path));
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(&command.program))
        .find(|p| is_program(p))
}

fn is_program(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

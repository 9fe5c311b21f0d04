//! Whether a server's program is on this host, and that nothing confines it there.

use mcpreg_container::{CommandProgram, find_program};

use super::Finding;

/// Looks for the program as the operating system would.
pub(super) fn finding(server: &str, command: &CommandProgram) -> Finding {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = find_program(command, &path);
    let (detail, help) = match &found {
        Some(path) => (
            format!(
                "{}, not confined: it can do all that this user can",
                path.display()
            ),
            None,
        ),
        None => (
            format!("`{}` is not on this host", command.program),
            Some(format!(
                "install `{}`, or write its whole path",
                command.program
            )),
        ),
    };
    Finding {
        is_ok: found.is_some(),
        what: "command",
        subject: server.to_owned(),
        detail,
        help,
    }
}

//! The two streams of a command.
//!
//! What is for people is always made visible, also in a pipe: what `tools` or `pin` print is read
//! in a pager or in the log of a CI job as often as on a terminal. What is for programs keeps its
//! bytes where stdout is no terminal, as `ls` does with names: a result that is redirected to a
//! file must be what the server sent. On a terminal nothing passes as it is.
//!
//! A reader that went away is no error of the command, so nothing here fails.

use std::io::{IsTerminal as _, Write};

use crate::visible::{escaped_json, shown};

/// Prints text for people on stdout.
pub fn print(text: &str) {
    write(std::io::stdout().lock(), &shown(text));
}

/// Prints text for people on stderr.
pub fn print_error(text: &str) {
    write(std::io::stderr().lock(), &shown(text));
}

/// Prints a text that programs read on stdout: its own bytes, unless stdout is a terminal.
pub fn print_data(text: &str) {
    let out = std::io::stdout().lock();
    if out.is_terminal() {
        write(out, &shown(text));
    } else {
        write(out, text);
    }
}

/// Prints JSON that programs read on stdout: its own bytes, or the same value in other bytes
/// where stdout is a terminal.
pub fn print_json(text: &str) {
    let out = std::io::stdout().lock();
    if out.is_terminal() {
        write(out, &escaped_json(text));
    } else {
        write(out, text);
    }
}

fn write(mut out: impl Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

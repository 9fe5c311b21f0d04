//! A terminal for a command's output, and what came out there.

use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::Stdio;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// The side of a terminal that a person would look at.
pub(crate) struct Terminal(File);

impl Terminal {
    /// A new terminal, and the end of it that a command writes to.
    pub(crate) fn open() -> (Self, Stdio) {
        let screen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&screen).expect("a terminal");
        unlockpt(&screen).expect("a terminal");
        let name = ptsname(&screen, Vec::new()).expect("a terminal has a name");
        let size = Winsize {
            ws_row: 50,
            ws_col: 400,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&screen, size).expect("a terminal has a size");
        let flags = i32::try_from(rustix::fs::OFlags::NOCTTY.bits()).expect("a small number");
        let path = std::ffi::OsStr::from_bytes(name.to_bytes());
        let mut options = OpenOptions::new();
        let end = options.read(true).write(true).custom_flags(flags);
        let end = end.open(path).expect("a terminal can be opened");
        (Self(screen.into()), end.into())
    }

    /// All that was written until the last writer closed it.
    pub(crate) fn read(mut self) -> String {
        let mut written = Vec::new();
        let mut part = [0; 4096];
        // Reading fails where there are no writers any more.
        while let Ok(length @ 1..) = self.0.read(&mut part) {
            written.extend_from_slice(&part[..length]);
        }
        let text = String::from_utf8(written).expect("the output is text");
        text.replace("\r\n", "\n")
    }
}

/// The text has no character that steers a terminal or hides.
#[track_caller]
pub(crate) fn assert_visible(text: &str, what: &str) {
    let hidden =
        |character: char| !matches!(character, '\n' | '\t') && mcpreg_text::is_invisible(character);
    assert!(!text.contains(hidden), "{what}: {text:?}");
}

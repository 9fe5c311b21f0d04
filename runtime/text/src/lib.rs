//! Foreign text as people see it: nothing in it steers a terminal, and nothing in it hides.
//!
//! Servers, catalogues and checkouts bring text along. On a terminal an escape sequence in it can
//! clear the screen or fill the clipboard (OSC 52), and a bidirectional control can make a line
//! read otherwise than it is. Every command of the compiler and of a gateway prints through this
//! crate: [`outln!`] and [`errln!`] for people, [`print_data`] and [`print_json`] for programs.
//! It knows the characters and the streams, not what is printed.
//!
//! ```
//! let hostile = "done\u{1b}]52;c;cm0gLXJmIH4=\u{7}";
//! assert_eq!(mcpreg_text::shown(hostile), r"done\u{1b}]52;c;cm0gLXJmIH4=\u{7}");
//! ```

#[cfg(feature = "nearest")]
mod nearest;
mod print;
mod visible;

#[cfg(feature = "nearest")]
pub use nearest::nearest;
pub use print::{print, print_data, print_error, print_json};
pub use visible::{escaped_json, is_invisible, log_value, shown, shown_on_one_line};

/// Prints a line on stdout, for people: as `println!`, with foreign text made visible.
#[macro_export]
macro_rules! outln {
    () => { $crate::print("\n") };
    ($($part:tt)*) => { $crate::print(&(::std::format!($($part)*) + "\n")) };
}

/// Prints a line on stderr, for people: as `eprintln!`, with foreign text made visible.
#[macro_export]
macro_rules! errln {
    () => { $crate::print_error("\n") };
    ($($part:tt)*) => { $crate::print_error(&(::std::format!($($part)*) + "\n")) };
}

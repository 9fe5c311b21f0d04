//! A value that the schema's `enum` does not have.

use mcpreg_generated::notes::add_note;

fn main() {
    let _ = add_note::Priority::Urgent;
}

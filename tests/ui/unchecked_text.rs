//! A string where the schema asks for a length: it has to be checked first.

use mcpreg_generated::notes::add_note;

fn main() {
    let _ = add_note::Arguments::new("Water the plants");
}

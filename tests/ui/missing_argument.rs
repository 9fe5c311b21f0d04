//! A constructor without a required argument.

use mcpreg_generated::units::convert;

fn main() {
    let _ = convert::Arguments::new(convert::Unit::Km, convert::Unit::M);
}

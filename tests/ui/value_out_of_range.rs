//! A number that the schema's `minimum` and `maximum` leave out.

use mcpreg_contract::typed::Ranged;
use mcpreg_generated::notes::list_notes;

const PAGE: Ranged<1, 100> = Ranged::of::<500>();

fn main() {
    let _ = list_notes::Arguments::default().with_limit(PAGE);
}

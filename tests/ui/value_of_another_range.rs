//! A number that was checked, but against the range of another argument.

use mcpreg_contract::typed::Ranged;
use mcpreg_generated::notes::list_notes;

fn main() {
    let steps = Ranged::<1, 1000>::of::<500>();
    let _ = list_notes::Arguments::default().with_limit(steps);
}

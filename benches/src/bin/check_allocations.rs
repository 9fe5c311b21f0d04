//! Counts what the emitted checks allocate on arguments that fit; prints a JSON object of counts
//! by schema. Linking the counter puts it under this whole program, so nothing is timed here.

use std::collections::BTreeMap;

use mcpreg_benches::check::arguments::arguments;
use mcpreg_benches::check::cases::CASES;

fn main() -> anyhow::Result<()> {
    let mut counts = BTreeMap::new();
    for case in &CASES {
        let text = arguments(case.name);
        // The first one compiles the patterns.
        let mut fits = case.check.decide(&text).is_ok();
        let allocated = allocation_counter::measure(|| fits &= case.check.decide(&text).is_ok());
        anyhow::ensure!(fits, "{} refuses its arguments", case.name);
        counts.insert(case.name, allocated.count_total);
    }
    println!("{}", serde_json::to_string(&counts)?);
    Ok(())
}

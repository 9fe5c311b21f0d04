//! Comparing what was emitted with what is kept.

use mcpreg_codegen::{SourceTree, drift};

use crate::cases::Case;

/// How the emitted files differ from the kept ones, if they do.
pub(crate) fn difference(case: &Case, emitted: &SourceTree) -> Option<String> {
    let kept = drift::read(&case.expected()).unwrap_or_else(|problems| panic!("{problems}"));
    let drift = drift::compare(emitted, &kept);
    let listed = [("missing", &drift.missing), ("extra", &drift.extra)];
    let mut lines: Vec<String> = listed
        .iter()
        .flat_map(|(kind, paths)| paths.iter().map(move |path| format!("{kind}: {path}")))
        .collect();
    for path in &drift.changed {
        lines.push(format!("changed: {path}"));
        lines.push(first_change(&kept.files[path], &emitted.files[path]));
    }
    (!lines.is_empty()).then(|| format!("fixtures/expected/{}:\n{}", case.name, lines.join("\n")))
}

/// The lines around the first place where two texts differ.
fn first_change(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let same = old
        .iter()
        .zip(&new)
        .take_while(|(old, new)| old == new)
        .count();
    let from = same.saturating_sub(2);
    let mut shown = vec![format!("  @@ line {}", from + 1)];
    shown.extend(old[from..same].iter().map(|line| format!("    {line}")));
    shown.extend(old[same..].iter().take(6).map(|line| format!("  - {line}")));
    shown.extend(new[same..].iter().take(6).map(|line| format!("  + {line}")));
    shown.join("\n")
}

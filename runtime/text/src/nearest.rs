//! The known name that somebody most likely meant.

/// How alike two names must be, from 0 to 1 (Jaro–Winkler).
const ALIKE: f64 = 0.75;

/// Longer names are not compared, in bytes: that takes time by the product of the lengths.
const COMPARED_BYTES: usize = 128;

/// The known name that is most like `name`, if one is close; case and separators do not count.
///
/// ```
/// let known = ["timeout_ms", "image"];
/// assert_eq!(mcpreg_text::nearest("timeout-MS", known), Some("timeout_ms"));
/// assert_eq!(mcpreg_text::nearest("command", known), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    if name.len() > COMPARED_BYTES {
        return None;
    }
    let wanted = folded(name);
    known
        .into_iter()
        .filter(|other| other.len() <= COMPARED_BYTES)
        .map(|other| (strsim::jaro_winkler(&wanted, &folded(other)), other))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))
        .map(|(_, other)| other)
}

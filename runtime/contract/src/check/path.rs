//! Where in an instance the walk stands, as a JSON pointer (RFC 6901).

use std::borrow::Cow;

use super::string::Text;

/// One step from a container to what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'t> {
    /// To the member of this name.
    Member(Text<'t>),
    /// To the item at this place.
    Item(u64),
}

/// How much of a member name is written, in bytes: names come from callers.
const NAME_BYTES: usize = 128;

/// How long a pointer gets, in bytes, before its middle is left out.
const POINTER_BYTES: usize = 512;

/// Writes the steps as a pointer. Long names are cut, and of many steps the middle is left out;
/// an ellipsis marks both.
pub(super) fn pointer(steps: &[Step<'_>]) -> String {
    let mut pointer = String::new();
    for (at, step) in steps.iter().enumerate() {
        let rest = &steps[at..];
        if pointer.len() > POINTER_BYTES
            && let [_, .., last] = rest
        {
            pointer.push_str("/…");
            write(&mut pointer, last);
            break;
        }
        write(&mut pointer, step);
    }
    pointer
}

fn write(pointer: &mut String, step: &Step<'_>) {
    pointer.push('/');
    match step {
        Step::Member(name) => pointer.push_str(&escaped(&name.unescaped())),
        Step::Item(place) => pointer.push_str(&place.to_string()),
    }
}

/// A member name as one reference token of a pointer, cut where it is long.
pub(super) fn escaped(name: &str) -> Cow<'_, str> {
    let (name, end) = match name.len() {
        ..=NAME_BYTES => (name, ""),
        _ => (&name[..name.floor_char_boundary(NAME_BYTES)], "…"),
    };
    if end.is_empty() && !name.contains(['~', '/']) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.replace('~', "~0").replace('/', "~1") + end)
}

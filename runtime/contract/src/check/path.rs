//! Where in an instance the walk stands, as a JSON pointer (RFC 6901).

use super::string::Text;

/// One step from a container to what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'t> {
    /// To the member of this name.
    Member(Text<'t>),
    /// To the item at this place.
    Item(u64),
}

/// Writes the steps as a pointer.
pub(super) fn pointer(steps: &[Step<'_>]) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        match step {
            Step::Member(name) => pointer.push_str(&escaped(&name.unescaped())),
            Step::Item(place) => pointer.push_str(&place.to_string()),
        }
    }
    pointer
}

/// A member name as one reference token of a pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

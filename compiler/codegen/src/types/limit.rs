//! How large a schema may be before anybody works on it.
//!
//! Runs first and needs no stack in proportion to the nesting, so what comes after may recurse.
//! A schema beyond a limit is not typed at all: rustc's time and memory grow with it, and no
//! real tool comes near.

use super::Widening;
use crate::json::{Json, pointer_token};

/// Levels of JSON below the root: 64 subschemas, each a keyword and a name deep.
const MAX_LEVELS: usize = 128;
/// JSON values in one schema.
const MAX_VALUES: usize = 50_000;
/// Members of one JSON object.
const MAX_MEMBERS: usize = 1_024;

/// Accepts a schema that every later pass can afford.
pub(super) fn check(schema: &Json) -> Result<(), Widening> {
    let mut values = 0;
    let mut open = vec![(schema, String::new(), 0)];
    while let Some((value, pointer, level)) = open.pop() {
        values += 1;
        if values > MAX_VALUES {
            return Err(refusal(
                String::new(),
                format!("it has more than {MAX_VALUES} values"),
            ));
        }
        if level > MAX_LEVELS {
            return Err(refusal(
                pointer,
                format!("it nests deeper than {MAX_LEVELS} levels"),
            ));
        }
        match value {
            Json::Array(items) => open.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| (item, format!("{pointer}/{index}"), level + 1)),
            ),
            Json::Object(members) if members.len() > MAX_MEMBERS => {
                let reason = format!("one object has more than {MAX_MEMBERS} members");
                return Err(refusal(pointer, reason));
            }
            Json::Object(members) => open.extend(members.iter().map(|(key, member)| {
                let below = format!("{pointer}/{}", pointer_token(key.as_str()));
                (member, below, level + 1)
            })),
            _ => {}
        }
    }
    Ok(())
}

fn refusal(pointer: String, reason: String) -> Widening {
    Widening::new(pointer, "", reason)
}

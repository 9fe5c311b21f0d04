//! The one call of typify, behind a fence.
//!
//! typify panics on input it does not expect and recurses along it. The passes leave it none
//! of that; should they be wrong, a panic ends here as a reason and deep recursion has a stack
//! of its own. One `TypeSpace` per schema, so no two schemas meet.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use schemars08::schema::Schema;
use serde_json::Value;
use typify::{MapType, TypeSpace, TypeSpaceSettings};

/// The stack that all schemas of a run are typed on.
const STACK_BYTES: usize = 64 << 20;

/// The stack that typing one schema may need.
const NEEDED_BYTES: usize = 32 << 20;

thread_local! {
    static IS_FENCED: Cell<bool> = const { Cell::new(false) };
}

/// Runs work on a deep stack; where it has one already, on that.
pub(crate) fn on_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(NEEDED_BYTES, STACK_BYTES, work)
}

/// Runs work on a foreign schema on a deep stack; a panic is an error, told nowhere else.
pub(super) fn run<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    silence_fenced_panics();
    on_deep_stack(|| {
        IS_FENCED.set(true);
        let done = panic::catch_unwind(AssertUnwindSafe(work));
        IS_FENCED.set(false);
        done.map_err(|panic| message(panic.as_ref()))
    })
}

/// Has typify decide the Rust types of these definitions.
pub(super) fn typify(definitions: Vec<(String, Value)>) -> Result<TypeSpace, String> {
    let schemas: Result<Vec<(String, Schema)>, _> = definitions
        .into_iter()
        .map(|(name, schema)| Ok((name, serde_json::from_value(schema)?)))
        .collect::<serde_json::Result<_>>();
    let schemas = schemas.map_err(|error| error.to_string())?;
    let mut settings = TypeSpaceSettings::default();
    settings.with_map_type(MapType::new("::std::collections::BTreeMap"));
    let mut types = TypeSpace::new(&settings);
    types
        .add_ref_types(schemas)
        .map_err(|error| error.to_string())?;
    Ok(types)
}

fn silence_fenced_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_FENCED.get() {
                others(info);
            }
        }));
    });
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    let line = text
        .and_then(|text| text.lines().next())
        .unwrap_or("a panic without a message");
    line.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn work_comes_back() {
        assert_eq!(run(|| 1 + 1), Ok(2));
    }

    #[test]
    fn a_panic_is_a_reason() {
        assert_eq!(
            run(|| -> u8 { panic!("no {}", "way") }),
            Err("no way".to_owned())
        );
    }

    #[test]
    fn a_panic_of_typify_is_a_reason() {
        let mixed = vec![("T0000".to_owned(), json!({ "enum": ["a", 1], "type": [] }))];
        let done = run(|| typify(mixed).map(|types| types.to_stream().to_string()));
        assert!(matches!(done, Err(_) | Ok(Err(_))), "{done:?}");
    }
}

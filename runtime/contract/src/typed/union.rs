//! Unions: a generated enum lists its branches, the first that fits is taken here.

use std::cell::Cell;

use serde_json::Value;

use super::{Mismatch, Typed};

/// The most branches that are tried for one value, those of the unions inside it included.
///
/// Branches of nested unions multiply; a hostile value would otherwise take for ever.
const TRIES: u32 = 1_000_000;

thread_local! {
    /// How many branches were tried for the outermost union that is being read.
    static TRIED: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Reads one branch of a union.
pub type Branch<T> = fn(&Value) -> Result<T, Mismatch>;

/// An enum whose variants hold a type each.
pub trait Union: Sized + 'static {
    /// The branches in the order they are tried.
    const BRANCHES: &'static [Branch<Self>];

    /// What the variant holds.
    fn content(&self) -> &dyn Typed;
}

#[doc(hidden)]
pub fn read_union<T: Union>(value: &Value) -> Result<T, Mismatch> {
    let outermost = Outermost::enter();
    let mut nearest: Option<Mismatch> = None;
    for branch in T::BRANCHES {
        step(value)?;
        match branch(value) {
            Ok(read) => return Ok(read),
            Err(mismatch) => {
                nearest = Some(match nearest.take() {
                    Some(known) => known.nearer(mismatch),
                    None => mismatch,
                });
            }
        }
    }
    drop(outermost);
    Err(nearest.unwrap_or_else(|| Mismatch::of(value, "no value")))
}

#[doc(hidden)]
pub fn write_union<T: Union>(union: &T) -> Result<Value, Mismatch> {
    union.content().write()
}

fn step(value: &Value) -> Result<(), Mismatch> {
    let tried = TRIED.get().unwrap_or(0);
    TRIED.set(Some(tried + 1));
    if tried < TRIES {
        return Ok(());
    }
    Err(Mismatch::of(
        value,
        "a value that the alternatives decide in bounded time",
    ))
}

/// Forgets the tries when the outermost union is done.
struct Outermost(bool);

impl Outermost {
    fn enter() -> Self {
        let is_outermost = TRIED.get().is_none();
        if is_outermost {
            TRIED.set(Some(0));
        }
        Self(is_outermost)
    }
}

impl Drop for Outermost {
    fn drop(&mut self) {
        if self.0 {
            TRIED.set(None);
        }
    }
}

//! The schemas of `schemas/`, each compiled to a check and to typify's type by `build.rs`.

use mcpreg_contract::Check;

/// One schema in its compiled forms.
#[derive(Debug)]
pub struct Case {
    /// The name of its file.
    pub name: &'static str,
    /// Its text.
    pub schema: &'static str,
    /// Its check, as `mcpreg-compile generate` emits it.
    pub check: &'static Check,
    /// Reads the type that typify makes of it; true when it can be read.
    pub read_typify: fn(&[u8]) -> bool,
}

fn read<T: serde::de::DeserializeOwned>(text: &[u8]) -> bool {
    let read = serde_json::from_slice::<T>(text);
    std::hint::black_box(&read).is_ok()
}

#[expect(
    clippy::all,
    clippy::unwrap_used,
    clippy::pedantic,
    missing_docs,
    reason = "typify writes what it writes"
)]
pub mod compiled {
    use super::{Case, read};
    include!(concat!(env!("OUT_DIR"), "/cases.rs"));
}

pub use compiled::CASES;

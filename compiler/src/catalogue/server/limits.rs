//! `limits`: how much the offered tools of a server may define.

use mcpreg_codegen::lock::DefinitionLimits;

use super::confinement::read_size;
use crate::catalogue::keys::LimitKeys;
use crate::catalogue::reader::{Reader, Section};

/// The largest count: lock files have integers of 64 bits with a sign.
const MOST: u64 = i64::MAX as u64;

/// Reads a server's limits; the usual ones where it says nothing.
pub(super) fn read(reader: &mut Reader, section: &Section<'_>) -> DefinitionLimits {
    let usual = DefinitionLimits::default();
    let Some((_, value)) = section.entry("limits") else {
        return usual;
    };
    let path = format!("{}.limits", section.path);
    let Some(table) = reader.table::<LimitKeys>(path, value) else {
        return usual;
    };
    let size = reader.string(&table, "definitions");
    let size = size.and_then(|text| read_size(reader, text));
    let mut count = |key, least, usual| reader.whole(&table, key, least..=MOST).unwrap_or(usual);
    DefinitionLimits {
        definition_bytes: size.unwrap_or(usual.definition_bytes).min(MOST),
        tools: count("tools", 1, usual.tools),
        patterns: count("patterns", 0, usual.patterns),
        enum_values: count("enum_values", 0, usual.enum_values),
    }
}

//! The search for what ends plain text inside a string: a quote, a backslash, a control character.
//!
//! Whole vectors are looked at once, so that neither a name's length nor the place of an escape
//! has to be guessed by the processor.

use wide::{u8x16, u8x64};

/// The last of the control characters that JSON forbids in a string.
const LAST_CONTROL: u8 = 0x1F;

/// The bytes whose escapes are looked at together: a bit for each in a word.
const BLOCK: usize = 64;

/// Where the first quote, backslash or control character from `at` on stands, or the end.
#[inline]
pub fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let vector = u8x16::new(*chunk);
        let is_control = vector.min(u8x16::splat(LAST_CONTROL)).simd_eq(vector);
        let is_quote = vector.simd_eq(u8x16::splat(b'"'));
        let is_slash = vector.simd_eq(u8x16::splat(b'\\'));
        let found = (is_control | is_quote | is_slash).to_bitmask();
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += chunk.len();
    }
    let is_plain = |byte: &&u8| **byte > LAST_CONTROL && **byte != b'"' && **byte != b'\\';
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(is_plain).count()
}

/// Skips plain bytes and escapes of one letter from `from` on, as far as there are whole blocks;
/// where it ends, something else stands, or the end is near.
pub(super) fn simple_escapes_end(bytes: &[u8], from: usize) -> usize {
    let (blocks, _) = bytes.get(from..).unwrap_or_default().as_chunks::<BLOCK>();
    // Whether the first byte of the block belongs to an escape that the last one began.
    let mut is_second = false;
    for (place, block) in blocks.iter().enumerate() {
        let start = from + place * BLOCK;
        let (mut slashes, mut ends) = slashes_and_ends(block);
        if is_second {
            slashes &= !1;
            ends &= !1;
            is_second = false;
        }
        while slashes != 0 {
            let bit = slashes.trailing_zeros();
            let before = (1 << bit) - 1;
            if ends & before != 0 {
                break;
            }
            let at = start + bit as usize;
            if !bytes.get(at + 1).copied().is_some_and(is_simple_escape) {
                return at;
            }
            let escape = 3 << bit;
            slashes &= !escape;
            ends &= !escape;
            is_second = bit == u64::BITS - 1;
        }
        if ends != 0 {
            return start + ends.trailing_zeros() as usize;
        }
    }
    from + blocks.len() * BLOCK + usize::from(is_second)
}

/// Whether the byte after a backslash makes an escape of one letter.
#[inline]
pub(super) fn is_simple_escape(second: u8) -> bool {
    matches!(
        second,
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'
    )
}

/// A bit for each byte that is a backslash, and one for each that is a quote or a control
/// character.
#[inline]
fn slashes_and_ends(block: &[u8; BLOCK]) -> (u64, u64) {
    let bytes = u8x64::new(*block);
    let is_control = bytes.min(u8x64::splat(LAST_CONTROL)).simd_eq(bytes);
    let is_end = is_control | bytes.simd_eq(u8x64::splat(b'"'));
    let slashes = bytes.simd_eq(u8x64::splat(b'\\')).to_bitmask();
    (slashes, is_end.to_bitmask())
}

//! Where a member name stands in a table's sorted list.
//!
//! Few members are compared one by one. Where there are more, the table says where a name may
//! be found by a few of its bytes ([`guesses`]); a guess is always verified, and the list is
//! searched where it was wrong.

use super::string::{Text, same};
use super::table::{Member, ObjectRules};

/// Up to how many members of one length a linear search beats a binary one.
const ALIKE: usize = 32;

/// The guess where no member is meant.
const NOBODY: u8 = u8::MAX;

/// Where a name stands among an object's members.
#[inline]
pub(super) fn place_named(rules: &ObjectRules, name: Text<'_>) -> Option<usize> {
    if name.escaped {
        place_of(rules, &name.unescaped())
    } else {
        place_of(rules, name.raw)
    }
}

/// Where an unescaped name stands among an object's members.
#[inline]
pub(super) fn place_of(rules: &ObjectRules, name: &str) -> Option<usize> {
    let ObjectRules {
        members, guesses, ..
    } = *rules;
    if guesses.is_empty() {
        return members.iter().position(|member| same(member.name, name));
    }
    let slot = slot(name.as_bytes(), guesses.len());
    for slot in [slot, next(slot, guesses.len())] {
        let place = guesses[slot];
        // Members beyond the guesses' reach are not meant by any.
        if place == NOBODY && members.len() <= usize::from(NOBODY) {
            return None;
        }
        let place = usize::from(place);
        if members
            .get(place)
            .is_some_and(|member| same(member.name, name))
        {
            return Some(place);
        }
    }
    search(members, name)
}

/// Where an unescaped name stands among members sorted by length and then by bytes.
fn search(members: &[Member], name: &str) -> Option<usize> {
    let shorter = members.partition_point(|member| member.name.len() < name.len());
    let longer = &members[shorter..];
    for (place, member) in longer.iter().take(ALIKE).enumerate() {
        if member.name.len() != name.len() {
            return None;
        }
        if same(member.name, name) {
            return Some(shorter + place);
        }
    }
    let key = (name.len(), name);
    let place = longer.binary_search_by(|member| (member.name.len(), member.name).cmp(&key));
    place.ok().map(|place| shorter + place)
}

/// The guesses for a list of members; `N` is a power of two.
pub const fn guesses<const N: usize>(members: &[Member]) -> [u8; N] {
    let mut guesses = [0; N];
    guess(members, &mut guesses);
    guesses
}

/// Writes the guesses for a list of members; their number is a power of two, or none.
pub const fn guess(members: &[Member], guesses: &mut [u8]) {
    let slots = guesses.len();
    let mut place = 0;
    while place < slots {
        guesses[place] = NOBODY;
        place += 1;
    }
    place = 0;
    while slots > 0 && place < members.len() && place < NOBODY as usize {
        let first = slot(members[place].name.as_bytes(), slots);
        let second = next(first, slots);
        #[expect(clippy::cast_possible_truncation, reason = "below 255")]
        let guess = place as u8;
        if guesses[first] == NOBODY {
            guesses[first] = guess;
        } else if guesses[second] == NOBODY {
            guesses[second] = guess;
        }
        place += 1;
    }
}

const fn next(slot: usize, slots: usize) -> usize {
    (slot + 1) & (slots - 1)
}

/// The slot of a name: its length and at most sixteen of its bytes, mixed.
#[inline]
pub(super) const fn slot(name: &[u8], slots: usize) -> usize {
    /// Any odd number without a pattern in its bits does: this is 2^64 by the golden ratio.
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let key = match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(23)
        }
        _ => match (name.first_chunk(), name.last_chunk()) {
            (Some(first), Some(last)) => {
                (u32::from_le_bytes(*first) as u64) << 32 | u32::from_le_bytes(*last) as u64
            }
            _ => match name {
                [] => 0,
                [first, .., last] => (*first as u64) << 16 | (name[1] as u64) << 8 | *last as u64,
                [only] => *only as u64,
            },
        },
    };
    let mixed = (key ^ name.len() as u64).wrapping_mul(MIX);
    (mixed >> 1 >> (u64::BITS - 1 - slots.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many members with names like those of real tools, of every length from 1 on.
    fn names(count: usize) -> Vec<String> {
        const PARTS: [&str; 7] = [
            "id",
            "name",
            "start",
            "billing",
            "x",
            "max_results",
            "filter",
        ];
        let name = |n: usize| match n / PARTS.len() {
            0 => PARTS[n].to_owned(),
            _ => format!(
                "{}_{}_{n}",
                PARTS[n % PARTS.len()],
                PARTS[n / 3 % PARTS.len()]
            ),
        };
        let mut names: Vec<_> = (0..count).map(name).collect();
        names.sort_by_key(|name| (name.len(), name.clone()));
        names
    }

    #[track_caller]
    fn check<const N: usize>(count: usize) {
        let names = names(count);
        let member = |name: &String| Member {
            name: Box::leak(name.clone().into_boxed_str()),
            required: false,
            node: None,
        };
        let members: &'static [Member] = names.iter().map(member).collect::<Vec<_>>().leak();
        let guesses: &'static [u8] = Box::leak(Box::new(guesses::<N>(members)));
        for guesses in [&[], guesses] {
            let rules = ObjectRules {
                members,
                guesses,
                ..ObjectRules::ANY
            };
            for (place, name) in names.iter().enumerate() {
                assert_eq!(place_of(&rules, name), Some(place), "{name} of {count}");
                for other in [format!("{name}_"), format!("_{name}"), name[1..].to_owned()] {
                    let expected = names.iter().position(|name| *name == other);
                    assert_eq!(place_of(&rules, &other), expected, "{other} of {count}");
                }
            }
        }
    }

    #[test]
    fn every_name_is_found_and_no_other() {
        check::<16>(9);
        check::<64>(40);
        check::<1024>(300);
    }

    #[test]
    fn wrong_guesses_lose_no_name() {
        check::<1>(1);
        check::<2>(40);
        check::<16>(300);
    }
}

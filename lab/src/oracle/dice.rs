//! A deterministic source of choices: from a seed, or from bytes that a fuzzer invents.
//!
//! The same start gives the same choices for ever, so a failure shows itself again. Bytes that
//! have run out give the first choice always, which is the smallest one by convention.

/// A source of choices.
#[derive(Debug, Clone)]
pub struct Dice<'a>(Source<'a>);

#[derive(Debug, Clone)]
enum Source<'a> {
    /// The state of an LCG with Knuth's MMIX constants.
    Seed(u64),
    /// What is left of the bytes.
    Bytes(&'a [u8]),
}

impl<'a> Dice<'a> {
    /// Choices without end from a seed.
    pub fn new(seed: u64) -> Self {
        Self(Source::Seed(seed ^ 0x9E37_79B9_7F4A_7C15))
    }

    /// One choice from each of these bytes, and the first choice ever after.
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        Self(Source::Bytes(bytes))
    }

    /// A number below `sides`; 0 where there is none.
    pub fn roll(&mut self, sides: usize) -> usize {
        let choice = match &mut self.0 {
            Source::Seed(state) => {
                *state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                usize::try_from(*state >> 33).unwrap_or_default()
            }
            Source::Bytes(bytes) => bytes.split_off_first().copied().map_or(0, usize::from),
        };
        choice % sides.max(1)
    }

    /// One of these.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.roll(items.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_start_gives_the_same_choices() {
        let choices =
            |mut dice: Dice<'_>| -> Vec<usize> { (0..9).map(|_| dice.roll(100)).collect() };
        assert_eq!(choices(Dice::new(7)), choices(Dice::new(7)));
        assert_ne!(choices(Dice::new(7)), choices(Dice::new(8)));
        assert_eq!(
            choices(Dice::of_bytes(&[3, 104])),
            [3, 4, 0, 0, 0, 0, 0, 0, 0]
        );
    }
}

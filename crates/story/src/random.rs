//! Random numbers that are the same on every machine.

/// A source of random numbers: the same seed gives the same numbers. It is SplitMix64 of Guy
/// Steele, Doug Lea and Christine Flood, "Fast splittable pseudorandom number generators", 2014.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Creates the source of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// Returns a number from 0 to below `count`; 0 if `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        // The upper half of the product is as good as a remainder, without its division.
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

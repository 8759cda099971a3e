//! The seeds of random choices. A choice depends on the show's seed and the
//! identity of the cue, so a change of one cue does not change the sound of
//! another.

use cuebook_script::Script;

/// The seed of a show that sets none.
const DEFAULT: u64 = 1;

/// Returns the seed of a show.
#[must_use]
pub(crate) fn of_show(script: &Script) -> u64 {
    script.seed.as_ref().map_or(DEFAULT, |seed| seed.value)
}

/// Derives the seed of one item from the show's seed, the item's name and an
/// index.
#[must_use]
pub(crate) fn derive(show: u64, identity: &str, index: u64) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&show.to_le_bytes());
    hasher.update(&index.to_le_bytes());
    hasher.update(identity.as_bytes());
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

/// Returns a number from 0 (included) to 1 (excluded) for a seed.
#[must_use]
pub(crate) fn unit(seed: u64) -> f64 {
    // A double has a mantissa of 53 bits.
    (seed >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_has_a_different_seed() {
        assert_eq!(derive(1, "blast", 0), derive(1, "blast", 0));
        assert_ne!(derive(1, "blast", 0), derive(1, "blast", 1));
        assert_ne!(derive(1, "blast", 0), derive(2, "blast", 0));
        assert_ne!(derive(1, "blast", 0), derive(1, "door", 0));
        let draws: Vec<f64> = (0..1_000).map(|i| unit(derive(1, "x", i))).collect();
        assert!(draws.iter().all(|draw| (0.0..1.0).contains(draw)));
        let mean = draws.iter().sum::<f64>() / 1_000.0;
        assert!((mean - 0.5).abs() < 0.05, "{mean}");
    }
}

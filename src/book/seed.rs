//! Where random choices begin.
//!
//! Always true: a choice depends on the show's seed and on the cue's own
//! identity, so one cue's change never changes another's sound.

use crate::script::Script;

/// The seed of a show that gives none.
const DEFAULT: u64 = 1;

/// The show's own seed.
#[must_use]
pub fn of_show(script: &Script) -> u64 {
    script.seed.as_ref().map_or(DEFAULT, |seed| seed.value)
}

/// A seed for one thing out of many, by the show's seed and what names the thing.
#[must_use]
pub fn derive(show: u64, identity: &str, index: u64) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&show.to_le_bytes());
    hasher.update(&index.to_le_bytes());
    hasher.update(identity.as_bytes());
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

/// A number from 0 up to 1 that belongs to a seed.
#[must_use]
pub fn unit(seed: u64) -> f64 {
    // The 53 bits of a double's mantissa.
    (seed >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_have_seeds_of_their_own() {
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

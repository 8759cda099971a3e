//! What happens to the sum of the buses: nothing broken passes, then the limiter.
//!
//! In: blocks of the mix. Out: the same blocks, [`Mastering::LATENCY_BLOCKS`]
//! later, under the show's ceiling. Always true: what comes
//! out depends on no more than [`Mastering::MEMORY_BLOCKS`] blocks before it.

use super::{Block, Limiter};
use crate::units::{BLOCK, Decibels};

/// The end of the chain.
pub struct Mastering {
    limiter: Limiter,
}

impl Mastering {
    /// Blocks by which the output comes later than the input.
    pub const LATENCY_BLOCKS: usize = Limiter::LATENCY / BLOCK;

    /// Blocks after which nothing is left of what went in.
    pub const MEMORY_BLOCKS: usize = Limiter::MEMORY.div_ceil(BLOCK);

    /// A master for a ceiling in dBTP.
    #[must_use]
    pub fn new(ceiling: Decibels) -> Mastering {
        Mastering {
            limiter: Limiter::new(ceiling),
        }
    }

    /// Takes a block of the mix in and gives back the one that is due.
    pub fn process(&mut self, block: &mut Block) {
        for side in [&mut block.left, &mut block.right] {
            for sample in side {
                *sample = bounded(*sample);
            }
        }
        self.limiter.process(block);
    }

    /// Forgets what went by.
    pub fn reset(&mut self) {
        self.limiter.reset();
    }
}

/// A broken sample must not hold the limiter down: what is no finite number is
/// silence, and nothing is more than 60 dB over full scale.
fn bounded(sample: f32) -> f32 {
    if sample.is_finite() {
        sample.clamp(-1000.0, 1000.0)
    } else {
        0.0
    }
}

// The latency is whole blocks, so that blocks stay what they are.
const _: () = assert!(Limiter::LATENCY == Mastering::LATENCY_BLOCKS * BLOCK);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_sample_does_not_last() {
        let mut master = Mastering::new(Decibels(-1.0));
        let mut broken = Block::SILENCE;
        broken.left[5] = f32::NAN;
        broken.left[6] = f32::INFINITY;
        broken.right[300] = -1e30;
        let steady = Block {
            left: [0.25; BLOCK],
            right: [-0.25; BLOCK],
        };
        master.process(&mut broken);
        for _ in 0..Mastering::MEMORY_BLOCKS {
            let mut block = steady.clone();
            master.process(&mut block);
            assert!(block.left.iter().all(|x| x.abs() <= 0.9));
            assert!(block.right.iter().all(|x| x.abs() <= 0.9));
        }
        let mut block = steady.clone();
        master.process(&mut block);
        assert_eq!(block.left, [0.25; BLOCK]);
        assert_eq!(block.right, [-0.25; BLOCK]);
    }
}

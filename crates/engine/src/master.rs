//! The master processes the sum of the buses: it bounds broken samples and
//! limits. Takes blocks of the mix and returns them
//! [`Mastering::LATENCY_BLOCKS`] later, under the show's ceiling. The output
//! depends only on the [`Mastering::MEMORY_BLOCKS`] blocks before it.

use super::{Block, Limiter};
use cuebook_core::units::{BLOCK, Decibels};

/// The end of the chain. A copy goes on from the same state.
#[derive(Clone)]
pub struct Mastering {
    limiter: Limiter,
}

impl Mastering {
    /// The delay of the output, in blocks.
    pub const LATENCY_BLOCKS: usize = Limiter::LATENCY / BLOCK;

    /// The blocks after which input no longer has an effect on the output.
    pub const MEMORY_BLOCKS: usize = Limiter::MEMORY.div_ceil(BLOCK);

    /// Creates a master for a ceiling in dBTP.
    #[must_use]
    pub fn new(ceiling: Decibels) -> Mastering {
        Mastering {
            limiter: Limiter::new(ceiling),
        }
    }

    /// Takes a block of the mix and replaces it by the output that is due.
    pub fn process(&mut self, block: &mut Block) {
        for side in [&mut block.left, &mut block.right] {
            for sample in side {
                *sample = bounded(*sample);
            }
        }
        self.limiter.process(block);
    }

    /// Clears all state.
    pub fn reset(&mut self) {
        self.limiter.reset();
    }
}

/// A broken sample must not hold the limiter down. A number that is not finite
/// becomes silence, and no sample is more than 60 dB over full scale.
fn bounded(sample: f32) -> f32 {
    if sample.is_finite() {
        sample.clamp(-1000.0, 1000.0)
    } else {
        0.0
    }
}

// The latency is a whole number of blocks, so that blocks keep their
// boundaries.
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

//! A bus and a shared gain lane while a block is made.
//!
//! In: what the clips of a bus have added up to. Out: that sum at the gain of
//! the bus, added to the mix. Always true: a bus that nothing reached costs
//! nothing and changes nothing.

use super::Block;
use super::clip::Level;
use super::ramp::Ramp;
use crate::mix::{Bus, Lane};
use crate::units::{BLOCK, Frames};

/// The sum of one bus over one block.
pub struct Strip {
    /// Where clips add their samples.
    sum: Box<Block>,
    /// Whether any has.
    used: bool,
    ramp: Ramp,
    gains: [f32; BLOCK],
}

impl Strip {
    pub fn new() -> Strip {
        Strip {
            sum: Box::new(Block::SILENCE),
            used: false,
            ramp: Ramp::default(),
            gains: [1.0; BLOCK],
        }
    }

    /// The sum, for a clip to add to.
    pub fn input(&mut self) -> &mut Block {
        self.used = true;
        &mut self.sum
    }

    /// Adds the bus to `mix`, a block that begins at `from`, and empties it.
    pub fn pour(&mut self, bus: &Bus, from: Frames, mix: &mut Block) {
        if !self.used {
            return;
        }
        self.used = false;
        if let Some(gain) = self.ramp.gains(&bus.lane, from, &mut self.gains) {
            self.gains.fill(gain);
        }
        let gain = bus.gain.0;
        add(&self.sum.left, &self.gains, gain, &mut mix.left);
        add(&self.sum.right, &self.gains, gain, &mut mix.right);
        self.sum.clear();
    }
}

fn add(samples: &[f32], gains: &[f32], gain: f32, mix: &mut [f32]) {
    for ((mix, sample), lane) in mix.iter_mut().zip(samples).zip(gains) {
        *mix += sample * (gain * lane);
    }
}

/// A lane that clips share, read at most once a block.
pub struct SharedLane {
    ramp: Ramp,
    /// The block for which the lane has been read.
    read: Option<Frames>,
    steady: Option<f32>,
    gains: [f32; BLOCK],
}

impl SharedLane {
    pub fn new() -> SharedLane {
        SharedLane {
            ramp: Ramp::default(),
            read: None,
            steady: None,
            gains: [1.0; BLOCK],
        }
    }

    /// The level of the frames `range` of the block that begins at `from`.
    pub fn level(&mut self, lane: &Lane, from: Frames, range: std::ops::Range<usize>) -> Level<'_> {
        if self.read != Some(from) {
            self.read = Some(from);
            self.steady = self.ramp.gains(lane, from, &mut self.gains);
        }
        match self.steady {
            Some(gain) => Level::Steady(gain),
            None => Level::Varying(&self.gains[range]),
        }
    }
}

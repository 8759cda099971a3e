//! The limiter keeps true peaks below the ceiling. Takes blocks of stereo and
//! returns them [`Limiter::LATENCY`] frames later. Both sides always get the
//! same gain. Samples under the ceiling are unchanged, and a block depends only
//! on the [`Limiter::MEMORY`] frames before it.
//!
//! There are two equal stages. The first does most of the work. Its gain moves
//! during a wave, so the peaks between its output samples may be slightly above
//! those it measured. The second stage measures again and removes the rest.

mod envelope;

use envelope::Envelope;

use super::Block;
use super::peak::{AHEAD, PeakTrack};
use cuebook_core::units::{BLOCK, Decibels};

/// Headroom under the ceiling, for meters with another interpolation, for
/// dither and for rounding.
const MARGIN: Decibels = Decibels(0.05);

/// Keeps a show under its ceiling.
#[derive(Clone)]
pub struct Limiter {
    first: Stage,
    second: Stage,
}

impl Limiter {
    /// The delay of the output, in frames.
    pub const LATENCY: usize = 2 * Stage::LATENCY;

    /// The frames after which input no longer has an effect on the output.
    pub const MEMORY: usize = 2 * (Envelope::MEMORY + 2 * Stage::LATENCY + BLOCK);

    /// Creates a limiter for a ceiling in dBTP.
    #[must_use]
    pub fn new(ceiling: Decibels) -> Limiter {
        let ceiling = (ceiling - MARGIN).gain().0;
        Limiter {
            first: Stage::new(ceiling),
            second: Stage::new(ceiling),
        }
    }

    /// Takes a block and replaces it by the output that is due.
    pub fn process(&mut self, block: &mut Block) {
        let touched = self.first.process(block, true);
        self.second.process(block, touched);
    }

    /// Clears all state.
    pub fn reset(&mut self) {
        self.first.reset();
        self.second.reset();
    }
}

/// Measures, looks ahead and turns down.
#[derive(Clone)]
struct Stage {
    ceiling: f32,
    peaks: PeakTrack,
    envelope: Envelope,
    late: Delay,
    /// Whether the previous block was changed before this stage.
    touched: bool,
}

impl Stage {
    const LATENCY: usize = Envelope::LATENCY + AHEAD;

    fn new(ceiling: f32) -> Stage {
        Stage {
            ceiling,
            peaks: PeakTrack::new(),
            envelope: Envelope::new(),
            late: Delay::new(),
            touched: false,
        }
    }

    /// `touched` is whether the block must be measured; other blocks are under
    /// the ceiling. Returns whether a sample changed.
    fn process(&mut self, block: &mut Block, touched: bool) -> bool {
        let excess = if touched || self.touched {
            let peaks = self.peaks.measure(block, self.ceiling);
            self.envelope.excess(&peaks, self.ceiling)
        } else {
            self.peaks.pass(block);
            None
        };
        self.touched = touched;
        self.late.process(block);
        let Some(gains) = self.envelope.gains(excess.as_ref()) else {
            return false;
        };
        for (sample, gain) in block.left.iter_mut().zip(&gains) {
            *sample *= gain;
        }
        for (sample, gain) in block.right.iter_mut().zip(&gains) {
            *sample *= gain;
        }
        true
    }

    fn reset(&mut self) {
        self.peaks.reset();
        self.envelope.reset();
        self.late = Delay::new();
        self.touched = false;
    }
}

/// The last [`Stage::LATENCY`] frames.
#[derive(Clone)]
struct Delay {
    left: [f32; Stage::LATENCY],
    right: [f32; Stage::LATENCY],
}

impl Delay {
    fn new() -> Delay {
        Delay {
            left: [0.0; Stage::LATENCY],
            right: [0.0; Stage::LATENCY],
        }
    }

    fn process(&mut self, block: &mut Block) {
        for (late, side) in [
            (&mut self.left, &mut block.left),
            (&mut self.right, &mut block.right),
        ] {
            // Moves the output to the front and keeps the newest frames.
            side.rotate_right(Stage::LATENCY);
            side[..Stage::LATENCY].swap_with_slice(late);
        }
    }
}

#[cfg(test)]
mod tests;

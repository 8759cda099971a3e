//! The limiter: no true peak leaves it above the ceiling.
//!
//! In: blocks of stereo. Out: the same, [`Limiter::LATENCY`] frames later, held
//! under the ceiling; both sides always get one gain. Always true: what does
//! not exceed the ceiling passes bit for bit, and no block depends on more than
//! the [`Limiter::MEMORY`] frames before it.
//!
//! Two stages of one kind follow each other. The first does the work. Its gain
//! moves while a wave goes by, so the peaks between the samples of what it
//! gives may lie a trace above those it reckoned with: the second stage
//! measures again and takes that trace away.

mod envelope;

use envelope::Envelope;

use super::Block;
use super::peak::{AHEAD, PeakTrack};
use crate::units::{BLOCK, Decibels};

/// Kept free under the ceiling, for meters that interpolate otherwise, for
/// dither and for rounding.
const MARGIN: Decibels = Decibels(0.05);

/// Holds a show under its ceiling.
pub struct Limiter {
    first: Stage,
    second: Stage,
}

impl Limiter {
    /// Frames by which the output comes later than the input.
    pub const LATENCY: usize = 2 * Stage::LATENCY;

    /// Frames after which nothing is left of what went in: looked at or faded.
    pub const MEMORY: usize = 2 * (Envelope::MEMORY + 2 * Stage::LATENCY + BLOCK);

    /// A limiter for a ceiling in dBTP.
    #[must_use]
    pub fn new(ceiling: Decibels) -> Limiter {
        let ceiling = (ceiling - MARGIN).gain().0;
        Limiter {
            first: Stage::new(ceiling),
            second: Stage::new(ceiling),
        }
    }

    /// Takes a block in and gives back the one that is due.
    pub fn process(&mut self, block: &mut Block) {
        let touched = self.first.process(block, true);
        self.second.process(block, touched);
    }

    /// Forgets what went by.
    pub fn reset(&mut self) {
        self.first.reset();
        self.second.reset();
    }
}

/// Measures, looks ahead and turns down.
struct Stage {
    ceiling: f32,
    peaks: PeakTrack,
    envelope: Envelope,
    late: Delay,
    /// Whether the block before was changed by who made it.
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

    /// `touched` says whether the block needs measuring; one that does not is
    /// known to be under the ceiling. Tells whether it changed a sample.
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
            // What is due comes to the front, and the newest are kept.
            side.rotate_right(Stage::LATENCY);
            side[..Stage::LATENCY].swap_with_slice(late);
        }
    }
}

#[cfg(test)]
mod tests;

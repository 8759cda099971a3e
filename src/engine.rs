//! The engine: a mix plan becomes blocks of samples.
//!
//! In: a [`MixPlan`] and a [`Shelf`] that opens the audio which the plan names.
//! Out: [`Block`]s of a fixed size, mixed, trimmed and limited. Always true:
//! a sample is a function of the plan and its frame alone, so the bits are the
//! same after a seek, on one thread or two, live or into a file.

mod bus;
mod clip;
mod convolve;
mod limiter;
mod master;
mod mixer;
mod peak;
mod ramp;

use std::io;
use std::sync::Arc;

use thiserror::Error;

use crate::audio::{Response, Tape};
use crate::mix::{Answer, MixPlan};
use crate::units::{BLOCK, Frames};

pub use limiter::Limiter;
pub use master::Mastering;
pub use mixer::Mixer;
pub use peak::TruePeak;

/// Frames that are mixed at a time. Spaces work in quanta that begin at
/// multiples of it, wherever the blocks begin that are asked for.
const QUANTUM: usize = 32 * BLOCK;

/// Opens what a plan names.
pub trait Shelf: Send {
    /// The audio of a clip, by its index.
    ///
    /// # Errors
    /// When there is no such audio, or the medium fails.
    fn open(&self, audio: usize) -> io::Result<Box<dyn Tape>>;

    /// How a space answers. A shelf of clips alone has none.
    ///
    /// # Errors
    /// When there is no such space, or the medium fails.
    fn response(&self, answer: Answer) -> io::Result<Response> {
        let _ = answer;
        Err(io::ErrorKind::NotFound.into())
    }
}

/// [`BLOCK`] frames of planar stereo, full scale at ±1.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub left: [f32; BLOCK],
    pub right: [f32; BLOCK],
}

impl Block {
    pub const SILENCE: Block = Block {
        left: [0.0; BLOCK],
        right: [0.0; BLOCK],
    };

    /// Sets every sample to nought.
    pub fn clear(&mut self) {
        self.left.fill(0.0);
        self.right.fill(0.0);
    }
}

/// Why the engine stopped.
#[derive(Debug, Error)]
pub enum EngineError {
    #[error("cannot open audio {audio}")]
    Open { audio: usize, source: io::Error },
    #[error("cannot read audio {audio}")]
    Read { audio: usize, source: io::Error },
    #[error("audio {audio} has {channels} channels; one or two fit")]
    Channels { audio: usize, channels: usize },
    #[error("clip {clip} goes to bus {bus}, which the plan does not have")]
    Bus { clip: usize, bus: usize },
    #[error("clip {clip} shares lane {lane}, which the plan does not have")]
    Lane { clip: usize, lane: usize },
    #[error("clip {clip} is sent to space {space}, which the plan does not have")]
    Space { clip: usize, space: usize },
    #[error("cannot open the response of space {space}")]
    Response { space: usize, source: io::Error },
}

/// Plays a plan from any frame, block by block.
pub struct Engine {
    mixer: Mixer,
    mastering: Mastering,
    position: Frames,
    /// Blocks to send through the master before the next one is heard: its
    /// look-ahead, and after a seek what its release may still remember.
    lead: usize,
}

impl Engine {
    /// An engine at the first frame of `plan`.
    #[must_use]
    pub fn new(plan: Arc<MixPlan>, shelf: Box<dyn Shelf>) -> Engine {
        Engine {
            mastering: Mastering::new(plan.master.ceiling),
            mixer: Mixer::new(plan, shelf),
            position: Frames::ZERO,
            lead: Mastering::LATENCY_BLOCKS,
        }
    }

    /// Lets it tell how high its buses go.
    #[must_use]
    pub fn metered(mut self) -> Engine {
        self.mixer = self.mixer.with_stems();
        self
    }

    /// How high each bus of the plan went in the last block, left and right,
    /// before the limiter; nothing unless it is [metered](Engine::metered).
    #[must_use]
    pub fn peaks(&self) -> &[[f32; 2]] {
        self.mixer.peaks()
    }

    /// The length of the show.
    #[must_use]
    pub fn frames(&self) -> Frames {
        self.mixer.frames()
    }

    /// The frame with which the next block begins.
    #[must_use]
    pub fn position(&self) -> Frames {
        self.position
    }

    /// Goes to a frame, such that what follows is bit for bit what is heard
    /// there when the show is played from its start.
    pub fn seek(&mut self, to: Frames) {
        let to = to.max(Frames::ZERO).min(self.frames());
        let before = to.index().div_ceil(BLOCK).min(Mastering::MEMORY_BLOCKS);
        self.mixer.seek(to - Frames::from(before * BLOCK));
        self.mastering.reset();
        self.position = to;
        self.lead = before + Mastering::LATENCY_BLOCKS;
    }

    /// Fills `block` with the next frames and tells how many of them belong to
    /// the show: [`BLOCK`] but for the last, which is padded with silence, and
    /// nought from there on.
    ///
    /// # Errors
    /// When audio cannot be opened or read, or the plan names what it lacks.
    pub fn render(&mut self, block: &mut Block) -> Result<usize, EngineError> {
        while self.lead > 0 {
            self.mixer.render(block)?;
            self.mastering.process(block);
            self.lead -= 1;
        }
        self.mixer.render(block)?;
        self.mastering.process(block);
        let left = (self.frames() - self.position).index().min(BLOCK);
        self.position += Frames::from(left);
        Ok(left)
    }

    /// The engine before its master, from a frame on, bus by bus.
    #[must_use]
    pub fn stems(self, from: Frames) -> Mixer {
        let mut mixer = self.mixer.with_stems();
        mixer.seek(from);
        mixer
    }

    /// The engine before its master, from a frame on.
    #[must_use]
    pub fn mix(mut self, from: Frames) -> Mixer {
        self.mixer.seek(from);
        self.mixer
    }

    /// Splits the engine, so that its halves run on two threads: the blocks of
    /// the mixer go through the master. The number is that of the first blocks
    /// to drop; the next one begins at `from`.
    #[must_use]
    pub fn split(mut self, from: Frames) -> (Mixer, Mastering, usize) {
        self.seek(from);
        (self.mixer, self.mastering, self.lead)
    }
}

#[cfg(test)]
mod tests;

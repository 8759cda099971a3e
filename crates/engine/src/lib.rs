//! The engine turns a mix plan into blocks of samples. Takes a [`MixPlan`] and an
//! [`AudioSource`] that opens the audio of the plan, and returns [`Block`]s of a
//! fixed size, mixed, trimmed and limited.
//!
//! A sample depends only on the plan and its frame. So the samples are the same
//! after a seek, on one thread or two, live or in a file.

mod bus;
mod clip;
mod limiter;
mod master;
mod mixer;
pub mod pan;
mod peak;
pub mod plan;
pub mod pump;
mod ramp;

use std::io;
use std::sync::Arc;

use thiserror::Error;

use cuebook_core::audio::{AudioReader, ImpulseResponse};
use cuebook_core::id::AudioId;
use cuebook_core::units::{BLOCK, Decibels, Frames};
use plan::{BusId, LaneId, MixPlan, ResponseId, ReturnId};

pub use limiter::Limiter;
pub use master::Mastering;
pub use mixer::Mixer;
pub use peak::TruePeak;

/// Opens the audio and the responses of a plan, for several threads at once.
pub trait AudioSource: Send + Sync {
    /// Opens the audio of a clip.
    ///
    /// # Errors
    /// When there is no such audio, or it cannot be read.
    fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>>;

    /// Returns the response of a space. A source with only clips has none.
    ///
    /// # Errors
    /// When there is no such space, or its response cannot be read.
    fn response(&self, id: ResponseId) -> io::Result<ImpulseResponse> {
        let _ = id;
        Err(io::ErrorKind::NotFound.into())
    }
}

/// [`BLOCK`] frames of planar stereo, full scale at ±1.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The left samples.
    pub left: [f32; BLOCK],
    /// The right samples.
    pub right: [f32; BLOCK],
}

impl Block {
    /// A block of zeros.
    pub const SILENCE: Block = Block {
        left: [0.0; BLOCK],
        right: [0.0; BLOCK],
    };

    /// Returns the highest magnitude of both sides.
    #[must_use]
    pub fn peak(&self) -> f32 {
        // As whole numbers, the bits have the order of the magnitudes, and the loop is vector code.
        let bits = |side: &[f32; BLOCK]| side.iter().map(|x| x.abs().to_bits()).fold(0, u32::max);
        f32::from_bits(bits(&self.left).max(bits(&self.right)))
    }

    /// Sets every sample to 0.
    pub fn clear(&mut self) {
        self.left.fill(0.0);
        self.right.fill(0.0);
    }
}

/// Why the engine stopped.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The source cannot open the audio of a clip.
    #[error("cannot open audio {audio}")]
    Open {
        /// The audio of the clip.
        audio: AudioId,
        /// The error of the source.
        source: io::Error,
    },
    /// The audio of a clip was opened, but reading it fails.
    #[error("cannot read audio {audio}")]
    Read {
        /// The audio of the clip.
        audio: AudioId,
        /// The error of its reader.
        source: io::Error,
    },
    /// The audio of a clip is neither mono nor stereo.
    #[error("audio {audio} has {channels} channels; the engine takes one or two")]
    Channels {
        /// The audio of the clip.
        audio: AudioId,
        /// The number of its channels.
        channels: usize,
    },
    /// A clip has a bus that is not in the plan.
    #[error("clip {clip} goes to bus {bus}, which the plan does not have")]
    Bus {
        /// The index of the clip in the plan.
        clip: usize,
        /// The unknown bus.
        bus: BusId,
    },
    /// A clip has a shared lane that is not in the plan.
    #[error("clip {clip} shares lane {lane}, which the plan does not have")]
    Lane {
        /// The index of the clip in the plan.
        clip: usize,
        /// The unknown lane.
        lane: LaneId,
    },
    /// A clip has a send to a space that is not in the plan.
    #[error("clip {clip} is sent to space {space}, which the plan does not have")]
    Space {
        /// The index of the clip in the plan.
        clip: usize,
        /// The unknown space.
        space: ReturnId,
    },
    /// The source cannot open the response of a space that a clip is sent to.
    #[error("cannot open the response of space {space}")]
    Response {
        /// The space in the plan.
        space: ReturnId,
        /// The error of the source.
        source: io::Error,
    },
}

/// Plays a plan from any frame, block by block.
pub struct Engine {
    mixer: Mixer,
    mastering: Mastering,
    position: Frames,
    /// Blocks to send through the master before the next audible one: the
    /// look-ahead and, after a seek, the memory of the release.
    lead: usize,
    threads: usize,
}

impl Engine {
    /// Creates an engine at the first frame of `plan`.
    #[must_use]
    pub fn new(plan: Arc<MixPlan>, source: Box<dyn AudioSource>) -> Engine {
        Engine {
            mastering: Mastering::new(plan.master.ceiling),
            mixer: Mixer::new(plan, source),
            position: Frames::ZERO,
            lead: Mastering::LATENCY_BLOCKS,
            threads: 1,
        }
    }

    /// Lets the [pump](pump) mix on so many threads at once. The samples are the same on any number.
    #[must_use]
    pub fn on_threads(self, threads: usize) -> Engine {
        Engine { threads, ..self }
    }

    /// Makes the engine measure the peaks of its buses.
    #[must_use]
    pub fn metered(mut self) -> Engine {
        self.mixer = self.mixer.with_stems();
        self
    }

    /// Returns the peak of each bus in the last block, left and right, before
    /// the limiter. Empty unless the engine is [metered](Engine::metered).
    #[must_use]
    pub fn peaks(&self) -> &[[f32; 2]] {
        self.mixer.peaks()
    }

    /// Returns the length of the show.
    #[must_use]
    pub fn frames(&self) -> Frames {
        self.mixer.frames()
    }

    /// Returns the level under which the master keeps true peaks.
    #[must_use]
    pub fn ceiling(&self) -> Decibels {
        self.mixer.ceiling()
    }

    /// Returns the first frame of the next block.
    #[must_use]
    pub fn position(&self) -> Frames {
        self.position
    }

    /// Moves to a frame. The samples after it are the same as when the show
    /// plays from its start.
    pub fn seek(&mut self, to: Frames) {
        let to = to.max(Frames::ZERO).min(self.frames());
        let before = to.index().div_ceil(BLOCK).min(Mastering::MEMORY_BLOCKS);
        self.mixer.seek(to - Frames::from(before * BLOCK));
        self.mastering.reset();
        self.position = to;
        self.lead = before + Mastering::LATENCY_BLOCKS;
    }

    /// Fills `block` with the next frames and returns how many of them belong
    /// to the show: [`BLOCK`], fewer in the last block, which is padded with
    /// silence, and 0 after it.
    ///
    /// # Errors
    /// When audio cannot be opened or read, or the plan refers to something that
    /// it does not contain.
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

    /// Returns the engine without its master, starting at a frame, bus by bus.
    #[must_use]
    pub fn stems(self, from: Frames) -> Mixer {
        let mut mixer = self.mixer.with_stems();
        mixer.seek(from);
        mixer
    }

    /// Returns the engine without its master, starting at a frame.
    #[must_use]
    pub fn mix(mut self, from: Frames) -> Mixer {
        self.mixer.seek(from);
        self.mixer
    }

    /// Splits the engine, so that its halves run on two threads: the blocks of
    /// the mixer go through the master. The number is that of the first mastered
    /// blocks to drop; the next one begins at `from`.
    #[must_use]
    pub fn split(mut self, from: Frames) -> (Mixer, Mastering, usize) {
        self.seek(from);
        (self.mixer, self.mastering, self.lead)
    }
}

#[cfg(test)]
mod tests;

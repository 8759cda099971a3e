//! A clip while it is heard. Reads its frames, applies gain and position, and
//! adds them to the clip's bus. It never reads frames outside the audio.

use std::io;

use super::ramp::Ramp;
use super::{AudioSource, Block, EngineError};
use crate::pan::{Sides, balance, equal_power};
use crate::plan::{Clip, Lane, Send};
use cuebook_core::audio::AudioReader;
use cuebook_core::units::{BLOCK, Frames};

/// A clip that the playhead has reached.
pub(crate) struct Sounding {
    /// The index of the clip in the plan.
    pub clip: usize,
    reader: Box<dyn AudioReader>,
    sides: Sides,
    /// One for each of the clip's lanes.
    ramps: Vec<Ramp>,
    /// One for each of its sends.
    sends: Vec<(Sides, Ramp)>,
}

/// The buffers for playing a clip: one block, and the product of its lanes.
pub(crate) struct Scratch {
    samples: Block,
    gain: Product,
    /// The same, times the lane of a send.
    share: Product,
    lane: [f32; BLOCK],
}

/// The product of lanes. It is multiplied in a fixed order, so that the samples
/// do not depend on which lanes move within a block.
struct Product {
    /// The product while no lane moves.
    steady: f32,
    moves: bool,
    gains: [f32; BLOCK],
}

impl Product {
    const UNITY: Product = Product {
        steady: 1.0,
        moves: false,
        gains: [1.0; BLOCK],
    };

    /// Copies the first `count` gains of another product.
    fn clone_from(&mut self, other: &Product, count: usize) {
        self.steady = other.steady;
        self.moves = other.moves;
        if other.moves {
            self.gains[..count].copy_from_slice(&other.gains[..count]);
        }
    }

    /// Multiplies by a lane, starting at `from`; `buffer` is for its
    /// gains.
    fn ramp(&mut self, ramp: &mut Ramp, lane: &Lane, from: Frames, buffer: &mut [f32]) {
        match ramp.gains(lane, from, buffer) {
            Some(gain) => self.by_steady(gain, buffer.len()),
            None => self.by_lane(buffer),
        }
    }

    fn by_steady(&mut self, gain: f32, count: usize) {
        if self.moves {
            self.gains[..count].iter_mut().for_each(|own| *own *= gain);
        } else {
            self.steady *= gain;
        }
    }

    fn by_lane(&mut self, lane: &[f32]) {
        let gains = &mut self.gains[..lane.len()];
        if !self.moves {
            gains.fill(self.steady);
            self.moves = true;
        }
        for (gain, lane) in gains.iter_mut().zip(lane) {
            *gain *= lane;
        }
    }
}

impl Scratch {
    pub(crate) const EMPTY: Scratch = Scratch {
        samples: Block::SILENCE,
        gain: Product::UNITY,
        share: Product::UNITY,
        lane: [1.0; BLOCK],
    };

    /// Resets the product to unity.
    pub(crate) fn clear(&mut self) {
        self.gain.steady = 1.0;
        self.gain.moves = false;
    }

    /// Multiplies the product by a lane, over the next `count` frames.
    pub(crate) fn multiply(&mut self, level: &Level, count: usize) {
        match level {
            Level::Steady(gain) => self.gain.by_steady(*gain, count),
            Level::Varying(lane) => self.gain.by_lane(lane),
        }
    }
}

/// The level of a shared lane over the frames of a block.
pub(crate) enum Level<'a> {
    Steady(f32),
    /// A gain for each frame.
    Varying(&'a [f32]),
}

impl Sounding {
    /// Opens the audio of `clip`, number `index` of the plan.
    pub(crate) fn open(
        index: usize,
        clip: &Clip,
        source: &dyn AudioSource,
    ) -> Result<Sounding, EngineError> {
        let audio = clip.audio;
        let reader = source
            .open(audio)
            .map_err(|source| EngineError::Open { audio, source })?;
        let sides: fn(f32) -> Sides = match reader.channels() {
            1 => equal_power,
            2 => balance,
            channels => return Err(EngineError::Channels { audio, channels }),
        };
        let send = |send: &Send| {
            let sides = sides(send.pan).times(clip.gain.0 * send.gain.0);
            (sides, Ramp::default())
        };
        Ok(Sounding {
            clip: index,
            reader,
            sides: sides(clip.pan).times(clip.gain.0),
            ramps: clip.lanes.iter().map(|_| Ramp::default()).collect(),
            sends: clip.sends.iter().map(send).collect(),
        })
    }

    /// Prepares `count` frames, starting at `from`, in the buffers, which hold
    /// the product of the shared lanes. Returns whether there is anything to
    /// hear.
    pub(crate) fn prepare(
        &mut self,
        clip: &Clip,
        from: Frames,
        count: usize,
        scratch: &mut Scratch,
    ) -> Result<bool, EngineError> {
        for (ramp, lane) in self.ramps.iter_mut().zip(&clip.lanes) {
            scratch
                .gain
                .ramp(ramp, lane, from, &mut scratch.lane[..count]);
        }
        if !scratch.gain.moves && scratch.gain.steady == 0.0 {
            return Ok(false);
        }
        self.read(clip, from, count, &mut scratch.samples)
            .map_err(|source| EngineError::Read {
                audio: clip.audio,
                source,
            })?;
        Ok(true)
    }

    /// Adds the prepared frames to `bus`, a slice for each side.
    pub(crate) fn add(&self, scratch: &Scratch, bus: (&mut [f32], &mut [f32])) {
        self.pan(&scratch.samples, &scratch.gain, self.sides, bus);
    }

    /// Adds a share of the prepared frames, which start at `from`, to `space`,
    /// a slice for each side.
    pub(crate) fn send(
        &mut self,
        (number, send): (usize, &Send),
        from: Frames,
        scratch: &mut Scratch,
        space: (&mut [f32], &mut [f32]),
    ) {
        let count = space.0.len();
        scratch.share.clone_from(&scratch.gain, count);
        let (sides, ramp) = &mut self.sends[number];
        scratch
            .share
            .ramp(ramp, &send.lane, from, &mut scratch.lane[..count]);
        let sides = *sides;
        self.pan(&scratch.samples, &scratch.share, sides, space);
    }

    fn pan(&self, samples: &Block, gain: &Product, sides: Sides, out: (&mut [f32], &mut [f32])) {
        let count = out.0.len();
        let left = &samples.left[..count];
        let right = match self.reader.channels() {
            1 => left,
            _ => &samples.right[..count],
        };
        if gain.moves {
            let gains = &gain.gains[..count];
            add_varying(left, (gains, sides.left), out.0);
            add_varying(right, (gains, sides.right), out.1);
        } else if gain.steady != 0.0 {
            add_steady(left, gain.steady * sides.left, out.0);
            add_steady(right, gain.steady * sides.right, out.1);
        }
    }

    /// Reads `count` frames as heard, starting at `from`: looped or not, with
    /// silence after the end of the audio.
    fn read(&mut self, clip: &Clip, from: Frames, count: usize, out: &mut Block) -> io::Result<()> {
        let length = self.reader.frames().index();
        let mut at = (from - clip.at.start + clip.offset).index();
        let mut done = 0;
        while done < count {
            if clip.looped && length > 0 {
                at %= length;
            }
            let piece = length.saturating_sub(at).min(count - done);
            if piece == 0 {
                out.left[done..count].fill(0.0);
                out.right[done..count].fill(0.0);
                break;
            }
            let to = done..done + piece;
            let (left, right) = (&mut out.left[to.clone()], &mut out.right[to]);
            match self.reader.channels() {
                1 => self.reader.read(Frames::from(at), &mut [left])?,
                _ => self.reader.read(Frames::from(at), &mut [left, right])?,
            }
            at += piece;
            done += piece;
        }
        Ok(())
    }
}

fn add_steady(samples: &[f32], gain: f32, bus: &mut [f32]) {
    for (sum, sample) in bus.iter_mut().zip(samples) {
        *sum += sample * gain;
    }
}

fn add_varying(samples: &[f32], (gains, side): (&[f32], f32), bus: &mut [f32]) {
    for ((sum, sample), gain) in bus.iter_mut().zip(samples).zip(gains) {
        *sum += sample * (gain * side);
    }
}

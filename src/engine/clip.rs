//! A clip while it is heard.
//!
//! In: a clip, its tape, and the frames of a block that it covers. Out: those
//! frames, at their gain and place, added to the clip's bus. Always true: a
//! tape is asked only for frames that it has.

use std::io;

use super::pan::{Sides, balance, equal_power};
use super::ramp::Ramp;
use super::{Block, EngineError, Shelf};
use crate::audio::Tape;
use crate::mix::{Clip, Lane};
use crate::units::{BLOCK, Frames};

/// A clip that the playhead has reached.
pub struct Sounding {
    /// The index of the clip in the plan.
    pub clip: usize,
    tape: Box<dyn Tape>,
    sides: Sides,
    /// One for each of the clip's own lanes.
    ramps: Vec<Ramp>,
}

/// What a clip is played with: room for one block, and the product of its lanes.
pub struct Desk {
    samples: Block,
    gain: Product,
    lane: [f32; BLOCK],
}

/// The product of lanes, multiplied in their order, so that it does not matter
/// for the bits which of them move within a block.
struct Product {
    /// The product while nothing in it moves.
    steady: f32,
    moves: bool,
    gains: [f32; BLOCK],
}

impl Product {
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

impl Desk {
    pub const EMPTY: Desk = Desk {
        samples: Block::SILENCE,
        gain: Product {
            steady: 1.0,
            moves: false,
            gains: [1.0; BLOCK],
        },
        lane: [1.0; BLOCK],
    };

    /// Begins a product with unity.
    pub fn clear(&mut self) {
        self.gain.steady = 1.0;
        self.gain.moves = false;
    }

    /// Multiplies the product by a lane, over the `count` frames to be played.
    pub fn multiply(&mut self, level: &Level, count: usize) {
        match level {
            Level::Steady(gain) => self.gain.by_steady(*gain, count),
            Level::Varying(lane) => self.gain.by_lane(lane),
        }
    }

    /// Multiplies the product by a clip's own lane.
    fn ramp(&mut self, ramp: &mut Ramp, lane: &Lane, from: Frames, count: usize) {
        match ramp.gains(lane, from, &mut self.lane[..count]) {
            Some(gain) => self.gain.by_steady(gain, count),
            None => self.gain.by_lane(&self.lane[..count]),
        }
    }
}

/// How a shared lane goes over the frames of a block.
pub enum Level<'a> {
    Steady(f32),
    /// A gain for each frame.
    Varying(&'a [f32]),
}

impl Sounding {
    /// Takes the tape of `clip`, number `index` of the plan, from the shelf.
    pub fn open(index: usize, clip: &Clip, shelf: &dyn Shelf) -> Result<Sounding, EngineError> {
        let audio = clip.audio;
        let tape = shelf
            .open(audio)
            .map_err(|source| EngineError::Open { audio, source })?;
        let sides = match tape.channels() {
            1 => equal_power(clip.pan),
            2 => balance(clip.pan),
            channels => return Err(EngineError::Channels { audio, channels }),
        };
        Ok(Sounding {
            clip: index,
            tape,
            sides: Sides {
                left: sides.left * clip.gain.0,
                right: sides.right * clip.gain.0,
            },
            ramps: clip.lanes.iter().map(|_| Ramp::default()).collect(),
        })
    }

    /// Adds the frames from `from` on to `bus`, a slice for each side. The desk
    /// holds the product of the lanes that the clip shares.
    pub fn add(
        &mut self,
        clip: &Clip,
        from: Frames,
        desk: &mut Desk,
        bus: (&mut [f32], &mut [f32]),
    ) -> Result<(), EngineError> {
        let count = bus.0.len();
        for (ramp, lane) in self.ramps.iter_mut().zip(&clip.lanes) {
            desk.ramp(ramp, lane, from, count);
        }
        if !desk.gain.moves && desk.gain.steady == 0.0 {
            return Ok(());
        }
        self.read(clip, from, count, &mut desk.samples)
            .map_err(|source| EngineError::Read {
                audio: clip.audio,
                source,
            })?;
        let left = &desk.samples.left[..count];
        let right = match self.tape.channels() {
            1 => left,
            _ => &desk.samples.right[..count],
        };
        if desk.gain.moves {
            let gains = &desk.gain.gains[..count];
            add_varying(left, (gains, self.sides.left), bus.0);
            add_varying(right, (gains, self.sides.right), bus.1);
        } else {
            add_steady(left, desk.gain.steady * self.sides.left, bus.0);
            add_steady(right, desk.gain.steady * self.sides.right, bus.1);
        }
        Ok(())
    }

    /// Reads `count` frames as they are heard from `from` on: looped or not,
    /// with silence where the tape has ended.
    fn read(&mut self, clip: &Clip, from: Frames, count: usize, out: &mut Block) -> io::Result<()> {
        let length = self.tape.frames().index();
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
            match self.tape.channels() {
                1 => self.tape.read(Frames::from(at), &mut [left])?,
                _ => self.tape.read(Frames::from(at), &mut [left, right])?,
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

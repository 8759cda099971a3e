//! A clip while it is heard.
//!
//! In: a clip, its tape, and the frames of a block that it covers. Out: those
//! frames, at their gain and place, added to the clip's bus. Always true: a
//! tape is asked only for frames that it has.

use std::io;

use super::ramp::Ramp;
use super::{Block, EngineError, Shelf};
use crate::audio::Tape;
use crate::mix::pan::{Sides, balance, equal_power};
use crate::mix::{Clip, Lane, Send};
use crate::units::{BLOCK, Frames};

/// A clip that the playhead has reached.
pub struct Sounding {
    /// The index of the clip in the plan.
    pub clip: usize,
    tape: Box<dyn Tape>,
    sides: Sides,
    /// One for each of the clip's own lanes.
    ramps: Vec<Ramp>,
    /// One for each of its sends.
    sends: Vec<(Sides, Ramp)>,
}

/// What a clip is played with: room for one block, and the product of its lanes.
pub struct Desk {
    samples: Block,
    gain: Product,
    /// The same, times the lane of a send.
    share: Product,
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
    const UNITY: Product = Product {
        steady: 1.0,
        moves: false,
        gains: [1.0; BLOCK],
    };

    /// Takes over the first `count` gains of another.
    fn clone_from(&mut self, other: &Product, count: usize) {
        self.steady = other.steady;
        self.moves = other.moves;
        if other.moves {
            self.gains[..count].copy_from_slice(&other.gains[..count]);
        }
    }

    /// Multiplies by a lane from `from` on, which `room` has room for.
    fn ramp(&mut self, ramp: &mut Ramp, lane: &Lane, from: Frames, room: &mut [f32]) {
        match ramp.gains(lane, from, room) {
            Some(gain) => self.by_steady(gain, room.len()),
            None => self.by_lane(room),
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

impl Desk {
    pub const EMPTY: Desk = Desk {
        samples: Block::SILENCE,
        gain: Product::UNITY,
        share: Product::UNITY,
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
        let sides: fn(f32) -> Sides = match tape.channels() {
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
            tape,
            sides: sides(clip.pan).times(clip.gain.0),
            ramps: clip.lanes.iter().map(|_| Ramp::default()).collect(),
            sends: clip.sends.iter().map(send).collect(),
        })
    }

    /// Makes the `count` frames from `from` on ready on the desk, which holds
    /// the product of the lanes that the clip shares. Tells whether there is
    /// anything to hear.
    pub fn prepare(
        &mut self,
        clip: &Clip,
        from: Frames,
        count: usize,
        desk: &mut Desk,
    ) -> Result<bool, EngineError> {
        for (ramp, lane) in self.ramps.iter_mut().zip(&clip.lanes) {
            desk.gain.ramp(ramp, lane, from, &mut desk.lane[..count]);
        }
        if !desk.gain.moves && desk.gain.steady == 0.0 {
            return Ok(false);
        }
        self.read(clip, from, count, &mut desk.samples)
            .map_err(|source| EngineError::Read {
                audio: clip.audio,
                source,
            })?;
        Ok(true)
    }

    /// Adds what is on the desk to `bus`, a slice for each side.
    pub fn add(&self, desk: &Desk, bus: (&mut [f32], &mut [f32])) {
        self.pan(&desk.samples, &desk.gain, self.sides, bus);
    }

    /// Adds a share of what is on the desk, which is that from `from` on, to
    /// `space`, a slice for each side.
    pub fn send(
        &mut self,
        (number, send): (usize, &Send),
        from: Frames,
        desk: &mut Desk,
        space: (&mut [f32], &mut [f32]),
    ) {
        let count = space.0.len();
        desk.share.clone_from(&desk.gain, count);
        let (sides, ramp) = &mut self.sends[number];
        desk.share
            .ramp(ramp, &send.lane, from, &mut desk.lane[..count]);
        let sides = *sides;
        self.pan(&desk.samples, &desk.share, sides, space);
    }

    fn pan(&self, samples: &Block, gain: &Product, sides: Sides, out: (&mut [f32], &mut [f32])) {
        let count = out.0.len();
        let left = &samples.left[..count];
        let right = match self.tape.channels() {
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

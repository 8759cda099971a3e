//! Applies the path from a sound to the listener.
//!
//! Takes a sound at its source, its place, and its usual distance, and returns the
//! sound as it arrives. The rules are the same for a recipe and for a file. A sound
//! without a place is unchanged.
//!
//! - Spreading: 6 dB less with each doubling of the distance, once that is large
//!   against the size of the source ([`spread`]).
//! - The air absorbs treble ([`air`]).
//! - The ground reflects the sound a little later ([`ground`]).
//! - The sound is narrower at a distance ([`width`]).
//! - A barrier between source and listener reduces the level, and the treble more
//!   ([`Barrier`]).

use super::air::{self, SMALL, spread};
use super::canvas::Canvas;
use super::filter::{Biquad, Way};
use super::passage::Passage;
use cuebook_core::barrier::Barrier;
use cuebook_core::effect::Effect;
use cuebook_core::units::{Decibels, Metres, RATE};

/// The place of a sound relative to the listener.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The distance; `None` for the usual one.
    pub distance: Option<Metres>,
    /// The barrier between source and listener.
    pub behind: Option<Barrier>,
    /// The width relative to the original one.
    pub width: Option<f64>,
    /// The device that plays the sound.
    pub out_of: Option<Effect>,
    /// The path along which the sound moves.
    pub moves: Option<Passage>,
}

cuebook_core::fingerprint! {
    struct Place { distance, behind, width, out_of, moves }
}

/// The path from a source to the listener.
#[derive(Copy, Clone, Debug)]
pub struct Journey {
    /// The distance at which the sound is heard by default, in metres.
    pub usual: f64,
    /// The present distance, in metres.
    pub distance: f64,
    /// The size of the source, in metres.
    pub size: f64,
}

/// The largest increase of level over the usual one for a near sound, in dB. Ears
/// and microphones saturate, and the rest of the show must remain audible.
const MAX_NEAR_GAIN: f64 = 12.0;

impl Journey {
    /// Returns the level relative to that at the usual distance, in dB.
    #[must_use]
    pub fn gain(self) -> Decibels {
        let of = |distance| 20.0 * libm::log10(spread(distance, self.size));
        Decibels((of(self.distance) - of(self.usual)).min(MAX_NEAR_GAIN))
    }

    /// Returns the same source at its usual distance.
    #[must_use]
    pub fn as_usual(self) -> Journey {
        Journey {
            distance: self.usual,
            ..self
        }
    }

    /// Applies the path to a sound, except for its level.
    pub fn travel(self, canvas: &mut Canvas) {
        canvas.filter(&air::filters(self.distance));
        ground(canvas, self.distance);
        width(canvas, self);
    }
}

/// The heights of the ears and of most sources above the ground, in metres.
const EARS: f64 = 1.6;
const SOURCE: f64 = 1.2;

/// The distance in metres from which the ground reflects; the reflection is
/// complete at three times this distance. A nearer sound is in a space, which
/// models the floor.
const GROUND_FROM: f64 = 10.0;

/// The share of the pressure that rough ground reflects coherently; the rest is
/// scattered or absorbed. After J. E. Piercy et al., *Review of noise propagation
/// in the atmosphere*, JASA 61 (1977).
const REFLECTED: f64 = 0.5;

/// Returns the delay of the ground's reflection behind the direct sound in seconds,
/// from the image source below the ground.
#[must_use]
pub fn lag(distance: f64) -> f64 {
    let longer = libm::hypot(distance, EARS + SOURCE) - libm::hypot(distance, EARS - SOURCE);
    Metres(longer).travelled().0
}

/// Adds the ground's reflection. Low frequencies keep their level, because the
/// reflection is in phase with them.
fn ground(canvas: &mut Canvas, distance: f64) {
    let near = ((distance - GROUND_FROM) / (2.0 * GROUND_FROM)).clamp(0.0, 1.0);
    let share = REFLECTED * near;
    let late = lag(distance) * f64::from(RATE);
    if share == 0.0 || late < 0.25 {
        return;
    }
    let direct = 1.0 / (1.0 + share);
    let way = canvas.extent.way();
    for side in [&mut canvas.left, &mut canvas.right] {
        reflect(side, late, (direct, share * direct), way);
    }
}

/// Adds a sound to itself `late` frames later, with linear interpolation between
/// frames. The gains are those of the direct sound and of the reflection.
fn reflect(side: &mut [f32], late: f64, (direct, share): (f64, f64), way: Way) {
    const BLOCK: usize = 1024;
    let (whole, part) = (late as usize, late - libm::floor(late));
    let before = whole + 1;
    // The samples before each block, then the original block.
    let mut heard = vec![0.0; before + BLOCK];
    if way == Way::Circle {
        let end = side.iter().rev().cycle();
        for (heard, sample) in heard[..before].iter_mut().rev().zip(end) {
            *heard = *sample;
        }
    }
    let gains = [direct, share * (1.0 - part), share * part].map(|gain| gain as f32);
    for block in side.chunks_mut(BLOCK) {
        let all = block.len();
        heard[before..before + all].copy_from_slice(block);
        let (now, near, far) = (&heard[before..], &heard[1..], &heard[..]);
        for (n, sample) in block.iter_mut().enumerate() {
            *sample = gains[0] * now[n] + (gains[1] * near[n] + gains[2] * far[n]);
        }
        heard.copy_within(all..all + before, 0);
    }
}

/// Narrows the stereo image as the source appears smaller.
fn width(canvas: &mut Canvas, of: Journey) {
    let angle = |distance: f64| libm::atan2(of.size.max(SMALL) / 2.0, distance);
    narrow(canvas, (angle(of.distance) / angle(of.usual)).min(1.0));
}

/// Scales the difference between left and right by `share`. A value above 1 makes
/// the sound wider.
fn narrow(canvas: &mut Canvas, share: f64) {
    if share == 1.0 {
        return;
    }
    let share = share as f32;
    for (left, right) in canvas.left.iter_mut().zip(&mut canvas.right) {
        let (middle, side) = (f32::midpoint(*left, *right), share * (*left - *right) / 2.0);
        (*left, *right) = (middle + side, middle - side);
    }
}

/// The share of its width that a sound keeps behind a wall or a door.
const WIDTH_BEHIND: f64 = 0.4;

/// Puts a sound behind a barrier: the level falls by the loss, and above the cutoff
/// by a further 12 dB an octave, with 3 dB at the cutoff.
pub fn hide(canvas: &mut Canvas, behind: Barrier) {
    let q = std::f64::consts::FRAC_1_SQRT_2;
    canvas.filter(&[Biquad::low_pass(behind.cutoff.0, q)]);
    canvas.scale((-behind.loss).gain().0);
    let shut = (behind.loss.0 / 12.0).clamp(0.0, 1.0);
    narrow(canvas, 1.0 + (WIDTH_BEHIND - 1.0) * shut);
}

/// Puts a sound that was recorded at the distance `usual` at its place.
pub fn put(canvas: &mut Canvas, place: &Place, usual: Metres) {
    if *place == Place::default() {
        return;
    }
    canvas.ring_out();
    if let Some(Metres(distance)) = place.distance {
        let journey = Journey {
            usual: usual.0,
            distance,
            size: SMALL,
        };
        journey.travel(canvas);
        canvas.scale(journey.gain().gain().0);
    }
    if let Some(behind) = place.behind {
        hide(canvas, behind);
    }
    if let Some(width) = place.width {
        narrow(canvas, width);
    }
}

#[cfg(test)]
mod tests;

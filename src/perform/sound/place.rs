//! Where a sound is: what its way to the listener makes of it.
//!
//! In: a sound at its source, its place, and where it is usually heard. Out:
//! the sound as it arrives. Always true: the same for a recipe and for a file;
//! a sound without a place is left as it is.
//!
//! - The sound spreads: 6 dB less with each doubling of the distance, once that
//!   is large against what sounds ([`spread`]).
//! - The air takes its treble ([`air`]).
//! - The ground returns it a little later ([`ground`]).
//! - It fills less of the hearer's view ([`width`]).
//! - What stands between takes a share of all of it, and more of its treble
//!   ([`Barrier`]).

use super::passage::Passage;
use super::synth::air;
use super::synth::canvas::Canvas;
use super::synth::filter::{Biquad, Way};
use crate::book::Barrier;
use crate::script::Effect;
use crate::units::{Decibels, Metres, RATE};

/// Where a sound is for the listener.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// How far; absent: where it usually is.
    pub distance: Option<Metres>,
    /// What stands between.
    pub behind: Option<Barrier>,
    /// How wide it is, against how it is made.
    pub width: Option<f64>,
    /// What it comes out of.
    pub out_of: Option<Effect>,
    /// The way that it goes from there.
    pub moves: Option<Passage>,
}

crate::fingerprint! {
    struct Place { distance, behind, width, out_of, moves }
}

/// A way to the listener.
#[derive(Copy, Clone, Debug)]
pub struct Journey {
    /// How far the sound is heard from when nothing else is said, in metres.
    pub usual: f64,
    /// How far it is heard from now, in metres.
    pub distance: f64,
    /// How large the sounding thing is, in metres.
    pub size: f64,
}

/// What is no larger than this has no size that is told, in metres.
pub const SMALL: f64 = 0.5;

/// How much louder than usual a sound grows when it comes near, at the most, in
/// dB: ears and microphones give way, and a show has to be heard beside it.
const NEARER: f64 = 12.0;

impl Journey {
    /// How much louder than at its usual distance it arrives, in dB.
    #[must_use]
    pub fn gain(self) -> Decibels {
        let of = |distance| 20.0 * libm::log10(spread(distance, self.size));
        Decibels((of(self.distance) - of(self.usual)).min(NEARER))
    }

    /// The same sound from where it usually is.
    #[must_use]
    pub fn as_usual(self) -> Journey {
        Journey {
            distance: self.usual,
            ..self
        }
    }

    /// Lets the way act on a sound, its level apart.
    pub fn travel(self, canvas: &mut Canvas) {
        canvas.filter(&air::filters(self.distance));
        ground(canvas, self.distance);
        width(canvas, self);
    }
}

/// The pressure at a distance from something of a size, against that at 1 m
/// from a point: 1/r far away, and no more than at its edge near by.
#[must_use]
pub fn spread(distance: f64, size: f64) -> f64 {
    1.0 / libm::hypot(distance, size / 2.0)
}

/// Where ears are above the ground, and most of what sounds, in metres.
const EARS: f64 = 1.6;
const SOURCE: f64 = 1.2;

/// From here on the ground is part of the way, and fully so at three times it,
/// in metres. What is nearer stands in a space, whose floor the space answers for.
const GROUNDED: f64 = 10.0;

/// How much of the pressure rough ground gives back in step; the rest is
/// scattered or soaked up. After J. E. Piercy et al., *Review of noise
/// propagation in the atmosphere*, JASA 61 (1977).
const RETURNED: f64 = 0.5;

/// How much later, in seconds, the ground's reflection comes than the direct
/// sound: by the image of the source below the ground.
#[must_use]
pub fn lag(distance: f64) -> f64 {
    let longer = libm::hypot(distance, EARS + SOURCE) - libm::hypot(distance, EARS - SOURCE);
    Metres(longer).travelled().0
}

/// Adds the ground's reflection; lows, which it meets in step, keep their level.
fn ground(canvas: &mut Canvas, distance: f64) {
    let near = ((distance - GROUNDED) / (2.0 * GROUNDED)).clamp(0.0, 1.0);
    let share = RETURNED * near;
    let late = lag(distance) * f64::from(RATE);
    if share == 0.0 || late < 0.25 {
        return;
    }
    let direct = 1.0 / (1.0 + share);
    let way = canvas.extent.way();
    for side in [&mut canvas.left, &mut canvas.right] {
        returned(side, late, (direct, share * direct), way);
    }
}

/// Adds a sound to itself `late` frames later, between frames in a straight
/// line; the gains are those of what comes first and of what comes late.
fn returned(side: &mut [f32], late: f64, (direct, share): (f64, f64), way: Way) {
    const BLOCK: usize = 1024;
    let (whole, part) = (late as usize, late - libm::floor(late));
    let before = whole + 1;
    // What was heard before each block, and then the block as it came.
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

/// Draws left and right together as the thing fills less of the view.
fn width(canvas: &mut Canvas, of: Journey) {
    let angle = |distance: f64| libm::atan2(of.size.max(SMALL) / 2.0, distance);
    narrow(canvas, (angle(of.distance) / angle(of.usual)).min(1.0));
}

/// Leaves `share` of what tells left from right; more than 1 is wider.
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

/// How much of its width a sound keeps that comes through a wall or a door.
const THROUGH: f64 = 0.4;

/// Puts a sound behind a barrier: all of it is weaker by the loss, and falls by
/// 12 dB an octave above the cutoff, where it has lost 3 dB more.
pub fn hide(canvas: &mut Canvas, behind: Barrier) {
    let q = std::f64::consts::FRAC_1_SQRT_2;
    canvas.filter(&[Biquad::low_pass(behind.cutoff.0, q)]);
    canvas.scale((-behind.loss).gain().0);
    let shut = (behind.loss.0 / 12.0).clamp(0.0, 1.0);
    narrow(canvas, 1.0 + (THROUGH - 1.0) * shut);
}

/// Puts a sound that was recorded at `usual` at its place.
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

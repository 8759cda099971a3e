//! A remembered voice: near, with soft treble and a haze around it.
//!
//! The voice itself stays sharp in time. A softer copy without treble goes
//! through a different chain of all-passes on each side (M. R. Schroeder,
//! *Natural sounding artificial reverberation*, 1962). This gives a haze that
//! suggests no room.

use crate::filter::{Biquad, Way, cascade, chain};
use crate::treat::filters::{band, high_pass};
use cuebook_core::audio::Audio;
use cuebook_core::units::{Decibels, RATE};

/// The delays of the all-passes on each side, in frames: 10 to 59 ms.
const DELAYS: [[usize; 5]; 2] = [[509, 863, 1237, 1811, 2707], [547, 797, 1319, 1907, 2819]];

/// The feedback of an all-pass.
const GAIN: f32 = 0.62;

/// How much later than the voice the haze begins, in frames.
const LATER: usize = RATE as usize / 50;

/// The level of the haze against the voice.
const HAZE: Decibels = Decibels(-8.0);

/// How much longer a sound becomes, in frames.
const TAIL: usize = 7 * RATE as usize / 10;

pub(super) fn through(audio: Audio) -> Audio {
    let mut channels = audio.channels.into_iter();
    let mut left = channels.next().unwrap_or_default();
    left.resize(left.len() + TAIL, 0.0);
    let mut right = channels.next().unwrap_or_else(|| left.clone());
    right.resize(left.len(), 0.0);
    let mut haze = left.clone();
    for (haze, right) in haze.iter_mut().zip(&right) {
        *haze = f32::midpoint(*haze, *right);
    }
    chain(&band((2, 250.0), (2, 2600.0)), &mut haze, Way::Line);
    let mut soft = high_pass(2, 120.0);
    soft.push(Biquad::high_shelf(3200.0, 0.4));
    cascade(&soft, [&mut left, &mut right], Way::Line);
    for (side, delays) in [&mut left, &mut right].into_iter().zip(DELAYS) {
        let mut haze = haze.clone();
        for delay in delays {
            blur(&mut haze, delay);
        }
        let gain = HAZE.gain().0;
        for (side, haze) in side.iter_mut().skip(LATER).zip(&haze) {
            *side += gain * haze;
        }
    }
    Audio {
        channels: vec![left, right],
    }
}

/// A Schroeder all-pass: keeps the strength of every frequency and spreads it
/// in time.
fn blur(samples: &mut [f32], delay: usize) {
    let mut line = vec![0.0_f32; delay];
    let mut at = 0;
    for sample in samples {
        let out = line[at] - GAIN * *sample;
        let kept = *sample + GAIN * out;
        // Zero instead of a denormal number.
        line[at] = if kept.abs() < 1e-20 { 0.0 } else { kept };
        *sample = out;
        at = (at + 1) % delay;
    }
}

//! A telephone with a carbon microphone.
//!
//! It passes the band of ITU-T G.712: from 300 to 3400 Hz, 25 dB down at 4.6
//! kHz. The microphone's grains bend the wave, pressure more than suction, and
//! its diaphragm resonates at 2 kHz. The line hisses.

use super::chance::Chance;
use crate::filter::{Biquad, Way, chain};
use crate::treat::filters::band;
use crate::treat::saturation::overdrive;
use crate::treat::steps::level;
use cuebook_core::units::Decibels;

/// The level of speech in the microphone, against its bend.
const DRIVE: f32 = 0.35;

/// How much more the microphone raises pressure than suction.
const UNEVEN: f32 = 0.18;

/// The noise of the line against speech, before the line's band filter.
const HISS: Decibels = Decibels(-36.0);

pub(super) fn through(mut samples: Vec<f32>, chance: &Chance) -> Vec<f32> {
    samples.resize(samples.len() + chance.tail(), 0.0);
    let mut microphone = band((6, 270.0), (4, 3800.0));
    microphone.push(Biquad::bell(2100.0, 0.9, 1.4));
    chain(&microphone, &mut samples, Way::Line);
    let Some(spoken) = level(&samples) else {
        return samples;
    };
    overdrive(&mut samples, DRIVE / spoken, UNEVEN);
    let hiss = level(&samples).unwrap_or(0.0) * HISS.gain().0;
    let noise = chance.noise(samples.len());
    for (sample, noise) in samples.iter_mut().zip(noise) {
        *sample += hiss * noise;
    }
    chain(&band((2, 200.0), (12, 3600.0)), &mut samples, Way::Line);
    samples
}

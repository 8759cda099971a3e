//! A short-wave radio.
//!
//! It passes 180 to 4500 Hz, the band of short-wave stations and receivers. The
//! station compresses hard, and the detector bends the wave a little. The
//! strength of the signal changes slowly with the ionosphere. When it falls,
//! the receiver raises its gain, and the noise and the crackle with it.

use super::chance::Chance;
use crate::filter::{Way, chain};
use crate::treat::compressor::Compressor;
use crate::treat::filters::band;
use crate::treat::saturation::overdrive;
use crate::treat::steps::{STEP, level, ride};
use cuebook_core::units::Decibels;

/// The station's limiter.
const STATION: Compressor = Compressor {
    threshold: -9.0,
    ratio: 4.0,
    knee: 6.0,
    release: 0.12,
};

/// The level of speech in the detector, against its bend.
const DRIVE: f32 = 0.5;

/// How much more the detector raises one half of the wave.
const UNEVEN: f32 = 0.1;

/// The noise against speech, before the receiver's band filter.
const HISS: Decibels = Decibels(-22.0);

/// The strongest click against speech, before the receiver's band filter.
const CRACKLE: Decibels = Decibels(8.0);

/// Clicks a second.
const CLICKS: f64 = 12.0;

/// The depth of the fading, in dB each way, and its rate in Hz.
const FADE: f64 = 2.5;
const FADE_RATE: f64 = 0.21;

pub(super) fn through(mut samples: Vec<f32>, chance: &Chance) -> Vec<f32> {
    samples.resize(samples.len() + chance.tail(), 0.0);
    chain(&band((4, 180.0), (4, 4800.0)), &mut samples, Way::Line);
    STATION.apply(&mut samples);
    let Some(spoken) = level(&samples) else {
        return samples;
    };
    overdrive(&mut samples, DRIVE / spoken, UNEVEN);
    let mut noise = noise_and_crackle(samples.len(), level(&samples).unwrap_or(0.0), chance);
    fade(&mut samples, &mut noise, chance);
    for (sample, noise) in samples.iter_mut().zip(noise) {
        *sample += noise;
    }
    chain(&band((2, 150.0), (8, 4500.0)), &mut samples, Way::Line);
    samples
}

/// Returns noise and crackle for speech of a level.
fn noise_and_crackle(frames: usize, spoken: f32, chance: &Chance) -> Vec<f32> {
    let (hiss, crackle) = (spoken * HISS.gain().0, spoken * CRACKLE.gain().0);
    let mut noise = chance.noise(frames);
    for (noise, click) in noise.iter_mut().zip(chance.clicks(frames, CLICKS)) {
        *noise = hiss * *noise + crackle * click;
    }
    noise
}

/// Makes the signal softer and the noise louder, and the reverse.
fn fade(signal: &mut [f32], noise: &mut [f32], chance: &Chance) {
    let frames = signal.len();
    let waves = chance.wave(FADE_RATE, frames.div_ceil(STEP), STEP);
    let fades: Vec<f64> = waves.iter().map(|wave| FADE * wave).collect();
    let each = |n: usize, gain: f32| {
        signal[n] *= gain;
        noise[n] /= gain;
    };
    ride(&fades, each, frames);
}

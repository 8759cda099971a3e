//! The diffuse part of a response: noise for each side. In each band the energy
//! of the noise and of the images add up to the theory of the diffuse field.
//! The two sides are not correlated.

use std::f64::consts::{PI, TAU};

use cuebook_transform::Complex32;

use super::bands::Bank;
use super::room::Room;
use super::room::{BANDS, INDOORS};
use super::stage::{Stage, scattering};
use crate::random::Random;
use cuebook_core::units::{RATE, Seconds};

/// ln 10⁶: the fall of the energy in one decay.
const SIXTY_DB: f64 = 13.815_510_557_964_274;

/// The length of the noise in decays: 90 dB.
const HEARD: f64 = 1.5;

/// The length of the fade at the end, in frames.
const FADE: usize = 960;

/// Computes both sides.
#[must_use]
pub(super) fn late(room: &Room, stage: &Stage) -> [Vec<f32>; 2] {
    let longest = room.decay.iter().copied().fold(0.0, f64::max);
    let start = room.pre_delay.0 + stage.mixing.1;
    let length = Seconds(start + HEARD * longest)
        .frames()
        .index()
        .max(2 * FADE);
    let bank = Bank::new(length);
    let envelopes: Vec<Vec<f32>> = (0..BANDS.len())
        .map(|band| envelope(room, stage, band, length))
        .collect();
    ["left", "right"].map(|side| {
        let noise = bank.spectrum(&gaussian(side, length));
        let mut sum = vec![0.0; length];
        for (band, envelope) in envelopes.iter().enumerate() {
            let mut octave = vec![Complex32::default(); noise.len()];
            bank.add(band, stage.lowest, &noise, &mut octave);
            let octave = bank.signal(octave);
            for ((sum, sample), gain) in sum.iter_mut().zip(octave).zip(envelope) {
                *sum += sample * gain;
            }
        }
        sum
    })
}

/// Returns white noise of unit power (G. E. P. Box & M. E. Muller, 1958).
fn gaussian(side: &str, length: usize) -> Vec<f32> {
    let mut chance = Random::new(0).named("diffuse").named(side);
    let mut noise = Vec::with_capacity(length + 1);
    while noise.len() < length {
        let radius = libm::sqrt(2.0 * chance.wait());
        let angle = TAU * chance.unit();
        noise.push((radius * libm::cos(angle)) as f32);
        noise.push((radius * libm::sin(angle)) as f32);
    }
    noise.truncate(length);
    noise
}

/// Returns the gain of the noise in a band, frame by frame, until it is
/// inaudible.
///
/// The diffuse field has 4πc/V·d² of the direct sound's energy a second, d
/// being the distance of the source. The images have the share of it that is
/// not yet scattered: (1 − s) to the number of reflections, one with each mean
/// free path after the first.
fn envelope(room: &Room, stage: &Stage, band: usize, length: usize) -> Vec<f32> {
    let rate = f64::from(RATE);
    let volume: f64 = room.size.iter().product();
    let decay = room.decay[band];
    let frames_after = (HEARD * decay + stage.mixing.1) * rate;
    let begins = Seconds(room.pre_delay.0 + first_echo(stage, room))
        .frames()
        .index();
    let ends = (begins + frames_after as usize).min(length);
    let since = begins as f64 / rate - room.pre_delay.0 + stage.distance / INDOORS;
    let whole = 4.0 * PI * INDOORS * stage.distance * stage.distance / volume / rate;
    let mut energy = whole * libm::exp(-SIXTY_DB * since / decay);
    let falls = libm::exp(-SIXTY_DB / decay / rate);
    let mirrored = (1.0 - scattering(room)[band]).max(1e-9);
    let thins = libm::exp(libm::log(mirrored) * INDOORS / stage.free_path / rate);
    let mut images = 1.0;
    let mut gains = vec![0.0; ends];
    for (place, gain) in gains.iter_mut().enumerate().skip(begins) {
        let time = place as f64 / rate - room.pre_delay.0;
        let clear = if time < stage.mixing.1 {
            stage.clear(time)
        } else {
            0.0
        };
        let diffuse = 1.0 - images * clear * clear;
        *gain = libm::sqrt(energy * diffuse) as f32;
        energy *= falls;
        images *= thins;
    }
    let fade = FADE.min(ends.saturating_sub(begins));
    for (step, gain) in gains.iter_mut().rev().take(fade).enumerate() {
        *gain *= (step as f32 + 0.5) / fade as f32;
    }
    gains
}

/// Returns when the first echo arrives after the direct sound, in seconds.
fn first_echo(stage: &Stage, room: &Room) -> f64 {
    let source = stage.sources[0];
    let ear = stage.ears[0].0;
    let mut nearest = f64::MAX;
    for axis in 0..3 {
        for wall in [0.0, room.size[axis]] {
            let mut image = source;
            image[axis] = 2.0 * wall - source[axis];
            let squares = image.iter().zip(&ear).map(|(a, b)| (a - b) * (a - b));
            nearest = nearest.min(libm::sqrt(squares.sum()));
        }
    }
    ((nearest - stage.distance) / INDOORS).max(0.0)
}

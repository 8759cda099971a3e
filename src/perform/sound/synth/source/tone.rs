//! Tones that glide and tremble.
//!
//! In: two frequencies, a length, partials, a tremor. Out: a harmonic tone.
//! Always true: nothing above hearing is made, whatever the number of partials.

use std::f64::consts::TAU;

use crate::perform::sound::random::Random;
use crate::units::RATE;

/// A tone, in Hz.
#[derive(Copy, Clone, Debug)]
pub struct Glide {
    pub from: f64,
    pub to: f64,
    pub partials: usize,
    /// How much weaker each octave of partials is, in dB.
    pub tilt: f64,
    pub tremor: Option<(f64, f64)>,
}

/// Frames between two workings-out of the pitch.
const STEP: usize = 64;

/// A tone of so many frames, that falls or rises evenly by interval.
#[must_use]
pub fn glide(of: Glide, frames: usize, random: &mut Random) -> Vec<f32> {
    let mut samples = vec![0.0; frames];
    let pitches = pitches(of, frames, random);
    for partial in 1..=of.partials.clamp(1, 64) {
        let number = partial as f64;
        let weight = libm::pow(10.0, -of.tilt * libm::log2(number) / 20.0);
        add(&mut samples, &pitches, (number, weight), random.unit());
    }
    samples
}

/// The pitch at each step.
fn pitches(of: Glide, frames: usize, random: &mut Random) -> Vec<f64> {
    let steps = frames.div_ceil(STEP).max(1);
    let interval = libm::log2(of.to / of.from);
    let (rate, depth) = of.tremor.unwrap_or((0.0, 0.0));
    let mut phase = random.unit();
    (0..steps)
        .map(|step| {
            let share = step as f64 / steps as f64;
            // A tremor is never quite even.
            phase += rate * random.between(0.5, 1.5) * STEP as f64 / f64::from(RATE);
            let tremor = 1.0 + depth * libm::sin(TAU * phase);
            of.from * libm::pow(2.0, interval * share) * tremor
        })
        .collect()
}

/// Adds one partial as a turning phasor.
fn add(onto: &mut [f32], pitches: &[f64], (number, weight): (f64, f64), phase: f64) {
    let (mut im, mut re) = (libm::sin(TAU * phase), libm::cos(TAU * phase));
    for (block, pitch) in onto.chunks_mut(STEP).zip(pitches) {
        let frequency = pitch * number;
        let heard = if frequency < 0.45 * f64::from(RATE) {
            weight
        } else {
            0.0
        };
        let angle = TAU * frequency / f64::from(RATE);
        let (sin, cos) = (libm::sin(angle), libm::cos(angle));
        for sample in block {
            *sample += (heard * im) as f32;
            (re, im) = (re * cos - im * sin, re * sin + im * cos);
        }
        let length = libm::hypot(re, im);
        (re, im) = (re / length, im / length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perform::sound::measure;

    #[test]
    fn a_tone_glides_from_its_first_to_its_last_pitch() {
        let of = Glide {
            from: 1500.0,
            to: 400.0,
            partials: 1,
            tilt: 6.0,
            tremor: None,
        };
        let wave = glide(of, 96_000, &mut Random::new(1));
        let first = measure::loudest(&wave[..8192], 200.0, 3000.0);
        let last = measure::loudest(&wave[96_000 - 8192..], 200.0, 3000.0);
        assert!((first - 1420.0).abs() < 60.0, "{first}");
        assert!((last - 420.0).abs() < 30.0, "{last}");
    }
}

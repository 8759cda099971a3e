//! An air bubble in a liquid.
//!
//! Takes the radius in metres and returns the sound. A smaller bubble is higher and
//! shorter.
//!
//! After K. van den Doel, *Physically based models for liquid sounds* (2005):
//! Minnaert's resonance f = 3.26 / r, damping δ = 0.13 / r + 0.0072·r^(−3/2), and a
//! pitch that rises as the bubble nears the surface.

use std::f64::consts::TAU;

use crate::synth::curve::{fade_out, frames};
use cuebook_core::units::RATE;

/// Returns Minnaert's resonance of a bubble in water, in Hz.
#[must_use]
pub(crate) fn resonance(radius: f64) -> f64 {
    3.26 / radius
}

/// Returns one bubble; `rise` is the rate of its rising pitch, as a share of its
/// damping.
#[must_use]
pub(crate) fn bubble(radius: f64, rise: f64) -> Vec<f32> {
    let radius = radius.clamp(1e-4, 0.1);
    let damping = 0.13 / radius + 0.0072 * libm::pow(radius, -1.5);
    let length = frames(libm::log(1000.0) / damping).max(32);
    let mut samples = vec![0.0; length];
    let factor = libm::exp(-damping / f64::from(RATE));
    let base = resonance(radius) / f64::from(RATE);
    let climb = base * rise * damping / f64::from(RATE);
    // A phasor rotates, and its rotation rotates with the rise; neither needs a
    // sine for each sample.
    let turned =
        |(re, im): (f64, f64), (cos, sin): (f64, f64)| (re * cos - im * sin, re * sin + im * cos);
    let phasor = |turns: f64| (libm::cos(TAU * turns), libm::sin(TAU * turns));
    let (mut at, mut turn) = ((1.0, 0.0), phasor(base.min(0.45)));
    let bend = phasor(climb.min((0.45 - base).max(0.0) / length as f64));
    let mut level = 1.0;
    for sample in &mut samples {
        *sample = (level * at.1) as f32;
        at = turned(at, turn);
        turn = turned(turn, bend);
        level *= factor;
    }
    let tail = length - length / 6;
    fade_out(&mut samples[tail..]);
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    #[test]
    fn a_bubble_of_three_millimetres_rings_at_eleven_hundred_hertz() {
        let wave = bubble(0.003, 0.0);
        let pitch = measure::loudest(&wave, 300.0, 5000.0);
        assert!((pitch - 1087.0).abs() < 30.0, "{pitch}");
    }
}

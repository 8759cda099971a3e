//! Pressure waves: the blast of an explosion and the crack of a bullet.
//!
//! Takes times in seconds and returns the pressure, with a peak near 1. The sum
//! over a whole wave is zero.

use crate::synth::curve::{fade_out, frames, smooth};
use cuebook_core::units::RATE;

/// Returns the pressure of a blast: p(t) = (1 − t/τ)·e^(−t/τ) after Friedlander
/// (1946). The positive phase lasts `positive` seconds; the front rises in `rise`
/// seconds.
#[must_use]
pub(crate) fn blast(positive: f64, rise: f64) -> Vec<f32> {
    let positive = positive.max(1e-4);
    let front = frames(rise).max(2);
    let mut wave = vec![0.0; front + frames(10.0 * positive)];
    for (n, sample) in wave.iter_mut().take(front).enumerate() {
        *sample = smooth((n as f64 + 0.5) / front as f64) as f32;
    }
    let each = 1.0 / (positive * f64::from(RATE));
    let factor = libm::exp(-each);
    let mut decay = 1.0;
    for (n, sample) in wave[front..].iter_mut().enumerate() {
        *sample = ((1.0 - n as f64 * each) * decay) as f32;
        decay *= factor;
    }
    let tail = wave.len() - wave.len() / 10;
    fade_out(&mut wave[tail..]);
    wave
}

/// The longest N-wave, in seconds.
const LONGEST: f64 = 0.1;

/// Returns the N-wave of a supersonic bullet: a shock up, a linear fall through
/// zero to the same depth, and a shock back; Maher, *Summary of Gun Shot Acoustics*
/// (2006).
#[must_use]
pub(crate) fn crack(length: f64) -> Vec<f32> {
    let length = (length.min(LONGEST) * f64::from(RATE)).max(3.0);
    // Each sample is the mean of the wave over its duration, so that shocks between
    // two samples do not alias.
    let integral = |t: f64| {
        let t = t.clamp(0.0, length);
        t - t * t / length
    };
    let all = length.ceil() as usize + 4;
    let mean = |n: usize| integral(n as f64) - integral(n as f64 - 1.0);
    (0..all)
        .map(|n| f64::midpoint(mean(n), mean(n.saturating_sub(1))) as f32)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    #[test]
    fn the_positive_phase_has_the_given_length() {
        let wave = blast(0.015, 0.0002);
        let over = wave.iter().position(|p| *p < 0.0).unwrap();
        assert!((over as f64 / 48_000.0 - 0.0152).abs() < 0.0002);
        assert!(wave[0] < 0.2 && wave[wave.len() - 1].abs() < 1e-3);
        let sum: f64 = wave.iter().map(|p| f64::from(*p)).sum();
        let push: f64 = wave.iter().map(|p| f64::from(p.max(0.0))).sum();
        assert!(sum.abs() < 0.03 * push, "{sum} of {push}");
    }

    #[test]
    fn a_crack_is_an_n() {
        let wave = crack(0.0002);
        let sum: f32 = wave.iter().sum();
        assert!(sum.abs() < 1e-3, "{sum}");
        assert!(wave.len() < 16);
        let (first, last) = (measure::peak_at(&wave, 1.0), measure::peak_at(&wave, -1.0));
        assert!((6..=9).contains(&(last - first)), "{first} to {last}");
    }
}

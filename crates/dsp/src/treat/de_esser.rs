//! A de-esser: makes a voice softer above 4.5 kHz while a sharp s, sh or t
//! sounds. Sounds with more energy below the split than above it are unchanged.
//! The split has no phase, so no sample moves.

use super::filters::high_pass;
use super::steps::{active, around, decibels, eased, powers, ride, share, steps};
use crate::filter::{Way, chain};

/// The lower limit of a sibilant's treble, in Hz.
const SPLIT: f64 = 4500.0;

/// The level above which a sibilant is reduced, in dB against the level of the
/// speech.
const LEVEL: f64 = -12.0;

/// The level above which the treble is reduced, in dB against the sound below
/// the split.
const OVER: f64 = 0.0;

/// The reduction per dB of excess, and the most, in dB.
const SLOPE: f64 = 0.6;
const MOST: f64 = 9.0;

/// Half the width of the detector, in steps: 5 ms on each side.
const REACH: usize = steps(5);

/// How long before it is due the gain begins to fall, in steps: 5 ms.
const AHEAD: usize = steps(5);

/// The time constant of the release, in seconds.
const RELEASE: f64 = 0.03;

/// Reduces the sibilants of a voice.
pub(super) fn apply(samples: &mut [f32]) {
    let Some(level) = active(&powers(samples)) else {
        return;
    };
    let treble = treble(samples);
    let rest: Vec<f32> = samples.iter().zip(&treble).map(|(s, t)| s - t).collect();
    let high = around(&powers(&treble), REACH);
    let low = around(&powers(&rest), REACH);
    let gains: Vec<f64> = high
        .iter()
        .zip(&low)
        .map(|(high, low)| {
            let against_speech = decibels(high / level) - LEVEL;
            let against_rest = decibels(*high) - decibels(*low) - OVER;
            let over = against_speech.min(against_rest).max(0.0);
            -(SLOPE * over).min(MOST)
        })
        .collect();
    let gains = eased(&gains, AHEAD, share(RELEASE));
    let frames = samples.len();
    ride(
        &gains,
        |n, gain| samples[n] -= (1.0 - gain) * treble[n],
        frames,
    );
}

/// Returns the sound above the split, in phase with the rest: it is filtered
/// forwards and backwards.
fn treble(samples: &[f32]) -> Vec<f32> {
    let filters = high_pass(4, SPLIT);
    let mut treble = samples.to_vec();
    for _ in 0..2 {
        chain(&filters, &mut treble, Way::Line);
        treble.reverse();
    }
    treble
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure;
    use crate::random::Random;

    /// A vowel of harmonics at 120 Hz with two formants.
    fn vowel(frames: usize) -> Vec<f32> {
        let harmonic = |n: usize, k: i32| {
            let frequency = 120.0 * f64::from(k);
            let formant = |f: f64, width: f64| 1.0 / (1.0 + ((frequency - f) / width).powi(2));
            let gain = formant(600.0, 100.0) + 0.4 * formant(1400.0, 140.0) + 0.003;
            gain * (std::f64::consts::TAU * frequency * n as f64 / 48_000.0).sin()
        };
        (0..frames)
            .map(|n| 0.1 * (1..80).map(|k| harmonic(n, k)).sum::<f64>() as f32)
            .collect()
    }

    fn sibilant(frames: usize, gain: f32) -> Vec<f32> {
        let mut random = Random::new(5);
        let noise: Vec<f32> = (0..frames).map(|_| gain * random.noise()).collect();
        measure::filtered(&noise, 5500.0, 9000.0)
    }

    /// A vowel, a sibilant and a vowel of 200 ms each.
    fn word(gain: f32) -> Vec<f32> {
        let mut word = vowel(9600);
        word.extend(sibilant(9600, gain));
        word.extend(vowel(9600));
        word
    }

    #[test]
    fn a_sharp_sibilant_is_reduced_and_vowels_are_kept() {
        let source = word(0.5);
        let mut heard = source.clone();
        apply(&mut heard);
        let change = |range: std::ops::Range<usize>| {
            20.0 * (measure::rms(&heard[range.clone()]) / measure::rms(&source[range])).log10()
        };
        let taken = change(10_000..18_500);
        assert!((-9.0..-4.0).contains(&taken), "{taken} dB");
        assert!(change(0..8_900).abs() < 0.1);
        // The release ends within 100 ms of the second vowel, and is hardly
        // heard in it.
        assert!(change(19_300..28_800).abs() < 0.5);
    }

    #[test]
    fn a_soft_sibilant_is_unchanged() {
        let source = word(0.02);
        let mut heard = source.clone();
        apply(&mut heard);
        let off = heard.iter().zip(&source).map(|(h, s)| (h - s).abs());
        assert!(off.fold(0.0, f32::max) < 1e-4);
    }

    #[test]
    fn a_sharper_sibilant_is_reduced_more() {
        let left = |gain: f32| {
            let mut heard = word(gain);
            apply(&mut heard);
            measure::rms(&heard[10_000..18_500]) / f64::from(gain)
        };
        let (mild, sharp) = (left(0.25), left(0.6));
        assert!(20.0 * (sharp / mild).log10() < -1.5, "{mild} {sharp}");
    }
}

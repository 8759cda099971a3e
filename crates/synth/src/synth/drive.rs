//! Saturation: what air, ear or microphone do to a sound that is too loud for them.
//!
//! Takes channels and the number of decibels by which their peaks exceed the linear
//! range, and bends the samples in place. The peak is unchanged, so everything below
//! it grows louder: the crest factor falls, and new overtones join the frequencies.
//! All channels are bent by the same curve.

use super::draw::linear;
use cuebook_dsp::canvas::peak;

/// The largest drive in dB; more makes a square wave.
const MOST: f64 = 48.0;

/// Bends the channels along y = tanh(g·x) ÷ tanh(g), where x is 1 at their peak.
pub(super) fn drive<const C: usize>(channels: [&mut Vec<f32>; C], decibels: f64) {
    let loudest = channels.iter().fold(0.0_f32, |top, of| top.max(peak(of)));
    if decibels <= 0.0 || loudest <= 0.0 {
        return;
    }
    let hard = linear(decibels.min(MOST)) as f32;
    let (before, after) = (hard / loudest, loudest / libm::tanhf(hard));
    for sample in channels.into_iter().flatten() {
        *sample = after * libm::tanhf(before * *sample);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    /// A decaying sine of 100 Hz.
    fn blow() -> Vec<f32> {
        let at = |n: usize| n as f64 / 48_000.0;
        let sample = |n: usize| libm::exp(-20.0 * at(n)) * libm::sin(628.318 * at(n));
        (0..19_200).map(|n| 0.5 * sample(n) as f32).collect()
    }

    #[test]
    fn the_peak_stays_and_the_rest_grows() {
        let (before, mut after) = (blow(), blow());
        drive([&mut after], 12.0);
        assert!((peak(&after) - peak(&before)).abs() < 1e-6);
        let crest = |of: &[f32]| 20.0 * libm::log10(f64::from(peak(of)) / measure::rms(of));
        assert!(crest(&after) < crest(&before) - 3.0, "{}", crest(&after));
        // Far below the peak it is only louder, by g ÷ tanh(g).
        let grown = f64::from(after[12_100] / before[12_100]);
        assert!((grown - 3.98).abs() < 0.1, "{grown}");
    }

    #[test]
    fn it_adds_the_third_harmonic() {
        let mut after = blow();
        drive([&mut after], 18.0);
        let third = |of: &[f32]| measure::band(of, 280.0, 320.0) / measure::band(of, 80.0, 120.0);
        assert!(third(&after) > 20.0 * third(&blow()), "{}", third(&after));
    }

    #[test]
    fn no_drive_changes_nothing_and_both_sides_are_bent_alike() {
        let mut same = blow();
        drive([&mut same], 0.0);
        assert!(same == blow());
        let (mut left, mut right) = (blow(), blow().iter().map(|s| 0.25 * s).collect::<Vec<_>>());
        drive([&mut left, &mut right], 12.0);
        // The weaker side is where the curve is steep.
        assert!(peak(&right) / peak(&left) > 0.6);
        let mut silent = vec![0.0; 9];
        drive([&mut silent], 12.0);
        assert!(silent == [0.0; 9]);
    }
}

//! A compressor with look-ahead: brings the loud parts of a voice nearer to its
//! soft parts. The level of the speech stays the same, and no sample moves.
//! Thresholds count from that level, so the level of the recording does not
//! matter.
//!
//! The knee is that of D. Giannoulis et al., *Digital dynamic range compressor
//! design*, JAES 60 (2012). The detector measures RMS around each step.

use super::steps::{active, around, decibels, eased, powers, ride, share, steps};

/// The settings of a compressor, in dB against the level of the speech.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Compressor {
    pub threshold: f64,
    /// The number of dB over the threshold that become one dB.
    pub ratio: f64,
    /// The width of the bend around the threshold, in dB.
    pub knee: f64,
    /// The time constant of the release, in seconds.
    pub release: f64,
}

/// Half the width of the detector, in steps: 10 ms on each side.
const REACH: usize = steps(10);

/// How long before it is due the gain begins to fall, in steps: 10 ms.
const AHEAD: usize = steps(10);

impl Compressor {
    /// Returns the gain for a level, in dB; at most 0.
    pub(super) fn gain(&self, level: f64) -> f64 {
        let over = level - self.threshold;
        let slope = 1.0 / self.ratio - 1.0;
        if 2.0 * over <= -self.knee {
            0.0
        } else if 2.0 * over < self.knee {
            let into = over + self.knee / 2.0;
            slope * into * into / (2.0 * self.knee)
        } else {
            slope * over
        }
    }

    /// Compresses a voice and restores its level.
    pub(super) fn apply(&self, samples: &mut [f32]) {
        let powers = powers(samples);
        let Some(level) = active(&powers) else {
            return;
        };
        let gains: Vec<f64> = around(&powers, REACH)
            .iter()
            .map(|power| self.gain(decibels(power / level)))
            .collect();
        let mut gains = eased(&gains, AHEAD, share(self.release));
        let after: Vec<f64> = powers
            .iter()
            .zip(&gains)
            .map(|(power, gain)| power * libm::pow(10.0, gain / 10.0))
            .collect();
        let makeup = active(&after).map_or(0.0, |after| decibels(level / after));
        gains.iter_mut().for_each(|gain| *gain += makeup);
        let frames = samples.len();
        ride(&gains, |n, gain| samples[n] *= gain, frames);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::rms;

    const GENTLE: Compressor = Compressor {
        threshold: -3.0,
        ratio: 2.5,
        knee: 6.0,
        release: 0.08,
    };

    #[test]
    fn the_static_curve_bends_softly_from_zero_to_the_ratio() {
        assert_eq!(GENTLE.gain(-30.0), 0.0);
        assert_eq!(GENTLE.gain(-6.0), 0.0);
        // Giannoulis et al., equation 4: a knee's width into the slope.
        assert!((GENTLE.gain(-3.0) + 0.6 * 9.0 / 12.0).abs() < 1e-12);
        assert!((GENTLE.gain(0.0) + 0.6 * 3.0).abs() < 1e-12);
        assert!((GENTLE.gain(7.0) + 6.0).abs() < 1e-12);
    }

    /// Tones of 1 kHz, half a second each, at these levels in dB.
    fn tones(levels: &[f64]) -> Vec<f32> {
        let tone = |level: &f64| {
            let gain = libm::pow(10.0, level / 20.0);
            (0..24_000).map(move |n| (gain * (n as f64 * 0.1309).sin()) as f32)
        };
        levels.iter().flat_map(tone).collect()
    }

    #[test]
    fn steps_of_level_follow_the_curve() {
        let levels = [-26.0, -20.0, -12.0, -20.0, -26.0];
        let mut heard = tones(&levels);
        GENTLE.apply(&mut heard);
        let source = tones(&levels);
        let middle = |wave: &[f32], n: usize| {
            20.0 * rms(&wave[24_000 * n + 8_000..24_000 * (n + 1) - 4_000]).log10()
        };
        let level = decibels(active(&powers(&source)).unwrap());
        let gain = |n: usize| middle(&heard, n) - middle(&source, n);
        let expected = |n: usize| GENTLE.gain(middle(&source, n) - level);
        for n in [1, 2, 3] {
            let found = gain(n) - gain(0);
            assert!(
                (found - (expected(n) - expected(0))).abs() < 0.2,
                "{n}: {found}"
            );
        }
        assert!(gain(2) - gain(0) < -4.0);
    }

    #[test]
    fn the_speech_level_stays_and_the_recording_level_does_not_matter() {
        let mut loud = tones(&[-20.0, -12.0, -26.0]);
        let mut soft: Vec<f32> = loud.iter().map(|s| s / 64.0).collect();
        let before = active(&powers(&loud)).unwrap();
        GENTLE.apply(&mut loud);
        GENTLE.apply(&mut soft);
        let after = active(&powers(&loud)).unwrap();
        assert!(decibels(after / before).abs() < 0.3);
        assert!(
            loud.iter()
                .zip(&soft)
                .all(|(l, s)| (l / 64.0 - s).abs() < 1e-6)
        );
    }
}

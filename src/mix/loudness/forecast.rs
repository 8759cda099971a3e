//! Estimates the level of a show behind the limiter, from the mix before it. So the search for a trim
//! begins near its end, and each try that is saved is a mix of the whole show.
//!
//! It takes the peak and the power of each block of the unlimited mix. A block whose peak exceeds the
//! ceiling is turned down, and the blocks after it as far as the limiter is still releasing. What
//! happens within a block is left out: the estimate is within a tenth of a dB for noise of which the
//! limiter takes away 2 dB.

use cuebook_core::units::{BLOCK, Decibels, Gain, RATE};
use cuebook_dsp::loudness::gated;

/// The time constant of the limiter's release.
const RELEASE: f64 = 0.15;

/// The blocks in a gating block of 400 ms, and from one to the next.
const GATING: usize = 38;
const STEP: usize = 9;

/// How an estimate of a level is made.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Gated loudness, from weighted power.
    Loudness,
    /// RMS of all samples, from plain power.
    Rms,
}

/// The blocks of the unlimited mix at unity trim.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Forecast {
    of: Of,
    ceiling: f32,
    /// The true peak and the sum of the squares of each block.
    blocks: Vec<(f32, f32)>,
}

impl Forecast {
    /// Creates a forecast for a show without blocks, with its ceiling.
    #[must_use]
    pub(crate) fn new(of: Of, ceiling: Decibels) -> Forecast {
        Forecast {
            of,
            ceiling: ceiling.gain().0,
            blocks: Vec::new(),
        }
    }

    /// Adds the next block, by its true peak and the sum of its squares.
    pub(crate) fn add(&mut self, peak: f32, power: f64) {
        self.blocks.push((peak, power as f32));
    }

    /// Returns how much the limiter takes away at a trim, in LU or dB; 0 where it does nothing.
    #[must_use]
    pub(crate) fn loss(&self, trim: Decibels) -> f64 {
        let trim = trim.gain();
        let free = self.level(|_| 1.0, trim);
        let mut reduction = 0.0;
        let kept = libm::exp(-(BLOCK as f64) / (RELEASE * f64::from(RATE)));
        let limited = self.level(
            |peak| {
                let over = 1.0 - f64::from(self.ceiling) / f64::from(peak * trim.0);
                reduction = over.max(reduction * kept);
                1.0 - reduction
            },
            trim,
        );
        match (free, limited) {
            (Some(free), Some(limited)) => free - limited,
            _ => 0.0,
        }
    }

    /// Returns the level at a trim, with a gain for each block from its peak.
    fn level(&self, mut gain: impl FnMut(f32) -> f64, trim: Gain) -> Option<f64> {
        let trim_power = f64::from(trim.0) * f64::from(trim.0);
        let powers = self.blocks.iter().map(|(peak, power)| {
            let gain = gain(*peak);
            f64::from(*power) * gain * gain * trim_power
        });
        let powers: Vec<f64> = powers.collect();
        let mean = |blocks: &[f64]| blocks.iter().sum::<f64>() / (blocks.len() * BLOCK) as f64;
        match self.of {
            Of::Loudness => gated(|| powers.windows(GATING).step_by(STEP).map(mean)),
            Of::Rms => {
                let mean = mean(&powers);
                (mean > 0.0).then(|| 10.0 * libm::log10(mean))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A minute of blocks with the power of a steady level, and a peak of `high` in every tenth.
    fn bursts(high: f32) -> Forecast {
        let mut forecast = Forecast::new(Of::Loudness, Decibels(0.0));
        for block in 0..60 * 48_000 / BLOCK {
            let peak = if block % 10 == 0 { high } else { 0.1 };
            forecast.add(peak, f64::from(peak) * f64::from(peak) * 0.1 * BLOCK as f64);
        }
        forecast
    }

    #[test]
    fn nothing_is_lost_under_the_ceiling() {
        let forecast = bursts(0.5);
        assert_eq!(forecast.loss(Decibels(0.0)), 0.0);
        assert_eq!(forecast.loss(Decibels(6.0)), 0.0);
    }

    #[test]
    fn a_steady_level_above_the_ceiling_keeps_the_ceiling() {
        for of in [Of::Loudness, Of::Rms] {
            let mut forecast = Forecast::new(of, Decibels(-1.0));
            for _ in 0..2_000 {
                forecast.add(0.5, 0.25 * BLOCK as f64);
            }
            // The peak is at −6.02 dB; 5.02 dB are free.
            assert!(forecast.loss(Decibels(5.0)).abs() < 1e-9);
            let lost = forecast.loss(Decibels(9.0206));
            assert!((lost - 4.0).abs() < 0.001, "{lost}");
        }
    }

    #[test]
    fn the_release_lasts_beyond_a_peak() {
        let forecast = bursts(0.9);
        let once = forecast.loss(Decibels(2.0));
        assert!(once > 0.0);
        // More trim, more loss.
        assert!(forecast.loss(Decibels(6.0)) > once);
        // Almost all power is in the peaks; without release the loss would be that of the peaks alone.
        let peaks = 20.0 * libm::log10(0.9) + 2.0;
        assert!((once - peaks).abs() < 0.1, "{once} {peaks}");
    }

    #[test]
    fn silence_loses_nothing() {
        let mut forecast = Forecast::new(Of::Loudness, Decibels(0.0));
        assert_eq!(forecast.loss(Decibels(3.0)), 0.0);
        (0..100).for_each(|_| forecast.add(0.0, 0.0));
        assert_eq!(forecast.loss(Decibels(3.0)), 0.0);
    }
}

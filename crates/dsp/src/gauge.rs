//! Loudness by ITU-R BS.1770-4, EBU Tech 3341 and EBU Tech 3342.
//!
//! A [`Gauge`] takes samples in any number and returns the loudness of all of
//! them or of the last ones. Every measurement of a show, a take and a file
//! goes through it. Only the synthesiser weighs its sounds with its own
//! filters, since their level is part of their samples.

use ebur128::{EbuR128, Mode};

use cuebook_core::units::Lufs;

/// The loudness cannot be measured.
#[derive(Debug, thiserror::Error)]
#[error("cannot measure the loudness")]
pub struct LoudnessError(#[from] ebur128::Error);

/// The values that a gauge keeps track of.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The last 400 ms.
    Momentary,
    /// The integrated loudness.
    Integrated,
    /// Both, in memory that does not grow.
    Running,
    /// Everything: also the last 3 s and the loudness range.
    Full,
}

impl Measure {
    fn mode(self) -> Mode {
        match self {
            Measure::Momentary => Mode::M,
            Measure::Integrated => Mode::I,
            Measure::Running => Mode::I | Mode::HISTOGRAM,
            Measure::Full => Mode::I | Mode::LRA | Mode::M | Mode::S,
        }
    }
}

/// A loudness meter.
#[derive(Debug)]
pub struct Gauge(EbuR128);

impl Gauge {
    /// Creates a gauge for one or two channels at `rate` frames a second.
    ///
    /// # Errors
    /// When memory is short.
    pub fn new(channels: usize, rate: u32, measure: Measure) -> Result<Gauge, LoudnessError> {
        Ok(Gauge(EbuR128::new(channels as u32, rate, measure.mode())?))
    }

    /// Measures more samples, one slice a channel.
    ///
    /// # Errors
    /// When memory is short, or the slices are not as many as the channels.
    pub fn add(&mut self, sides: &[&[f32]]) -> Result<(), LoudnessError> {
        Ok(self.0.add_frames_planar_f32(sides)?)
    }

    /// Returns the gated loudness of all samples; minus infinity for silence and
    /// for less than the 400 ms of one gating block.
    #[must_use]
    pub fn integrated(&self) -> Lufs {
        lufs(self.0.loudness_global())
    }

    /// Returns the loudness of the last 400 ms; minus infinity for silence.
    #[must_use]
    pub fn momentary(&self) -> Lufs {
        lufs(self.0.loudness_momentary())
    }

    /// Returns the loudness of the last 3 s; minus infinity for silence.
    #[must_use]
    pub fn short_term(&self) -> Lufs {
        lufs(self.0.loudness_shortterm())
    }

    /// Returns the loudness of the last `milliseconds`, up to 400.
    #[must_use]
    pub fn last(&self, milliseconds: u32) -> Lufs {
        lufs(self.0.loudness_window(milliseconds))
    }

    /// Returns the loudness range in LU.
    #[must_use]
    pub fn range(&self) -> f64 {
        self.0.loudness_range().unwrap_or(0.0)
    }
}

/// A value that the mode of the gauge does not include counts as silence.
fn lufs(value: Result<f64, ebur128::Error>) -> Lufs {
    Lufs(value.unwrap_or(f64::NEG_INFINITY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::RATE;

    /// One second of a 997 Hz sine on one channel.
    fn sine() -> Vec<f32> {
        let step = std::f64::consts::TAU * 997.0 / f64::from(RATE);
        let samples = 0..RATE as usize;
        samples.map(|n| libm::sin(step * n as f64) as f32).collect()
    }

    /// BS.1770-4: 0 dBFS at 997 Hz on one channel is −3.01 LKFS.
    #[test]
    fn every_measure_reads_a_full_scale_sine() {
        let mut gauge = Gauge::new(1, RATE, Measure::Full).unwrap();
        for _ in 0..4 {
            gauge.add(&[&sine()]).unwrap();
        }
        let values = [gauge.integrated(), gauge.momentary(), gauge.short_term()];
        for Lufs(value) in values.into_iter().chain([gauge.last(100)]) {
            assert!((value + 3.01).abs() < 0.05, "{value}");
        }
        assert!(gauge.range().abs() < 0.1);
    }

    #[test]
    fn silence_is_minus_infinity() {
        let mut gauge = Gauge::new(2, RATE, Measure::Running).unwrap();
        gauge.add(&[&[0.0; 48_000], &[0.0; 48_000]]).unwrap();
        assert_eq!(gauge.integrated().0, f64::NEG_INFINITY);
    }
}

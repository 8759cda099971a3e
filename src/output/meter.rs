//! How loud a show is, by the standards of broadcasting.
//!
//! In: blocks. Out: its loudness, range and peaks. Always true: padding
//! counts for nothing, and blocks may come in any sizes.

use ebur128::{EbuR128, Mode};

use super::{Sink, SinkError};
use crate::engine::{Block, TruePeak};
use crate::units::{BLOCK, Decibels, Gain, Lufs, RATE};

/// What a whole show measures.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Loudness {
    /// Integrated and gated, ITU-R BS.1770-4; minus infinity for silence.
    pub integrated: Lufs,
    /// Loudness range in LU, EBU Tech 3342.
    pub range: f64,
    /// Four times oversampled, in dBTP; minus infinity for silence.
    pub true_peak: Decibels,
    /// In dB against full scale; minus infinity for silence.
    pub sample_peak: Decibels,
}

/// Integrated loudness and nothing else: what the search for a trim needs.
pub struct LoudnessMeter {
    gauge: EbuR128,
}

impl LoudnessMeter {
    /// # Errors
    /// When memory is short.
    pub fn new() -> Result<LoudnessMeter, SinkError> {
        let gauge = EbuR128::new(2, RATE, Mode::I)?;
        Ok(LoudnessMeter { gauge })
    }

    /// Measures the first `frames` frames of a block.
    ///
    /// # Errors
    /// When memory is short.
    pub fn add(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        add(&mut self.gauge, block, frames)
    }

    /// Of all that was added; minus infinity for silence, and for what is
    /// shorter than the 400 ms of one gating block.
    ///
    /// # Errors
    /// Never, for a meter that [`LoudnessMeter::new`] made.
    pub fn integrated(&self) -> Result<Lufs, SinkError> {
        Ok(Lufs(self.gauge.loudness_global()?))
    }
}

/// Everything that a report tells.
pub struct Meter {
    gauge: EbuR128,
    true_peak: TruePeak,
    sample_peak: f32,
}

impl Meter {
    /// # Errors
    /// When memory is short.
    pub fn new() -> Result<Meter, SinkError> {
        Ok(Meter {
            gauge: EbuR128::new(2, RATE, Mode::I | Mode::LRA)?,
            true_peak: TruePeak::new(),
            sample_peak: 0.0,
        })
    }

    /// What was measured, once the show is over.
    ///
    /// # Errors
    /// Never, for a meter that [`Meter::new`] made.
    pub fn read(&self) -> Result<Loudness, SinkError> {
        Ok(Loudness {
            integrated: Lufs(self.gauge.loudness_global()?),
            range: self.gauge.loudness_range()?,
            true_peak: self.true_peak.highest(),
            sample_peak: Gain(self.sample_peak).decibels(),
        })
    }
}

impl Sink for Meter {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let frames = frames.min(BLOCK);
        add(&mut self.gauge, block, frames)?;
        self.true_peak.add(block);
        for side in [&block.left, &block.right] {
            let highest = side[..frames].iter().map(|sample| sample.abs());
            self.sample_peak = highest.fold(self.sample_peak, f32::max);
        }
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        Ok(())
    }
}

fn add(gauge: &mut EbuR128, block: &Block, frames: usize) -> Result<(), SinkError> {
    let frames = frames.min(BLOCK);
    gauge.add_frames_planar_f32(&[&block.left[..frames], &block.right[..frames]])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty seconds of a 1 kHz sine on both sides.
    fn sine(level: f64) -> Loudness {
        let mut meter = Meter::new().unwrap();
        let gain = Decibels(level).gain().0;
        for block in 0..20 * RATE as usize / BLOCK {
            let wave: [f32; BLOCK] = std::array::from_fn(|i| {
                let turns = (block * BLOCK + i) as f64 / 48.0;
                gain * libm::sin(std::f64::consts::TAU * turns.fract()) as f32
            });
            let block = Block {
                left: wave,
                right: wave,
            };
            meter.write(&block, BLOCK).unwrap();
        }
        meter.read().unwrap()
    }

    /// EBU Tech 3341, cases 1 and 2: within 0.1 LU.
    #[test]
    fn a_stereo_sine_measures_its_level() {
        for level in [-23.0, -33.0] {
            let loudness = sine(level);
            assert!((loudness.integrated.0 - level).abs() < 0.1, "{loudness:?}");
            assert!((loudness.sample_peak.0 - level).abs() < 0.01);
            assert!((loudness.true_peak.0 - level).abs() < 0.1);
            assert!(loudness.range.abs() < 0.1);
        }
    }

    #[test]
    fn silence_is_minus_infinity() {
        let mut meter = Meter::new().unwrap();
        for _ in 0..100 {
            meter.write(&Block::SILENCE, BLOCK).unwrap();
        }
        let loudness = meter.read().unwrap();
        assert_eq!(loudness.integrated.0, f64::NEG_INFINITY);
        assert_eq!(loudness.true_peak.0, f64::NEG_INFINITY);
        assert_eq!(loudness.range, 0.0);
    }

    #[test]
    fn padding_is_not_measured() {
        let mut meter = LoudnessMeter::new().unwrap();
        let mut padded = LoudnessMeter::new().unwrap();
        let block = Block {
            left: [0.1; BLOCK],
            right: [0.3; BLOCK],
        };
        for _ in 0..100 {
            meter.add(&block, BLOCK).unwrap();
            padded.add(&block, 200).unwrap();
            padded.add(&block, 312).unwrap();
            padded.add(&Block::SILENCE, 0).unwrap();
        }
        let (one, other) = (meter.integrated().unwrap(), padded.integrated().unwrap());
        assert!((one.0 - other.0).abs() < 1e-9, "{one:?} {other:?}");
    }
}

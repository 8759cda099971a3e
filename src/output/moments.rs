//! The K-weighted power of a sum of sounds in each tenth of a second (ITU-R
//! BS.1770-4). The first moment begins with the first frame.

use super::SinkError;
use cuebook_core::units::{Lufs, RATE};
use cuebook_dsp::filter::{Biquad, Sections};
use cuebook_dsp::gauge::{Gauge, Measure};
use cuebook_engine::Block;

/// The frames of a moment: 100 ms.
pub(crate) const MOMENT: usize = RATE as usize / 10;

/// The band in which sounds cover speech, in Hz. The bands below and above carry little of what
/// makes words understood (ANSI S3.5, the importance of octave bands).
const SPEECH: (f64, f64) = (200.0, 6000.0);

/// Measures one moment after the other.
pub(crate) struct Moments {
    gauge: Gauge,
    left: Vec<f32>,
    right: Vec<f32>,
    powers: Vec<f64>,
    /// The filters of the band that is measured.
    band: Option<Sections<2, 2>>,
}

impl Moments {
    /// Creates a meter without frames.
    ///
    /// # Errors
    /// When memory is short.
    pub(crate) fn new() -> Result<Moments, SinkError> {
        Ok(Moments {
            gauge: Gauge::new(2, RATE, Measure::Momentary)?,
            left: Vec::with_capacity(MOMENT),
            right: Vec::with_capacity(MOMENT),
            powers: Vec::new(),
            band: None,
        })
    }

    /// Creates a meter of the band of speech.
    ///
    /// # Errors
    /// When memory is short.
    pub(crate) fn of_speech() -> Result<Moments, SinkError> {
        let q = std::f64::consts::FRAC_1_SQRT_2;
        let (low, high) = SPEECH;
        let band = [Biquad::high_pass(low, q), Biquad::low_pass(high, q)];
        Ok(Moments {
            band: Some(Sections::new(band)),
            ..Moments::new()?
        })
    }

    /// Adds the first `frames` frames of the sum of several blocks.
    ///
    /// # Errors
    /// When memory is short.
    pub(crate) fn add<'b>(
        &mut self,
        blocks: impl Iterator<Item = &'b Block> + Clone,
        frames: usize,
    ) -> Result<(), SinkError> {
        for frame in 0..frames {
            let sides = blocks.clone();
            let (left, right) = sides.fold((0.0, 0.0), |(left, right), block| {
                (left + block.left[frame], right + block.right[frame])
            });
            self.left.push(left);
            self.right.push(right);
            if self.left.len() == MOMENT {
                self.end()?;
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), SinkError> {
        self.left.resize(MOMENT, 0.0);
        self.right.resize(MOMENT, 0.0);
        if let Some(band) = &mut self.band {
            band.run(&mut [&mut self.left, &mut self.right]);
        }
        self.gauge.add(&[&self.left, &self.right])?;
        self.powers.push(power(self.gauge.last(100)));
        self.left.clear();
        self.right.clear();
        Ok(())
    }

    /// Returns the power of every moment; the last is padded with silence.
    ///
    /// # Errors
    /// When memory is short.
    pub(crate) fn read(mut self) -> Result<Vec<f64>, SinkError> {
        if !self.left.is_empty() {
            self.end()?;
        }
        Ok(self.powers)
    }
}

/// Returns the power of a loudness: 1 at 0 LUFS, and 0 for silence.
#[must_use]
pub(crate) fn power(loudness: Lufs) -> f64 {
    libm::pow(10.0, loudness.0 / 10.0)
}

/// Returns the loudness of a power; minus infinity for 0.
#[must_use]
pub(crate) fn loudness(power: f64) -> Lufs {
    Lufs(10.0 * libm::log10(power))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::BLOCK;

    #[test]
    fn a_tone_has_the_loudness_of_the_standard_while_it_sounds() {
        // BS.1770-4: 997 Hz at 0 dBFS on one side is −3.01 LKFS.
        let mut moments = Moments::new().unwrap();
        let step = std::f64::consts::TAU * 997.0 / f64::from(RATE);
        let mut block = Block::SILENCE;
        for number in 0..200 {
            for (n, sample) in block.left.iter_mut().enumerate() {
                let frame = number * BLOCK + n;
                let sounds = frame < RATE as usize;
                *sample = if sounds {
                    libm::sin(step * frame as f64) as f32
                } else {
                    0.0
                };
            }
            moments.add([&block].into_iter(), BLOCK).unwrap();
        }
        let powers = moments.read().unwrap();
        assert_eq!(powers.len(), (200 * BLOCK).div_ceil(MOMENT));
        assert!((loudness(powers[5]).0 + 3.01).abs() < 0.05);
        assert!(powers[15] < 1e-9);
    }

    #[test]
    fn a_rumble_and_a_hiss_are_outside_of_the_band_of_speech() {
        let level = |frequency: f64| {
            let mut moments = Moments::of_speech().unwrap();
            let step = std::f64::consts::TAU * frequency / f64::from(RATE);
            for number in 0..100 {
                let mut block = Block::SILENCE;
                for (n, sample) in block.left.iter_mut().enumerate() {
                    *sample = libm::sin(step * (number * BLOCK + n) as f64) as f32;
                }
                moments.add([&block].into_iter(), BLOCK).unwrap();
            }
            loudness(moments.read().unwrap()[5]).0
        };
        let speech = level(1_000.0);
        assert!((speech + 3.0).abs() < 0.2, "{speech}");
        assert!(level(50.0) < speech - 20.0, "{}", level(50.0));
        assert!(level(16_000.0) < speech - 10.0, "{}", level(16_000.0));
    }
}

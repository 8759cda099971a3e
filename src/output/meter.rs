//! How loud a show is, by the standards of broadcasting.
//!
//! In: blocks. Out: its loudness and peaks. Always true: padding
//! counts for nothing, and blocks may come in any sizes.

use ebur128::{EbuR128, Mode};

use super::{Sink, SinkError};
use crate::book::Level;
use crate::engine::{Block, TruePeak};
use crate::units::{BLOCK, Decibels, Gain, Lufs, RATE};

/// What a whole show measures.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Loudness {
    /// Integrated and gated, ITU-R BS.1770-4; minus infinity for silence.
    pub integrated: Lufs,
    /// Four times oversampled, in dBTP; minus infinity for silence.
    pub true_peak: Decibels,
    /// In dB against full scale; minus infinity for silence.
    pub sample_peak: Decibels,
    /// Of all channels together, in dB against full scale; minus infinity for silence.
    pub rms: Decibels,
}

impl Loudness {
    /// The figure that a level is about.
    #[must_use]
    pub fn of(&self, level: &Level) -> f64 {
        match level {
            Level::Loudness { .. } => self.integrated.0,
            Level::Rms(_) => self.rms.0,
        }
    }
}

/// The level and nothing else: what the search for a trim needs.
pub struct LevelMeter {
    gauge: Gauge,
}

/// How much of a show is measured: both sides, or what one channel holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sides {
    Both,
    /// Both sides are the same, and a file of one channel is made of them.
    One,
}

crate::fingerprint! {
    enum Sides { 0 => Both, 1 => One }
}

impl Sides {
    /// How many channels a file of them has.
    #[must_use]
    pub fn count(self) -> usize {
        match self {
            Sides::Both => 2,
            Sides::One => 1,
        }
    }
}

impl LevelMeter {
    /// # Errors
    /// When memory is short.
    pub fn new(sides: Sides) -> Result<LevelMeter, SinkError> {
        let gauge = Gauge::new(sides, Mode::I)?;
        Ok(LevelMeter { gauge })
    }

    /// Measures the first `frames` frames of a block.
    ///
    /// # Errors
    /// When memory is short.
    pub fn add(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.gauge.add(block, frames)
    }

    /// Of all that was added; minus infinity for silence. Loudness is that too
    /// for what is shorter than the 400 ms of one gating block.
    ///
    /// # Errors
    /// Never, for a meter that [`LevelMeter::new`] made.
    pub fn read(&self, level: &Level) -> Result<f64, SinkError> {
        Ok(match level {
            Level::Loudness { .. } => self.gauge.loudness.loudness_global()?,
            Level::Rms(_) => self.gauge.rms().0,
        })
    }
}

/// Everything that a report tells.
pub struct Meter {
    gauge: Gauge,
    true_peak: TruePeak,
    sample_peak: f32,
}

impl Meter {
    /// # Errors
    /// When memory is short.
    pub fn new(sides: Sides) -> Result<Meter, SinkError> {
        Ok(Meter {
            gauge: Gauge::new(sides, Mode::I)?,
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
            integrated: Lufs(self.gauge.loudness.loudness_global()?),
            true_peak: self.true_peak.highest(),
            sample_peak: Gain(self.sample_peak).decibels(),
            rms: self.gauge.rms(),
        })
    }
}

impl Sink for Meter {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let frames = frames.min(BLOCK);
        self.gauge.add(block, frames)?;
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

/// What is looked at while a show plays. It costs the same however long that is.
pub struct LiveMeter {
    loudness: EbuR128,
}

impl LiveMeter {
    /// # Errors
    /// When memory is short.
    pub fn new() -> Result<LiveMeter, SinkError> {
        let mode = Mode::I | Mode::HISTOGRAM;
        let loudness = EbuR128::new(2, RATE, mode)?;
        Ok(LiveMeter { loudness })
    }

    /// Measures the first `frames` frames of a block.
    ///
    /// # Errors
    /// When memory is short.
    pub fn add(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let both = [&block.left[..frames], &block.right[..frames]];
        Ok(self.loudness.add_frames_planar_f32(&both)?)
    }

    /// Of the last 400 ms; minus infinity for silence.
    #[must_use]
    pub fn momentary(&self) -> Lufs {
        Lufs(
            self.loudness
                .loudness_momentary()
                .unwrap_or(f64::NEG_INFINITY),
        )
    }

    /// Of all since it was made, gated.
    #[must_use]
    pub fn integrated(&self) -> Lufs {
        Lufs(self.loudness.loudness_global().unwrap_or(f64::NEG_INFINITY))
    }
}

/// Loudness and power of as many sides as are measured.
struct Gauge {
    loudness: EbuR128,
    sides: Sides,
    /// The sum of all squares, and how many there were.
    squares: f64,
    samples: u64,
}

impl Gauge {
    fn new(sides: Sides, mode: Mode) -> Result<Gauge, SinkError> {
        Ok(Gauge {
            loudness: EbuR128::new(sides.count() as u32, RATE, mode)?,
            sides,
            squares: 0.0,
            samples: 0,
        })
    }

    fn add(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let frames = frames.min(BLOCK);
        let both = [&block.left[..frames], &block.right[..frames]];
        let sides = match self.sides {
            Sides::Both => &both[..],
            Sides::One => &both[..1],
        };
        self.loudness.add_frames_planar_f32(sides)?;
        for side in sides {
            self.squares += power(side);
            self.samples += frames as u64;
        }
        Ok(())
    }

    fn rms(&self) -> Decibels {
        decibels(self.squares / self.samples.max(1) as f64)
    }
}

/// The sum of the squares of some samples.
#[must_use]
pub fn power(samples: &[f32]) -> f64 {
    // Four sums, so that the loop becomes vector code.
    let (fours, rest) = samples.as_chunks::<4>();
    let mut sums = [0.0f64; 4];
    for four in fours {
        for (sum, sample) in sums.iter_mut().zip(four) {
            *sum += f64::from(*sample) * f64::from(*sample);
        }
    }
    let rest: f64 = rest.iter().map(|x| f64::from(*x) * f64::from(*x)).sum();
    sums.iter().sum::<f64>() + rest
}

/// A mean square as RMS in dB; minus infinity for nought.
#[must_use]
pub fn decibels(mean_square: f64) -> Decibels {
    Decibels(10.0 * libm::log10(mean_square))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty seconds of a 1 kHz sine on both sides.
    fn sine(level: f64) -> Loudness {
        let mut meter = Meter::new(Sides::Both).unwrap();
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
            // A sine's RMS lies 3.01 dB under its peak.
            assert!((loudness.rms.0 - level + 3.0103).abs() < 0.01);
        }
    }

    #[test]
    fn silence_is_minus_infinity() {
        let mut meter = Meter::new(Sides::Both).unwrap();
        for _ in 0..100 {
            meter.write(&Block::SILENCE, BLOCK).unwrap();
        }
        let loudness = meter.read().unwrap();
        assert_eq!(loudness.integrated.0, f64::NEG_INFINITY);
        assert_eq!(loudness.true_peak.0, f64::NEG_INFINITY);
    }

    #[test]
    fn padding_is_not_measured() {
        let mut meter = LevelMeter::new(Sides::Both).unwrap();
        let mut padded = LevelMeter::new(Sides::Both).unwrap();
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
        for level in [LUFS, RMS] {
            let (one, other) = (meter.read(&level).unwrap(), padded.read(&level).unwrap());
            assert!((one - other).abs() < 1e-9, "{one:?} {other:?}");
        }
    }

    const LUFS: Level = Level::Loudness {
        at: Lufs(-20.0),
        within: 0.1,
    };
    const RMS: Level = Level::Rms(crate::units::Between {
        low: Decibels(-23.0),
        high: Decibels(-18.0),
    });

    #[test]
    fn one_channel_is_half_as_loud_as_two_and_of_the_same_rms() {
        let read = |sides: Sides, level: &Level| {
            let mut meter = LevelMeter::new(sides).unwrap();
            let block = Block {
                left: std::array::from_fn(|i| if i % 8 < 4 { 0.1 } else { -0.1 }),
                right: std::array::from_fn(|i| if i % 8 < 4 { 0.1 } else { -0.1 }),
            };
            for _ in 0..100 {
                meter.add(&block, BLOCK).unwrap();
            }
            meter.read(level).unwrap()
        };
        let louder = read(Sides::Both, &LUFS) - read(Sides::One, &LUFS);
        assert!((louder - 3.0103).abs() < 1e-3, "{louder}");
        assert!((read(Sides::Both, &RMS) + 20.0).abs() < 1e-4);
        assert!((read(Sides::One, &RMS) + 20.0).abs() < 1e-4);
    }
}

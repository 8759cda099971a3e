//! Meters for the blocks of a show: loudness, peaks and RMS.
//!
//! Blocks may come in any sizes. Padding is not measured.

use super::{Sink, SinkError};
use crate::book::Level;
use cuebook_core::units::{BLOCK, Decibels, Gain, Lufs, RATE};
use cuebook_dsp::gauge::{Gauge, Measure};
use cuebook_dsp::loudness::Integrator;
use cuebook_engine::{Block, TruePeak};

/// The measurements of a whole show.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Loudness {
    /// Integrated and gated loudness, ITU-R BS.1770-4; minus infinity for
    /// silence.
    pub integrated: Lufs,
    /// The true peak, four times oversampled, in dBTP; minus infinity for
    /// silence.
    pub true_peak: Decibels,
    /// The sample peak in dB against full scale; minus infinity for silence.
    pub sample_peak: Decibels,
    /// The RMS of all channels together, in dB against full scale; minus
    /// infinity for silence.
    pub rms: Decibels,
}

impl Loudness {
    /// Returns the value that a level refers to.
    #[must_use]
    pub fn of(&self, level: &Level) -> f64 {
        match level {
            Level::Loudness { .. } => self.integrated.0,
            Level::Rms(_) => self.rms.0,
        }
    }
}

/// Measures only the level, for the search for a trim.
pub struct LevelMeter {
    levels: Levels,
}

/// The measured channels: both sides, or the content of one channel.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Left and right, as two channels.
    Both,
    /// Both sides are equal, and the file has one channel.
    One,
}

cuebook_core::fingerprint! {
    enum Sides { 0 => Both, 1 => One }
}

impl Sides {
    /// Returns the number of channels in the file.
    #[must_use]
    pub fn count(self) -> usize {
        match self {
            Sides::Both => 2,
            Sides::One => 1,
        }
    }
}

/// The absolute gate of BS.1770: softer sound counts as silence.
const GATE: Lufs = Lufs(-70.0);

/// Returns a loudness; `None` for silence. The rest of a room or of a limiter has a loudness too, but
/// one that nobody hears.
#[must_use]
pub(crate) fn audible(loudness: Lufs) -> Option<Lufs> {
    (loudness.0 >= GATE.0).then_some(loudness)
}

impl LevelMeter {
    /// Creates a meter for one side or both.
    #[must_use]
    pub fn new(sides: Sides) -> LevelMeter {
        let levels = Levels::new(sides);
        LevelMeter { levels }
    }

    /// Measures the first `frames` frames of a block, and returns their power.
    pub fn add(&mut self, block: &Block, frames: usize) -> Power {
        self.levels.add(block, frames)
    }

    /// Returns the sums of the steps of loudness that have ended.
    pub(crate) fn steps(&self) -> &[f64] {
        match &self.levels.loudness {
            Channels::Both(meter) => meter.steps(),
            Channels::One(meter) => meter.steps(),
        }
    }

    /// Returns all that the next samples meet.
    pub(crate) fn state(&self) -> Vec<u64> {
        match &self.levels.loudness {
            Channels::Both(meter) => meter.state(),
            Channels::One(meter) => meter.state(),
        }
    }

    /// Goes on as after blocks of so many frames that had these powers and steps, and led to this
    /// [state](LevelMeter::state). Returns whether the state is one.
    pub(crate) fn go_on(
        &mut self,
        (frames, powers): (u64, impl Iterator<Item = Power>),
        steps: &[f64],
        state: &[u64],
    ) -> bool {
        let (fits, sides) = match &mut self.levels.loudness {
            Channels::Both(meter) => (meter.go_on(steps, state), 2),
            Channels::One(meter) => (meter.go_on(steps, state), 1),
        };
        if fits {
            powers.for_each(|power| self.levels.squares += power.plain);
            self.levels.samples += sides * frames;
        }
        fits
    }

    /// Returns the level of all blocks; minus infinity for silence. The loudness
    /// of less than the 400 ms of one gating block is minus infinity too.
    #[must_use]
    pub fn read(&self, level: &Level) -> f64 {
        match level {
            Level::Loudness { .. } => self.levels.integrated().0,
            Level::Rms(_) => self.levels.rms().0,
        }
    }
}

/// All values of a report.
pub struct Meter {
    levels: Levels,
    true_peak: TruePeak,
    sample_peak: f32,
}

impl Meter {
    /// Creates a meter for one side or both.
    #[must_use]
    pub fn new(sides: Sides) -> Meter {
        Meter {
            levels: Levels::new(sides),
            true_peak: TruePeak::new(),
            sample_peak: 0.0,
        }
    }

    /// Returns the values of all blocks so far.
    #[must_use]
    pub fn read(&self) -> Loudness {
        Loudness {
            integrated: self.levels.integrated(),
            true_peak: self.true_peak.highest(),
            sample_peak: Gain(self.sample_peak).decibels(),
            rms: self.levels.rms(),
        }
    }
}

impl Sink for Meter {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let frames = frames.min(BLOCK);
        self.levels.add(block, frames);
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

/// The meter of live playback. Its cost does not depend on the length of the
/// show.
pub(crate) struct LiveMeter {
    gauge: Gauge,
}

impl LiveMeter {
    /// Creates a meter for both sides.
    ///
    /// # Errors
    /// When memory is short.
    pub(crate) fn new() -> Result<LiveMeter, SinkError> {
        let gauge = Gauge::new(2, RATE, Measure::Running)?;
        Ok(LiveMeter { gauge })
    }

    /// Measures the first `frames` frames of a block.
    ///
    /// # Errors
    /// When memory is short.
    pub(crate) fn add(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let both = [&block.left[..frames], &block.right[..frames]];
        Ok(self.gauge.add(&both)?)
    }

    /// Returns the loudness of the last 400 ms; minus infinity for silence.
    #[must_use]
    pub(crate) fn momentary(&self) -> Lufs {
        self.gauge.momentary()
    }

    /// Returns the gated loudness since the meter was created.
    #[must_use]
    pub(crate) fn integrated(&self) -> Lufs {
        self.gauge.integrated()
    }
}

/// The sums of the squares of some samples.
#[derive(Copy, Clone, Debug)]
pub struct Power {
    /// Weighted as for loudness.
    pub(crate) weighted: f64,
    pub(crate) plain: f64,
}

impl Power {
    /// Returns the sum that a level refers to.
    #[must_use]
    pub(crate) fn of(&self, level: &Level) -> f64 {
        match level {
            Level::Loudness { .. } => self.weighted,
            Level::Rms(_) => self.plain,
        }
    }
}

/// Loudness and power of as many sides as are measured.
struct Levels {
    loudness: Channels,
    /// The sum of all squares, and their number.
    squares: f64,
    samples: u64,
}

/// The loudness of one side or both.
enum Channels {
    Both(Integrator<2>),
    One(Integrator<1>),
}

impl Levels {
    fn new(sides: Sides) -> Levels {
        Levels {
            loudness: match sides {
                Sides::Both => Channels::Both(Integrator::new()),
                Sides::One => Channels::One(Integrator::new()),
            },
            squares: 0.0,
            samples: 0,
        }
    }

    fn add(&mut self, block: &Block, frames: usize) -> Power {
        let frames = frames.min(BLOCK);
        let (left, right) = (&block.left[..frames], &block.right[..frames]);
        let (weighted, plain, sides) = match &mut self.loudness {
            Channels::Both(meter) => (meter.add([left, right]), power(left) + power(right), 2),
            Channels::One(meter) => (meter.add([left]), power(left), 1),
        };
        self.squares += plain;
        self.samples += sides * frames as u64;
        Power { weighted, plain }
    }

    fn integrated(&self) -> Lufs {
        let loudness = match &self.loudness {
            Channels::Both(meter) => meter.integrated(),
            Channels::One(meter) => meter.integrated(),
        };
        Lufs(loudness.unwrap_or(f64::NEG_INFINITY))
    }

    fn rms(&self) -> Decibels {
        decibels(self.squares / self.samples.max(1) as f64)
    }
}

/// Returns the sum of the squares of some samples.
#[must_use]
pub(crate) fn power(samples: &[f32]) -> f64 {
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

/// Returns a mean square as RMS in dB; minus infinity for 0.
#[must_use]
pub(crate) fn decibels(mean_square: f64) -> Decibels {
    Decibels(10.0 * libm::log10(mean_square))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty seconds of a 1 kHz sine on both sides.
    fn sine(level: f64) -> Loudness {
        let mut meter = Meter::new(Sides::Both);
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
        meter.read()
    }

    /// EBU Tech 3341, cases 1 and 2: within 0.1 LU.
    #[test]
    fn a_stereo_sine_measures_its_level() {
        for level in [-23.0, -33.0] {
            let loudness = sine(level);
            assert!((loudness.integrated.0 - level).abs() < 0.1, "{loudness:?}");
            assert!((loudness.sample_peak.0 - level).abs() < 0.01);
            assert!((loudness.true_peak.0 - level).abs() < 0.1);
            // The RMS of a sine is 3.01 dB below its peak.
            assert!((loudness.rms.0 - level + 3.0103).abs() < 0.01);
        }
    }

    #[test]
    fn silence_is_minus_infinity() {
        let mut meter = Meter::new(Sides::Both);
        for _ in 0..100 {
            meter.write(&Block::SILENCE, BLOCK).unwrap();
        }
        let loudness = meter.read();
        assert_eq!(loudness.integrated.0, f64::NEG_INFINITY);
        assert_eq!(loudness.true_peak.0, f64::NEG_INFINITY);
    }

    #[test]
    fn padding_is_not_measured() {
        let mut meter = LevelMeter::new(Sides::Both);
        let mut padded = LevelMeter::new(Sides::Both);
        let block = Block {
            left: [0.1; BLOCK],
            right: [0.3; BLOCK],
        };
        for _ in 0..100 {
            meter.add(&block, BLOCK);
            padded.add(&block, 200);
            padded.add(&block, 312);
            padded.add(&Block::SILENCE, 0);
        }
        for level in [LUFS, RMS] {
            let (one, other) = (meter.read(&level), padded.read(&level));
            assert!((one - other).abs() < 1e-9, "{one:?} {other:?}");
        }
    }

    const LUFS: Level = Level::Loudness {
        at: Lufs(-20.0),
        within: 0.1,
    };
    const RMS: Level = Level::Rms(cuebook_core::units::Between {
        low: Decibels(-23.0),
        high: Decibels(-18.0),
    });

    #[test]
    fn one_channel_is_half_as_loud_as_two_and_of_the_same_rms() {
        let read = |sides: Sides, level: &Level| {
            let mut meter = LevelMeter::new(sides);
            let block = Block {
                left: std::array::from_fn(|i| if i % 8 < 4 { 0.1 } else { -0.1 }),
                right: std::array::from_fn(|i| if i % 8 < 4 { 0.1 } else { -0.1 }),
            };
            for _ in 0..100 {
                meter.add(&block, BLOCK);
            }
            meter.read(level)
        };
        let louder = read(Sides::Both, &LUFS) - read(Sides::One, &LUFS);
        assert!((louder - 3.0103).abs() < 1e-3, "{louder}");
        assert!((read(Sides::Both, &RMS) + 20.0).abs() < 1e-4);
        assert!((read(Sides::One, &RMS) + 20.0).abs() < 1e-4);
    }
}

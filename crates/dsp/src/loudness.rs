//! Measures loudness according to ITU-R BS.1770-4.
//!
//! A [`Meter`] takes a whole sound of two channels and returns its integrated or its highest
//! momentary loudness. An [`Integrator`] takes a show piece by piece and returns the integrated
//! loudness. Both return LUFS, or `None` for silence and for sounds that are too short.

use super::filter::{Biquad, Sections};
use cuebook_core::units::RATE;

/// The number of frames from one block to the next. Blocks overlap by three
/// quarters.
const STEP: usize = RATE as usize / 10;

/// The number of steps in a block of 400 ms.
const BLOCK: usize = 4;

/// The absolute gate, in LUFS.
const SILENCE: f64 = -70.0;

/// The relative gate as a ratio of power: −10 dB.
const PAUSE: f64 = 0.1;

/// The measurement of a sound.
pub struct Meter {
    /// The sum of the weighted squares in each step, of both channels.
    steps: Vec<f64>,
    /// The number of complete steps; the last one may be shorter.
    whole: usize,
}

impl Meter {
    /// Measures two channels with a gain.
    #[must_use]
    pub fn measure(left: &[f32], right: &[f32], gain: f64) -> Meter {
        let square = gain * gain;
        let steps = if left == right {
            let mut weighting = Sections::new(Biquad::K_WEIGHTING);
            let steps = left.chunks(STEP);
            steps
                .map(|both| 2.0 * square * weighting.power([both]))
                .collect()
        } else {
            let mut weighting = Sections::new(Biquad::K_WEIGHTING);
            let steps = left.chunks(STEP).zip(right.chunks(STEP));
            steps
                .map(|(left, right)| square * weighting.power([left, right]))
                .collect()
        };
        Meter {
            steps,
            whole: left.len() / STEP,
        }
    }

    /// Returns the integrated loudness, with gating.
    #[must_use]
    pub fn integrated(&self) -> Option<f64> {
        gated(|| self.steps[..self.whole].windows(BLOCK).map(mean))
    }

    /// Returns the loudness of the loudest 400 ms. A shorter sound is padded with
    /// silence.
    #[must_use]
    pub fn momentary(&self) -> Option<f64> {
        let ends = 1..=self.steps.len();
        let powers = ends.map(|end| mean(&self.steps[end.saturating_sub(BLOCK)..end]));
        let highest = powers.fold(0.0, f64::max);
        (highest > 0.0).then(|| loudness(highest))
    }
}

/// Measures the integrated loudness of `C` channels, in pieces of any length.
pub struct Integrator<const C: usize> {
    weighting: Sections<2, C>,
    /// The sum of the weighted squares in each complete step, of all channels.
    steps: Vec<f64>,
    /// The same of the step that is not complete, and its frames so far.
    open: (f64, usize),
}

impl<const C: usize> Integrator<C> {
    /// Creates a meter that has heard nothing.
    #[must_use]
    pub fn new() -> Integrator<C> {
        Integrator {
            weighting: Sections::new(Biquad::K_WEIGHTING),
            steps: Vec::new(),
            open: (0.0, 0),
        }
    }

    /// Measures the next samples of all channels, which have the same length. Returns the sum of
    /// their weighted squares.
    pub fn add(&mut self, mut channels: [&[f32]; C]) -> f64 {
        let mut power = 0.0;
        while !channels[0].is_empty() {
            let (sum, frames) = &mut self.open;
            let count = (STEP - *frames).min(channels[0].len());
            let heard = self
                .weighting
                .power(channels.map(|channel| &channel[..count]));
            channels = channels.map(|channel| &channel[count..]);
            power += heard;
            *sum += heard;
            *frames += count;
            if *frames == STEP {
                self.steps.push(*sum);
                self.open = (0.0, 0);
            }
        }
        power
    }

    /// Returns the sums of the complete steps so far.
    #[must_use]
    pub fn steps(&self) -> &[f64] {
        &self.steps
    }

    /// Returns all that the next samples meet: the filters and the open step.
    #[must_use]
    pub fn state(&self) -> Vec<u64> {
        let filters = self.weighting.state().map(f64::to_bits);
        let (sum, frames) = self.open;
        filters.chain([sum.to_bits(), frames as u64]).collect()
    }

    /// Goes on as after samples that had these steps and led to this [state](Integrator::state).
    /// Returns whether the state is one.
    pub fn go_on(&mut self, steps: &[f64], state: &[u64]) -> bool {
        let [filters @ .., sum, frames] = state else {
            return false;
        };
        if *frames >= STEP as u64 || !self.weighting.set_state(filters) {
            return false;
        }
        self.steps.extend(steps);
        self.open = (f64::from_bits(*sum), *frames as usize);
        true
    }

    /// Returns the gated loudness of all samples so far.
    #[must_use]
    pub fn integrated(&self) -> Option<f64> {
        gated(|| self.steps.windows(BLOCK).map(mean))
    }
}

impl<const C: usize> Default for Integrator<C> {
    fn default() -> Integrator<C> {
        Integrator::new()
    }
}

/// Returns the loudness of the `blocks` that pass both gates, from the mean power of each;
/// BS.1770-4, Annex 1, equations 3 to 7.
pub fn gated<I: Iterator<Item = f64>>(blocks: impl Fn() -> I) -> Option<f64> {
    let silence = libm::pow(10.0, (SILENCE + 0.691) / 10.0);
    let above = |gate: f64| {
        let (count, sum) = blocks()
            .filter(|power| *power >= gate)
            .fold((0, 0.0), |(count, sum), power| (count + 1, sum + power));
        (count > 0).then(|| sum / f64::from(count))
    };
    above(silence.max(PAUSE * above(silence)?)).map(loudness)
}

/// Returns the mean power of a block.
fn mean(steps: &[f64]) -> f64 {
    steps.iter().sum::<f64>() / (BLOCK * STEP) as f64
}

fn loudness(power: f64) -> f64 {
    10.0 * libm::log10(power) - 0.691
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use ebur128::{EbuR128, Mode};

    /// Returns noise that comes and goes, with a pause.
    fn uneven() -> [Vec<f32>; 2] {
        let mut random = Random::new(1);
        let mut side = |level: f32| -> Vec<f32> {
            let heave = |n: usize| libm::sinf(n as f32 / 40_000.0).abs();
            let kept = |n: usize| {
                if (90_000..150_000).contains(&n) {
                    0.01
                } else {
                    level
                }
            };
            (0..270_001)
                .map(|n| kept(n) * heave(n) * random.noise())
                .collect()
        };
        [side(0.5), side(0.2)]
    }

    #[test]
    fn it_agrees_with_another_meter() {
        let [left, right] = uneven();
        let mut other = EbuR128::new(2, RATE, Mode::I | Mode::M).unwrap();
        let mut highest = f64::NEG_INFINITY;
        for (left, right) in left.chunks(STEP).zip(right.chunks(STEP)) {
            other.add_frames_planar_f32(&[left, right]).unwrap();
            highest = highest.max(other.loudness_momentary().unwrap());
        }
        let meter = Meter::measure(&left, &right, 1.0);
        let whole = meter.integrated().unwrap() - other.loudness_global().unwrap();
        let loudest = meter.momentary().unwrap() - highest;
        assert!(
            whole.abs() < 0.005 && loudest.abs() < 0.005,
            "{whole} {loudest}"
        );
    }

    #[test]
    fn a_show_in_pieces_agrees_with_another_meter() {
        let [left, right] = uneven();
        let mut other = EbuR128::new(2, RATE, Mode::I).unwrap();
        other.add_frames_planar_f32(&[&left, &right]).unwrap();
        let mut meter = Integrator::new();
        let mut power = 0.0;
        for (left, right) in left.chunks(701).zip(right.chunks(701)) {
            power += meter.add([left, right]);
        }
        let away = meter.integrated().unwrap() - other.loudness_global().unwrap();
        assert!(away.abs() < 1e-6, "{away}");
        let (sum, _) = meter.open;
        let all = meter.steps.iter().sum::<f64>() + sum;
        assert!((power / all - 1.0).abs() < 1e-12);

        let mut one = EbuR128::new(1, RATE, Mode::I).unwrap();
        one.add_frames_planar_f32(&[&left]).unwrap();
        let mut meter = Integrator::new();
        meter.add([&left]);
        let away = meter.integrated().unwrap() - one.loudness_global().unwrap();
        assert!(away.abs() < 1e-6, "{away}");
    }

    #[test]
    fn less_than_a_block_and_silence_have_no_loudness() {
        let mut meter = Integrator::new();
        meter.add([&[0.5; 19_199]]);
        assert_eq!(meter.integrated(), None);
        meter.add([&[0.5; 1]]);
        assert!(meter.integrated().is_some());
        let mut silent = Integrator::new();
        silent.add([&[0.0; 48_000], &[0.0; 48_000]]);
        assert_eq!(silent.integrated(), None);
    }

    #[test]
    fn a_gain_raises_the_loudness_and_silence_has_none() {
        let [left, right] = uneven();
        let [one, ten] = [1.0, 10.0].map(|gain| Meter::measure(&left, &right, gain));
        let louder = ten.momentary().unwrap() - one.momentary().unwrap();
        assert!((louder - 20.0).abs() < 1e-6, "{louder}");
        let silent = Meter::measure(&[0.0; 48_000], &[0.0; 48_000], 1.0);
        assert_eq!((silent.integrated(), silent.momentary()), (None, None));
    }
}

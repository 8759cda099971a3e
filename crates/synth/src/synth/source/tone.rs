//! Harmonic tones.
//!
//! Takes the course of a pitch and the weights of the partials, and returns a tone.
//! Partials above the audible range are left out.

use std::f64::consts::TAU;

use super::course::{Course, STEP};
use cuebook_core::units::RATE;
use cuebook_dsp::random::Random;

/// The number of points of a table for each period of its highest partial. The
/// error of interpolation is then 70 dB below this partial.
const FINE: usize = 128;

/// One period of a wave; the first point is repeated at the end.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    points: Vec<f32>,
}

impl Table {
    /// Creates a sum of partials; `weights` begins with the first partial.
    #[must_use]
    pub(crate) fn new(weights: &[f64], random: &mut Random) -> Table {
        Table::sized(
            weights,
            (weights.len().max(2) * FINE).next_power_of_two(),
            random,
        )
    }

    /// Creates a table with a given number of points.
    #[must_use]
    pub(crate) fn sized(weights: &[f64], size: usize, random: &mut Random) -> Table {
        let weights = weights.iter().map(|weight| [*weight]);
        let points = turn(weights, size, random);
        Table {
            points: points.into_iter().map(|[point]| point).collect(),
        }
    }

    /// Returns the wave at a phase from 0, included, to 1, excluded.
    #[inline]
    #[must_use]
    pub(crate) fn at(&self, phase: f64) -> f32 {
        let place = phase * (self.points.len() - 1) as f64;
        let low = place as usize;
        let part = (place - low as f64) as f32;
        self.points[low] + part * (self.points[low + 1] - self.points[low])
    }
}

/// Returns one period of several waves with the same partials and separate weights;
/// the first point is repeated at the end.
#[must_use]
pub(crate) fn turn<const W: usize>(
    weights: impl Iterator<Item = [f64; W]>,
    size: usize,
    random: &mut Random,
) -> Vec<[f32; W]> {
    let mut sums = vec![[0.0_f64; W]; size];
    for (n, weights) in weights.enumerate() {
        let (mut im, mut re) = phasor(random.unit());
        let (sin, cos) = phasor((n + 1) as f64 / size as f64);
        for point in &mut sums {
            for (point, weight) in point.iter_mut().zip(weights) {
                *point += weight * im;
            }
            (re, im) = (re * cos - im * sin, re * sin + im * cos);
        }
    }
    let mut points: Vec<[f32; W]> = sums.into_iter().map(|sum| sum.map(|s| s as f32)).collect();
    points.push(points[0]);
    points
}

fn phasor(turns: f64) -> (f64, f64) {
    (libm::sin(TAU * turns), libm::cos(TAU * turns))
}

/// Returns the weights of partials that fall by `tilt` dB an octave, as many as are
/// below half the sample rate.
#[must_use]
pub(crate) fn partials(count: usize, tilt: f64, highest: f64) -> Vec<f64> {
    let heard = (0.45 * f64::from(RATE) / highest) as usize;
    (1..=count.clamp(1, 64).min(heard.max(1)))
        .map(|number| libm::pow(10.0, -tilt * libm::log2(number as f64) / 20.0))
        .collect()
}

/// Returns a tone that follows a course.
#[must_use]
pub(crate) fn tone(course: &Course, table: &Table) -> Vec<f32> {
    let mut samples = vec![0.0; course.frames()];
    let mut phase = 0.0;
    for (block, step) in samples.chunks_mut(STEP).zip(course.steps()) {
        let (mut turn, mut gain) = (step.turn, step.gain);
        for sample in block {
            *sample = gain as f32 * table.at(phase);
            phase += turn;
            if phase >= 1.0 {
                phase -= 1.0;
            }
            turn += step.bend;
            gain += step.rise;
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    #[test]
    fn a_tone_glides_from_its_first_to_its_last_pitch() {
        let course = Course::new(96_000, (1500.0, 400.0), |n| n as f64 / 96_000.0);
        let table = Table::new(&partials(1, 6.0, 1500.0), &mut Random::new(1));
        let wave = tone(&course, &table);
        let first = measure::loudest(&wave[..8192], 200.0, 3000.0);
        let last = measure::loudest(&wave[96_000 - 8192..], 200.0, 3000.0);
        assert!((first - 1420.0).abs() < 60.0, "{first}");
        assert!((last - 420.0).abs() < 30.0, "{last}");
    }

    #[test]
    fn partials_fall_by_the_tilt_and_none_is_above_the_audible_range() {
        let weights = partials(64, 12.0, 3000.0);
        assert_eq!(weights.len(), 7);
        assert!((weights[3] - 0.0631).abs() < 1e-3);
    }

    #[test]
    fn a_table_adds_no_other_frequencies() {
        let course = Course::new(65_536, (750.0, 750.0), |_| 0.0);
        let weights = partials(16, 3.0, 750.0);
        let wave = tone(&course, &Table::new(&weights, &mut Random::new(1)));
        let sixteen = measure::band(&wave, 700.0, 12_050.0);
        let above = measure::band(&wave, 12_700.0, 24_000.0);
        assert!(above < 1e-6 * sixteen, "{}", above / sixteen);
    }
}

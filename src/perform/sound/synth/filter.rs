//! Filters of the second order, and chains of them.
//!
//! In: samples. Out: the same samples, filtered in place. Always true: on a
//! circle a filter is already in its steady state at the first sample, so that
//! the last leads into the first.

use std::f64::consts::TAU;

use crate::units::RATE;

/// Below this a filter's state is nought, before it goes denormal.
const NOUGHT: f64 = 1e-30;

/// How much of a circle is heard by a filter before its beginning, in seconds.
const PRIMING: usize = RATE as usize;

/// Whether samples end where they end, or lead back into their beginning.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Way {
    Line,
    Circle,
}

/// A biquad, transposed direct form II.
#[derive(Clone, Debug)]
pub struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    state: [f64; 2],
}

impl Biquad {
    fn new(b: [f64; 3], a: [f64; 3]) -> Biquad {
        Biquad {
            b: b.map(|b| b / a[0]),
            a: [a[1] / a[0], a[2] / a[0]],
            state: [0.0; 2],
        }
    }

    /// The cosine of a frequency and its α for a `q`; R. Bristow-Johnson, *Cookbook formulae*.
    fn angle(frequency: f64, q: f64) -> (f64, f64) {
        let angle = TAU * frequency.clamp(1.0, 0.49 * f64::from(RATE)) / f64::from(RATE);
        (libm::cos(angle), libm::sin(angle) / (2.0 * q.max(0.05)))
    }

    #[must_use]
    pub fn low_pass(frequency: f64, q: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, q);
        let b = (1.0 - cos) / 2.0;
        Biquad::new([b, 1.0 - cos, b], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    #[must_use]
    pub fn high_pass(frequency: f64, q: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, q);
        let b = f64::midpoint(1.0, cos);
        Biquad::new([b, -1.0 - cos, b], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Unity at its centre.
    #[must_use]
    pub fn band(frequency: f64, q: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, q);
        Biquad::new([alpha, 0.0, -alpha], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// A shelf: unity far below `frequency`, `gain` far above, half of it (in dB) there.
    #[must_use]
    pub fn high_shelf(frequency: f64, gain: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, std::f64::consts::FRAC_1_SQRT_2);
        let a = libm::sqrt(gain);
        let root = 2.0 * libm::sqrt(a) * alpha;
        let (more, less) = (a + 1.0, a - 1.0);
        Biquad::new(
            [
                a * (more + less * cos + root),
                -2.0 * a * (less + more * cos),
                a * (more + less * cos - root),
            ],
            [
                more - less * cos + root,
                2.0 * (less - more * cos),
                more - less * cos - root,
            ],
        )
    }

    /// A pole and a zero: falls by 3 dB an octave when several are set in step.
    #[must_use]
    pub fn pole_zero(pole: f64, zero: f64) -> Biquad {
        let at = |frequency: f64| libm::exp(-TAU * frequency / f64::from(RATE));
        let (pole, zero) = (at(pole), at(zero));
        Biquad::new([1.0, -zero, 0.0], [1.0, -pole, 0.0])
    }

    #[inline]
    pub fn step(&mut self, x: f64) -> f64 {
        let y = self.b[0] * x + self.state[0];
        self.state[0] = self.b[1] * x - self.a[0] * y + self.state[1];
        self.state[1] = self.b[2] * x - self.a[1] * y;
        y
    }

    fn settle(&mut self) {
        for state in &mut self.state {
            if state.abs() < NOUGHT {
                *state = 0.0;
            }
        }
    }

    fn over(&mut self, samples: &mut [f32]) {
        for block in samples.chunks_mut(256) {
            for sample in block {
                *sample = self.step(f64::from(*sample)) as f32;
            }
            self.settle();
        }
    }

    /// Hears samples without changing them.
    fn hear(&mut self, samples: &[f32]) {
        for sample in samples {
            self.step(f64::from(*sample));
        }
        self.settle();
    }

    /// Filters samples in place.
    pub fn run(&mut self, samples: &mut [f32], way: Way) {
        self.state = [0.0; 2];
        if way == Way::Circle {
            self.hear(&samples[samples.len().saturating_sub(PRIMING)..]);
        }
        self.over(samples);
    }

    /// The gain at a frequency, linear.
    #[must_use]
    pub fn response(&self, frequency: f64) -> f64 {
        let angle = TAU * frequency / f64::from(RATE);
        let at = |c: [f64; 3]| {
            let re = c[0] + c[1] * libm::cos(angle) + c[2] * libm::cos(2.0 * angle);
            let im = c[1] * libm::sin(angle) + c[2] * libm::sin(2.0 * angle);
            libm::hypot(re, im)
        };
        at(self.b) / at([1.0, self.a[0], self.a[1]])
    }
}

/// Runs filters one after another.
pub fn chain(filters: &mut [Biquad], samples: &mut [f32], way: Way) {
    for filter in filters {
        filter.run(samples, way);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_three_decibels_down_at_their_corner() {
        let q = std::f64::consts::FRAC_1_SQRT_2;
        for filter in [Biquad::low_pass(500.0, q), Biquad::high_pass(500.0, q)] {
            assert!((filter.response(500.0) - q).abs() < 1e-9);
        }
        assert!((Biquad::band(500.0, 4.0).response(500.0) - 1.0).abs() < 1e-9);
        let shelf = Biquad::high_shelf(1000.0, 0.5);
        assert!((shelf.response(1000.0) - q).abs() < 1e-9);
        assert!((shelf.response(5.0) - 1.0).abs() < 1e-4);
        assert!((shelf.response(23_000.0) - 0.5).abs() < 1e-3);
    }

    #[test]
    fn on_a_circle_it_does_not_matter_where_it_begins() {
        let mut random = crate::perform::sound::random::Random::new(1);
        let mut samples: Vec<f32> = (0..96_000).map(|_| random.noise()).collect();
        let mut turned = samples.clone();
        turned.rotate_left(30_000);
        let mut filter = Biquad::low_pass(40.0, 2.0);
        filter.run(&mut samples, Way::Circle);
        filter.run(&mut turned, Way::Circle);
        turned.rotate_right(30_000);
        let furthest = samples.iter().zip(&turned).map(|(a, b)| (a - b).abs());
        assert!(furthest.fold(0.0, f32::max) < 1e-5);
    }
}

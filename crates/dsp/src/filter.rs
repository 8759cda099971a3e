//! Second-order filters and chains of them.
//!
//! Filters samples in place. On a circle a filter is in its steady state at the
//! first sample, so the last sample leads into the first.

use std::f64::consts::TAU;

use cuebook_core::units::RATE;

/// A state below this is set to zero before it becomes denormal.
pub const TINY: f64 = 1e-30;

/// The part of a circle that runs through a filter before its beginning, in frames:
/// one second.
const PRIMING: usize = RATE as usize;

/// The highest q of a filter: it rings for half a second at 60 Hz.
pub const SHARPEST: f64 = 100.0;

/// Whether samples form a line, or a circle whose end leads into its beginning.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The filter is silent before the first sample.
    Line,
    /// The last sample leads into the first.
    Circle,
}

/// The coefficients of a biquad; `a[0]` is 1.
#[derive(Copy, Clone, Debug)]
pub struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
}

impl Biquad {
    fn new(b: [f64; 3], a: [f64; 3]) -> Biquad {
        Biquad {
            b: b.map(|b| b / a[0]),
            a: [a[1] / a[0], a[2] / a[0]],
        }
    }

    /// Returns the cosine of a frequency and α for a `q`; R. Bristow-Johnson,
    /// *Cookbook formulae*.
    fn angle(frequency: f64, q: f64) -> (f64, f64) {
        let angle = TAU * frequency.clamp(1.0, 0.49 * f64::from(RATE)) / f64::from(RATE);
        (
            libm::cos(angle),
            libm::sin(angle) / (2.0 * q.clamp(0.05, SHARPEST)),
        )
    }

    /// A low-pass of 12 dB an octave. The frequency is in Hz; the gain there is
    /// `q`.
    #[must_use]
    pub fn low_pass(frequency: f64, q: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, q);
        let b = (1.0 - cos) / 2.0;
        Biquad::new([b, 1.0 - cos, b], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// A high-pass of 12 dB an octave. The frequency is in Hz; the gain there is
    /// `q`.
    #[must_use]
    pub fn high_pass(frequency: f64, q: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, q);
        let b = f64::midpoint(1.0, cos);
        Biquad::new([b, -1.0 - cos, b], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// A band-pass with unity gain at its centre.
    #[must_use]
    pub fn band(frequency: f64, q: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, q);
        Biquad::new([alpha, 0.0, -alpha], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// A shelf: unity far below `frequency`, `gain` far above, half of it (in dB)
    /// there.
    #[must_use]
    pub(crate) fn high_shelf(frequency: f64, gain: f64) -> Biquad {
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

    /// A bell: `gain` at its centre, unity far from it.
    #[must_use]
    pub(crate) fn bell(frequency: f64, q: f64, gain: f64) -> Biquad {
        let (cos, alpha) = Biquad::angle(frequency, q);
        let a = libm::sqrt(gain);
        Biquad::new(
            [1.0 + alpha * a, -2.0 * cos, 1.0 - alpha * a],
            [1.0 + alpha / a, -2.0 * cos, 1.0 - alpha / a],
        )
    }

    /// A section with one pole and one zero; several in series fall by 3 dB an
    /// octave.
    #[must_use]
    pub fn pole_zero(pole: f64, zero: f64) -> Biquad {
        let at = |frequency: f64| libm::exp(-TAU * frequency / f64::from(RATE));
        let (pole, zero) = (at(pole), at(zero));
        Biquad::new([1.0, -zero, 0.0], [1.0, -pole, 0.0])
    }

    /// The two filters of a loudness meter at 48 kHz: the head, and the high-pass
    /// of the ear; ITU-R BS.1770-4, tables 1 and 2.
    pub(crate) const K_WEIGHTING: [Biquad; 2] = [
        Biquad {
            b: [
                1.535_124_859_586_97,
                -2.691_696_189_406_38,
                1.198_392_810_852_85,
            ],
            a: [-1.690_659_293_182_41, 0.732_480_774_215_85],
        },
        Biquad {
            b: [1.0, -2.0, 1.0],
            a: [-1.990_047_454_833_98, 0.990_072_250_366_21],
        },
    ];

    /// Returns this filter and another in one. Both have one pole and one zero.
    #[must_use]
    pub fn with(self, other: Biquad) -> Biquad {
        let product =
            |x: [f64; 2], y: [f64; 2]| [x[0] * y[0], x[0] * y[1] + x[1] * y[0], x[1] * y[1]];
        Biquad::new(
            product([self.b[0], self.b[1]], [other.b[0], other.b[1]]),
            product([1.0, self.a[0]], [1.0, other.a[0]]),
        )
    }

    /// Returns the linear gain at a frequency.
    #[must_use]
    pub fn response(&self, frequency: f64) -> f64 {
        self.response_at(&Point::new(frequency))
    }

    /// Returns the linear gain at a point.
    #[must_use]
    pub(crate) fn response_at(&self, Point { cos, sin }: &Point) -> f64 {
        let at = |c: [f64; 3]| {
            let re = c[0] + c[1] * cos[0] + c[2] * cos[1];
            let im = c[1] * sin[0] + c[2] * sin[1];
            libm::hypot(re, im)
        };
        at(self.b) / at([1.0, self.a[0], self.a[1]])
    }
}

/// The angle of a frequency and twice this angle, on the unit circle.
pub(crate) struct Point {
    cos: [f64; 2],
    sin: [f64; 2],
}

impl Point {
    pub(crate) fn new(frequency: f64) -> Point {
        let angle = TAU * frequency / f64::from(RATE);
        let both = [angle, 2.0 * angle];
        Point {
            cos: both.map(libm::cos),
            sin: both.map(libm::sin),
        }
    }
}

/// Runs filters in series over a mono sound.
pub fn chain(filters: &[Biquad], samples: &mut [f32], way: Way) {
    cascade(filters, [samples], way);
}

/// Runs filters over one channel or two.
pub fn over(filters: &[Biquad], channels: &mut [Vec<f32>], way: Way) {
    match channels {
        [left, right] => cascade(filters, [left, right], way),
        _ => channels
            .iter_mut()
            .for_each(|channel| chain(filters, channel, way)),
    }
}

/// Runs filters in series over channels of the same length.
///
/// A filter depends on its last sample, so a single filter leaves the processor
/// idle. Running four filters and both channels at once is faster.
pub fn cascade<const C: usize>(filters: &[Biquad], mut channels: [&mut [f32]; C], way: Way) {
    let mut rest = filters;
    while let [a, b, c, d, later @ ..] = rest {
        together([a, b, c, d], &mut channels, way);
        rest = later;
    }
    match rest {
        [a, b, c] => together([a, b, c], &mut channels, way),
        [a, b] => together([a, b], &mut channels, way),
        [a] => together([a], &mut channels, way),
        _ => {}
    }
}

/// Several biquads in series for some channels, in direct form II.
pub struct Sections<const K: usize, const C: usize> {
    of: [Biquad; K],
    state: [[[f64; C]; 2]; K],
}

impl<const K: usize, const C: usize> Sections<K, C> {
    /// Creates the chain with silent states, with the biquads in the order of the
    /// signal.
    #[must_use]
    pub fn new(of: [Biquad; K]) -> Sections<K, C> {
        Sections {
            of,
            state: [[[0.0; C]; 2]; K],
        }
    }

    /// Filters the next samples in place.
    pub fn run(&mut self, channels: &mut [&mut [f32]; C]) {
        let frames = channels.iter().map(|channel| channel.len()).min();
        let frames = frames.unwrap_or(0);
        for from in (0..frames).step_by(BLOCK) {
            let to = frames.min(from + BLOCK);
            self.block(&mut channels.each_mut().map(|channel| &mut channel[from..to]));
            self.clear_tiny();
        }
    }

    /// Filters the next samples of channels of the same length, and returns the sum of the squares
    /// of the result.
    pub(crate) fn power(&mut self, channels: [&[f32]; C]) -> f64 {
        let (of, mut states) = (self.of, self.state);
        let mut sums = [0.0; C];
        for n in 0..channels[0].len() {
            let mut x = channels.map(|channel| f64::from(channel[n]));
            step(&of, &mut states, &mut x);
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum += x * x;
            }
        }
        self.state = states;
        self.clear_tiny();
        sums.iter().sum()
    }

    /// Returns the numbers on which the next samples depend.
    pub(crate) fn state(&self) -> impl Iterator<Item = f64> {
        self.state.as_flattened().as_flattened().iter().copied()
    }

    /// Sets these numbers. Returns whether there are as many as necessary.
    pub(crate) fn set_state(&mut self, state: &[u64]) -> bool {
        let own = self.state.as_flattened_mut().as_flattened_mut();
        let fits = own.len() == state.len();
        if fits {
            let numbers = own.iter_mut().zip(state);
            numbers.for_each(|(own, bits)| *own = f64::from_bits(*bits));
        }
        fits
    }

    fn clear_tiny(&mut self) {
        for state in self.state.iter_mut().flatten().flatten() {
            if state.abs() < TINY {
                *state = 0.0;
            }
        }
    }

    /// Filters a few frames with the state in local variables, which is faster than
    /// in memory.
    #[inline(always)]
    fn block(&mut self, channels: &mut [&mut [f32]; C]) {
        if K * C <= 2 {
            let (of, mut states) = (self.of, self.state);
            for n in 0..channels[0].len() {
                let mut x = channels.each_ref().map(|channel| f64::from(channel[n]));
                step(&of, &mut states, &mut x);
                for (channel, x) in channels.iter_mut().zip(x) {
                    channel[n] = x as f32;
                }
            }
            self.state = states;
            return;
        }
        let mut room = [[0.0_f64; C]; BLOCK];
        let room = &mut room[..channels[0].len()];
        for (c, channel) in channels.iter().enumerate() {
            for (x, sample) in room.iter_mut().zip(&**channel) {
                x[c] = f64::from(*sample);
            }
        }
        match (C, K) {
            (1, 3 | 4) => self.abreast::<4>(room.as_flattened_mut()),
            _ => {
                let (of, mut states) = (self.of, self.state);
                for x in &mut *room {
                    step(&of, &mut states, x);
                }
                self.state = states;
            }
        }
        for (c, channel) in channels.iter_mut().enumerate() {
            for (sample, x) in channel.iter_mut().zip(&*room) {
                *sample = x[c] as f32;
            }
        }
    }

    /// Filters a few frames of one channel, with the filters side by side in `W` lanes: each is
    /// some frames behind the one before it, whose results it needs.
    #[inline(always)]
    fn abreast<const W: usize>(&mut self, room: &mut [f64]) {
        let (mut b, mut a) = ([[0.0; W]; 3], [[0.0; W]; 2]);
        let mut states = [[0.0; W]; 2];
        // A lane without a filter passes everything.
        b[0] = [1.0; W];
        for (k, (of, state)) in self.of.iter().zip(&self.state).enumerate() {
            (0..3).for_each(|n| b[n][k] = of.b[n]);
            (0..2).for_each(|n| (a[n][k], states[n][k]) = (of.a[n], state[n][0]));
        }
        let [mut last, mut before] = states;
        let reach = BEHIND * (W - 1);
        let one = |x: f64, k: usize, last: &mut [f64; W], before: &mut [f64; W]| {
            let now = (x - a[1][k] * before[k]) - a[0][k] * last[k];
            let out = b[0][k] * now + (b[1][k] * last[k] + b[2][k] * before[k]);
            before[k] = last[k];
            last[k] = now;
            out
        };
        let frames = room.len();
        let partly = |times: std::ops::Range<usize>,
                      room: &mut [f64],
                      last: &mut [f64; W],
                      before: &mut [f64; W]| {
            for time in times {
                for k in 0..W {
                    let at = time.checked_sub(BEHIND * k).filter(|at| *at < frames);
                    if let Some(at) = at {
                        room[at] = one(room[at], k, last, before);
                    }
                }
            }
        };
        partly(0..reach, room, &mut last, &mut before);
        for first in 0..frames.saturating_sub(reach) {
            let here = &mut room[first..=first + reach];
            let mut x = [0.0; W];
            (0..W).for_each(|k| x[k] = here[reach - BEHIND * k]);
            (0..W).for_each(|k| x[k] = one(x[k], k, &mut last, &mut before));
            (0..W).for_each(|k| here[reach - BEHIND * k] = x[k]);
        }
        partly(
            frames.max(reach)..frames + reach,
            room,
            &mut last,
            &mut before,
        );
        for (k, state) in self.state.iter_mut().enumerate() {
            (state[0][0], state[1][0]) = (last[k], before[k]);
        }
    }
}

/// Filters one frame, in direct form II.
#[inline(always)]
fn step<const K: usize, const C: usize>(
    of: &[Biquad; K],
    states: &mut [[[f64; C]; 2]; K],
    x: &mut [f64; C],
) {
    for (Biquad { b, a }, [last, before]) in of.iter().zip(states) {
        for c in 0..C {
            let now = (x[c] - a[1] * before[c]) - a[0] * last[c];
            x[c] = b[0] * now + (b[1] * last[c] + b[2] * before[c]);
            before[c] = last[c];
            last[c] = now;
        }
    }
}

fn together<const K: usize, const C: usize>(
    filters: [&Biquad; K],
    channels: &mut [&mut [f32]; C],
    way: Way,
) {
    let mut sections = Sections::new(filters.map(|filter| *filter));
    if way == Way::Circle {
        let mut end = channels.each_ref().map(|channel| {
            let from = channel.len().saturating_sub(PRIMING);
            channel[from..].to_vec()
        });
        sections.run(&mut end.each_mut().map(Vec::as_mut_slice));
    }
    sections.run(channels);
}

/// The frames from one lane to the next: a result is in memory before the next lane reads it.
const BEHIND: usize = 4;

/// The number of frames between two checks for denormal states.
const BLOCK: usize = 256;

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
        assert!((Biquad::bell(500.0, 4.0, 2.0).response(500.0) - 2.0).abs() < 1e-9);
        let shelf = Biquad::high_shelf(1000.0, 0.5);
        assert!((shelf.response(1000.0) - q).abs() < 1e-9);
        assert!((shelf.response(5.0) - 1.0).abs() < 1e-4);
        assert!((shelf.response(23_000.0) - 0.5).abs() < 1e-3);
    }

    #[test]
    fn on_a_circle_the_start_does_not_matter() {
        let mut random = crate::random::Random::new(1);
        let mut samples: Vec<f32> = (0..96_000).map(|_| random.noise()).collect();
        let mut turned = samples.clone();
        turned.rotate_left(30_000);
        let filters = [Biquad::low_pass(40.0, 2.0), Biquad::high_pass(20.0, 0.7)];
        chain(&filters, &mut samples, Way::Circle);
        chain(&filters, &mut turned, Way::Circle);
        turned.rotate_right(30_000);
        let furthest = samples.iter().zip(&turned).map(|(a, b)| (a - b).abs());
        assert!(furthest.fold(0.0, f32::max) < 1e-5);
    }

    #[test]
    fn filters_in_parallel_give_the_same_result_as_one_by_one() {
        let mut random = crate::random::Random::new(2);
        let noise: Vec<f32> = (0..5000).map(|_| random.noise()).collect();
        let filters: Vec<Biquad> = (1..=7)
            .map(|n| Biquad::high_shelf(300.0 * f64::from(n), 0.7))
            .collect();
        let (mut left, mut right) = (
            noise.clone(),
            noise[..].iter().map(|x| -x).collect::<Vec<f32>>(),
        );
        cascade(&filters, [&mut left, &mut right], Way::Line);
        let mut one = noise;
        for filter in &filters {
            chain(std::slice::from_ref(filter), &mut one, Way::Line);
        }
        for ((l, r), one) in left.iter().zip(&right).zip(&one) {
            assert!((l - one).abs() < 1e-5 && *l == -*r);
        }
    }
}

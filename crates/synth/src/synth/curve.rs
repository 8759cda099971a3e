//! Levels over time: envelopes of events and breaths of sustained layers.
//!
//! Takes times in seconds and returns gains for each frame, or a slow curve from 0
//! to 1. An envelope begins and ends at zero. A breath on a circle ends at its
//! first value.

use cuebook_core::units::RATE;
use cuebook_dsp::canvas::Extent;
use cuebook_dsp::random::Random;

/// Attack, hold and decay in seconds; the decay is the time to fall by 60 dB.
#[derive(Copy, Clone, Debug)]
pub(super) struct Shape {
    pub attack: f64,
    pub hold: f64,
    pub decay: f64,
    /// The level and the decay of what goes on below.
    pub tail: Option<(f64, f64)>,
}

impl Shape {
    /// Returns the number of frames from the start to the end at −60 dB.
    #[must_use]
    pub(super) fn frames(self) -> usize {
        frames(self.attack) + frames(self.hold) + frames(self.falls()).max(1)
    }

    /// Returns the time in seconds until the fall reaches −60 dB.
    fn falls(self) -> f64 {
        let Some((level, decay)) = self.tail else {
            return self.decay;
        };
        let above = 1.0 + libm::log10(level.max(1e-3)) / 3.0;
        self.decay.max(above * decay)
    }

    /// Applies the envelope in place.
    pub(super) fn run(self, samples: &mut [f32]) {
        let attack = frames(self.attack);
        for (n, sample) in samples.iter_mut().take(attack).enumerate() {
            *sample *= smooth((n as f64 + 0.5) / attack as f64) as f32;
        }
        let start = (attack + frames(self.hold)).min(samples.len());
        let end = &mut samples[start..];
        match self.tail {
            None => fall(end, self.decay),
            Some((level, decay)) => fall_twice(end, self.decay, (level, decay)),
        }
    }
}

/// Applies a fall of 60 dB in `decay` seconds, to zero at the end.
pub(super) fn fall(samples: &mut [f32], decay: f64) {
    let factor = libm::exp(-libm::log(1000.0) / (decay * f64::from(RATE)).max(1.0));
    let mut gain = 1.0_f64;
    for sample in &mut *samples {
        *sample = (f64::from(*sample) * gain) as f32;
        gain *= factor;
    }
    let last = samples.len() - samples.len() / 8;
    fade_out(&mut samples[last..]);
}

/// Applies a fast fall that ends in a slow one. `slow` is the level of the slow part
/// and its decay.
fn fall_twice(samples: &mut [f32], fast: f64, slow: (f64, f64)) {
    let factor = |decay: f64| libm::exp(-libm::log(1000.0) / (decay * f64::from(RATE)).max(1.0));
    let factors = (factor(fast), factor(slow.1));
    let mut gains = (1.0 - slow.0, slow.0);
    for sample in &mut *samples {
        *sample = (f64::from(*sample) * (gains.0 + gains.1)) as f32;
        gains = (gains.0 * factors.0, gains.1 * factors.1);
    }
    let last = samples.len() - samples.len() / 8;
    fade_out(&mut samples[last..]);
}

/// Fades samples in from zero.
pub(super) fn fade_in(samples: &mut [f32]) {
    let all = samples.len() as f32;
    for (n, sample) in samples.iter_mut().enumerate() {
        *sample *= n as f32 / all;
    }
}

/// Fades samples out to zero.
pub(super) fn fade_out(samples: &mut [f32]) {
    let all = samples.len() as f32;
    for (n, sample) in samples.iter_mut().enumerate() {
        *sample *= 1.0 - (n as f32 + 1.0) / all;
    }
}

/// Returns a smooth step from 0 to 1 with zero slope at both ends.
#[must_use]
pub(super) fn smooth(x: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// Converts seconds to whole frames, at least zero.
#[must_use]
pub(super) fn frames(seconds: f64) -> usize {
    let limit = f64::from(RATE) * 600.0;
    (seconds.max(0.0) * f64::from(RATE)).round().min(limit) as usize
}

/// The number of frames between two points of a breath's table.
pub(super) const STEP: usize = 96;

/// A slow irregular curve between 0 and 1.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    table: Vec<f32>,
}

impl Curve {
    /// Creates a curve over `extent`, or over ten seconds where it is open.
    /// `period` returns the time from one maximum to the next, in seconds.
    ///
    /// # Errors
    /// Returns the errors of `period`.
    pub(super) fn new<E>(
        extent: Extent,
        mut random: Random,
        mut period: impl FnMut(&mut Random) -> Result<f64, E>,
    ) -> Result<Curve, E> {
        let frames = extent.frames().unwrap_or(10 * RATE as usize).max(STEP);
        let whole = frames as f64 / f64::from(RATE);
        let (mut at, mut knots) = (0.0, vec![(0.0, random.between(0.1, 0.6))]);
        while at < whole {
            let half = period(&mut random)?.max(0.05) / 2.0;
            let uneven = random.between(0.6, 1.4);
            knots.push((at + half * uneven, random.between(0.55, 1.0)));
            at += 2.0 * half;
            knots.push((at, random.between(0.0, 0.4)));
        }
        // The last minimum equals the first, and the period is stretched to fill a
        // circle exactly.
        let first = knots[0].1;
        if let Some(last) = knots.last_mut() {
            last.1 = first;
        }
        let stretch = if matches!(extent, Extent::Circle(_)) {
            whole / at
        } else {
            1.0
        };
        Ok(Curve {
            table: table(&knots, stretch, frames / STEP + 1),
        })
    }

    /// Returns the curve at a frame.
    #[must_use]
    pub(super) fn at(&self, frame: usize) -> f32 {
        let low = (frame / STEP).min(self.table.len() - 1);
        // On a circle the last point equals the first.
        let high = (low + 1).min(self.table.len() - 1);
        let share = (frame % STEP) as f32 / STEP as f32;
        self.table[low] + (self.table[high] - self.table[low]) * share
    }
}

/// Interpolates smoothly through the knots.
fn table(knots: &[(f64, f64)], stretch: f64, points: usize) -> Vec<f32> {
    let mut next = 1;
    (0..points)
        .map(|point| {
            let time = (point * STEP) as f64 / f64::from(RATE) / stretch;
            while next + 1 < knots.len() && knots[next].0 < time {
                next += 1;
            }
            let ((t0, v0), (t1, v1)) = (knots[next - 1], knots[next]);
            let x = ((time - t0) / (t1 - t0)).clamp(0.0, 1.0);
            (v0 + (v1 - v0) * x * x * (3.0 - 2.0 * x)) as f32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_rises_holds_and_falls_by_sixty_decibels() {
        let shape = Shape {
            attack: 0.01,
            hold: 0.02,
            decay: 0.1,
            tail: None,
        };
        let mut samples = vec![1.0; shape.frames()];
        shape.run(&mut samples);
        assert_eq!(samples.len(), 480 + 960 + 4800);
        assert!(samples[0] < 0.001);
        assert_eq!(samples[1000], 1.0);
        let half = samples[480 + 960 + 2400];
        assert!((half - 0.0316).abs() < 0.0005, "{half}");
        assert_eq!(samples[samples.len() - 1], 0.0);
    }

    #[test]
    fn a_tail_goes_on_below_the_first_decay() {
        let shape = Shape {
            attack: 0.0,
            hold: 0.0,
            decay: 0.1,
            tail: Some((0.1, 1.5)),
        };
        // The tail starts at −20 dB, so it reaches −60 dB after two thirds of its decay.
        assert_eq!(shape.frames(), 48_000);
        let mut samples = vec![1.0; shape.frames()];
        shape.run(&mut samples);
        let decibels = |n: usize| 20.0 * f64::from(samples[n]).log10();
        // 0.9·10^(−0.9) + 0.1·10^(−0.06) after 30 ms; the tail alone after 0.45 s.
        assert!((decibels(1440) + 13.96).abs() < 0.1, "{}", decibels(1440));
        assert!(
            (decibels(21_600) + 38.0).abs() < 0.1,
            "{}",
            decibels(21_600)
        );
    }

    #[test]
    fn a_breath_on_a_circle_ends_where_it_began() {
        let random = Random::new(4);
        let frames = 30 * 48_000;
        let curve = Curve::new::<()>(Extent::Circle(frames), random, |r| Ok(r.between(2.0, 8.0)));
        let curve = curve.unwrap();
        assert!((curve.at(0) - curve.at(frames - 1)).abs() < 0.01);
        let heights: Vec<f32> = (0..frames).step_by(4800).map(|n| curve.at(n)).collect();
        assert!(heights.iter().any(|h| *h > 0.55) && heights.iter().any(|h| *h < 0.4));
    }
}

//! The gain of a limiter stage. Takes the excess of each frame over the
//! ceiling, and returns a smooth gain that is low enough before, at and after
//! each peak. It uses whole numbers, so that sums do not drift and a release
//! ends at exactly 0.
//!
//! A reduction is held from `LATENCY` frames before its peak until the end of
//! the peak's interpolator, released exponentially, and smoothed by two running
//! means. Together the means reach no farther than the hold, so the gain is
//! never higher than a peak within it allows.

use std::collections::VecDeque;

use super::super::peak::TAPS;
use cuebook_core::units::BLOCK;

/// A full reduction: a gain of 0.
const FULL: f64 = (1u32 << 30) as f64;

/// The length of one running mean: two of them make an attack of 4.7 ms.
const MEAN: usize = 113;

/// The reach of both.
const SMOOTH: usize = 2 * MEAN - 1;

/// The frames for which a reduction is held: the reach, and the interpolator's
/// on both sides.
const HOLD: usize = SMOOTH + TAPS;

/// The share of a reduction that is left after a frame of release, in parts of
/// 2³²: a time constant of 150 ms at 48 kHz, exp(−1 / 7200).
const RELEASE: u64 = 4_294_370_814;

/// Turns excess into gain.
#[derive(Clone)]
pub(super) struct Envelope {
    /// The excess values within the hold, falling: the time and the amount.
    held: VecDeque<(u64, u32)>,
    now: u64,
    release: u32,
    means: [Mean; 2],
}

impl Envelope {
    /// Frames from a peak's arrival until its gain is due.
    pub(super) const LATENCY: usize = SMOOTH + TAPS / 2 - 1;

    /// Frames after which a full reduction has ended.
    pub(super) const MEMORY: usize = 95_000 + HOLD + SMOOTH;

    pub(super) fn new() -> Envelope {
        Envelope {
            held: VecDeque::with_capacity(HOLD + 1),
            now: 0,
            release: 0,
            means: [Mean::new(), Mean::new()],
        }
    }

    pub(super) fn reset(&mut self) {
        self.held.clear();
        self.now = 0;
        self.release = 0;
        self.means = [Mean::new(), Mean::new()];
    }

    /// Returns the reductions that bring `peaks` to the ceiling, or `None` if
    /// no peak exceeds it.
    pub(super) fn excess(&self, peaks: &[f32; BLOCK], ceiling: f32) -> Option<[u32; BLOCK]> {
        if peaks.iter().all(|peak| *peak <= ceiling) {
            return None;
        }
        Some(peaks.map(|peak| {
            if peak <= ceiling {
                return 0;
            }
            // Rounded up; `as` limits values that are not finite.
            ((1.0 - f64::from(ceiling) / f64::from(peak)) * FULL) as u32 + 1
        }))
    }

    /// Returns the gains due now, [`Envelope::LATENCY`] frames after their
    /// excess, or `None` when all of them are unity.
    pub(super) fn gains(&mut self, excess: Option<&[u32; BLOCK]>) -> Option<[f32; BLOCK]> {
        if excess.is_none() && self.is_idle() {
            return None;
        }
        let scale = 1.0 / (FULL * (MEAN * MEAN) as f64);
        let mut gains = [1.0; BLOCK];
        for (i, gain) in gains.iter_mut().enumerate() {
            let held = self.hold(excess.map_or(0, |excess| excess[i]));
            let faded = ((u64::from(self.release) * RELEASE) >> 32) as u32;
            self.release = held.max(faded);
            let [first, second] = &mut self.means;
            let smooth = second.add(first.add(u64::from(self.release)));
            *gain = (1.0 - smooth as f64 * scale) as f32;
        }
        Some(gains)
    }

    /// Returns the highest reduction of the last [`HOLD`] frames, including
    /// this one.
    fn hold(&mut self, excess: u32) -> u32 {
        while self
            .held
            .front()
            .is_some_and(|(at, _)| at + HOLD as u64 <= self.now)
        {
            self.held.pop_front();
        }
        if excess > 0 {
            while self.held.back().is_some_and(|(_, held)| *held <= excess) {
                self.held.pop_back();
            }
            self.held.push_back((self.now, excess));
        }
        self.now += 1;
        self.held.front().map_or(0, |(_, held)| *held)
    }

    fn is_idle(&self) -> bool {
        self.held.is_empty() && self.release == 0 && self.means.iter().all(|mean| mean.sum == 0)
    }
}

/// The sum of the last [`MEAN`] numbers.
#[derive(Clone)]
struct Mean {
    last: [u64; MEAN],
    at: usize,
    sum: u64,
}

impl Mean {
    fn new() -> Mean {
        Mean {
            last: [0; MEAN],
            at: 0,
            sum: 0,
        }
    }

    fn add(&mut self, number: u64) -> u64 {
        let oldest = std::mem::replace(&mut self.last[self.at], number);
        self.sum = self.sum - oldest + number;
        self.at = (self.at + 1) % MEAN;
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the gains of `blocks` blocks, after a reduction by half at one
    /// frame.
    fn after_one_excess(blocks: usize) -> Vec<f32> {
        let mut envelope = Envelope::new();
        let mut excess = [0; BLOCK];
        excess[100] = (FULL / 2.0) as u32;
        let mut gains = Vec::new();
        for block in 0..blocks {
            let excess = (block == 0).then_some(&excess);
            gains.extend(envelope.gains(excess).unwrap_or([1.0; BLOCK]));
        }
        gains
    }

    #[test]
    fn the_release_has_its_time_constant() {
        let exact = libm::exp(-1.0 / 7200.0) * 4_294_967_296.0;
        assert!((RELEASE as f64 - exact).abs() < 1.0, "{exact}");
    }

    #[test]
    fn the_gain_is_low_around_the_peak_and_one_long_before() {
        let gains = after_one_excess(2);
        let expected = 100 + Envelope::LATENCY;
        let reach = TAPS / 2 - 1;
        for (frame, gain) in gains.iter().enumerate() {
            if frame.abs_diff(expected) <= reach {
                assert!(*gain <= 0.5, "{gain} at {frame}");
            }
            if frame < 100 {
                assert_eq!(*gain, 1.0);
            }
        }
    }

    #[test]
    fn the_attack_is_gradual() {
        let gains = after_one_excess(2);
        let steepest = gains
            .windows(2)
            .map(|pair| pair[0] - pair[1])
            .fold(0.0, f32::max);
        // A triangle of 225 frames: at most 1/113 of the way in a frame.
        assert!(steepest <= 0.5 / 113.0 + 1e-6, "{steepest}");
    }

    #[test]
    fn it_is_halfway_back_after_a_hundred_milliseconds() {
        // 150 ms · ln 2 = 104 ms after the hold.
        let gains = after_one_excess(20);
        let gain = gains[100 + HOLD + 4991 + SMOOTH / 2];
        assert!((gain - 0.75).abs() < 0.002, "{gain}");
    }

    #[test]
    fn the_gain_is_unity_after_the_memory() {
        let mut envelope = Envelope::new();
        assert!(envelope.gains(Some(&[(FULL) as u32; BLOCK])).is_some());
        let blocks = Envelope::MEMORY / BLOCK;
        let silent = (0..=blocks).position(|_| envelope.gains(None).is_none());
        assert!(silent.is_some(), "still releasing");
    }
}

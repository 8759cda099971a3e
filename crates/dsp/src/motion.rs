//! The sound of a source that moves along a path.
//!
//! A sound that leaves at the time e from the distance d(e) arrives at e + d(e)/c.
//! At the time t, the listener therefore hears the sound that left at the e for
//! which both are equal (Doppler 1842; J. O. Smith et al., *Doppler simulation and
//! the Leslie*, DAFx 2002). A windowed sinc interpolates the sound there.

use super::air::{self, SMALL, spread};
use super::filter::{Way, chain};
use cuebook_core::units::{Frames, RATE, SPEED_OF_SOUND};

/// A path past the listener or towards them.
pub(crate) trait Path: Copy {
    /// Returns the distance in metres at a time in seconds since the start.
    fn distance(self, seconds: f64) -> f64;
    /// Returns the smallest and the largest distance in metres.
    fn span(self) -> (f64, f64);
    /// Returns how much faster than it was made the sound arrives at most.
    fn pace(self) -> f64;
}

/// Returns the arrival time of the sound that leaves with a frame, in frames after
/// the first arrival.
fn arrives(path: impl Path, frame: usize) -> f64 {
    let far = path.distance(Frames::from(frame).seconds().0) - path.distance(0.0);
    frame as f64 + far / SPEED_OF_SOUND * f64::from(RATE)
}

/// Returns, for each frame of the output, the position in the input with its
/// fraction of a frame.
pub(crate) fn places(path: impl Path, frames: usize) -> Vec<f64> {
    let end = arrives(path, frames).ceil().max(0.0) as usize;
    let mut left = 0;
    let (mut before, mut after) = (arrives(path, 0), arrives(path, 1));
    let heard = (0..end).map(|n| {
        while left + 1 < frames && after <= n as f64 {
            left += 1;
            (before, after) = (after, arrives(path, left + 1));
        }
        left as f64 + (n as f64 - before) / (after - before)
    });
    heard.collect()
}

/// Returns one channel at the given positions.
pub(crate) fn read(path: impl Path, side: &[f32], places: &[f64]) -> Vec<f32> {
    let wave = Interpolator::new(path.pace());
    places.iter().map(|place| wave.at(side, *place)).collect()
}

/// Returns one channel with the level and the treble that each moment of it has on
/// arrival. Between two doublings of the distance, the treble is a blend of both.
pub(crate) fn fall(path: impl Path, near: &[f32]) -> Vec<f32> {
    let (least, most) = path.span();
    let nearest = least.max(SMALL);
    let octave = |distance: f64| libm::log2(distance.max(nearest) / nearest);
    let closest = spread(least, SMALL);
    // Both change slowly, so they are linear between two moments.
    let moment = |number: usize| {
        let distance = path.distance(Frames::from(number * MOMENT).seconds().0);
        (octave(distance), spread(distance, SMALL) / closest)
    };
    let moments: Vec<(f64, f64)> = (0..=near.len().div_ceil(MOMENT)).map(moment).collect();
    let mut sum = vec![0.0; near.len()];
    for step in 0..=octave(most).ceil() as usize {
        let step_is = step as f64;
        let heard = |ends: &[(f64, f64)]| {
            let (from, to) = (ends[0].0, ends[1].0);
            from.max(to) > step_is - 1.0 && from.min(to) < step_is + 1.0
        };
        let darker = air::filters(nearest * (libm::exp2(step_is) - 1.0));
        let mut at = 0;
        for run in moments
            .windows(2)
            .collect::<Vec<_>>()
            .chunk_by(|a, b| heard(a) == heard(b))
        {
            let from = at * MOMENT;
            at += run.len();
            if !heard(run[0]) {
                continue;
            }
            let until = near.len().min(at * MOMENT);
            let before = from.saturating_sub(PRIMING);
            let mut stop = near[before..until].to_vec();
            chain(&darker, &mut stop, Way::Line);
            let blocks = sum[from..until].chunks_mut(MOMENT);
            for ((sum, stop), ends) in blocks.zip(stop[from - before..].chunks(MOMENT)).zip(run) {
                blend(sum, stop, step_is, [ends[0], ends[1]]);
            }
        }
    }
    sum
}

/// Adds the samples of one doubling of the distance between two moments.
fn blend(sum: &mut [f32], stop: &[f32], step: f64, [from, to]: [(f64, f64); 2]) {
    let slope = |from: f64, to: f64| (to - from) / MOMENT as f64;
    let slopes = (slope(from.0, to.0), slope(from.1, to.1));
    for (n, (sum, sample)) in (0_i32..).zip(sum.iter_mut().zip(stop)) {
        let n = f64::from(n);
        let (octave, level) = (from.0 + n * slopes.0, from.1 + n * slopes.1);
        let share = (1.0 - (octave - step).abs()).max(0.0);
        *sum += sample * (share * level) as f32;
    }
}

/// The frames from one moment to the next: 0.3 ms.
const MOMENT: usize = 16;

/// The frames that run through the filters before the first that is heard: a tenth of a second,
/// in which the lowest shelf settles.
const PRIMING: usize = RATE as usize / 10;

/// An interpolator that reads a signal between its samples: a sinc under a Hann
/// window, from a table.
struct Interpolator {
    /// One row of taps for each fraction of a frame, and one more.
    table: Vec<[f32; TAPS]>,
}

const TAPS: usize = 32;
const PARTS: usize = 512;

impl Interpolator {
    /// Creates an interpolator for a signal that is read `pace` times as fast as it
    /// was recorded. It filters out frequencies that would alias.
    fn new(pace: f64) -> Interpolator {
        let cutoff = 0.97 * (1.0 / pace).min(1.0);
        let half = TAPS as f64 / 2.0;
        let row = |part: usize| {
            let late = part as f64 / PARTS as f64;
            let mut taps = [0.0; TAPS];
            for (tap, value) in taps.iter_mut().enumerate() {
                let x = tap as f64 - (half - 1.0) - late;
                let turn = std::f64::consts::PI * x * cutoff;
                let sinc = if turn == 0.0 {
                    1.0
                } else {
                    libm::sin(turn) / turn
                };
                let window = 0.5 + 0.5 * libm::cos(std::f64::consts::PI * x / half);
                *value = (cutoff * sinc * window) as f32;
            }
            taps
        };
        Interpolator {
            table: (0..=PARTS).map(row).collect(),
        }
    }

    /// Returns the signal at a position in frames; silence beyond its ends.
    fn at(&self, wave: &[f32], place: f64) -> f32 {
        let whole = libm::floor(place);
        let part = (place - whole) * PARTS as f64;
        let (row, between) = (part as usize, (part - libm::floor(part)) as f32);
        let (low, high) = (&self.table[row], &self.table[(row + 1).min(PARTS)]);
        let first = whole as i64 - (TAPS as i64 / 2 - 1);
        let tap = |tap: usize| low[tap] + between * (high[tap] - low[tap]);
        let inside = usize::try_from(first).ok();
        if let Some(wave) = inside.and_then(|first| wave.get(first..first + TAPS)) {
            // Eight sums do not wait for each other.
            let mut sums = [[0.0; 4]; 2];
            for n in (0..TAPS).step_by(8) {
                for (half, sums) in sums.iter_mut().enumerate() {
                    for (lane, sum) in sums.iter_mut().enumerate() {
                        let n = n + 4 * half + lane;
                        *sum += wave[n] * tap(n);
                    }
                }
            }
            return sums.as_flattened().iter().sum();
        }
        let mut sum = 0.0;
        for n in 0..TAPS {
            let at = usize::try_from(first + n as i64).ok();
            sum += at.and_then(|at| wave.get(at)).copied().unwrap_or(0.0) * tap(n);
        }
        sum
    }
}

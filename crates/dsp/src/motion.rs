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
    let moment = |n: usize| {
        let distance = path.distance(Frames::from(n).seconds().0);
        (octave(distance), spread(distance, SMALL) / closest)
    };
    let moments: Vec<(f64, f64)> = (0..near.len()).map(moment).collect();
    let mut sum = vec![0.0; near.len()];
    for step in 0..=octave(most).ceil() as usize {
        let mut stop = near.to_vec();
        let darker = air::filters(nearest * (libm::exp2(step as f64) - 1.0));
        chain(&darker, &mut stop, Way::Line);
        for ((sum, sample), (octave, level)) in sum.iter_mut().zip(stop).zip(&moments) {
            let share = 1.0 - (octave - step as f64).abs();
            if share > 0.0 {
                *sum += sample * (share * level) as f32;
            }
        }
    }
    sum
}

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
        let mut sum = 0.0;
        let inside = usize::try_from(first).ok();
        if let Some(wave) = inside.and_then(|first| wave.get(first..first + TAPS)) {
            for (n, sample) in wave.iter().enumerate() {
                sum += sample * tap(n);
            }
            return sum;
        }
        for n in 0..TAPS {
            let at = usize::try_from(first + n as i64).ok();
            sum += at.and_then(|at| wave.get(at)).copied().unwrap_or(0.0) * tap(n);
        }
        sum
    }
}

//! The reverberation of a hall for music, and of other spaces.
//!
//! Takes two channels and adds reverberation to them. High frequencies decay
//! faster. On a circle the end of a hall is still ringing at the beginning.
//!
//! A feedback delay network of eight lines and a Householder matrix: J.-M. Jot & A.
//! Chaigne, *Digital delay networks for designing artificial reverberators* (1991).

use std::f64::consts::TAU;

use cuebook_core::units::RATE;
use cuebook_dsp::filter::Way;

/// The lengths of the delay lines in frames: 31 to 79 ms, without a common divisor.
const LINES: [usize; 8] = [1493, 1777, 2053, 2311, 2693, 3067, 3389, 3803];

/// The lengths at half the rate.
const HALF: [usize; 8] = [743, 887, 1031, 1153, 1327, 1531, 1693, 1901];

/// The time to fall by 60 dB at low frequencies, in seconds.
const DECAY: f64 = 2.1;

/// The frequency above which air and seats absorb more, in Hz.
const DARK: f64 = 3200.0;

/// The part of a circle that runs before its beginning, in frames.
const PRIMING: usize = 5 * RATE as usize / 2;

/// The length of the tail after the last sound, in frames.
pub(crate) const TAIL: usize = 2 * RATE as usize;

/// The number of frames processed at a time: fewer than the shortest line holds.
const BLOCK: usize = 256;

/// Adds `share` of reverberation; `slow` is 1, or 2 at half the rate.
pub(crate) fn hall((left, right): (&mut [f32], &mut [f32]), share: f64, way: Way, slow: usize) {
    let mut hall = Hall::new(slow);
    if way == Way::Circle {
        let start = left.len().saturating_sub(PRIMING / slow);
        let (mut left, mut right) = (left[start..].to_vec(), right[start..].to_vec());
        hall.run(&mut left, &mut right, (1.0, 0.0));
    }
    hall.run(left, right, (1.0, share as f32));
}

/// A space of any size.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Space {
    /// The time in which sound crosses it, in seconds.
    pub size: f64,
    /// The time in which low frequencies fall by 60 dB, in seconds.
    pub decay: f64,
    /// The decay of the highest frequencies, as a share of `decay`.
    pub treble: f64,
}

/// The lengths of the lines of a space relative to its size.
const PATHS: [f64; 8] = [0.62, 0.74, 0.86, 0.97, 1.13, 1.28, 1.42, 1.59];

/// The shortest line of a space, in frames.
const SHORTEST: usize = 48;

pub(crate) struct Hall {
    lines: [Line; 8],
    /// The gain of each line after one pass.
    kept: [f32; 8],
    /// The pole of the low-pass of each line.
    dark: [f32; 8],
    last: [f32; 8],
    /// The number of frames processed at a time.
    block: usize,
}

struct Line {
    samples: Vec<f32>,
    at: usize,
}

impl Line {
    /// Reads the oldest samples of the line into one lane of `onto`.
    fn read(&self, lane: usize, onto: &mut [[f32; 8]]) {
        let (begin, end) = self.samples.split_at(self.at);
        let (first, rest) = onto.split_at_mut(end.len().min(onto.len()));
        for (onto, sample) in first.iter_mut().zip(end) {
            onto[lane] = *sample;
        }
        for (onto, sample) in rest.iter_mut().zip(begin) {
            onto[lane] = *sample;
        }
    }

    /// Replaces the oldest samples by the newest.
    fn write(&mut self, lane: usize, from: &[[f32; 8]]) {
        let (begin, end) = self.samples.split_at_mut(self.at);
        let (first, rest) = from.split_at(end.len().min(from.len()));
        for (sample, from) in end.iter_mut().zip(first) {
            *sample = from[lane];
        }
        for (sample, from) in begin.iter_mut().zip(rest) {
            *sample = from[lane];
        }
        self.at = (self.at + from.len()) % self.samples.len();
    }
}

impl Hall {
    fn new(slow: usize) -> Hall {
        let rate = f64::from(RATE) / slow as f64;
        let lines = if slow == 1 { LINES } else { HALF };
        let kept = |frames: usize| {
            let seconds = frames as f64 / rate;
            libm::pow(10.0, -3.0 * seconds / DECAY) as f32
        };
        Hall {
            lines: lines.map(|frames| Line {
                samples: vec![0.0; frames],
                at: 0,
            }),
            kept: lines.map(kept),
            dark: [libm::exp(-TAU * DARK / rate) as f32; 8],
            last: [0.0; 8],
            block: BLOCK,
        }
    }

    /// Creates the network of a space.
    #[must_use]
    pub(crate) fn of(space: Space) -> Hall {
        let rate = f64::from(RATE);
        let line = |path: f64| ((path * space.size * rate) as usize | 1).max(SHORTEST);
        let lines = PATHS.map(line);
        let loss = |frames: usize| -3.0 * frames as f64 / rate / space.decay;
        // The pole that gives the highest frequencies their decay (Jot, 1992).
        let pole = |frames: usize| {
            let faster = 1.0 - 1.0 / (space.treble * space.treble);
            (std::f64::consts::LN_10 / 4.0 * loss(frames) * faster).clamp(0.0, 0.95) as f32
        };
        Hall {
            lines: lines.map(|frames| Line {
                samples: vec![0.0; frames],
                at: 0,
            }),
            kept: lines.map(|frames| libm::pow(10.0, loss(frames)) as f32),
            dark: lines.map(pole),
            last: [0.0; 8],
            block: lines
                .into_iter()
                .min()
                .map_or(BLOCK, |least| least.min(BLOCK)),
        }
    }

    /// Mixes two channels with their reverberation, by the shares of both.
    pub(crate) fn run(&mut self, left: &mut [f32], right: &mut [f32], (dry, share): (f32, f32)) {
        let mut lanes = [[0.0_f32; 8]; BLOCK];
        // Copies of the state stay in registers.
        let (gains, mut last) = ((self.kept, self.dark), self.last);
        for (left, right) in left
            .chunks_mut(self.block)
            .zip(right.chunks_mut(self.block))
        {
            let lanes = &mut lanes[..left.len()];
            for (n, line) in self.lines.iter().enumerate() {
                line.read(n, lanes);
            }
            for ((left, right), lanes) in left.iter_mut().zip(right).zip(&mut *lanes) {
                let wet = turn(&mut last, gains, lanes, (*left, *right));
                *left = dry * *left + share * wet.0;
                *right = dry * *right + share * wet.1;
            }
            for (n, line) in self.lines.iter_mut().enumerate() {
                line.write(n, lanes);
            }
            for last in &mut last {
                if last.abs() < 1e-20 {
                    *last = 0.0;
                }
            }
        }
        self.last = last;
    }
}

/// Returns the output of the lines for one frame and feeds it back into them. The gains
/// are those after a pass and the poles.
#[inline(always)]
fn turn(
    last: &mut [f32; 8],
    (kept, dark): ([f32; 8], [f32; 8]),
    lanes: &mut [f32; 8],
    (left, right): (f32, f32),
) -> (f32, f32) {
    for n in 0..8 {
        let now = kept[n] * lanes[n];
        last[n] = now + (last[n] - now) * dark[n];
    }
    let out = *last;
    // Householder matrix: every line is mixed into all others without a change of power.
    let all = out.iter().sum::<f32>() / 4.0;
    let heard = [left, right, left, right, left, right, left, right];
    for n in 0..8 {
        lanes[n] = out[n] - all + 0.5 * heard[n];
    }
    (
        out[0] - out[2] + out[4] - out[6],
        out[1] - out[3] + out[5] - out[7],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    #[test]
    fn a_hall_rings_for_about_two_seconds_and_darkens() {
        let (mut left, mut right) = (vec![0.0; 192_000], vec![0.0; 192_000]);
        (left[0], right[0]) = (1.0, 1.0);
        hall((&mut left, &mut right), 1.0, Way::Line, 1);
        let low = measure::decay(&measure::filtered(&left[480..], 80.0, 600.0));
        assert!((1.4..2.4).contains(&low), "{low} s");
        let high = measure::decay(&measure::filtered(&left[480..], 3000.0, 8000.0));
        assert!(high < 0.7 * low, "{high} s of {low} s");
    }

    #[test]
    fn on_a_circle_the_end_rings_on_at_the_beginning() {
        let (mut left, mut right) = (vec![0.0; 240_000], vec![0.0; 240_000]);
        (left[239_000], right[239_000]) = (1.0, 1.0);
        hall((&mut left, &mut right), 1.0, Way::Circle, 1);
        assert!(measure::rms(&left[..24_000]) > 3.0 * measure::rms(&left[200_000..238_000]));
    }
}

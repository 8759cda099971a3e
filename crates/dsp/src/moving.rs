//! A filter with a variable frequency.
//!
//! Takes one channel or two and the frequency for each frame, and filters in place.
//! The filter is stable at any speed of change. On a circle it is in its steady
//! state at the first sample.
//!
//! A state-variable filter by the trapezoidal rule; A. Simper, *Linear trapezoidal
//! integrated SVF* (2013).

use std::f64::consts::PI;

use super::filter::{TINY, Way};
use cuebook_core::units::RATE;

/// The shape of a filter, 12 dB an octave.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// A low-pass with unity gain at 0 Hz.
    Low,
    /// A high-pass with unity gain far above its cutoff.
    High,
    /// A band-pass with unity gain at its centre.
    Band,
}

/// A moving filter.
#[derive(Copy, Clone, Debug)]
pub struct Moving {
    /// The shape, the same for the whole sound.
    pub pass: Pass,
    /// The reciprocal of q.
    pub damping: f64,
    /// The number of frames between two updates of the frequency.
    pub step: usize,
}

/// The filter's state: band and low for each channel.
type State<const C: usize> = [[f64; C]; 2];

impl Moving {
    /// Filters one channel or two.
    pub fn over(self, channels: &mut [Vec<f32>], way: Way, frequency: impl Fn(usize) -> f64) {
        match channels {
            [left, right] => self.run([left, right], way, frequency),
            _ => channels
                .iter_mut()
                .for_each(|channel| self.run([channel], way, &frequency)),
        }
    }

    /// Filters channels of the same length.
    pub fn run<const C: usize>(
        self,
        mut channels: [&mut [f32]; C],
        way: Way,
        frequency: impl Fn(usize) -> f64,
    ) {
        let frames = channels.iter().map(|channel| channel.len()).min();
        let frames = frames.unwrap_or(0);
        let mut state = [[0.0; C]; 2];
        if way == Way::Circle {
            // The last second runs before the beginning.
            let from = frames.saturating_sub(RATE as usize) / self.step * self.step;
            let mut end = channels.each_ref().map(|channel| channel[from..].to_vec());
            for at in (from..frames).step_by(self.step) {
                let block = end
                    .each_mut()
                    .map(|channel| &mut channel[at - from..frames.min(at + self.step) - from]);
                self.block(block, frequency(at), &mut state);
            }
        }
        for at in (0..frames).step_by(self.step) {
            let block = channels
                .each_mut()
                .map(|channel| &mut channel[at..frames.min(at + self.step)]);
            self.block(block, frequency(at), &mut state);
        }
    }

    fn block<const C: usize>(
        self,
        mut channels: [&mut [f32]; C],
        frequency: f64,
        state: &mut State<C>,
    ) {
        let g = libm::tan(PI * frequency.min(20_000.0) / f64::from(RATE));
        let a1 = 1.0 / (1.0 + g * (g + self.damping));
        let (a2, a3) = (g * a1, g * g * a1);
        // The rule is expanded, so that each state depends only on the last two.
        let to_first = [2.0 * a1 - 1.0, -2.0 * a2, 2.0 * a2];
        let to_second = [2.0 * a2, 1.0 - 2.0 * a3, 2.0 * a3];
        let (band, low) = ([a1, -a2, a2], [a2, 1.0 - a3, a3]);
        let out = match self.pass {
            Pass::Low => low,
            Pass::High => {
                let whole = [0.0, 0.0, 1.0];
                [0, 1, 2].map(|n| whole[n] - self.damping * band[n] - low[n])
            }
            Pass::Band => band.map(|part| self.damping * part),
        };
        let [mut first, mut second] = *state;
        for n in 0..channels[0].len() {
            let mut x = [0.0; C];
            for (x, channel) in x.iter_mut().zip(&channels) {
                *x = f64::from(channel[n]);
            }
            for c in 0..C {
                let [before, below, now] = [first[c], second[c], x[c]];
                first[c] = (to_first[1] * below + to_first[2] * now) + to_first[0] * before;
                second[c] = (to_second[0] * before + to_second[2] * now) + to_second[1] * below;
                x[c] = out[0] * before + (out[1] * below + out[2] * now);
            }
            for (channel, x) in channels.iter_mut().zip(x) {
                channel[n] = x as f32;
            }
        }
        *state = [first, second];
        for value in state.iter_mut().flatten() {
            if value.abs() < TINY {
                *value = 0.0;
            }
        }
    }
}

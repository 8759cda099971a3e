//! A filter whose frequency moves.
//!
//! In: one channel or two, and the frequency at each frame. Out: the same
//! samples, filtered in place. Always true: it stays stable however fast it
//! moves; on a circle it is in its steady state at the first sample.
//!
//! A state-variable filter by the trapezoidal rule; A. Simper, *Linear
//! trapezoidal integrated SVF* (2013).

use std::f64::consts::PI;

use super::filter::Way;
use crate::units::RATE;

/// What a filter lets through, 12 dB an octave.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    Low,
    High,
    /// Unity at its centre.
    Band,
}

/// A moving filter.
#[derive(Copy, Clone, Debug)]
pub struct Moving {
    pub pass: Pass,
    /// One over its q.
    pub damping: f64,
    /// Frames between two workings-out of the frequency.
    pub step: usize,
}

/// The filter's state: its band and its low, for each channel.
type State<const C: usize> = [[f64; C]; 2];

/// Below this a state is nought, before it goes denormal.
const NOUGHT: f64 = 1e-30;

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

    /// Filters channels of one length.
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
            // A second of the end is heard before the beginning.
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
        let frames = channels.iter().map(|channel| channel.len()).min();
        for n in 0..frames.unwrap_or(0) {
            for (c, channel) in channels.iter_mut().enumerate() {
                let x = f64::from(channel[n]);
                let rest = x - state[1][c];
                let band = a1 * state[0][c] + a2 * rest;
                let low = state[1][c] + a2 * state[0][c] + a3 * rest;
                state[0][c] = 2.0 * band - state[0][c];
                state[1][c] = 2.0 * low - state[1][c];
                channel[n] = match self.pass {
                    Pass::Low => low,
                    Pass::High => x - self.damping * band - low,
                    Pass::Band => self.damping * band,
                } as f32;
            }
        }
        for value in state.iter_mut().flatten() {
            if value.abs() < NOUGHT {
                *value = 0.0;
            }
        }
    }
}

//! A layer that follows a breath in level and brightness.
//!
//! In: samples and a curve from 0 to 1. Out: the samples, louder and brighter
//! where the curve is high. Always true: nothing leaps; gains and filters move
//! from point to point of the curve's table.

use super::curve::{Curve, STEP};
use super::draw::{Draw, linear};
use super::filter::Way;
use crate::perform::sound::recipe::score::{Breathe, OpensShape};
use crate::units::RATE;

/// Lets one channel or two breathe together.
///
/// # Errors
/// Those of the formulas.
pub fn breathe(
    channels: &mut [Vec<f32>],
    of: &Breathe,
    curve: &Curve,
    (draw, way): (&mut Draw<'_>, Way),
) -> Result<(), String> {
    let depth = draw.level(&of.depth)?;
    if let Some(opens) = &of.opens {
        let (from, to) = (draw.hertz(&opens.from)?, draw.hertz(&opens.to)?);
        let q = draw.plain_or(opens.q.as_ref(), 0.7)?.max(0.1);
        let octaves = libm::log2(to / from);
        let moving = Moving {
            shape: opens.shape,
            damping: 1.0 / q,
        };
        let frequency = |frame: usize| from * libm::pow(2.0, octaves * f64::from(curve.at(frame)));
        match channels {
            [left, right] => moving.run([left, right], way, frequency),
            _ => channels
                .iter_mut()
                .for_each(|channel| moving.run([channel], way, frequency)),
        }
    }
    for channel in channels {
        swell(channel, |frame| {
            linear(-depth * f64::from(1.0 - curve.at(frame))) as f32
        });
    }
    Ok(())
}

/// Multiplies samples by a gain that goes straight from point to point.
fn swell(samples: &mut [f32], gain: impl Fn(usize) -> f32) {
    let mut now = gain(0);
    for (n, block) in samples.chunks_mut(STEP).enumerate() {
        let next = gain((n + 1) * STEP);
        let slope = (next - now) / STEP as f32;
        for (k, sample) in block.iter_mut().enumerate() {
            *sample *= now + slope * k as f32;
        }
        now = next;
    }
}

/// A state-variable filter whose frequency moves (A. Simper, 2013).
#[derive(Copy, Clone)]
struct Moving {
    shape: OpensShape,
    damping: f64,
}

/// The filter's state: its band and its low, for each channel.
type State<const C: usize> = [[f64; C]; 2];

impl Moving {
    fn run<const C: usize>(
        self,
        mut channels: [&mut Vec<f32>; C],
        way: Way,
        frequency: impl Fn(usize) -> f64,
    ) {
        let frames = channels.iter().map(|channel| channel.len()).min();
        let frames = frames.unwrap_or(0);
        let mut state = [[0.0; C]; 2];
        if way == Way::Circle {
            // A second of the end is heard before the beginning.
            let from = frames.saturating_sub(RATE as usize) / STEP * STEP;
            let mut end = channels.each_ref().map(|channel| channel[from..].to_vec());
            for at in (from..frames).step_by(STEP) {
                let block = end
                    .each_mut()
                    .map(|channel| &mut channel[at - from..frames.min(at + STEP) - from]);
                self.block(block, frequency(at), &mut state);
            }
        }
        for at in (0..frames).step_by(STEP) {
            let block = channels
                .each_mut()
                .map(|channel| &mut channel[at..frames.min(at + STEP)]);
            self.block(block, frequency(at), &mut state);
        }
    }

    fn block<const C: usize>(
        self,
        mut channels: [&mut [f32]; C],
        frequency: f64,
        state: &mut State<C>,
    ) {
        let g = libm::tan(std::f64::consts::PI * frequency.min(20_000.0) / f64::from(RATE));
        let a1 = 1.0 / (1.0 + g * (g + self.damping));
        let (a2, a3) = (g * a1, g * g * a1);
        let frames = channels.iter().map(|channel| channel.len()).min();
        for n in 0..frames.unwrap_or(0) {
            for (c, channel) in channels.iter_mut().enumerate() {
                let v3 = f64::from(channel[n]) - state[1][c];
                let band = a1 * state[0][c] + a2 * v3;
                let low = state[1][c] + a2 * state[0][c] + a3 * v3;
                state[0][c] = 2.0 * band - state[0][c];
                state[1][c] = 2.0 * low - state[1][c];
                channel[n] = match self.shape {
                    OpensShape::LowPass => low,
                    OpensShape::Band => band * self.damping,
                } as f32;
            }
        }
        for value in state.iter_mut().flatten() {
            if value.abs() < 1e-30 {
                *value = 0.0;
            }
        }
    }
}

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

/// Lets samples breathe.
///
/// # Errors
/// Those of the formulas.
pub fn breathe(
    samples: &mut [f32],
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
        moving.run(samples, way, |frame| {
            from * libm::pow(2.0, octaves * f64::from(curve.at(frame)))
        });
    }
    let gain = |frame: usize| linear(-depth * f64::from(1.0 - curve.at(frame))) as f32;
    let mut now = gain(0);
    for (n, block) in samples.chunks_mut(STEP).enumerate() {
        let next = gain((n + 1) * STEP);
        let slope = (next - now) / STEP as f32;
        for (k, sample) in block.iter_mut().enumerate() {
            *sample *= now + slope * k as f32;
        }
        now = next;
    }
    Ok(())
}

/// A state-variable filter whose frequency moves (A. Simper, 2013).
struct Moving {
    shape: OpensShape,
    damping: f64,
}

impl Moving {
    fn run(&self, samples: &mut [f32], way: Way, frequency: impl Fn(usize) -> f64) {
        let mut state = (0.0, 0.0);
        if way == Way::Circle {
            // A second of the end, heard before the beginning.
            let start = samples.len().saturating_sub(RATE as usize) / STEP;
            let mut end: Vec<f32> = samples[start * STEP..].to_vec();
            for (n, block) in end.chunks_mut(STEP).enumerate() {
                self.block(block, frequency((start + n) * STEP), &mut state);
            }
        }
        for (n, block) in samples.chunks_mut(STEP).enumerate() {
            self.block(block, frequency(n * STEP), &mut state);
        }
    }

    fn block(&self, block: &mut [f32], frequency: f64, state: &mut (f64, f64)) {
        let g = libm::tan(std::f64::consts::PI * frequency.min(20_000.0) / f64::from(RATE));
        let a1 = 1.0 / (1.0 + g * (g + self.damping));
        let (a2, a3) = (g * a1, g * g * a1);
        for sample in block {
            let v3 = f64::from(*sample) - state.1;
            let band = a1 * state.0 + a2 * v3;
            let low = state.1 + a2 * state.0 + a3 * v3;
            *state = (2.0 * band - state.0, 2.0 * low - state.1);
            *sample = match self.shape {
                OpensShape::LowPass => low,
                OpensShape::Band => band * self.damping,
            } as f32;
        }
        if state.0.abs() + state.1.abs() < 1e-30 {
            *state = (0.0, 0.0);
        }
    }
}

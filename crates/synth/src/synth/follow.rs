//! Modulates the level and brightness of a layer with a breath.
//!
//! Takes samples and a curve from 0 to 1, and makes the samples louder and brighter
//! where the curve is high. Gains and filters move smoothly between the points of
//! the curve's table.

use super::curve::{Curve, STEP};
use super::draw::{Draw, linear};
use crate::recipe::score::{Breathe, OpensShape};
use cuebook_dsp::filter::{SHARPEST, Way};
use cuebook_dsp::moving::{Moving, Pass};

/// Applies a breath to one channel or two.
///
/// # Errors
/// Returns the errors of the formulas.
pub(super) fn breathe(
    channels: &mut [Vec<f32>],
    of: &Breathe,
    curve: &Curve,
    (draw, way): (&mut Draw<'_>, Way),
) -> Result<(), String> {
    let depth = draw.level(&of.depth)?;
    if let Some(opens) = &of.opens {
        let (from, to) = (draw.hertz(&opens.from)?, draw.hertz(&opens.to)?);
        let q = draw.plain_or(opens.q.as_ref(), 0.7)?.clamp(0.1, SHARPEST);
        let higher = libm::log(to / from);
        let moving = Moving {
            pass: match opens.shape {
                OpensShape::LowPass => Pass::Low,
                OpensShape::Band => Pass::Band,
            },
            damping: 1.0 / q,
            step: STEP,
        };
        moving.over(channels, way, |frame| {
            from * libm::exp(higher * f64::from(curve.at(frame)))
        });
    }
    let points = channels.first().map_or(0, Vec::len).div_ceil(STEP) + 1;
    let gains: Vec<f32> = (0..points)
        .map(|point| linear(-depth * f64::from(1.0 - curve.at(point * STEP))) as f32)
        .collect();
    for channel in channels {
        swell(channel, &gains);
    }
    Ok(())
}

/// Multiplies samples by a gain that is linear between points.
fn swell(samples: &mut [f32], gains: &[f32]) {
    for (block, ends) in samples.chunks_mut(STEP).zip(gains.windows(2)) {
        let slope = (ends[1] - ends[0]) / STEP as f32;
        // Small whole numbers become floats four at a time.
        for (k, sample) in (0_i32..).zip(block) {
            *sample *= ends[0] + slope * k as f32;
        }
    }
}

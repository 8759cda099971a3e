//! Layers that last as long as their bed.
//!
//! Takes a layer without envelope and repeat, and adds its sound to the whole
//! canvas. On a circle noise, filters and breaths have no beginning.

use super::draw::Draw;
use super::drive::drive;
use super::follow;
use super::generate::{friction, gravel};
use super::performer::Performer;
use super::source::friction::stick_slip;
use super::source::noise::{colouring, white};
use super::sweep::filters;
use crate::recipe::score::{Layer, Source};
use cuebook_dsp::air;
use cuebook_dsp::canvas::{Canvas, Extent, power};
use cuebook_dsp::filter::{Way, over};
use cuebook_dsp::random::Random;

/// Returns whether a layer lasts as long as a canvas of this extent.
#[must_use]
pub(super) fn is_sustained(layer: &Layer, extent: Extent) -> bool {
    let ends = layer.envelope.is_some() || layer.repeat.is_some() || layer.passes.is_some();
    let goes_on = layer.source.is_endless() || matches!(layer.source, Source::Tune(_));
    goes_on && !ends && extent != Extent::Open
}

/// Adds a sustained layer to a canvas.
pub(super) fn sustain(
    performer: &Performer<'_>,
    layer: &Layer,
    onto: &mut Canvas,
    own: &Random,
) -> Result<(), String> {
    let mut draw = performer.draw(own.named("shape"));
    let mut channels = raw((performer, layer), onto, own, &mut draw)?;
    let way = onto.extent.way();
    let mut together = match &layer.source {
        Source::Noise(of) => colouring(of.colour),
        _ => Vec::new(),
    };
    together.extend(filters(&layer.filters, &mut draw)?);
    over(&together, &mut channels, way);
    if let Some(hard) = &layer.drive {
        let hard = draw.level(hard)?;
        drive_all(&mut channels, hard);
    }
    let gain = even(&channels, draw.gain(layer.gain.as_ref())?);
    for breathe in &layer.breathe {
        let name = breathe.name.as_deref();
        let curve = performer.breath(name, &breathe.period, onto.extent, own)?;
        follow::breathe(&mut channels, breathe, &curve, (&mut draw, way))?;
    }
    if let Some(distance) = &layer.distance {
        over(&air::filters(draw.metres(distance)?), &mut channels, way);
    }
    let pan = draw.plain_or(layer.pan.as_ref(), 0.0)?;
    match channels.as_slice() {
        [one] => onto.place(one, 0, gain, pan),
        [left, right] => onto.place_stereo((left, right), 0, gain, pan),
        _ => {}
    }
    performer.spare.give(channels);
    Ok(())
}

fn drive_all(channels: &mut [Vec<f32>], hard: f64) {
    match channels {
        [one] => drive([one], hard),
        [left, right] => drive([left, right], hard),
        _ => {}
    }
}

/// Returns the output of the generator, with noise still white: one channel, or two
/// that differ by `width`.
fn raw(
    (performer, layer): (&Performer<'_>, &Layer),
    onto: &Canvas,
    own: &Random,
    draw: &mut Draw<'_>,
) -> Result<Vec<Vec<f32>>, String> {
    let (frames, way) = (onto.frames(), onto.extent.way());
    match &layer.source {
        Source::Noise(_) => {}
        Source::Tone(of) => return Ok(vec![performer.tone(of, onto.extent, own, draw)?]),
        Source::Engine(of) => {
            let name = (layer.layer.as_str(), onto.extent);
            return Ok(vec![performer.engine(of, name, own, draw)?]);
        }
        Source::Tune(of) => {
            let canvas = performer.tune(of, onto.extent, own, draw)?;
            return Ok(vec![canvas.left, canvas.right]);
        }
        Source::StickSlip(of) => {
            let mut friction_of = friction(of, draw)?;
            if way == Way::Circle {
                friction_of.to = friction_of.from;
            }
            let jerks = stick_slip(friction_of, frames, &mut own.named("source"));
            return Ok(vec![jerks]);
        }
        Source::Grains(of) => {
            let mut random = own.named("source");
            return Ok(vec![gravel(
                of,
                (frames, way),
                &mut random,
                (draw, &performer.budget),
            )?]);
        }
        _ => return Ok(Vec::new()),
    }
    let one = white(
        performer.spare.take(frames),
        frames,
        &mut own.named("source"),
    );
    let width = draw.plain_or(layer.width.as_ref(), 0.0)?.clamp(0.0, 1.0);
    if width == 0.0 {
        return Ok(vec![one]);
    }
    let mut other = white(
        performer.spare.take(frames),
        frames,
        &mut own.named("other"),
    );
    let alike = 1.0 - width;
    let unlike = libm::sqrt(1.0 - alike * alike);
    for (other, one) in other.iter_mut().zip(&one) {
        *other = alike as f32 * one + unlike as f32 * *other;
    }
    Ok(vec![one, other])
}

/// Returns the factor that brings the mean power of all channels to `gain`.
fn even(channels: &[Vec<f32>], gain: f64) -> f64 {
    let all: usize = channels.iter().map(Vec::len).sum();
    let power: f64 = channels.iter().map(|channel| power(channel)).sum();
    if power > 0.0 {
        gain / libm::sqrt(power / all as f64)
    } else {
        1.0
    }
}

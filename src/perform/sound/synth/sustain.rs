//! Layers that go on for as long as their bed.
//!
//! In: a layer without envelope and repeat. Out: its sound over the whole
//! canvas. Always true: on a circle it has no beginning: noise, filters and
//! breaths all run round.

use super::air;
use super::canvas::{Canvas, Extent, pan_gains};
use super::draw::Draw;
use super::filter::{Way, over};
use super::follow;
use super::generate::{friction, gravel};
use super::layer::Performer;
use super::source::friction::stick_slip;
use super::source::noise::noise;
use super::sweep::filters;
use crate::perform::sound::random::Random;
use crate::perform::sound::recipe::score::{Layer, Source};

/// Whether a layer goes on for as long as a canvas of this extent.
#[must_use]
pub fn is_sustained(layer: &Layer, extent: Extent) -> bool {
    let ends = layer.envelope.is_some() || layer.repeat.is_some();
    let goes_on = layer.source.is_endless() || matches!(layer.source, Source::Tune(_));
    goes_on && !ends && extent != Extent::Open
}

/// Lays a sustained layer on a canvas.
pub fn sustain(
    performer: &Performer<'_>,
    layer: &Layer,
    onto: &mut Canvas,
    own: &Random,
) -> Result<(), String> {
    let mut draw = performer.draw(own.named("shape"));
    let mut channels = raw((performer, layer), onto, own, &mut draw)?;
    let way = onto.extent.way();
    over(&filters(&layer.filters, &mut draw)?, &mut channels, way);
    even(&mut channels, draw.gain(layer.gain.as_ref())?);
    for breathe in &layer.breathe {
        let name = breathe.name.as_deref();
        let curve = performer.breath(name, &breathe.period, onto.extent, own)?;
        follow::breathe(&mut channels, breathe, &curve, (&mut draw, way))?;
    }
    if let Some(distance) = &layer.distance {
        over(&air::filters(draw.metres(distance)?), &mut channels, way);
    }
    let pan = draw.plain_or(layer.pan.as_ref(), 0.0)?;
    match channels.as_mut_slice() {
        [one] => onto.place(one, 0, 1.0, pan),
        [left, right] => {
            let gains = pan_gains(pan);
            left.iter_mut().for_each(|sample| *sample *= gains.0 as f32);
            right
                .iter_mut()
                .for_each(|sample| *sample *= gains.1 as f32);
            onto.place_stereo(left, right);
        }
        _ => {}
    }
    Ok(())
}

/// What the generator makes: one channel, or two that are as unlike as `width` says.
fn raw(
    (performer, layer): (&Performer<'_>, &Layer),
    onto: &Canvas,
    own: &Random,
    draw: &mut Draw<'_>,
) -> Result<Vec<Vec<f32>>, String> {
    let (frames, way) = (onto.frames(), onto.extent.way());
    let of = match &layer.source {
        Source::Noise(of) => of,
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
    };
    let one = noise(of.colour, frames, way, &mut own.named("source"));
    let width = draw.plain_or(layer.width.as_ref(), 0.0)?.clamp(0.0, 1.0);
    if width == 0.0 {
        return Ok(vec![one]);
    }
    let mut other = noise(of.colour, frames, way, &mut own.named("other"));
    let alike = 1.0 - width;
    let unlike = libm::sqrt(1.0 - alike * alike);
    for (other, one) in other.iter_mut().zip(&one) {
        *other = alike as f32 * one + unlike as f32 * *other;
    }
    Ok(vec![one, other])
}

/// Brings the mean power of all channels to `gain`.
fn even(channels: &mut [Vec<f32>], gain: f64) {
    let (mut power, mut all) = (0.0, 0);
    for channel in channels.iter() {
        power += channel
            .iter()
            .map(|sample| f64::from(*sample) * f64::from(*sample))
            .sum::<f64>();
        all += channel.len();
    }
    if power > 0.0 {
        let factor = (gain / libm::sqrt(power / all as f64)) as f32;
        for sample in channels.iter_mut().flatten() {
            *sample *= factor;
        }
    }
}

//! The last touch: air, level, ends.
//!
//! In: all layers on one canvas. Out: audio as a cue uses it, at its place.
//! Always true: no DC; before the recipe's own `level`, and from where it is
//! usually heard, every sound is even and no sample is beyond −1 dBFS; it ends
//! at nought or in a circle, and is mono where left and right are the same.

use super::curve::{fade_in, fade_out, frames};
use super::draw::{Draw, linear};
use crate::audio::Audio;
use crate::recipe::{Kind, Recipe, Settings};
use crate::units::{Decibels, Metres};
use cuebook_dsp::canvas::{Canvas, Extent};
use cuebook_dsp::filter::Biquad;
use cuebook_dsp::loudness::Meter;
use cuebook_dsp::place::{self, Journey, Place};
use cuebook_dsp::random::Random;

/// The highest peak of a spot, in dBFS, and its highest momentary loudness, in
/// LUFS, heard from where it usually is: whichever is reached first.
const SPOT_PEAK: f64 = -3.0;
const SPOT_LOUDNESS: f64 = -18.0;

/// The loudness of a bed heard from where it usually is, in LUFS.
const BED_LOUDNESS: f64 = -23.0;

/// What is below this is no sound, in Hz.
const DIRECT: f64 = 4.0;

/// No sample is beyond this, in dBFS.
const CEILING: f64 = -1.0;

/// How far the highest peaks of a bed may be pressed, in dB. Shots and crackles
/// stand so far above the rest that a bed would else be too quiet beside speech.
const PRESSED: f64 = 8.0;

/// Below this a sample is left as it is when peaks are pressed; full scale is 1.
const KNEE: f32 = 0.4;

/// Finishes a canvas.
///
/// # Errors
/// Those of the recipe's formulas, and silence where a sound is due.
pub fn finish(
    mut canvas: Canvas,
    recipe: &Recipe,
    settings: &Settings,
    place: &Place,
) -> Result<Audio, String> {
    let journey = journey(recipe, settings)?;
    let mut draw = certain(settings);
    let mut level = Decibels(
        draw.level_or(recipe.level.as_ref(), 0.0)?
            .clamp(-60.0, 24.0),
    );
    canvas.ring_out();
    canvas.filter(&[Biquad::high_pass(DIRECT, std::f64::consts::FRAC_1_SQRT_2)]);
    let peak = canvas.peak();
    if !peak.is_finite() {
        return Err("a value of this recipe is beyond all bounds".to_owned());
    }
    if peak < 1e-9 {
        return Err("nothing sounds with these settings".to_owned());
    }
    // Its level is known from where it usually is; from elsewhere it is as much
    // louder or weaker as its way makes it.
    let usual = match journey {
        Some(journey) if journey.distance != journey.usual => {
            let mut usual = canvas.clone();
            journey.as_usual().travel(&mut usual);
            journey.travel(&mut canvas);
            level = level + journey.gain();
            gain(&usual, recipe.kind)
        }
        Some(journey) => {
            journey.travel(&mut canvas);
            gain(&canvas, recipe.kind)
        }
        None => gain(&canvas, recipe.kind),
    };
    if is_once(&canvas, recipe.kind) {
        canvas.scale(usual as f32 * level.gain().0);
    } else {
        press(&mut canvas, usual as f32, level.gain().0);
    }
    place::put(&mut canvas, place, USUAL);
    end(&mut canvas);
    Ok(canvas.into_audio())
}

/// From how far a recipe without a distance of its own is heard.
const USUAL: Metres = Metres(1.0);

/// The way from what sounds to the listener, if the recipe knows of one.
fn journey(recipe: &Recipe, settings: &Settings) -> Result<Option<Journey>, String> {
    let Some(distance) = &recipe.distance else {
        return Ok(None);
    };
    let size = match &recipe.size {
        Some(size) => certain(settings).metres(size)?,
        None => place::SMALL,
    };
    Ok(Some(Journey {
        usual: certain(&recipe.defaults()).metres(distance)?,
        distance: certain(settings).metres(distance)?,
        size,
    }))
}

/// Draws what leaves nothing to chance.
fn certain(settings: &Settings) -> Draw<'_> {
    Draw {
        settings,
        random: Random::new(0),
    }
}

/// Whether a canvas holds a spot that sounds once.
fn is_once(canvas: &Canvas, kind: Kind) -> bool {
    kind == Kind::Spot && canvas.extent == Extent::Open
}

/// The gain that brings a sound to its even level.
fn gain(canvas: &Canvas, kind: Kind) -> f64 {
    let peak = f64::from(canvas.peak());
    // Near full scale, so that nothing that sounds is taken for silence.
    let near = 0.5 / peak;
    let meter = Meter::hear(&canvas.left, &canvas.right, near);
    let (due, found, ceiling) = if is_once(canvas, kind) {
        (SPOT_LOUDNESS, meter.momentary(), SPOT_PEAK)
    } else {
        (BED_LOUDNESS, meter.integrated(), CEILING + PRESSED)
    };
    let Some(found) = found else {
        return linear(ceiling.min(SPOT_PEAK)) / peak;
    };
    // A hundredth of a dB hides what another machine's logarithm might differ by.
    let step = ((due - found) * 100.0).round() / 100.0;
    (linear(step) * near).min(linear(ceiling) / peak)
}

/// Bends peaks above the knee towards the ceiling, as tape and ears do, between a gain and another.
fn press(canvas: &mut Canvas, before: f32, after: f32) {
    let room = linear(CEILING) as f32 - KNEE;
    for sample in canvas.left.iter_mut().chain(&mut canvas.right) {
        let mut pressed = *sample * before;
        let above = pressed.abs() - KNEE;
        if above > 0.0 {
            let bent = KNEE + room * libm::tanhf(above / room);
            pressed = bent.copysign(pressed);
        }
        *sample = pressed * after;
    }
}

/// Lets what has ends begin and end at nought.
fn end(canvas: &mut Canvas) {
    match canvas.extent {
        Extent::Circle(_) => {}
        Extent::Line(all) => {
            for channel in [&mut canvas.left, &mut canvas.right] {
                fade_in(&mut channel[..frames(0.5).min(all / 4)]);
                fade_out(&mut channel[all - frames(2.0).min(all / 4)..]);
            }
        }
        Extent::Open => {
            let quiet = canvas.peak() * 3e-4;
            let heard = |side: &[f32]| side.iter().rposition(|s| s.abs() > quiet).unwrap_or(0);
            let last = heard(&canvas.left).max(heard(&canvas.right)) + frames(0.03);
            let last = last.min(canvas.frames());
            for channel in [&mut canvas.left, &mut canvas.right] {
                channel.truncate(last);
                // Nothing that begins at nought is touched: a shock stays a shock.
                if channel.first().is_some_and(|first| first.abs() > quiet) {
                    fade_in(&mut channel[..8.min(last)]);
                }
                fade_out(&mut channel[last - frames(0.03).min(last)..]);
            }
        }
    }
}

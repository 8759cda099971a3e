//! The last step of a sound: absorption by air, level, ends and place.
//!
//! Takes all layers on one canvas and returns the audio for a cue. The result has
//! no DC. Before the recipe's own `level`, and at its usual distance, every sound
//! has the same loudness and no sample above −1 dBFS. It ends at zero or leads into
//! its start, and is mono if left and right are the same.

use super::curve::{fade_in, fade_out, frames};
use super::draw::{Draw, linear};
use crate::recipe::{Kind, Recipe, Settings};
use cuebook_core::audio::Audio;
use cuebook_core::units::{Decibels, Metres};
use cuebook_dsp::air;
use cuebook_dsp::canvas::{Canvas, Extent, peak};
use cuebook_dsp::filter::Biquad;
use cuebook_dsp::loudness::Meter;
use cuebook_dsp::place::{self, Journey, Place};
use cuebook_dsp::random::Random;

/// The highest peak of a spot in dBFS, and its highest momentary loudness in LUFS,
/// at its usual distance. The first limit that is reached applies.
const SPOT_PEAK: f64 = -3.0;
const SPOT_LOUDNESS: f64 = -18.0;

/// The loudness of a bed at its usual distance, in LUFS.
const BED_LOUDNESS: f64 = -23.0;

/// The cutoff below which a signal counts as DC, in Hz.
const DC_CUTOFF: f64 = 4.0;

/// The highest sample of a bed, in dBFS.
const CEILING: f64 = -1.0;

/// The largest reduction of a bed's peaks, in dB. Shots and crackles are so far
/// above the rest that the bed would otherwise be too quiet beside speech.
const MAX_LIMITING: f64 = 8.0;

/// The level below which peaks are not changed; full scale is 1.
const KNEE: f32 = 0.4;

/// Finishes a canvas.
///
/// # Errors
/// Returns the errors of the recipe's formulas, and an error if the sound is
/// silent.
pub(super) fn finish(
    mut canvas: Canvas,
    recipe: &Recipe,
    settings: &Settings,
    place: &Place,
) -> Result<Audio, String> {
    let journey = journey(recipe, settings)?;
    let mut draw = not_random(settings);
    let mut level = Decibels(
        draw.level_or(recipe.level.as_ref(), 0.0)?
            .clamp(-60.0, 24.0),
    );
    canvas.ring_out();
    canvas.filter(&[Biquad::high_pass(
        DC_CUTOFF,
        std::f64::consts::FRAC_1_SQRT_2,
    )]);
    let peak = canvas.peak();
    if !peak.is_finite() {
        return Err("a value of this recipe is too large".to_owned());
    }
    if peak < 1e-9 {
        return Err("the sound is silent with these settings".to_owned());
    }
    // The level is normalised at the usual distance; another distance changes it by
    // the loss along the path.
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
        limit(&mut canvas, usual as f32, level.gain().0);
    }
    place::put(&mut canvas, place, USUAL);
    fade_ends(&mut canvas);
    Ok(canvas.into_audio())
}

/// The distance of a recipe without its own one.
const USUAL: Metres = Metres(1.0);

/// Returns the path from the source to the listener, if the recipe has a distance.
fn journey(recipe: &Recipe, settings: &Settings) -> Result<Option<Journey>, String> {
    let Some(distance) = &recipe.distance else {
        return Ok(None);
    };
    let size = match &recipe.size {
        Some(size) => not_random(settings).metres(size)?,
        None => air::SMALL,
    };
    Ok(Some(Journey {
        usual: not_random(&recipe.defaults()).metres(distance)?,
        distance: not_random(settings).metres(distance)?,
        size,
    }))
}

/// Returns a source of values without random draws.
fn not_random(settings: &Settings) -> Draw<'_> {
    Draw {
        settings,
        random: Random::new(0),
    }
}

/// Returns whether a canvas contains a spot that plays once.
fn is_once(canvas: &Canvas, kind: Kind) -> bool {
    kind == Kind::Spot && canvas.extent == Extent::Open
}

/// Returns the gain that normalises a sound.
fn gain(canvas: &Canvas, kind: Kind) -> f64 {
    let peak = f64::from(canvas.peak());
    // Measure near full scale, so that a quiet sound does not count as silence.
    let near = 0.5 / peak;
    let meter = Meter::measure(&canvas.left, &canvas.right, near);
    let (target, found, ceiling) = if is_once(canvas, kind) {
        (SPOT_LOUDNESS, meter.momentary(), SPOT_PEAK)
    } else {
        (BED_LOUDNESS, meter.integrated(), CEILING + MAX_LIMITING)
    };
    let Some(found) = found else {
        return linear(ceiling.min(SPOT_PEAK)) / peak;
    };
    // Rounding to 0.01 dB removes differences between logarithms of different
    // machines.
    let step = ((target - found) * 100.0).round() / 100.0;
    (linear(step) * near).min(linear(ceiling) / peak)
}

/// Applies a soft limit to peaks above the knee. One gain is applied before, one
/// after.
fn limit(canvas: &mut Canvas, before: f32, after: f32) {
    let room = linear(CEILING) as f32 - KNEE;
    let sides = [&mut canvas.left, &mut canvas.right].into_iter();
    for block in sides.flat_map(|side| side.chunks_mut(FEW)) {
        if peak(block) * before <= KNEE {
            for sample in block {
                *sample = *sample * before * after;
            }
            continue;
        }
        for sample in block {
            let mut limited = *sample * before;
            let above = limited.abs() - KNEE;
            if above > 0.0 {
                let bent = KNEE + room * libm::tanhf(above / room);
                limited = bent.copysign(limited);
            }
            *sample = limited * after;
        }
    }
}

/// The number of samples that are scaled at once where none is above the knee.
const FEW: usize = 64;

/// Fades the ends of a sound to zero.
fn fade_ends(canvas: &mut Canvas) {
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
                // A sound that starts at zero is unchanged, so a shock keeps its
                // front.
                if channel.first().is_some_and(|first| first.abs() > quiet) {
                    fade_in(&mut channel[..8.min(last)]);
                }
                fade_out(&mut channel[last - frames(0.03).min(last)..]);
            }
        }
    }
}

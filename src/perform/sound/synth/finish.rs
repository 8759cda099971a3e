//! The last touch: air, level, ends.
//!
//! In: all layers on one canvas. Out: audio as a cue uses it. Always true: no
//! DC, no sample beyond −1 dBFS, ends at nought or in a circle, and mono where
//! left and right are the same.

use super::air;
use super::canvas::{Canvas, Extent};
use super::curve::{fade_in, fade_out, frames};
use super::draw::{Draw, linear};
use super::filter::Biquad;
use crate::audio::Audio;
use crate::perform::sound::random::Random;
use crate::perform::sound::recipe::{Kind, Recipe, Settings};
use crate::units::RATE;

/// The peak of a spot at its defaults, in dBFS.
const SPOT_PEAK: f64 = -3.0;

/// The loudness of a bed at its defaults, in LUFS.
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

/// How much weaker each doubling of the distance makes it, in dB. The inverse
/// law says 6; most of that is left to the cue's gain, so that a recipe is
/// heard wherever it is put.
const DOUBLING: f64 = 1.5;

/// Finishes a canvas.
///
/// # Errors
/// Those of the recipe's formulas, and silence where a sound is due.
pub fn finish(mut canvas: Canvas, recipe: &Recipe, settings: &Settings) -> Result<Audio, String> {
    let mut draw = Draw {
        settings,
        random: Random::new(0),
    };
    let mut level = draw.level_or(recipe.level.as_ref(), 0.0)?;
    if canvas.extent == Extent::Open {
        // Room for the last filters to ring out.
        let end = canvas.frames() + frames(0.1);
        canvas.left.resize(end, 0.0);
        canvas.right.resize(end, 0.0);
    }
    if let Some(distance) = &recipe.distance {
        let metres = draw.metres(distance)?;
        level -= DOUBLING * libm::log2(metres / usual(recipe, distance)?);
        canvas.filter(&mut air::filters(metres));
    }
    canvas.filter(&mut [Biquad::high_pass(DIRECT, std::f64::consts::FRAC_1_SQRT_2)]);
    if canvas.peak() < 1e-9 {
        return Err("nothing sounds with these settings".to_owned());
    }
    let once = recipe.kind == Kind::Spot && canvas.extent == Extent::Open;
    if once {
        canvas.scale(peak_gain(&canvas, (SPOT_PEAK + level).min(CEILING)) as f32);
    } else {
        let gain = loudness_gain(&canvas, BED_LOUDNESS + level)?;
        canvas.scale(gain.min(peak_gain(&canvas, CEILING + PRESSED)) as f32);
        press(&mut canvas);
    }
    end(&mut canvas);
    Ok(audio(canvas))
}

/// The distance at which the recipe is at its usual level.
fn usual(
    recipe: &Recipe,
    distance: &crate::perform::sound::recipe::formula::Formula,
) -> Result<f64, String> {
    let usual = recipe.defaults();
    let mut draw = Draw {
        settings: &usual,
        random: Random::new(0),
    };
    draw.metres(distance)
}

fn peak_gain(canvas: &Canvas, decibels: f64) -> f64 {
    linear(decibels) / f64::from(canvas.peak())
}

/// The gain that brings a bed to a loudness (ITU-R BS.1770-4).
fn loudness_gain(canvas: &Canvas, due: f64) -> Result<f64, String> {
    let told = |error: ebur128::Error| format!("its loudness cannot be measured: {error}");
    let mut meter = ebur128::EbuR128::new(2, RATE, ebur128::Mode::I).map_err(told)?;
    // Near full scale, so that the meter's absolute gate lets it through.
    let near = 0.5 / canvas.peak();
    for (left, right) in canvas.left.chunks(4800).zip(canvas.right.chunks(4800)) {
        let scaled = |side: &[f32]| side.iter().map(|s| s * near).collect::<Vec<f32>>();
        meter
            .add_frames_planar_f32(&[&scaled(left), &scaled(right)])
            .map_err(told)?;
    }
    let found = meter.loudness_global().map_err(told)?;
    if !found.is_finite() {
        return Ok(peak_gain(canvas, SPOT_PEAK));
    }
    // A hundredth of a dB hides what another machine's logarithm might differ by.
    let step = ((due - found) * 100.0).round() / 100.0;
    Ok(linear(step) * f64::from(near))
}

/// Bends peaks above the knee towards the ceiling, as tape and ears do.
fn press(canvas: &mut Canvas) {
    let room = linear(CEILING) as f32 - KNEE;
    for sample in canvas.left.iter_mut().chain(&mut canvas.right) {
        let above = sample.abs() - KNEE;
        if above > 0.0 {
            let bent = KNEE + room * libm::tanhf(above / room);
            *sample = bent.copysign(*sample);
        }
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
                fade_in(&mut channel[..8.min(last)]);
                fade_out(&mut channel[last - frames(0.03).min(last)..]);
            }
        }
    }
}

fn audio(canvas: Canvas) -> Audio {
    if canvas.left == canvas.right {
        Audio::mono(canvas.left)
    } else {
        Audio {
            channels: vec![canvas.left, canvas.right],
        }
    }
}

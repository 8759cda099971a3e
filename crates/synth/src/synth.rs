//! The synthesiser: turns a recipe, its settings, a form and a seed into audio at a
//! normalised level.
//!
//! A loop is made on a circle: a sound that rings past the end continues at the
//! beginning, so the loop has no seam.

mod budget;
mod curve;
mod draw;
mod drive;
mod finish;
mod follow;
mod generate;
mod layer;
mod performer;
mod pitched;
mod room;
mod source;
mod sustain;
mod sweep;
mod times;
mod tune;

use super::recipe::formula::{Formula, Rate};
use super::recipe::score::{Layer, Repeat, Source};
use super::recipe::{Kind, Recipe, Settings};
use super::{Form, Place};
use budget::Budget;
use cuebook_core::audio::Audio;
use cuebook_dsp::canvas::{Canvas, Extent};
use cuebook_dsp::random::Random;
use curve::frames;
use draw::Draw;
use performer::Performer;

/// The default length of a loop, in seconds.
const LOOP: f64 = 40.0;

/// The longest loop, in seconds.
const LONGEST_LOOP: f64 = 120.0;

/// The default length of a bed that is played once, in seconds.
const ONCE: f64 = 8.0;

/// The default rate of a repeated spot, in events a second.
const AGAIN: f64 = 1.0 / 6.0;

/// Performs a recipe.
///
/// # Errors
/// Returns a message when a formula is not finite, the result is silent, or the
/// sound is too long or too expensive.
pub(crate) fn perform(
    recipe: &Recipe,
    settings: &Settings,
    (form, seed): (Form, u64),
    place: &Place,
) -> Result<Audio, String> {
    perform_within(recipe, settings, (form, seed), place, Budget::default())
}

fn perform_within(
    recipe: &Recipe,
    settings: &Settings,
    (form, seed): (Form, u64),
    place: &Place,
    budget: Budget,
) -> Result<Audio, String> {
    let root = Random::new(seed).named(recipe.stem());
    let mut draw = Draw {
        settings,
        random: root.named("length"),
    };
    let extent = extent(recipe, form, &mut draw)?;
    let repeats = recipe.kind == Kind::Spot && form == Form::Loop;
    let performer = Performer::new(settings, root.clone(), budget, repeats);
    let mut canvas = Canvas::new(extent);
    if repeats {
        performer.layer(&again(recipe), &mut canvas, &root)?;
    } else {
        for layer in &recipe.layers {
            performer.layer(layer, &mut canvas, &root)?;
        }
    }
    if let Some(of) = &recipe.room {
        performer.room(of, &mut canvas, &mut draw)?;
    }
    finish::finish(canvas, recipe, settings, place)
}

/// Returns the extent of the sound.
fn extent(recipe: &Recipe, form: Form, draw: &mut Draw<'_>) -> Result<Extent, String> {
    match (form, recipe.kind) {
        (Form::Loop, _) => {
            let mut seconds = draw.time_or(recipe.loops.as_ref(), LOOP)?;
            if let (Kind::Spot, Some(rate)) = (recipe.kind, rate_of(recipe)) {
                // Rare events need a longer loop, or the listener recognises their
                // pattern.
                seconds = seconds.max(6.0 / draw.rate(rate)?.max(1e-3));
            }
            // The number of frames is even, so the loop also fits at half the rate.
            let pairs = frames(seconds.clamp(1.0, LONGEST_LOOP) / 2.0);
            Ok(Extent::Circle(2 * pairs))
        }
        (Form::Spot, Kind::Bed) => {
            let seconds = draw.time_or(recipe.lasts.as_ref(), ONCE)?;
            Ok(Extent::Line(frames(seconds.clamp(0.1, LONGEST_LOOP))))
        }
        (Form::Spot, Kind::Spot) => Ok(Extent::Open),
    }
}

fn rate_of(recipe: &Recipe) -> Option<&Formula<Rate>> {
    recipe.repeats.as_ref()?.rate.as_ref()
}

/// Returns a spot as one layer that repeats.
fn again(recipe: &Recipe) -> Layer {
    let repeat = match &recipe.repeats {
        Some(repeat) => repeat.clone(),
        None => Repeat {
            rate: Some(Formula::always(AGAIN)),
            count: None,
            every: None,
            lasts: None,
            fall: None,
            ebb: None,
            different: None,
        },
    };
    let each = recipe.each.clone().unwrap_or_default();
    Layer {
        layer: "again".to_owned(),
        source: Source::Layers(recipe.layers.clone()),
        when: None,
        at: None,
        repeat: Some(repeat),
        filters: Vec::new(),
        envelope: None,
        drive: None,
        breathe: Vec::new(),
        gain: each.gain,
        pan: each.pan,
        width: None,
        distance: each.distance,
        echoes: None,
    }
}

#[cfg(test)]
mod facts;
#[cfg(test)]
mod mutated;
#[cfg(test)]
mod tests;

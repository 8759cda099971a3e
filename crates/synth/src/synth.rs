//! The synthesiser: a recipe performed.
//!
//! In: a recipe, settings, a form, a seed. Out: audio at an even level. Always
//! true: a loop is made on a circle, so that it has no seam to be hidden: what
//! rings past its end is heard at its beginning.

mod budget;
mod curve;
mod draw;
mod finish;
mod follow;
mod generate;
mod layer;
mod pitched;
mod source;
mod sustain;
mod sweep;
mod times;
mod tune;

use super::recipe::formula::{Formula, Rate};
use super::recipe::score::{Layer, Repeat, Source};
use super::recipe::{Kind, Recipe, Settings};
use super::{Form, Place};
use crate::audio::Audio;
use budget::Budget;
use cuebook_dsp::canvas::{Canvas, Extent, Spare};
use cuebook_dsp::random::Random;
use curve::frames;
use draw::Draw;
use layer::Performer;

/// The length of a loop of which the recipe says nothing, in seconds.
const LOOP: f64 = 40.0;

/// A loop is never longer than this, in seconds.
const LONGEST_LOOP: f64 = 120.0;

/// How long a bed sounds that is played once, in seconds.
const ONCE: f64 = 8.0;

/// How often a spot comes of which the recipe says nothing, in events a second.
const AGAIN: f64 = 1.0 / 6.0;

/// Performs a recipe.
///
/// # Errors
/// In words, when a formula of the recipe comes to no number, when nothing
/// sounds, or when it is too long or too much work.
pub fn perform(
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
    let performer = Performer {
        settings,
        root: root.clone(),
        budget,
        spare: Spare::default(),
    };
    let mut canvas = Canvas::new(extent);
    if recipe.kind == Kind::Spot && form == Form::Loop {
        performer.layer(&again(recipe), &mut canvas, &root)?;
    } else {
        for layer in &recipe.layers {
            performer.layer(layer, &mut canvas, &root)?;
        }
    }
    finish::finish(canvas, recipe, settings, place)
}

/// How far the sound reaches.
fn extent(recipe: &Recipe, form: Form, draw: &mut Draw<'_>) -> Result<Extent, String> {
    match (form, recipe.kind) {
        (Form::Loop, _) => {
            let mut seconds = draw.time_or(recipe.loops.as_ref(), LOOP)?;
            if let (Kind::Spot, Some(rate)) = (recipe.kind, rate_of(recipe)) {
                // Rare events need a longer loop, or their pattern is learnt.
                seconds = seconds.max(6.0 / draw.rate(rate)?.max(1e-3));
            }
            // Even, so that it is whole at half the rate too.
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

/// A spot as one layer that comes again and again.
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

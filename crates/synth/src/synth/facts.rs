//! Compares each sound with known properties of the real one.

mod arms;
mod asked;
mod blades;
mod blasts;
mod blows;
mod bodies;
mod breakage;
mod brief;
mod crowds;
mod doors;
mod elements;
mod errands;
mod future;
mod guns;
mod handled;
mod house;
mod kitchen;
mod lines;
mod machines;
mod matter;
mod motors;
mod mouths;
mod music;
mod nature;
mod office;
mod rails;
mod recorded;
mod road;
mod scenes;
mod shots;
mod signals;
mod tunes;
mod voices;
mod voyage;
mod wonders;
mod workshop;

use super::tests::sound;
use crate::recipe::formula::{Formula, Time};
use crate::recipe::score::{Layer, Source};
use crate::recipe::{self, Recipe, Settings};
use crate::{Form, Place};
use cuebook_dsp::measure;

/// The seeds with which a fact holds: the first, or three if [`MORE`] is set.
const SEEDS: Seeds = Seeds;

/// The seeds of a fact about the mean of several sounds.
const SEVERAL: std::ops::Range<u64> = 1..4;

/// The variable with which a fact is tested with more seeds.
const MORE: &str = "CUEBOOK_MORE_SEEDS";

/// See [`SEEDS`].
#[derive(Copy, Clone)]
struct Seeds;

impl IntoIterator for Seeds {
    type Item = u64;
    type IntoIter = std::ops::Range<u64>;

    fn into_iter(self) -> Self::IntoIter {
        1..if std::env::var_os(MORE).is_some() {
            4
        } else {
            2
        }
    }
}

/// Runs all facts again, each with three seeds.
#[test]
fn sweep_every_fact_holds_with_more_seeds() {
    let tests = std::env::current_exe().unwrap();
    let mut facts = std::process::Command::new(tests);
    facts.args(["synth::facts::", "--skip", "sweep_"]);
    let done = facts.env(MORE, "1").output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}");
    assert!(!said.contains("running 0 tests"), "{said}");
}

/// Returns one channel of a spot or a loop.
fn heard(name: &str, settings: &[(&str, &str)], form: Form, seed: u64) -> Vec<f32> {
    sound(name, settings, form, seed).channels.remove(0)
}

/// Returns a loop of some layers of a recipe alone, near, without echoes and room.
fn alone(name: &str, layers: &[&str], seed: u64) -> Vec<f32> {
    performed(bare(name, layers), &[], (Form::Loop, seed))
}

/// Returns a recipe with some of its layers, without echoes and room.
fn bare(name: &str, layers: &[&str]) -> Recipe {
    let mut recipe = chosen(name, layers);
    recipe
        .layers
        .iter_mut()
        .for_each(|layer| layer.echoes = None);
    recipe.room = None;
    recipe
}

/// Returns a recipe with some of its layers, without its room, or with all if none
/// are named.
fn chosen(name: &str, layers: &[&str]) -> Recipe {
    let mut recipe: Recipe = recipe::find(name).unwrap().clone();
    if !layers.is_empty() {
        recipe
            .layers
            .retain(|layer| layers.contains(&layer.layer.as_str()));
        recipe.room = None;
    }
    recipe
}

/// Returns the time in seconds after which a sound stays 30 dB below its loudest
/// tenth of a second.
fn length(samples: &[f32]) -> f64 {
    let levels = measure::levels(samples, 0.05);
    let loudest = levels.iter().copied().fold(0.0, f64::max);
    let last = levels.iter().rposition(|level| *level > loudest * 0.0316);
    0.05 * (last.unwrap() + 1) as f64
}

/// Returns one channel of some layers of a sound alone, or of all if none are
/// named, with settings and from near.
fn some(name: &str, layers: &[&str], set: &[(&str, &str)], chance: (Form, u64)) -> Vec<f32> {
    performed(chosen(name, layers), set, chance)
}

/// Returns one channel of a loop of some layers of a sound, or of all, for some seconds: a
/// whole loop of a minute takes longer to make than a fact needs.
fn looped(
    name: &str,
    layers: &[&str],
    set: &[(&str, &str)],
    (seconds, seed): (usize, u64),
) -> Vec<f32> {
    let mut recipe: Recipe = recipe::find(name).unwrap().clone();
    let chosen = |name: &str| layers.is_empty() || layers.contains(&name);
    recipe.layers.retain(|layer| chosen(&layer.layer));
    if !layers.is_empty() {
        recipe.room = None;
    }
    recipe.loops = Some(recipe::read::of::<Formula<Time>>(&format!("{seconds}s")));
    let mut samples = performed(recipe, set, (Form::Loop, seed));
    samples.truncate(seconds * 48_000);
    samples
}

/// Returns one channel of a spot without its room and from near: the body alone.
fn dry(name: &str, set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    let mut recipe: Recipe = recipe::find(name).unwrap().clone();
    recipe.room = None;
    performed(recipe, set, (Form::Spot, seed))
}

/// Returns the first sample above a share of the highest: the front of a sound.
fn first(samples: &[f32], share: f32) -> usize {
    let highest = samples.iter().fold(0.0_f32, |high, s| high.max(s.abs()));
    let beyond = samples.iter().position(|s| s.abs() > share * highest);
    beyond.unwrap()
}

/// Returns one channel of a recipe without absorption by air.
fn performed(mut recipe: Recipe, set: &[(&str, &str)], chance: (Form, u64)) -> Vec<f32> {
    recipe.distance = None;
    made(&recipe, set, chance)
}

/// Returns one channel of a recipe.
fn made(recipe: &Recipe, set: &[(&str, &str)], chance: (Form, u64)) -> Vec<f32> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let set: Vec<(String, String)> = set.iter().map(owned).collect();
    let settings = Settings::read(recipe, &set).unwrap();
    let audio = super::perform(recipe, &settings, chance, &Place::default()).unwrap();
    audio.channels.into_iter().next().unwrap()
}

/// Returns one layer of a spot alone, without echoes and room. The path names the layers
/// that contain it.
fn part(name: &str, settings: &[(&str, &str)], path: &[&str], seed: u64) -> Vec<f32> {
    let mut recipe: Recipe = recipe::find(name).unwrap().clone();
    only(&mut recipe.layers, path);
    recipe.room = None;
    performed(recipe, settings, (Form::Spot, seed))
}

fn only(layers: &mut Vec<Layer>, path: &[&str]) {
    let Some((name, within)) = path.split_first() else {
        return;
    };
    layers.retain(|layer| layer.layer == *name);
    for layer in layers {
        layer.distance = None;
        layer.echoes = None;
        if let Source::Layers(inner) = &mut layer.source {
            only(inner, within);
        }
    }
}

//! Short loops: enough for a spectrum and for a rate, and made in a third of the time.

use super::{bare, chosen, made, performed};
use crate::Form;
use crate::recipe::formula::Formula;
use crate::recipe::{self, Recipe};

/// The length of a loop, in seconds.
pub(super) const LONG: f64 = 22.0;

/// Returns one channel of a loop at its distance and in its room.
pub(super) fn heard(name: &str, set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    let recipe = short(recipe::find(name).unwrap().clone());
    made(&recipe, set, (Form::Loop, seed))
}

/// Returns a loop of some layers of a recipe alone, near, without echoes and room.
pub(super) fn alone(name: &str, layers: &[&str], seed: u64) -> Vec<f32> {
    performed(short(bare(name, layers)), &[], (Form::Loop, seed))
}

/// Returns a loop of some layers, or of all if none are named, with settings and
/// from near.
pub(super) fn some(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    performed(short(chosen(name, layers)), set, (Form::Loop, seed))
}

/// Returns a loop of some layers in the room of their recipe.
pub(super) fn inside(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    let mut recipe = short(chosen(name, layers));
    let all: &Recipe = recipe::find(name).unwrap();
    recipe.room.clone_from(&all.room);
    performed(recipe, set, (Form::Loop, seed))
}

fn short(mut recipe: Recipe) -> Recipe {
    recipe.loops = Some(Formula::always(LONG));
    recipe
}

//! Recipes: sounds written as scores for the synthesiser, in YAML.
//!
//! In: the files of `sounds/`, compiled into the binary. Out: [`Recipe`]s by
//! name, and the mistakes in what a script sets. Always true: every recipe of
//! the library parses, or none is offered under its name.
//!
//! # The format
//!
//! ```yaml
//! about: A heavy oak door, struck with a fist or a rifle butt.
//! kind: spot                       # spot: once; bed: goes on
//! words: [knock, pound, batter]    # words of prose that call for it
//! params:                          # what a script may set
//!   - { param: force, default: 0.7, low: 0, high: 1, about: how hard it is struck }
//!   - { param: material, default: oak, words: [oak, iron], about: what it is made of }
//! level: (force - 0.7) * 12dB      # how much louder than usual; absent: 0dB
//! distance: distance               # from how far all of it is heard
//! size: 2m                         # how large what sounds is; absent: a point
//! loops: 40s                       # how long the loop is, in a bed
//! lasts: 8s                        # how long a bed sounds that is played once
//! repeats: { rate: density }       # how a spot follows itself in a bed
//! each: { gain: -6dB..0dB, pan: -0.5..0.5 }   # and what tells one from another
//! layers:
//!   - layer: plate
//!     source: { modes: { body: plate, lowest: 70Hz, highest: 400Hz, decay: 180ms } }
//!     gain: -3dB
//! ```
//!
//! A **value** is a [formula](formula::Formula) over parameters, with units:
//! `18ms * (calibre / 122mm) ^ 0.4`, `mix(2kHz, 6kHz, force)`. A range,
//! `80ms..120ms`, is drawn anew for each event; frequencies are drawn by
//! interval. There are `+ - * / ^`, parentheses, `min`, `max`, `mix`, `log2`;
//! `is(material, iron)` is 1 where that parameter is that word, else 0.
//! Inside `{ }` a value with a comma needs quotes, as YAML has it:
//! `{ decay: "mix(1s, 2s, size)" }`.
//!
//! A **layer** has a `source`, and may have `when` (sounds where above nought),
//! `at`, `repeat`, `filters`, `envelope`, `breathe`, `gain`, `pan`, `width`,
//! `distance`, `echoes`; see [`score`] for each. A layer without envelope and
//! repeat is *sustained*: it goes on for as long as its bed. All others are
//! *events*. `gain` is the level after filters and envelope against full scale,
//! the RMS of a sustained layer, the peak of an event; the whole is then
//! brought to an even level.

pub mod formula;
mod library;
mod param;
mod parse;
pub mod quantity;
pub mod score;
pub mod settings;

use serde::Deserialize;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::world::Score;

use formula::Formula;
pub use param::{Param, Takes};
use score::{Each, Layer, Repeat};
pub use settings::{Problem, Settings, Value};

/// A sound of the library.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    #[serde(skip)]
    pub name: String,
    /// What is heard, in a sentence.
    pub about: String,
    pub kind: Kind,
    /// The words of prose that call for it.
    pub words: Vec<String>,
    #[serde(default)]
    pub params: Vec<Param>,
    /// How much louder than usual, in dB.
    pub level: Option<Formula>,
    /// From how far all of it is heard.
    pub distance: Option<Formula>,
    /// How large the sounding thing is: nearer than that it grows no louder.
    pub size: Option<Formula>,
    /// The length of the loop.
    pub loops: Option<Formula>,
    /// The length of a bed that is played once.
    pub lasts: Option<Formula>,
    /// How a spot follows itself in a bed.
    pub repeats: Option<Repeat>,
    /// What tells one from another then.
    #[serde(default)]
    pub each: Each,
    pub layers: Vec<Layer>,
}

/// Whether a sound ends by itself.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It happens once.
    Spot,
    /// It goes on.
    Bed,
}

impl Recipe {
    /// Reads a recipe.
    ///
    /// # Errors
    /// In words, with the place, when it is not as the format says.
    pub fn read(name: &str, yaml: &str) -> Result<Recipe, String> {
        let mut recipe: Recipe = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        name.clone_into(&mut recipe.name);
        Ok(recipe)
    }

    /// Every parameter at its default.
    #[must_use]
    pub fn defaults(&self) -> Settings {
        let params = self.params.iter();
        params
            .map(|param| (param.name.clone(), Value::default_of(&param.takes)))
            .collect()
    }
}

/// The names of all recipes, in the order of the library.
pub fn names() -> impl Iterator<Item = &'static str> {
    library::all().iter().map(|recipe| recipe.name.as_str())
}

/// The recipe of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Recipe> {
    library::all().iter().find(|recipe| recipe.name == name)
}

/// The recipe that a script names, of the library or its own.
#[must_use]
pub fn of(score: &Score) -> Option<Cow<'static, Recipe>> {
    match &score.own {
        None => find(&score.name).map(Cow::Borrowed),
        Some(text) => Recipe::read(&score.name, text).ok().map(Cow::Owned),
    }
}

/// The mistakes in a recipe.
#[must_use]
pub fn proof(name: &str, text: &str) -> Vec<Diagnostic> {
    let found = Recipe::read(name, text).err();
    found
        .map(|reason| Diagnostic::error("recipe", Span::default(), reason))
        .into_iter()
        .collect()
}

/// The text of a recipe; empty if there is none of this name.
#[must_use]
pub fn text(score: &Score) -> &str {
    let library = || {
        let known = library::TEXTS.iter().find(|(name, _)| *name == score.name);
        known.map_or("", |(_, text)| text)
    };
    score.own.as_deref().unwrap_or_else(library)
}

/// The mistakes in what a script sets for a recipe; none if it can be made.
#[must_use]
pub fn check(score: &Score, settings: &[(String, String)]) -> Vec<Problem> {
    match of(score) {
        Some(recipe) => Settings::read(&recipe, settings).err().unwrap_or_default(),
        None => vec![Problem {
            setting: score.name.clone(),
            message: format!("there is no sound named `{}`", score.name),
            nearest: nearest(&score.name, names()).map(str::to_owned),
        }],
    }
}

#[cfg(test)]
mod tests;

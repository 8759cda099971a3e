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
//! `distance`, `echoes`; see [`score`] for each. A layer whose source is endless,
//! without envelope and repeat, is *sustained*: it goes on for as long as its
//! bed. All others are *events*. `gain` is the level after filters and envelope
//! against full scale, the RMS of a sustained layer, the peak of an event; of
//! layers within layers it is relative. The whole is then brought to an even level.
//!
//! Reading is strict and tells every mistake in one run, with its place: keys,
//! words, units, parameters, what would have no end, what would be no number.
//! A recipe has 256 KiB and 1,000 layers at the most, eight deep, and lists of
//! 64; a sound that ends does so within 120 s.

pub mod formula;
mod library;
pub mod param;
pub mod quantity;
pub mod read;
mod rules;
pub mod score;
pub mod settings;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Span, nearest};
use cuebook_core::recipe_ref::RecipeRef;
use cuebook_yaml as yaml;

use formula::{Formula, Length, Level, Time};
pub use param::{Param, Takes};
use read::{Reading, Written, words, written};
use score::{Each, Layer, Repeat};
pub use settings::{Problem, Settings, Value};

/// The longest text of a recipe, in bytes.
pub const MAX_BYTES: usize = 256 << 10;

/// A sound of the library, or one of the user's own.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub name: String,
    score: Score,
}

impl std::ops::Deref for Recipe {
    type Target = Score;
    fn deref(&self) -> &Score {
        &self.score
    }
}

impl std::ops::DerefMut for Recipe {
    fn deref_mut(&mut self) -> &mut Score {
        &mut self.score
    }
}

written! {
    /// What a recipe holds.
    pub struct Score: "a recipe", "about: A door." {
        /// What is heard, in a sentence.
        pub about: String,
        pub kind: Kind,
        /// The words of prose that call for it.
        pub words: Vec<String>,
        /// They stand before what uses them.
        pub params: Vec<Param>,
        /// How much louder than usual, in dB.
        pub level: Option<Formula<Level>>,
        /// From how far all of it is heard.
        pub distance: Option<Formula<Length>>,
        /// How large the sounding thing is: nearer than that it grows no louder.
        pub size: Option<Formula<Length>>,
        /// The length of the loop.
        pub loops: Option<Formula<Time>>,
        /// The length of a bed that is played once.
        pub lasts: Option<Formula<Time>>,
        /// How a spot follows itself in a bed.
        pub repeats: Option<Repeat>,
        /// What tells one from another then.
        pub each: Option<Each>,
        pub layers: Vec<Layer>,
    }
    within rules::recipe
}

words! {
    /// Whether a sound ends by itself.
    pub enum Kind: "a kind of sound" {
        /// It happens once.
        Spot = "spot",
        /// It goes on.
        Bed = "bed",
    }
}

impl Recipe {
    /// Reads a recipe.
    ///
    /// # Errors
    /// Every mistake in it. Their places are in `text`, their source is
    /// [`Source::Recipe(0)`](crate::diagnostic::Source::Recipe): whoever reads
    /// several says which by [`Diagnostic::in_recipe`].
    pub fn read(name: &str, text: &str) -> Result<Recipe, Vec<Diagnostic>> {
        let (score, diagnostics) = read_score(text);
        match score {
            Some(score) if diagnostics.is_empty() => Ok(Recipe {
                name: name.to_owned(),
                score,
            }),
            _ => Err(diagnostics.into_iter().map(|d| d.in_recipe(0)).collect()),
        }
    }

    /// Its name without folder and ending: what its chance is drawn by, so that
    /// it sounds the same from wherever it is named.
    #[must_use]
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        file.split('.').next().unwrap_or(file)
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

/// Reads what a recipe holds, with every mistake in it.
fn read_score(text: &str) -> (Option<Score>, Vec<Diagnostic>) {
    if text.len() > MAX_BYTES {
        let message = format!("a recipe has {} KiB at the most", MAX_BYTES >> 10);
        let mistake = Diagnostic::error("too-large", Span::default(), message);
        return (None, vec![mistake]);
    }
    let (source, mut diagnostics) = yaml::decode(text.as_bytes());
    let tree = yaml::parse(&source);
    diagnostics.extend(tree.diagnostics);
    let mut reading = Reading::new(&source, tree.broken);
    let score = match &tree.root {
        Some(root) if !root.is_empty() => Score::read("recipe", root, &mut reading),
        _ => {
            if !tree.broken {
                let mistake =
                    Diagnostic::error("empty-value", Span::default(), "the recipe is empty");
                let hint = "begin with `about: What is heard.` and `kind: spot`";
                reading.report(mistake.hint(hint));
            }
            None
        }
    };
    diagnostics.extend(reading.finish());
    diagnostics.sort_by_key(|d| d.labels.first().map(|label| label.span.start));
    (score, diagnostics)
}

/// The mistakes in the text of a recipe; none if it can be made. Their places
/// are those of [`Recipe::read`].
#[must_use]
pub fn check_text(name: &str, text: &str) -> Vec<Diagnostic> {
    Recipe::read(name, text).err().unwrap_or_default()
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
pub fn of(named: &RecipeRef) -> Option<Cow<'static, Recipe>> {
    match &named.own {
        None => find(&named.name).map(Cow::Borrowed),
        Some(text) => Recipe::read(&named.name, text).ok().map(Cow::Owned),
    }
}

/// The text of a recipe; empty if there is none of this name.
#[must_use]
pub fn text(named: &RecipeRef) -> &str {
    let library = || {
        let known = library::TEXTS.iter().find(|(name, _)| *name == named.name);
        known.map_or("", |(_, text)| text)
    };
    named.own.as_deref().unwrap_or_else(library)
}

/// The mistakes in what a script sets for a recipe; none if it can be made.
#[must_use]
pub fn check(named: &RecipeRef, settings: &[(String, String)]) -> Vec<Problem> {
    match of(named) {
        Some(recipe) => Settings::read(&recipe, settings).err().unwrap_or_default(),
        None => vec![Problem {
            setting: named.name.clone(),
            message: format!("there is no sound named `{}`", named.name),
            nearest: nearest(&named.name, names()).map(str::to_owned),
        }],
    }
}

#[cfg(test)]
mod tests;

//! Recipes: sounds described in YAML for the synthesiser.
//!
//! The files of `sounds/` are compiled into the binary. This module returns them as
//! [`Recipe`]s by name, and checks the settings that a script makes. A test reads
//! every recipe of the library.
//!
//! # The format
//!
//! ```yaml
//! about: A heavy oak door, struck with a fist or a rifle butt.
//! kind: spot                       # spot: plays once; bed: goes on
//! category: DOORWood               # id in the Universal Category System
//! words: [knock, pound, batter]    # words of the prose that suggest it
//! params:                          # the settings that a script can make
//!   - { param: force, default: 0.7, low: 0, high: 1, about: how hard it is struck }
//!   - { param: material, default: oak, words: [oak, iron], about: what it is made of }
//! level: (force - 0.7) * 12dB      # change of the usual level; default 0dB
//! room: { size: 5m, decay: 0.4s, level: -12dB }   # the place around it; default none
//! distance: distance               # distance of the whole sound
//! size: 2m                         # size of the source; default a point
//! loops: 40s                       # length of the loop of a bed
//! lasts: 8s                        # length of a bed that plays once
//! repeats: { rate: density }       # how a spot repeats in a bed
//! each: { gain: -6dB..0dB, pan: -0.5..0.5 }   # and how repetitions differ
//! layers:
//!   - layer: plate
//!     source: { modes: { body: plate, lowest: 70Hz, highest: 400Hz, decay: 180ms } }
//!     gain: -3dB
//! ```
//!
//! A **value** is a formula over parameters, with units:
//! `18ms * (calibre / 122mm) ^ 0.4`, `mix(2kHz, 6kHz, force)`. A range such as
//! `80ms..120ms` is drawn again for each event; frequencies are drawn on a
//! logarithmic scale. Formulas have `+ - * / ^`, parentheses, `min`, `max`, `mix`
//! and `log2`; `is(material, iron)` is 1 if the parameter has this word, else 0.
//! Inside `{ }`, YAML requires quotes around a value with a comma:
//! `{ decay: "mix(1s, 2s, size)" }`.
//!
//! A **layer** has a `source`, and may have `when` (it plays where this is above
//! zero), `at`, `repeat`, `filters`, `envelope`, `drive`, `breathe`, `gain`, `pan`,
//! `width`, `distance` and `echoes`; see `docs/recipes.md` for each. A layer with
//! an endless source, without envelope and repeat, is *sustained*: it lasts as
//! long as its bed. All other layers are *events*. `gain` is the level after
//! filters and envelope relative to full scale: the RMS of a sustained layer, the
//! peak of an event. Within nested layers it is relative. The finished sound is
//! then normalised.
//!
//! Reading is strict and reports all mistakes in one run, each with its place: in
//! keys, words, units and parameters, values that do not end, and values that are
//! not finite. A recipe has at most 256 KiB and 1,000 layers, nested at most eight
//! deep, and lists of at most 64 entries. A sound that ends lasts at most 120 s.

pub mod caption;
mod category;
pub(crate) mod formula;
mod library;
mod param;
pub mod quantity;
pub(crate) mod read;
mod rules;
pub(crate) mod score;
pub(crate) mod settings;

use std::borrow::Cow;

use cuebook_core::diagnostic::{Diagnostic, Severity, Span, nearest};
use cuebook_core::recipe_ref::RecipeRef;
use cuebook_core::words;
use cuebook_yaml as yaml;
use cuebook_yaml::mapping::{Declared, Map, OrDefault, Required, mapping};

use caption::Caption;
pub use category::{Category, CategoryId};
use formula::{Formula, Length, Level, Time};
pub use library::{Choice, Note};
pub use param::{Param, Takes};
use read::{Items, MOST_LAYERS, NotEmpty, Reading, Text, Word};
use score::{Each, Layer, Repeat, Room};
use settings::Value;
pub use settings::{Problem, Settings};

/// The longest text of a recipe, in bytes.
pub const MAX_BYTES: usize = 256 << 10;

/// A sound of the library or of the user.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The name in the library, or the path of the file in a script.
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

mapping! {
    /// The content of a recipe.
    pub struct Score: "score", "a recipe", "about: A door." {} keys {
        /// The description, in one sentence.
        about: Required<Text>,
        /// Whether the sound ends: a spot or a bed.
        kind: Required<Word<Kind>>,
        /// The category in the Universal Category System, by its id.
        category: CategoryId,
        /// The words of prose that suggest the sound.
        words: OrDefault<Items<Text>>,
        /// The parameters. They come before the formulas that use them.
        params: OrDefault<Items<Param>>,
        /// The words of captions. The first item whose `when` holds is used.
        captions: OrDefault<Items<Map<Caption>>>,
        /// The change of the usual level, in dB.
        level: Formula<Level>,
        /// The distance of the whole sound.
        distance: Formula<Length>,
        /// The size of the source. Within this distance the sound grows no louder.
        size: Formula<Length>,
        /// The length of the loop.
        loops: Formula<Time>,
        /// The length of a bed that is played once.
        lasts: Formula<Time>,
        /// How a spot repeats in a bed.
        repeats: Map<Repeat>,
        /// The differences between these repetitions.
        each: Map<Each>,
        /// The room or field around the sound; default none.
        room: Map<Room>,
        /// The layers, mixed in this order.
        layers: Required<NotEmpty<Items<Layer, MOST_LAYERS>>>,
    }
    check: rules::recipe;
}

words! {
    /// Whether a sound ends.
    pub enum Kind: "a kind of sound" {
        /// It plays once.
        Spot = "spot",
        /// It goes on.
        Bed = "bed",
    }
}

impl Recipe {
    /// Reads a recipe, whose parameters have none of the `taken` names: the keys of a
    /// sound in a script.
    ///
    /// # Errors
    /// Returns every mistake and warning if it has a mistake. The spans refer to `text`, and the source is
    /// [`Source::Recipe(0)`](cuebook_core::diagnostic::Source::Recipe). A caller that
    /// reads several recipes sets the number with [`Diagnostic::in_recipe`].
    pub fn read(name: &str, text: &str, taken: &[&'static str]) -> Result<Recipe, Vec<Diagnostic>> {
        let (score, diagnostics) = read_score(text, taken);
        match score {
            Some(score) if !diagnostics.iter().any(is_error) => Ok(Recipe {
                name: name.to_owned(),
                score,
            }),
            _ => Err(diagnostics.into_iter().map(|d| d.in_recipe(0)).collect()),
        }
    }

    /// Returns the name without folder and extension. The random stream is derived
    /// from it, so a recipe sounds the same under any path.
    #[must_use]
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        file.split('.').next().unwrap_or(file)
    }

    /// Returns every parameter at its default.
    #[must_use]
    pub fn defaults(&self) -> Settings {
        let params = self.params.iter();
        params
            .map(|param| (param.name.clone(), Value::default_of(&param.takes)))
            .collect()
    }
}

/// Reads the content of a recipe, with every mistake in it.
fn read_score(text: &str, taken: &[&'static str]) -> (Option<Score>, Vec<Diagnostic>) {
    if text.len() > MAX_BYTES {
        let message = format!("a recipe can have at most {} KiB", MAX_BYTES >> 10);
        let mistake = Diagnostic::error("too-large", Span::default(), message);
        return (None, vec![mistake]);
    }
    let (source, mut diagnostics) = yaml::decode(text.as_bytes());
    let tree = yaml::parse(&source);
    diagnostics.extend(tree.diagnostics);
    let mut reading = Reading::new(&source, tree.hidden);
    reading.state.taken = taken.to_vec();
    let score = match &tree.root {
        Some(root) if !root.is_empty() => {
            let fields = reading.fields(root, Score::MAPPING);
            fields.and_then(|fields| Score::fill(&mut reading, &fields, ()))
        }
        _ => {
            if !tree.hidden {
                let mistake =
                    Diagnostic::error("empty-value", Span::default(), "the recipe is empty");
                let hint = "begin with `about: A heavy door.` and `kind: spot`";
                reading.report(mistake.hint(hint));
            }
            None
        }
    };
    diagnostics.extend(read::finish(reading));
    diagnostics.sort_by_key(|d| d.labels.first().map(|label| label.span.start));
    (score, diagnostics)
}

/// Returns the mistakes and warnings in the text of a recipe, or an empty list if it is correct.
/// The spans are those of [`Recipe::read`].
#[must_use]
pub fn check_text(text: &str, taken: &[&'static str]) -> Vec<Diagnostic> {
    let (_, diagnostics) = read_score(text, taken);
    diagnostics.into_iter().map(|d| d.in_recipe(0)).collect()
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// Returns the names of all recipes, in the order of the library.
pub fn names() -> impl Iterator<Item = &'static str> {
    notes().map(|note| note.name)
}

/// Returns the descriptions of all recipes, in the order of the library. No recipe is read.
pub fn notes() -> impl ExactSizeIterator<Item = &'static Note> + Clone {
    library::notes()
}

/// Returns the description of the recipe with this name.
#[must_use]
pub fn note(name: &str) -> Option<&'static Note> {
    library::note(name)
}

/// Returns the recipe with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Recipe> {
    library::find(name)
}

/// Returns the recipe that a script names, from the library or from the script's
/// own files.
#[must_use]
pub fn of(named: &RecipeRef) -> Option<Cow<'static, Recipe>> {
    match &named.own {
        None => find(&named.name).map(Cow::Borrowed),
        Some(text) => Recipe::read(&named.name, text, &[]).ok().map(Cow::Owned),
    }
}

/// Returns the text of a recipe, or an empty text if there is none with this name.
#[must_use]
pub fn text(named: &RecipeRef) -> &str {
    let library = || library::text(&named.name).unwrap_or_default();
    named.own.as_deref().unwrap_or_else(library)
}

/// Returns the mistakes in the settings of a recipe, or an empty list if there are
/// none.
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

//! The words that the format knows, each with what it means.
//!
//! Always true: the words are those of the reader's own tables.

use crate::book::Target;
use crate::book::target::Level;
use crate::perform::sound::recipe::{self, Kind, Param, Recipe};
use crate::perform::voice::kokoro::voices::{ENGLISH, Sex};
use crate::perform::voice::phonemes::Accent;
use crate::script::Effect;
use crate::script::read::TARGETS;
use crate::script::space::{NONE, PRESETS, SURFACES};
use crate::script::treatment::{FACINGS, TREATMENTS};
use crate::script::{DeliveryTarget, Tone};
use crate::session::specimen::Setting;

/// A choice among words.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Tone,
    Effect,
    Facing,
    Treatment,
    Preset,
    Surface,
    Target,
    /// What a cue may wait for.
    Go,
    /// What beds and music give way to.
    Under,
}

/// A word and what it means; nothing where it speaks for itself.
pub type Word = (&'static str, String);

impl Choice {
    /// All its words, in the order in which the format lists them.
    #[must_use]
    pub fn words(self) -> Vec<Word> {
        let told = |word: &'static str| (word, about(self, word).to_owned());
        match self {
            Choice::Tone => Tone::NAMES.iter().map(|(name, _)| told(name)).collect(),
            Choice::Effect => Effect::NAMES
                .iter()
                .map(|(name, _)| told(name))
                .chain([told(NONE)])
                .collect(),
            Choice::Facing => FACINGS
                .iter()
                .map(|(name, angle)| (*name, format!("turned by {}°", angle.0)))
                .collect(),
            Choice::Treatment => TREATMENTS.iter().map(|(name, _)| told(name)).collect(),
            Choice::Preset => PRESETS.iter().map(|name| told(name)).collect(),
            Choice::Surface => SURFACES.iter().map(|name| told(name)).collect(),
            Choice::Target => TARGETS.iter().map(|name| (*name, levels(name))).collect(),
            Choice::Go => vec![told("go")],
            Choice::Under => vec![told("speech"), told("spots")],
        }
    }

    /// Whether other words are taken too, with a warning.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Choice::Tone
    }
}

/// The voices, each with how it sounds.
#[must_use]
pub fn voices() -> Vec<Word> {
    let told = ENGLISH.iter().map(|voice| {
        let accent = match voice.accent {
            Accent::American => "American",
            Accent::British => "British",
        };
        let sex = match voice.sex {
            Sex::Woman => "woman",
            Sex::Man => "man",
        };
        (voice.name, format!("{accent} {sex}: {}", voice.about))
    });
    told.collect()
}

/// The sounds of the library, each with what it is and what it can be set to.
#[must_use]
pub fn sounds() -> Vec<Word> {
    let recipes = recipe::names().filter_map(recipe::find);
    recipes
        .map(|recipe| (recipe.name.as_str(), sound(recipe)))
        .collect()
}

/// What a recipe is, and its settings; Markdown.
#[must_use]
pub fn sound(recipe: &Recipe) -> String {
    let kind = match recipe.kind {
        Kind::Spot => "happens once",
        Kind::Bed => "goes on",
    };
    let mut told = format!("{} It {kind}.", recipe.about);
    if !recipe.params.is_empty() {
        told += "\n";
    }
    for param in &recipe.params {
        told += &format!("\n- `{}`: {}", param.name, self::told(param));
    }
    told
}

/// What a setting does, its range with its unit, and its default.
#[must_use]
pub fn told(param: &Param) -> String {
    let setting = Setting::of(param);
    format!(
        "{}; {}. Default: `{}`.",
        setting.about, setting.range, setting.default
    )
}

/// What a target asks for.
fn levels(name: &str) -> String {
    let target = Target::written(&DeliveryTarget::Named(name.to_owned()));
    let level = match target.level {
        Level::Loudness { at, .. } => format!("{} LUFS", at.0),
        Level::Rms(_) => format!("{} dB RMS", target.level.aim()),
    };
    format!("{level}, true peak {} dBTP", target.peak.0)
}

fn about(choice: Choice, word: &str) -> &'static str {
    match (choice, word) {
        (Choice::Tone, "neutral") => "as the voice speaks",
        (Choice::Tone, "urgent") => "faster, higher, brighter; +1 dB",
        (Choice::Tone, "shout") => "much higher and brighter, with effort; +3 dB",
        (Choice::Tone, "whisper") => "breath in place of voice, slower; −5 dB",
        (Choice::Tone, "cold") => "slower, lower, flat melody",
        (Choice::Tone, "warm") => "a little slower and lower, softer in colour",
        (Choice::Tone, "weary") => "much slower, lower, dull; −1.5 dB",
        (Choice::Tone, "mocking") => "slower, with a wide melody",
        (Choice::Tone, "tearful") => "slower, higher, trembling; −1.5 dB",
        (Choice::Tone, "laughing") => "faster, higher, lively; +1 dB",
        (Choice::Effect, "telephone") => "through the handset of a telephone",
        (Choice::Effect, "radio") => "through a wireless set",
        (Choice::Effect, "loudspeaker") => "through a horn of a public address system",
        (Choice::Effect, "memory") => "heard in somebody’s mind",
        (Choice::Effect, "door") => "through a shut wooden door",
        (Choice::Effect, NONE) => "undoes what would hold otherwise",
        (Choice::Treatment, "voice") => "high-pass, compression, de-essing",
        (Choice::Treatment, NONE) => "left as it is: for what is mastered already",
        (Choice::Go, _) => "playing stops before the cue until somebody says go",
        (Choice::Under, "speech") => "gives way while somebody speaks",
        (Choice::Under, "spots") => "gives way while a spot sounds",
        (Choice::Preset, word) => preset(word),
        _ => "",
    }
}

fn preset(word: &str) -> &'static str {
    match word {
        "panelled-room" => "a furnished office with wooden panels",
        "bedroom" => "small and soft: carpet, curtains",
        "bathroom" => "small and tiled",
        "hall" => "a large plastered hall",
        "stone-corridor" => "long, narrow, bare stone",
        "staircase" => "a tall stairwell",
        "cellar" => "low, brick, a concrete floor",
        "tunnel" => "long and ringing",
        "cathedral" => "vast, with a very long decay",
        "courtyard" => "open above, walls around",
        "street" => "house fronts on two sides, open above",
        "forest" => "trees and earth, open above",
        "open-field" => "open country: nothing comes back",
        "car" => "the inside of a car",
        "tent" => "canvas around, earth below",
        "telephone" => "a device: the handset of a telephone",
        "radio" => "a device: a wireless set",
        _ => "",
    }
}

//! Sounds and voices for the page: lists, descriptions, and what they sound like.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::Failure;
use super::desk::Desk;
use crate::output::picture::{self, Spectrogram};
use crate::session::edit::section::SOUNDS;
use crate::session::specimen::{Setting, Specimen, Take, Taken};
use crate::session::{Sample, SessionError};
use cuebook_core::body::Body;
use cuebook_core::language::Language;
use cuebook_core::sound_format::LIBRARY;
use cuebook_core::tone::Feeling;
use cuebook_core::units::Seconds;
use cuebook_library::Query;
use cuebook_script::edit;
use cuebook_synth::find;
use cuebook_synth::recipe::{self, Kind, Param, Recipe, Takes};
use cuebook_voice::kokoro::voices::{self, Sex};

/// The most sounds of the user's library in an answer.
const MOST: usize = 50;

/// The longest bed that is made to be tried, in seconds.
const LONGEST: f64 = 60.0;

/// The size of a picture in pixels.
const PICTURE: (usize, usize) = (560, 144);

/// A search.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    q: String,
    kind: Option<String>,
    category: Option<String>,
    most: Option<usize>,
}

/// How a sound is made: `seed`, `length`, and the settings of its recipe.
pub(super) type Settings = BTreeMap<String, String>;

#[derive(Serialize)]
struct SoundSheet<'r> {
    name: &'r str,
    kind: &'static str,
    about: &'r str,
    category: Option<&'r str>,
    words: &'r [String],
    params: Vec<ParamSheet>,
    own: bool,
}

#[derive(Serialize)]
struct ParamSheet {
    #[serde(flatten)]
    setting: Setting,
    low: Option<f64>,
    high: Option<f64>,
    /// The words that it takes; `None` for a quantity.
    choices: Option<Vec<String>>,
}

/// Returns the sounds that match.
///
/// # Errors
/// When the index of the user's library cannot be used.
pub(super) fn search(desk: &Desk, search: &Search) -> Result<Value, Failure> {
    let recipes = found(&search.q).filter(|recipe| fits(recipe, search));
    let mut categories: Vec<&str> = recipe::names()
        .filter_map(recipe::find)
        .filter_map(category)
        .collect();
    categories.sort_unstable();
    categories.dedup();
    let mut sounds = of_script(desk, search);
    sounds.extend(recipes.map(|recipe| json!(sheet(recipe))));
    Ok(json!({
        "sounds": sounds, "library": library(desk, search)?, "categories": categories,
    }))
}

/// Returns one sound of the library.
///
/// # Errors
/// When there is none.
pub(super) fn one(desk: &Desk, name: &str) -> Result<Value, Failure> {
    if let Some(recipe) = recipe::find(name) {
        return Ok(json!(sheet(recipe)));
    }
    let specimen = specimen(desk, name)?;
    Ok(own(name, specimen.recipe(), specimen.is_bed()))
}

/// Returns the description of a sound that the script or the user's library has. `recipe` is that of
/// which it is a variant.
fn own(name: &str, recipe: Option<&Recipe>, is_bed: bool) -> Value {
    json!({
        "name": name, "own": true, "kind": if is_bed { "bed" } else { "spot" },
        "about": recipe.map_or("", |recipe| &recipe.about),
        "category": recipe.and_then(category),
        "words": recipe.map_or(&[][..], |recipe| &recipe.words),
        "params": recipe.map_or(&[][..], |recipe| &recipe.params)
            .iter().map(param).collect::<Vec<_>>(),
    })
}

/// Returns the sounds that the open script defines and that match.
fn of_script(desk: &Desk, search: &Search) -> Vec<Value> {
    let Ok((show, _)) = desk.show() else {
        return Vec::new();
    };
    let wanted = search.q.to_lowercase();
    let names = SOUNDS.names(&show).into_iter().map(|(name, _)| name);
    let fitting = names
        .filter(|name| search.category.is_none() && name.to_lowercase().contains(wanted.trim()));
    let known = fitting.filter_map(|name| {
        let specimen = specimen(desk, &name).ok()?;
        let told = own(&name, specimen.recipe(), specimen.is_bed());
        let kind = search.kind.as_deref();
        kind.is_none_or(|kind| told["kind"] == kind).then_some(told)
    });
    known.collect()
}

fn kind(recipe: &Recipe) -> &'static str {
    match recipe.kind {
        Kind::Spot => "spot",
        Kind::Bed => "bed",
    }
}

fn category(recipe: &Recipe) -> Option<&str> {
    recipe.category.as_deref()
}

fn sheet(recipe: &Recipe) -> SoundSheet<'_> {
    SoundSheet {
        name: &recipe.name,
        kind: kind(recipe),
        about: &recipe.about,
        category: category(recipe),
        words: &recipe.words,
        params: recipe.params.iter().map(param).collect(),
        own: false,
    }
}

fn param(param: &Param) -> ParamSheet {
    let (low, high, choices) = match &param.takes {
        Takes::Quantity { low, high, .. } => (Some(low.value), Some(high.value), None),
        Takes::Word { words, .. } => (None, None, Some(words.clone())),
    };
    ParamSheet {
        setting: Setting::of(param),
        low,
        high,
        choices,
    }
}

/// Returns the sounds of the library that mean a text, the best first; all of them for no text.
fn found(text: &str) -> impl Iterator<Item = &'static Recipe> {
    let names: Vec<&str> = match text.trim() {
        "" => recipe::names().collect(),
        text => find::relevant(text)
            .iter()
            .map(|found| found.note.name)
            .collect(),
    };
    names.into_iter().filter_map(recipe::find)
}

/// Returns whether a recipe is of the wanted kind and category.
fn fits(recipe: &Recipe, search: &Search) -> bool {
    let is_kind = search.kind.as_deref().is_none_or(|own| own == kind(recipe));
    let wanted = search.category.as_deref();
    is_kind && wanted.is_none_or(|own| category(recipe) == Some(own))
}

/// Returns the files of the user's library that match.
fn library(desk: &Desk, search: &Search) -> Result<Vec<Value>, Failure> {
    if search.q.trim().is_empty() || search.category.is_some() {
        return Ok(Vec::new());
    }
    let Some(indexed) = desk.studio.library(&mut |_| {})? else {
        return Ok(Vec::new());
    };
    let most = search.most.unwrap_or(MOST).min(10 * MOST);
    let query = Query::with(&search.q, find::synonyms);
    let found = indexed.library.search(&query, most);
    let found = found.map_err(SessionError::from)?;
    let entry = |entry: &cuebook_library::Entry| json!({ "name": entry.name, "seconds": entry.facts.seconds, "own": true });
    Ok(found.files.iter().map(entry).collect())
}

/// Returns a sound as it is made with some settings. The name is one of the library, of the user's
/// library, or of the script.
///
/// # Errors
/// When there is no such sound, or a setting is wrong.
fn taken(desk: &Desk, name: &str, settings: &Settings) -> Result<Taken, Failure> {
    let specimen = specimen(desk, name)?;
    let mut take = Take {
        seed: 1,
        settings: of_variant(desk, name, &specimen, settings),
        ..Take::default()
    };
    for (key, value) in settings {
        match key.as_str() {
            "seed" => {
                let seed = value.parse();
                take.seed = seed.map_err(|_| Failure::bad("a seed is a whole number"))?;
            }
            "length" => {
                let seconds: Option<f64> = value.trim_end_matches('s').parse().ok();
                let seconds = seconds.filter(|seconds| (0.1..=LONGEST).contains(seconds));
                let seconds = seconds.ok_or_else(|| Failure::bad("a length is 0.1s to 60s"))?;
                take.length = Some(Seconds(seconds)).filter(|_| specimen.is_bed());
            }
            _ => take.settings.push((key.clone(), value.clone())),
        }
    }
    Ok(specimen.take(&take)?)
}

/// Returns the settings that the script gives to its own variant of a recipe, unless the page sets
/// them.
fn of_variant(
    desk: &Desk,
    name: &str,
    specimen: &Specimen,
    asked: &Settings,
) -> Vec<(String, String)> {
    let own = desk.show().ok();
    let own = own.and_then(|(show, _)| edit::model_of(&show.source).ok());
    let own = own.as_ref().and_then(|own| own.get("sounds")?.get(name));
    let params = specimen.recipe().map_or(&[][..], |recipe| &recipe.params);
    let params = params
        .iter()
        .filter(|param| !asked.contains_key(&param.name));
    let set = params.filter_map(|param| match own?.get(&param.name)? {
        edit::Value::Text(text) => Some((param.name.clone(), text.text.clone())),
        _ => None,
    });
    set.collect()
}

fn specimen(desk: &Desk, name: &str) -> Result<Specimen, Failure> {
    if recipe::find(name).is_some() {
        return Ok(Specimen::find(name)?);
    }
    if name.starts_with(LIBRARY) {
        let (name, path) = desk.studio.library_file(name)?;
        return Ok(Specimen::of_library(name, path)?);
    }
    let missing = || Failure::missing(format!("there is no sound `{name}`"));
    let (show, _) = desk.show().map_err(|_| missing())?;
    let own = edit::model_of(&show.source).ok();
    let own = own.as_ref().and_then(|own| own.get("sounds")?.get(name));
    let source = own.and_then(|own| own.get("file").or(own.get("recipe")));
    let Some(edit::Value::Text(source)) = source else {
        return Err(missing());
    };
    let source = source.text.as_str();
    if recipe::find(source).is_some() || source.starts_with(LIBRARY) {
        return specimen(desk, source);
    }
    let path = desk.path_beside(&show, source)?;
    Ok(Specimen::of_library(name.to_owned(), path)?)
}

/// Returns a sound as a WAV file.
///
/// # Errors
/// When it cannot be made.
pub(super) fn sample(desk: &Desk, name: &str, settings: &Settings) -> Result<Vec<u8>, Failure> {
    Ok(taken(desk, name, settings)?.wav()?)
}

/// Returns the spectrogram of a sound as a PNG.
///
/// # Errors
/// When the sound cannot be made.
pub(super) fn picture(desk: &Desk, name: &str, settings: &Settings) -> Result<Vec<u8>, Failure> {
    let taken = taken(desk, name, settings)?;
    let (across, up) = PICTURE;
    let seen = Spectrogram::of(&taken.audio, across, up);
    Ok(picture::png(&seen).map_err(SessionError::from)?)
}

/// Returns the voices.
pub(super) fn voices(desk: &Desk) -> Value {
    let voices = voices::usable().map(|voice| {
        let sex = match voice.sex {
            Sex::Woman => "woman",
            Sex::Man => "man",
        };
        json!({
            "name": voice.name,
            "accent": voice.speaks(),
            "language": voice.tag(),
            "sex": sex,
            "about": voice.about,
        })
    });
    let roster = &desk.studio.config.roster;
    let own = roster.speakers.iter().map(|speaker| {
        json!({
            "name": speaker.name,
            "accent": speaker.speaks().map_or("", Language::title),
            "language": speaker.language.as_deref().unwrap_or_default(),
            "sex": match speaker.sex {
                Some(Sex::Woman) => "woman",
                Some(Sex::Man) => "man",
                None => "",
            },
            "about": roster.engines.get(speaker.engine).map_or("", |engine| engine.name.as_str()),
        })
    });
    let voices = voices.chain(own);
    let engine = match desk.voice.is_stand_in() {
        true => "stand-in",
        false => "natural",
    };
    json!({ "voices": voices.collect::<Vec<_>>(), "engine": engine })
}

/// Words in a voice.
#[derive(Debug, Deserialize)]
pub(super) struct Audition {
    voice: String,
    words: Option<String>,
    /// The id of a line whose words are spoken.
    line: Option<String>,
    tone: Option<String>,
    pace: Option<f64>,
    /// The role that speaks, whose size and age the voice has.
    role: Option<String>,
}

/// The most bytes of words that are auditioned.
const MOST_WORDS: usize = 2_000;

/// Returns words in a voice as a WAV file.
///
/// # Errors
/// When the voice or the line is unknown, or there is nothing to speak.
pub(super) fn audition(desk: &Desk, asked: &Audition) -> Result<Vec<u8>, Failure> {
    let words = match (&asked.words, &asked.line) {
        (Some(words), None) => words.clone(),
        (None, Some(id)) => {
            let (show, _) = desk.show()?;
            let mut lines = show.book.lines.iter();
            let line = lines.find(|line| line.id == *id);
            let line = line.ok_or_else(|| Failure::missing(format!("there is no line `{id}`")))?;
            let prose = &show.book.prose;
            prose.span_of(line.words.clone()).of(&prose.text).to_owned()
        }
        _ => return Err(Failure::bad("give `words` or `line`")),
    };
    if words.len() > MOST_WORDS {
        return Err(Failure::bad("these are too many words"));
    }
    let tone = match &asked.tone {
        None => Feeling::default(),
        Some(name) => {
            Feeling::read(name).map_err(|_| Failure::bad(format!("there is no tone `{name}`")))?
        }
    };
    let pace = asked.pace.unwrap_or(1.0);
    if !(0.25..=4.0).contains(&pace) {
        return Err(Failure::bad("a pace must be between 0.25 and 4"));
    }
    let body = match &asked.role {
        None => Body::default(),
        Some(name) => {
            let (show, _) = desk.show()?;
            let mut roles = show.book.roles.iter();
            let role = roles.find(|role| role.name == *name);
            role.map_or_else(Body::default, |role| role.body)
        }
    };
    let sample = Sample {
        voice: &asked.voice,
        words: &words,
        tone,
        body,
        pace,
    };
    let spoken = desk.studio.speak(desk.voice.as_ref(), &sample)?;
    Ok(spoken.into_wav()?)
}

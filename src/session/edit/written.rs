//! Settings as an author writes them: keys with dots, and values as text. Returns the steps that
//! set them, or the keys of a new item.

use crate::perform::BuiltinCatalog;
use crate::session::Show;
use crate::world::Catalog;
use cuebook_core::tone::Tone;
use cuebook_script::NARRATOR;
use cuebook_script::edit::{Key, Step, Value, model_of};
use cuebook_script::space::PRESETS;

/// Keys with their values, as written.
pub(crate) type Settings = Vec<(String, String)>;

/// A key with dots, such as `fade.in`, and its new value; `None` removes the key.
pub(crate) type Change = (String, Option<Value>);

/// The keys whose values are text, not tokens.
const WORDS: &[&str] = &[
    "at",
    "from",
    "until",
    "quote",
    "prefix",
    "suffix",
    "title",
    "after",
    "by",
    "words",
    "say",
    "ask",
    "say-again",
    "show",
    "author",
    "subtitle",
    "series",
    "publisher",
    "genre",
    "description",
    "copyright",
];

/// Reads a value as written: YAML if it begins with a bracket, else a plain scalar.
///
/// # Errors
/// When the YAML has mistakes.
pub(crate) fn value(key: &str, written: &str) -> Result<Value, String> {
    if written.starts_with(['{', '[']) {
        return model_of(written).map_err(|why| format!("`{key}`: {}", why.message));
    }
    let edge = matches!(written, "start" | "end");
    Ok(match WORDS.contains(&key) && !edge {
        true => Value::words(written),
        false => Value::token(written),
    })
}

/// Returns the last part of a key with dots.
pub(crate) fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// Reads settings as written. An empty value removes its key.
///
/// # Errors
/// As [`value`].
pub(crate) fn changes(settings: &[(String, String)]) -> Result<Vec<Change>, String> {
    let change = |(key, written): &(String, String)| {
        let value = match written.is_empty() {
            true => None,
            false => Some(value(last(key), written)?),
        };
        Ok((key.clone(), value))
    };
    settings.iter().map(change).collect()
}

/// Returns the steps that make changes.
pub(crate) fn steps(base: &[Key], changes: &[Change]) -> Vec<Step> {
    let step = |(key, value): &Change| {
        let mut path = base.to_vec();
        path.extend(key.split('.').map(Key::from));
        match value.clone() {
            None => Step::Remove { path },
            Some(value) => Step::Set { path, value },
        }
    };
    changes.iter().map(step).collect()
}

/// Returns the steps that set keys. An empty value removes the key.
///
/// # Errors
/// As [`value`].
pub(crate) fn settings(base: &[Key], settings: &[(String, String)]) -> Result<Vec<Step>, String> {
    Ok(steps(base, &changes(settings)?))
}

/// Sets a key of a new item, for example `fade.in` to `2s`.
///
/// # Errors
/// As [`value`], and when a part of the key has a value that is no mapping.
pub(crate) fn put(item: &mut Vec<(String, Value)>, key: &str, written: &str) -> Result<(), String> {
    put_value(item, key, value(last(key), written)?)
}

/// Sets a key of a new item to a value.
///
/// # Errors
/// When a part of the key has a value that is no mapping.
pub(crate) fn put_value(
    item: &mut Vec<(String, Value)>,
    key: &str,
    value: Value,
) -> Result<(), String> {
    let (first, rest) = key
        .split_once('.')
        .map_or((key, None), |(f, r)| (f, Some(r)));
    let place = item.iter().position(|(known, _)| known == first);
    let place = place.unwrap_or_else(|| {
        item.push((first.to_owned(), Value::Map(Vec::new())));
        item.len() - 1
    });
    match (rest, &mut item[place].1) {
        (None, there) => *there = value,
        (Some(rest), Value::Map(inner)) => put_value(inner, rest, value)?,
        (Some(_), _) => return Err(format!("`{first}` has a value already")),
    }
    Ok(())
}

/// Returns settings in which a name in other capitals is the one that the show has: `by=ann` is
/// `by=ANN`.
pub(crate) fn as_meant(show: &Show, settings: &[(String, String)]) -> Settings {
    let settings = settings.iter();
    settings
        .map(|(key, written)| (key.clone(), name_as_meant(show, key, written)))
        .collect()
}

/// Returns a name in the letters of the show, for a key that takes one.
pub(crate) fn name_as_meant(show: &Show, key: &str, written: &str) -> String {
    let what = match last(key) {
        "by" | "narrator" => "role",
        "space" => "space",
        "spot" | "bed" | "music" => "sound",
        "then" => "scene",
        "tone" => "tone",
        "voice" => "voice",
        _ => return written.to_owned(),
    };
    let declared = show.script.names.iter();
    let declared = declared.filter(|name| name.declares && name.what.0 == what);
    let mut names: Vec<&str> = declared.map(|name| name.text.as_str()).collect();
    match what {
        "role" => names.push(NARRATOR),
        "space" => names.extend(PRESETS.words.iter().map(|word| word.name)),
        "tone" => names.extend(Tone::NAMES.iter().map(|(name, _)| *name)),
        "sound" => names.extend(BuiltinCatalog.recipes()),
        "voice" => {
            names.extend(BuiltinCatalog.voices());
            names.extend(show.roster.speakers.iter().map(|own| own.name.as_str()));
        }
        _ => {}
    }
    if names.contains(&written) {
        return written.to_owned();
    }
    let wanted = written.to_lowercase();
    let mut same = names
        .into_iter()
        .filter(|name| name.to_lowercase() == wanted);
    match (same.next(), same.next()) {
        (Some(one), None) => one.to_owned(),
        _ => written.to_owned(),
    }
}

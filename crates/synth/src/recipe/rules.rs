//! Checks across several keys of a recipe.
//!
//! Takes the fields of a mapping before they are read and reports conflicts between
//! them. A mistake that is visible in the text is reported here, not while a sound
//! is made.

use super::read::Reading;
use super::score::Source;
use crate::diagnostic::Diagnostic;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Fields, Slot};

/// Checks that a recipe has layers.
pub fn recipe<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    if !fields.entries().iter().any(|entry| entry.key == "layers") {
        // Reported as missing, because a list that is left out reads as empty.
        at.reader.missing(
            fields,
            "layers",
            "layers: [{ layer: hiss, source: { noise: {} } }]",
        );
    }
    at.not_empty(fields.get("layers"));
    at.place.ends = scalar(fields, "kind") == Some("spot");
    read(at)
}

/// Checks that a layer that must end has an end.
pub fn layer<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    let shaped = fields.get("envelope").is_some() || fields.get("repeat").is_some();
    if at.place.ends || fields.get("repeat").is_some() {
        needs_envelope(fields, at);
    }
    if at.place.ends {
        repeat_ends(fields, at);
    }
    at.not_empty(source(fields).filter(|source| source.key == "layers"));
    without_effect(fields, at);
    let mut place = at.place;
    place.ends |= shaped;
    place.guarded |= fields.get("when").is_some();
    at.within(fields.span, place, read)
}

/// Reports keys that have no effect on this kind of layer.
fn without_effect(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let Some(source) = source(fields) else {
        return;
    };
    let has = |key: &str| fields.get(key).is_some();
    let ends = at.place.ends || has("repeat");
    let mut refused = Vec::new();
    match source.key {
        "layers" | "driven" => {
            refused.push((
                "breathe",
                "a group cannot have `breathe`; add it to its layers",
            ));
        }
        "tune" => {
            let why = "a tune is shaped by the `attack` and `release` of `played`";
            refused.push(("envelope", why));
            if ends {
                refused.push((
                    "breathe",
                    "a tune can have `breathe` only if it is sustained",
                ));
            }
        }
        _ => {}
    }
    let endless = Source::ENDLESS.contains(&source.key) || source.key == "tune";
    if endless && !ends && !has("envelope") {
        let why = "a sustained layer has no start and no end";
        refused.extend([("at", why), ("echoes", why)]);
    }
    for (key, why) in refused {
        if let Some(entry) = fields.get(key) {
            at.reader.exclusive(&[source, entry], why);
        }
    }
}

/// Checks that a tune has a scale, and a written line its notes.
pub fn tune<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    at.not_empty(fields.get("scale"));
    at.not_empty(fields.get("line"));
    read(at)
}

/// Checks that a driven body has layers that drive it.
pub fn driven<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    at.not_empty(fields.get("by"));
    read(at)
}

/// Checks that a struck instrument has one player.
pub fn played<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    if scalar(fields, "by") == Some("struck")
        && let (Some(by), Some(players)) = (fields.get("by"), fields.get("players"))
    {
        let why = "a struck instrument has one player; `players` is for strings and brass";
        at.reader.exclusive(&[by, players], why);
    }
    read(at)
}

/// Reports an endless source without an envelope in a layer that must end.
fn needs_envelope(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let endless = source(fields).filter(|source| Source::ENDLESS.contains(&source.key));
    if let Some(source) = endless
        && fields.get("envelope").is_none()
    {
        let message = format!("`{}` has no end, but this layer must end", source.key);
        let mistake = Diagnostic::error("missing-key", source.key_span, message);
        at.report(
            mistake.hint("give the layer an `envelope`, for example `envelope: { decay: 0.5s }`"),
        );
    }
}

/// Reports an endless repetition in a sound that ends.
fn repeat_ends(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let Some(Kind::Map(keys)) = fields.get("repeat").map(|entry| &entry.value.kind) else {
        return;
    };
    let get = |name: &str| keys.iter().find(|entry| entry.key == name);
    if get("lasts").is_some() {
        return;
    }
    let (endless, need) = match (get("rate"), get("every"), get("count")) {
        (Some(rate), ..) => (rate, "`lasts`"),
        (None, Some(every), None) => (every, "`count` or `lasts`"),
        _ => return,
    };
    let message = format!("`{}` needs {need} in a sound that ends", endless.key);
    let mistake = Diagnostic::error("missing-key", endless.key_span, message);
    at.report(mistake.hint("for example `lasts: 2s`"));
}

/// Checks that a filter has exactly one shape.
pub fn filter<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    match fields.among(SHAPES).as_slice() {
        // An unknown key has been reported already; it may be a misspelt shape.
        [] if fields.are_known() => {
            let shapes = "low-pass`, `high-pass` or `band";
            at.reader.missing(fields, shapes, "low-pass: 2kHz");
        }
        [] | [_] => {}
        several => {
            let why = "a filter has one shape; write a filter for each";
            at.reader.exclusive(several, why);
        }
    }
    read(at)
}

/// The shapes of a filter.
const SHAPES: &[&str] = &["low-pass", "high-pass", "band"];

/// Returns the text under a key.
fn scalar<'n>(fields: &Fields<'n, '_>, key: &str) -> Option<&'n str> {
    match fields.get(key).map(|entry| &entry.value.kind) {
        Some(Kind::Scalar(word, _)) => Some(word),
        _ => None,
    }
}

/// The first key of a layer's source.
fn source<'n, 's>(fields: &Fields<'n, 's>) -> Option<Slot<'n, 's>> {
    match fields.get("source").map(|entry| &entry.value.kind) {
        Some(Kind::Map(entries)) => entries.first().map(Slot::of),
        _ => None,
    }
}

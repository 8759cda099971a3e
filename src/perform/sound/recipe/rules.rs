//! What holds between the keys of a recipe.
//!
//! In: the fields of a mapping before they are read. Out: the mistakes in how
//! they stand together. Always true: what would fail while a sound is made,
//! and can be seen in what is written, is told here.

use super::read::Reading;
use super::score::Source;
use crate::diagnostic::Diagnostic;
use crate::script::mapping::{Fields, Slot};
use crate::script::yaml::Kind;

/// A recipe has words of its kind, and something that sounds.
pub fn recipe<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    if !fields.entries().iter().any(|entry| entry.key == "layers") {
        // Told as missing: a list that is left out is empty elsewhere.
        at.reader.missing(
            fields,
            "layers",
            "layers: [{ layer: hiss, source: { noise: {} } }]",
        );
    }
    at.not_empty(fields.get("layers"));
    at.place.ends = said(fields, "kind") == Some("spot");
    read(at)
}

/// A layer that ends by itself needs to know when.
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

/// What a layer of this kind would not do is not asked of it.
fn without_effect(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let Some(source) = source(fields) else {
        return;
    };
    let has = |key: &str| fields.get(key).is_some();
    let ends = at.place.ends || has("repeat");
    let mut refused = Vec::new();
    match source.key {
        "layers" | "driven" => {
            refused.push(("breathe", "a group does not breathe; let its layers do so"));
        }
        "tune" => {
            let why = "a tune is shaped by `attack` and `release` where it is `played`";
            refused.push(("envelope", why));
            if ends {
                refused.push(("breathe", "a tune breathes only where it goes on"));
            }
        }
        _ => {}
    }
    let endless = Source::ENDLESS.contains(&source.key) || source.key == "tune";
    if endless && !ends && !has("envelope") {
        let why = "what goes on has no beginning, and nothing comes after it";
        refused.extend([("at", why), ("echoes", why)]);
    }
    for (key, why) in refused {
        if let Some(entry) = fields.get(key) {
            at.reader.exclusive(&[source, entry], why);
        }
    }
}

/// A tune has a scale, and one that is written out its notes.
pub fn tune<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    at.not_empty(fields.get("scale"));
    at.not_empty(fields.get("line"));
    read(at)
}

/// What is driven is driven by something.
pub fn driven<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    at.not_empty(fields.get("by"));
    read(at)
}

/// What is struck is struck by one.
pub fn played<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    if said(fields, "by") == Some("struck")
        && let (Some(by), Some(players)) = (fields.get("by"), fields.get("players"))
    {
        let why = "what is struck has one player; `players` belong to strings and brass";
        at.reader.exclusive(&[by, players], why);
    }
    read(at)
}

/// What goes on for ever is ended by an envelope.
fn needs_envelope(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let endless = source(fields).filter(|source| Source::ENDLESS.contains(&source.key));
    if let Some(source) = endless
        && fields.get("envelope").is_none()
    {
        let message = format!("`{}` goes on, and this layer has to end", source.key);
        let mistake = Diagnostic::error("missing-key", source.key_span, message);
        at.report(
            mistake.hint("give the layer an `envelope`, for example `envelope: { decay: 0.5s }`"),
        );
    }
}

/// What comes again and again in a sound that ends needs an end too.
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

/// A filter has one shape.
pub fn filter<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    match fields.among(SHAPES).as_slice() {
        // A key that is not known is told already, and may have been its shape.
        [] if fields.are_known() => {
            let shapes = "low-pass`, `high-pass` or `band";
            at.reader.missing(fields, shapes, "low-pass: 2kHz");
        }
        [] | [_] => {}
        several => {
            let why = "a filter has one shape; write one filter after another";
            at.reader.exclusive(several, why);
        }
    }
    read(at)
}

/// The shapes of a filter.
const SHAPES: &[&str] = &["low-pass", "high-pass", "band"];

/// The word that stands under a key.
fn said<'n>(fields: &Fields<'n, '_>, key: &str) -> Option<&'n str> {
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
